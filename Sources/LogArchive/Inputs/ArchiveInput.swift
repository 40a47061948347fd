package import Digests
package import SystemBoundary

/// One thing to read, or the reason why it is not read.
package struct ArchiveInput: Hashable, Sendable {
  /// The path as given, or found in a directory; `-` for standard input.
  package var path: RawPath
  /// Whether the input is standard input.
  package var isStandardInput = false
  /// The size in bytes when it was found; zero for what is no regular file.
  package var byteCount: UInt64 = 0
  /// Whether the size is known and parts may be read at will.
  package var isRegular = false
  /// Why the input is not read; its ledger entry is then complete as it stands.
  package var verdict: FileLedger?

  /// How much of it earlier runs have read; `nil` for an input that is read from its first byte.
  package var resumption: Resumption?
  /// How many stored bytes are there to be read; `nil` for all there are when it is opened.
  package var storedLimit: UInt64?
  /// The stored bytes behind that: the front of a line that has no end yet.
  package var openByteCount: UInt64 = 0

  /// The front of a text that earlier runs have read.
  package struct Resumption: Hashable, Sendable {
    /// In bytes of decompressed text, byte order marks aside.
    package var byteCount: UInt64
    package var lineCount: Int
    /// The digest of that, to be gone on with; `nil` where nobody has hashed it in this run.
    package var begun: BegunDigest?
    package init(byteCount: UInt64, lineCount: Int) {
      self.byteCount = byteCount
      self.lineCount = lineCount
    }
  }

  /// What is known of it before it is read.
  package var notes: [InputNote] = []

  /// Creates an input that is to be read.
  package init(path: RawPath, status: FileStatus? = nil) {
    self.path = path
    if let status, status.kind == .regular {
      isRegular = true
      byteCount = status.byteCount
    }
  }

  /// Standard input.
  package static var standardInput: ArchiveInput {
    var input = ArchiveInput(path: "-")
    input.isStandardInput = true
    return input
  }

  init(path: RawPath, unread note: InputNote) {
    self.init(path: path)
    var ledger = FileLedger(path: path)
    ledger.notes = [note]
    verdict = ledger
  }

  init(path: RawPath, duplicateOf first: RawPath) {
    self.init(path: path)
    var ledger = FileLedger(path: path)
    ledger.duplicateOf = first
    verdict = ledger
  }
}
