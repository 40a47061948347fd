internal import ByteScan
package import Digests
internal import SystemBoundary

/// What the text of one input is, as far as it was looked at: its length, its lines, its digest, and
/// the digests of some of its beginnings.
package struct TextPrint: Sendable {
  /// How much of each text is kept as it is, to be compared without a digest.
  ///
  /// Less of each where there are very many, so that all of it is at most 32 MiB, or 1 KiB a text.
  static func headByteCount(among textCount: Int) -> Int {
    min(4096, max(1024, (32 << 20) / max(textCount, 1)))
  }

  /// The first bytes of the text; all of it, if it is no longer.
  package var head: [UInt8] = []
  /// Whether the text ended within what was read.
  package var isWhole = false
  package var byteCount: UInt64 = 0
  package var lineCount = 0
  /// How many bytes there are up to the last line feed.
  private var lastLineEnd: UInt64 = 0
  /// Whether text is missing behind what was read.
  private var isCut = false
  /// The digest of the whole text, if it was read to its end by ``init(ofAll:checkpoints:upTo:hashesInputs:)``.
  package var digest: SHA256Digest?
  /// The digests of the text's beginnings, by their lengths in bytes.
  package var beginnings: [UInt64: SHA256Digest] = [:]
  /// The same, to be gone on with by whoever reads what follows.
  package private(set) var begun: [UInt64: BegunDigest] = [:]
  /// What reading it came to; of use only when ``isWhole``.
  package var ledger: FileLedger

  /// Why some of what was asked for could not be had; the text may go on otherwise than it seems to.
  package var readFailure: InputNote? { ledger.readFailure }

  /// The lengths of its beginnings that hold all of its lines: of a text that is cut off, the last line
  /// is none.
  package var wholeLineByteCounts: ClosedRange<UInt64> {
    (isCut ? lastLineEnd : byteCount)...byteCount
  }

  /// Whether nothing was wrong with what was read, so that the text is all of what was written.
  package var isSound: Bool { ledger.notes.allSatisfy { $0.code.weight != .incomplete } }

  /// Looks at the front of an input, which is empty if there is no text to be had.
  package init(ofFront input: ArchiveInput, headByteCount: Int, hashesInputs: Bool) {
    var content = Content(input, hashesInputs: hashesInputs)
    ledger = content.opening
    var buffer = [UInt8](repeating: 0, count: headByteCount + 1)
    while byteCount < UInt64(buffer.count) {
      let read = content.read(into: &buffer, from: Int(byteCount))
      if read == 0 {
        isWhole = true
        break
      }
      byteCount += UInt64(read)
    }
    head = Array(buffer[..<min(Int(byteCount), headByteCount)])
    lineCount = head.span.lineCount
    lastLineEnd = head.lastIndex(of: 0x0A).map { UInt64($0) + 1 } ?? 0
    isCut = content.isCut
    if isWhole { content.settle(&ledger) }
  }

  /// How far a text is read.
  package enum Extent: Hashable, Sendable {
    case whole
    /// Up to the last checkpoint.
    case lastCheckpoint
    /// Up to the end of some line behind the last checkpoint: a text with one is longer than any of
    /// them, and no more is to be told.
    case lineBehindLast
  }

  /// Reads an input as far as it is asked for; `nil` if the run is interrupted.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - checkpoints: The lengths in bytes of the beginnings to hash, in ascending order.
  ///   - extent: How far to read.
  ///   - hashesInputs: Whether the ledger is to have the digests of the run's account.
  /// - Complexity: O(*n*) in the bytes of the text; memory for one buffer.
  package init?(
    ofAll input: ArchiveInput, checkpoints: [UInt64], upTo extent: Extent = .whole,
    hashesInputs: Bool
  ) {
    var content = Content(input, hashesInputs: hashesInputs)
    ledger = content.opening
    var hasher = SHA256Hasher()
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var next = checkpoints.startIndex
    var last: UInt8 = 0x0A
    func isEnough(_ lastLineEnd: UInt64) -> Bool {
      guard extent != .whole, next == checkpoints.endIndex else { return false }
      return extent == .lastCheckpoint || lastLineEnd > checkpoints.last ?? 0
    }
    while !isEnough(lastLineEnd) {
      guard Interruption.signalNumber == nil else { return nil }
      let read = content.read(into: &buffer, from: 0)
      if read == 0 {
        isWhole = true
        break
      }
      var hashed = 0
      while next < checkpoints.endIndex, checkpoints[next] <= byteCount + UInt64(read) {
        let end = Int(checkpoints[next] - byteCount)
        hasher.add(buffer[hashed..<end])
        let reached = BegunDigest(hasher)
        beginnings[checkpoints[next]] = reached.digest
        begun[checkpoints[next]] = reached
        hashed = end
        next += 1
      }
      // Nobody asks for the digest of a text that is not read to its end.
      if extent != .lastCheckpoint || next < checkpoints.endIndex {
        hasher.add(buffer[hashed..<read])
      }
      if let feed = buffer[..<read].lastIndex(of: 0x0A) {
        lastLineEnd = byteCount + UInt64(feed) + 1
      }
      byteCount += UInt64(read)
      lineCount += buffer.span.extracting(0..<read).count(of: 0x0A)
      last = buffer[read - 1]
    }
    if last != 0x0A { lineCount += 1 }
    digest = isWhole ? hasher.digest : nil
    isCut = content.isCut
    if isWhole { content.settle(&ledger) }
  }
}

extension TextPrint {
  /// The text of an input, opened; one that cannot be opened has none, and its ledger says why.
  struct Content: ~Copyable {
    private var source: ContentSource?
    let opening: FileLedger

    init(_ input: ArchiveInput, hashesInputs: Bool) {
      var options = ReaderOptions()
      options.hashesInputs = hashesInputs
      var opened = ReaderOpening(input: input, options: options)
      source = opened.open()
      opening = opened.ledger
    }

    /// Reads on into a buffer from an index; returns how many bytes came, 0 at the end.
    mutating func read(into buffer: inout [UInt8], from start: Int) -> Int {
      guard var opened = source.take() else { return 0 }
      var all = buffer.mutableSpan
      var room = all._mutatingExtracting(start..<all.count)
      let byteCount = opened.read(into: &room)
      source = .some(opened)
      return byteCount
    }

    /// Whether text is missing behind what was read.
    var isCut: Bool {
      switch source {
      case .some(let source): source.isCut
      case .none: false
      }
    }

    consuming func settle(_ ledger: inout FileLedger) { source.take()?.settle(&ledger) }
  }
}
