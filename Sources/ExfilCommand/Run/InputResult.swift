internal import Detection
internal import LogArchive
internal import LogFormats

/// What one input came to.
struct InputResult: Sendable {
  var ledger: FileLedger
  var account: LineAccount
  var identity: SourceIdentity
  /// Bytes of text.
  var byteCount: Int
  /// Where the last whole line ends, counted from the front of the decompressed text.
  var textEnd: UInt64
}
