internal import Glibc

/// The arguments of this process as bytes, not as text that may have lost some.
package enum ProcessArguments {
  /// The arguments after the program's name.
  package static var raw: [[UInt8]] {
    // SAFETY: the C runtime keeps `argc` strings, each ended by NUL, for the process's life.
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      unsafe CommandLine.unsafeArgv[index].map { argument in
        unsafe Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
      }
    }
  }
}

/// The environment of this process.
package enum ProcessEnvironment {
  /// Returns the bytes of a variable, or `nil` if it is not set or empty.
  package static func value(of name: String) -> [UInt8]? {
    // SAFETY: nothing in the program changes the environment, so the string stays as it is.
    guard let value = unsafe getenv(name) else { return nil }
    let bytes = unsafe Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
    return bytes.isEmpty ? nil : bytes
  }

  /// The path of the running program, or `nil` if the system does not tell.
  package static var executablePath: RawPath? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    // SAFETY: `readlink` writes at most the `count` bytes of the buffer.
    let byteCount = unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe readlink(
        "/proc/self/exe", base.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    guard byteCount > 0 else { return nil }
    return RawPath(Array(bytes[..<byteCount]))
  }
}
