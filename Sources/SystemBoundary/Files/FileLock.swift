internal import Glibc

/// Keeps other processes out while a file is read, changed and written back.
///
/// The lock is on a file of its own, since a file that is replaced takes its lock with it. It stays
/// there, empty; the system gives the lock back when the process ends, however it ends.
package struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// Waits until no other process holds the lock, and takes it.
  ///
  /// Creates the file, for its owner alone, if there is none. A symbolic link is not followed.
  ///
  /// - Throws: ``SystemError`` when the file can't be opened or locked.
  package init(waitingFor path: RawPath) throws(SystemError) {
    descriptor = try Self.locked(path)
  }

  private static func locked(_ path: RawPath) throws(SystemError) -> Int32 {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY
    // SAFETY: `open` reads the C string.
    let descriptor = unsafe path.withCString { unsafe Glibc.open($0, flags, 0o600) }
    guard descriptor >= 0 else { throw .last("create", path) }
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

  deinit { _ = close(descriptor) }
}
