internal import Glibc

/// A system call that failed: which, on what, and why.
package struct SystemError: Error, Hashable, Sendable {
  /// The `errno` of the call.
  package var code: Int32
  /// What was tried, in words: `open`, `read`, `rename`.
  package var operation: String
  /// The path it was tried on, if there is one.
  package var path: RawPath?

  /// Creates an error from its parts.
  package init(code: Int32, operation: String, path: RawPath? = nil) {
    self.code = code
    self.operation = operation
    self.path = path
  }

  /// The error of reading or writing a directory as if it were a file.
  package static func directory(_ operation: String, _ path: RawPath) -> SystemError {
    SystemError(code: EISDIR, operation: operation, path: path)
  }

  /// The error that the last system call of this thread has left behind.
  static func last(_ operation: String, _ path: RawPath? = nil) -> SystemError {
    SystemError(code: errno, operation: operation, path: path)
  }

  /// Whether the path does not exist.
  package var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
  /// Whether permission is missing.
  package var isPermission: Bool { code == EACCES || code == EPERM }
  /// Whether the reader of a pipe has gone.
  package var isBrokenPipe: Bool { code == EPIPE }
  /// Whether the disk or the quota is full.
  package var isNoSpace: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
  /// Whether the path is a directory where none was expected.
  package var isDirectory: Bool { code == EISDIR }

  /// The system's words for the error, in English whatever the locale.
  package var reason: String {
    // SAFETY: the string that `strerror` returns is copied at once; no locale is ever set.
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}

extension SystemError: CustomStringConvertible {
  /// What was tried, on what, and the reason.
  package var description: String {
    let place = path.map { " \($0.display)" } ?? ""
    return "\(operation)\(place): \(reason)"
  }
}
