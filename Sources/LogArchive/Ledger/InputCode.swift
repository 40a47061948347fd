/// What may be worth saying about an input, by its stable code.
package enum InputCode: String, CaseIterable, Hashable, Sendable {
  // Incomplete: something of the input was not read, or can't be trusted.
  case notFound = "not_found"
  case permission = "permission_denied"
  case readFailed = "read_failed"
  case shrankWhileReading = "shrank_while_reading"
  case stoppedEarly = "stopped_early"
  case gzipTruncated = "gzip_truncated"
  case gzipUnfinished = "gzip_unfinished"
  case gzipTrailerMissing = "gzip_trailer_missing"
  case gzipCheckSum = "gzip_crc"
  case gzipSize = "gzip_isize"
  case gzipHeader = "gzip_header"
  case gzipCorrupt = "gzip_corrupt"
  case trailingGarbage = "trailing_garbage"
  case emptyNotGzip = "empty_not_gzip"
  case encodingMismatch = "encoding_mismatch"
  // Skipped, and more was expected.
  case unsupportedContainer = "unsupported_container"
  // Skipped by right.
  case notRegular = "not_regular"
  case symbolicLink = "symbolic_link"
  case ignored
  // Worth a word, and harmless.
  case zeroPadding = "zero_padding"
  case suffixMismatch = "suffix_mismatch"
  case emptyContent = "empty_content"
  case grew
  /// The front of the text was read by an earlier run.
  case continued
  /// A line has no end yet, and is left to the next run.
  case openLine = "open_line"
  case carriageReturnsOnly = "cr_only"
  case overlapSuspected = "overlap_suspected"
  case mixedEncodings = "mixed_encodings"
  case undecodableBytes = "undecodable_bytes"

  /// What a code means for the input.
  package enum Weight: Hashable, Sendable { case incomplete, skippedUnread, skipped, warning }

  /// What the code means for the input.
  package var weight: Weight {
    switch self {
    case .unsupportedContainer: .skippedUnread
    case .notRegular, .symbolicLink, .ignored: .skipped
    case .zeroPadding, .suffixMismatch, .emptyContent, .grew, .continued, .openLine,
      .carriageReturnsOnly,
      .overlapSuspected, .mixedEncodings, .undecodableBytes:
      .warning
    default: .incomplete
    }
  }

  /// Whether the system did not give what is there, so that another attempt may go better.
  package var isReadFailure: Bool {
    switch self {
    case .notFound, .permission, .readFailed, .shrankWhileReading: true
    default: false
    }
  }
}

/// One thing to say about an input.
package struct InputNote: Hashable, Sendable {
  /// What kind of thing it is.
  package var code: InputCode
  /// What a person should know, in a few words.
  package var detail: String
  /// The place in the stored (compressed) bytes, where there is one.
  package var storedOffset: UInt64?

  /// Creates a note.
  package init(_ code: InputCode, _ detail: String, storedOffset: UInt64? = nil) {
    self.code = code
    self.detail = detail
    self.storedOffset = storedOffset
  }
}
