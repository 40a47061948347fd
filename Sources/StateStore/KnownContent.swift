package import Digests
package import SystemBoundary

/// A text that earlier runs have read.
package struct KnownContent: Hashable, Sendable {
  package var id: Int64
  /// How much of it was read, in bytes of decompressed text, and how many lines that is.
  package var byteCount: UInt64
  package var lineCount: Int
  package var sha256: SHA256Digest
  /// How long the front is that ``headSHA256`` is of: 4 KiB, or all of a shorter text.
  package var headByteCount: Int
  package var headSHA256: SHA256Digest

  package init(
    id: Int64, byteCount: UInt64, lineCount: Int, sha256: SHA256Digest, headByteCount: Int,
    headSHA256: SHA256Digest
  ) {
    self.id = id
    self.byteCount = byteCount
    self.lineCount = lineCount
    self.sha256 = sha256
    self.headByteCount = headByteCount
    self.headSHA256 = headSHA256
  }
}

/// A file that held a known text when it was seen last.
package struct KnownCopy: Hashable, Sendable {
  package var path: RawPath
  package var content: Int64
  package var storedByteCount: UInt64
  /// `nil` where the stored bytes were not hashed.
  package var storedSHA256: SHA256Digest?
  /// The bytes behind the last line feed that were left unread: a line that may go on.
  package var openByteCount: UInt64
  /// When content and entry of the file changed last, in microseconds since 1970.
  package var modifiedMicroseconds: Int64
  package var changedMicroseconds: Int64

  package init(
    path: RawPath, content: Int64, storedByteCount: UInt64, storedSHA256: SHA256Digest?,
    openByteCount: UInt64, modifiedMicroseconds: Int64, changedMicroseconds: Int64
  ) {
    self.path = path
    self.content = content
    self.storedByteCount = storedByteCount
    self.storedSHA256 = storedSHA256
    self.openByteCount = openByteCount
    self.modifiedMicroseconds = modifiedMicroseconds
    self.changedMicroseconds = changedMicroseconds
  }
}

/// All texts that earlier runs have read, as they stood when this run began.
package struct KnownContents: Sendable {
  package var contents: [Int64: KnownContent] = [:]
  package var copies: [RawPath: KnownCopy] = [:]
  /// How long a text was at the end of earlier runs, and what its digest was then.
  package var beginnings: [Int64: [UInt64: SHA256Digest]] = [:]
  /// The number of the next reading.
  package var nextReading: UInt32 = 1
  /// When the run before this one began, in microseconds since 1970; what changed later may have
  /// changed while it was read.
  package var lastRunMicroseconds: Int64 = 0

  /// Creates the knowledge of a state that is new.
  package init() {}
}
