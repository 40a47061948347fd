internal import Glibc

extension AtomicFileWriter {
  /// Takes away temporary files that processes have left which were killed while they wrote.
  ///
  /// Only regular files of our own user and of processes that are no longer there; what cannot be
  /// taken away is left.
  package static func removeAbandoned(in folder: RawPath) {
    guard let names = try? DirectoryListing.names(in: folder) else { return }
    for name in names {
      guard let process = processID(ofTemporary: name), kill(process, 0) != 0, errno == ESRCH else {
        continue
      }
      let path = folder.appending(name)
      guard let status = try? FileStatus.ofLink(path), status.kind == .regular,
        status.owner == getuid()
      else { continue }
      // SAFETY: `unlink` reads the C string.
      _ = unsafe path.withCString { unsafe unlink($0) }
    }
  }

  /// The process that a temporary file is of; `nil` for any other name.
  static func processID(ofTemporary name: [UInt8]) -> pid_t? {
    let parts = String(decoding: name, as: UTF8.self).split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == ".exfil", parts[2].hasSuffix(".partial"),
      Int(parts[2].dropLast(".partial".count)) != nil
    else { return nil }
    return pid_t(parts[1])
  }
}
