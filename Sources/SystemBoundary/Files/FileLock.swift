internal import Glibc

/// A lock on a file that one process holds at a time; it ends with the value, and with the process
/// however that ends.
///
/// The file is one of its own, since a file that is replaced takes its lock with it; it stays there.
package struct FileLock: ~Copyable, Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { _ = close(descriptor) }

  /// What trying to take the lock came to.
  package enum Attempt: ~Copyable, Sendable {
    case acquired(FileLock)
    /// Another process has it; what that process says of itself.
    case held(String)
  }

  /// Waits until no other process holds the lock, and takes it; what the file says stays.
  ///
  /// Creates the file, for its owner alone, if there is none. A symbolic link is not followed.
  ///
  /// - Throws: ``SystemError`` when the file can't be opened or locked.
  package init(waitingFor path: RawPath) throws(SystemError) {
    descriptor = try Self.locked(path)
  }

  private static func locked(_ path: RawPath) throws(SystemError) -> Int32 {
    let descriptor = try open(path)
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let error = SystemError.last("lock", path)
        _ = close(descriptor)
        throw error
      }
    }
    return descriptor
  }

  /// Lets the next one in.
  package consuming func release() {}

  /// Tries to take the lock, without waiting.
  ///
  /// - Parameters:
  ///   - path: The file, which is created for its owner alone if there is none. A symbolic link is not
  ///     followed.
  ///   - words: What the file says afterwards, for whoever comes second; at most 200 bytes.
  /// - Returns: The lock, or who has it.
  /// - Throws: ``SystemError`` when the file can't be opened, locked or written.
  package static func acquire(
    _ path: RawPath, saying words: String
  ) throws(SystemError) -> Attempt {
    let descriptor = try open(path)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      defer { _ = close(descriptor) }
      guard errno == EWOULDBLOCK else { throw .last("lock", path) }
      return .held(text(of: descriptor))
    }
    let lock = FileLock(descriptor: descriptor)
    guard ftruncate(descriptor, 0) == 0 else { throw .last("write", path) }
    let bytes = Array(words.utf8.prefix(200))
    try OutputDescriptor(number: descriptor, name: path).write(bytes.span)
    return .acquired(lock)
  }

  private static func open(_ path: RawPath) throws(SystemError) -> Int32 {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY
    // SAFETY: `open` reads the C string.
    let descriptor = unsafe path.withCString { unsafe Glibc.open($0, flags, 0o600) }
    guard descriptor >= 0 else { throw .last("open", path) }
    return descriptor
  }

  private static func text(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 200)
    // SAFETY: `pread` writes at most the `count` bytes of the buffer.
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe pread(descriptor, buffer.baseAddress, buffer.count, 0)
    }
    bytes.removeLast(bytes.count - max(count, 0))
    return String(escaping: bytes.span)
  }
}
