internal import Glibc

/// A folder for its owner alone.
package enum PrivateDirectory {
  /// Creates a folder of mode 0700 and makes its name durable; one that is there is left as it is.
  ///
  /// - Throws: ``SystemError`` when it can't be created, or something else has the name.
  package static func create(_ path: RawPath) throws(SystemError) {
    // SAFETY: `mkdir` reads the C string.
    let result = unsafe path.withCString { unsafe mkdir($0, 0o700) }
    if result == 0 { return try makeDurable(path.directory) }
    guard errno == EEXIST else { throw .last("create", path) }
    let status = try FileStatus.of(path)
    guard status.kind == .directory else {
      throw SystemError(code: ENOTDIR, operation: "use", path: path)
    }
  }

  /// Creates an empty file of mode 0600; one that is there is left as it is.
  ///
  /// - Throws: ``SystemError`` when it can't be created.
  package static func createFile(_ path: RawPath) throws(SystemError) {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY
    // SAFETY: `open` reads the C string.
    let descriptor = unsafe path.withCString { unsafe Glibc.open($0, flags, 0o600) }
    guard descriptor >= 0 else { throw .last("open", path) }
    _ = close(descriptor)
  }

  /// Replaces what a file of mode 0600 holds; after a loss of power it may hold nothing.
  ///
  /// - Throws: ``SystemError`` when it can't be written.
  package static func write(_ bytes: [UInt8], to path: RawPath) throws(SystemError) {
    let flags = O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY
    // SAFETY: `open` reads the C string.
    let descriptor = unsafe path.withCString { unsafe Glibc.open($0, flags, 0o600) }
    guard descriptor >= 0 else { throw .last("open", path) }
    defer { _ = close(descriptor) }
    try OutputDescriptor(number: descriptor, name: path).write(bytes.span)
  }

  /// Gives a file another name in its folder and makes both names durable.
  ///
  /// - Throws: ``SystemError`` when the system refuses.
  package static func rename(_ path: RawPath, to other: RawPath) throws(SystemError) {
    // SAFETY: `rename` reads the two C strings.
    let result = unsafe path.withCString { from in
      unsafe other.withCString { to in unsafe Glibc.rename(from, to) }
    }
    guard result == 0 else { throw .last("rename", path) }
    try makeDurable(path.directory)
  }

  private static func makeDurable(_ folder: RawPath) throws(SystemError) {
    // SAFETY: `open` reads the C string.
    let descriptor = unsafe folder.withCString { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .last("open", folder) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .last("make durable", folder) }
  }
}
