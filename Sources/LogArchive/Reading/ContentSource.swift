internal import ByteScan
internal import SystemBoundary

/// The text of one input, however it is stored.
enum ContentSource: ByteSource, ~Copyable, Sendable {
  case plain(PlainSource)
  case gzip(GzipSource<StoredSource>)

  mutating func read(into target: inout MutableSpan<UInt8>) -> Int {
    switch consume self {
    case .plain(var source):
      let byteCount = source.read(into: &target)
      self = .plain(source)
      return byteCount
    case .gzip(var source):
      let byteCount = source.read(into: &target)
      self = .gzip(source)
      return byteCount
    }
  }

  var isCut: Bool {
    switch self {
    case .plain(let source): source.isCut
    case .gzip(let source): source.isCut
    }
  }

  func streamOffset(ofHandedOut count: UInt64) -> UInt64 {
    switch self {
    case .plain: count
    case .gzip(let source): source.streamOffset(ofHandedOut: count)
    }
  }

  /// Writes what the source knows into the ledger.
  consuming func settle(_ ledger: inout FileLedger) {
    switch consume self {
    case .plain(let source):
      ledger.storedByteCount = source.stored.offset
      ledger.byteCount = source.stored.offset
      ledger.notes += source.stored.notes
      ledger.sha256Stored = source.stored.digest
      ledger.sha256 = source.stored.digest
    case .gzip(let source):
      ledger.storedByteCount = source.stored.offset
      ledger.byteCount = source.byteCount
      ledger.memberCount = source.memberCount
      ledger.notes += source.stored.notes
      // A read that failed explains what gzip then missed.
      if !source.stored.isCut || source.notes.allSatisfy({ $0.code != .gzipTruncated }) {
        ledger.notes += source.notes
      }
      ledger.sha256Stored = source.stored.digest
      ledger.sha256 = source.digest
      if !source.markPlaces.isEmpty { ledger.encoding = .utf8WithMark }
      if let name = source.nestedContainer {
        ledger.notes.append(InputNote(.unsupportedContainer, "\(name) inside gzip"))
      }
    }
  }
}
