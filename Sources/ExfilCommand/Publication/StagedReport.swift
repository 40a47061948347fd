internal import Digests
internal import SystemBoundary

/// A report file and the digest of what it holds.
typealias ReportPrint = (path: [UInt8], sha256: [UInt8])

/// A report that is written and does not have its name yet; without a commit nothing is left of it.
final class StagedReport {
  let file: RawPath
  let tellsChanges: Bool
  private var writer: AtomicFileWriter?
  private var hasher = SHA256Hasher()

  init(_ writer: consuming AtomicFileWriter, file: RawPath, tellsChanges: Bool) {
    self.writer = .some(writer)
    self.file = file
    self.tellsChanges = tellsChanges
  }

  /// The file, and the digest of all that was written.
  var print: ReportPrint { (file.bytes, hasher.digest.bytes) }

  func write(_ bytes: Span<UInt8>) throws(SystemError) {
    if tellsChanges { hasher.add(bytes) }
    try writer?.write(bytes)
  }

  /// Makes the report durable and gives it its name, or that of a report that was broken off.
  func commit(isPartial: Bool) throws(SystemError) {
    guard let writer = writer.take() else { return }
    if isPartial { try writer.commitPartial() } else { try writer.commit() }
  }
}
