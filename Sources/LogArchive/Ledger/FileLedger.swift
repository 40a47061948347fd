package import Digests
package import SystemBoundary

/// What became of one input: how much was read of it and what must be said about it.
///
/// Lines and events are counted elsewhere, by those who look at them.
package struct FileLedger: Hashable, Sendable {
  /// How the reading ended.
  package enum Status: String, Hashable, Sendable {
    case complete
    case completeWarn = "complete_warn"
    case incomplete
    case skipped
    case duplicateOf = "duplicate_of"
    case containedIn = "contained_in"
    case readBefore = "read_before"
  }

  /// The path as found or given; `-` for standard input.
  package var path: RawPath
  /// Whether the content is gzip.
  package var isGzip = false
  /// When the packed file was last written, in seconds since 1970, where gzip says so.
  package var gzipModifiedSeconds: UInt32?
  /// The bytes read as they are stored.
  package var storedByteCount: UInt64 = 0
  /// The bytes of text, decompressed, marks included.
  package var byteCount: UInt64 = 0
  /// The gzip members that were begun.
  package var memberCount = 0
  /// How the text is stored, as far as its first bytes tell.
  package var encoding = TextEncoding.utf8
  /// How lines were stored that are not as the first bytes tell.
  package var decoding = DecodingCounts()
  /// Whether there were characters of UTF-8 beyond ASCII.
  package var hasUTF8 = false
  /// What must be said, in the order it was found.
  package var notes: [InputNote] = []
  /// The input that holds the same file or the same text, which was read in place of this one.
  package var duplicateOf: RawPath?
  /// The input whose text begins with all of this one's, which was read in place of it.
  package var containedIn: RawPath?
  /// Whether an earlier run has read all of it.
  package var wasReadBefore = false
  /// The lines of an input that was compared with another one, and not read because that one holds them.
  package var repeatedLineCount = 0
  /// The digest of the stored bytes, if it was asked for and all of them were read.
  package var sha256Stored: SHA256Digest?
  /// The digest of the decompressed bytes, marks included, if it was asked for.
  package var sha256: SHA256Digest?

  /// Creates the entry of an input of which nothing is known yet.
  package init(path: RawPath) { self.path = path }

  /// How the reading ended, as the notes have it.
  package var status: Status {
    let weights = Set(notes.map(\.code.weight))
    // What a damaged copy has lost may not stand in the other one.
    if weights.contains(.incomplete) { return .incomplete }
    if duplicateOf != nil { return .duplicateOf }
    if containedIn != nil { return .containedIn }
    if wasReadBefore { return .readBefore }
    if weights.contains(.skipped) || weights.contains(.skippedUnread) { return .skipped }
    return weights.isEmpty ? .complete : .completeWarn
  }

  /// Why some of the bytes that are there were not had; `nil` if all of them were, however broken.
  package var readFailure: InputNote? { notes.first { $0.code.isReadFailure } }

  /// Whether something of the evidence is missing, so that the run can't be called complete.
  package var isEvidenceMissing: Bool {
    notes.contains { $0.code.weight == .incomplete || $0.code.weight == .skippedUnread }
  }
}
