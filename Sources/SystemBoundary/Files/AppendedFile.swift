internal import Glibc

/// A file that only ever grows: notes of what was done.
package enum AppendedFile {
  /// Appends bytes in one piece and makes them durable.
  ///
  /// Creates the file, for its owner alone, if there is none. A symbolic link is not followed.
  ///
  /// - Throws: ``SystemError`` when the file can't be opened, written or made durable.
  package static func append(_ bytes: Span<UInt8>, to path: RawPath) throws(SystemError) {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY
    // SAFETY: `open` reads the C string.
    let descriptor = unsafe path.withCString { unsafe Glibc.open($0, flags, 0o600) }
    guard descriptor >= 0 else { throw .last("create", path) }
    defer { _ = close(descriptor) }
    try OutputDescriptor(number: descriptor, name: path).write(bytes)
    guard fsync(descriptor) == 0 else { throw .last("make durable", path) }
  }
}
