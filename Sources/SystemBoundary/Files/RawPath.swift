internal import ByteScan

/// A path as the file system knows it: bytes, in whatever encoding they once were written.
///
/// A name in Shift_JIS is no valid UTF-8 and must open all the same, so a path never passes
/// through a `String` on its way to a system call. People see ``display``.
package struct RawPath: Hashable, Sendable {
  /// The bytes of the path, without a terminating NUL.
  package var bytes: [UInt8]

  /// Creates a path from its bytes.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Creates a path from text, as UTF-8.
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// The path of an entry of this directory.
  package func appending(_ name: [UInt8]) -> RawPath {
    if bytes.isEmpty || bytes.last == UInt8(ascii: "/") { return RawPath(bytes + name) }
    return RawPath(bytes + [UInt8(ascii: "/")] + name)
  }

  /// The path of an entry of this directory.
  package func appending(_ name: String) -> RawPath { appending(Array(name.utf8)) }

  /// The bytes after the last slash; trailing slashes do not count.
  package var lastComponent: [UInt8] {
    var end = bytes.count
    while end > 0 && bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    let start = bytes[..<end].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return Array(bytes[start..<end])
  }

  /// The directory that holds the entry; `.` if the path has no slash.
  package var directory: RawPath {
    var end = bytes.count
    while end > 1 && bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    guard let slash = bytes[..<end].lastIndex(of: UInt8(ascii: "/")) else { return RawPath(".") }
    return RawPath(slash == 0 ? [UInt8(ascii: "/")] : Array(bytes[..<slash]))
  }

  /// Returns whether the path ends with an ASCII suffix, letters compared without case.
  package func hasSuffix(_ suffix: StaticString) -> Bool {
    let length = suffix.utf8CodeUnitCount
    guard bytes.count >= length else { return false }
    return bytes.span.extracting((bytes.count - length)..<bytes.count)
      .equalsIgnoringAsciiCase(suffix)
  }

  /// The path for people: what could harm a terminal, and bytes that are no UTF-8, as `\xNN`.
  package var display: String { String(escaping: bytes.span) }

  /// Calls a closure with the path as a C string; a NUL byte inside would end it.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
    // SAFETY: the array ends with NUL and lives as long as the call.
    return unsafe terminated.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("an array of one or more") }
      return unsafe body(base)
    }
  }
}

extension RawPath: Comparable {
  /// Compares paths byte by byte: the same order in every locale.
  package static func < (a: Self, b: Self) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

extension RawPath: ExpressibleByStringLiteral {
  /// Creates a path from a literal, as UTF-8.
  package init(stringLiteral text: String) { self.init(text) }
}
