internal import Glibc

extension RawPath {
  /// Returns the path of what this one leads to, without symbolic links.
  ///
  /// - Throws: ``SystemError``, also when the path does not exist.
  package func resolved() throws(SystemError) -> RawPath {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    // SAFETY: `realpath` reads the C string and writes at most PATH_MAX bytes, NUL included.
    let isFound = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe withCString { name in
        unsafe realpath(name, buffer.baseAddress?.assumingMemoryBound(to: CChar.self)) != nil
      }
    }
    guard isFound else { throw .last("look at", self) }
    return RawPath(Array(bytes.prefix { $0 != 0 }))
  }
}
