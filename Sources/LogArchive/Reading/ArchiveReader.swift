package import ByteScan
internal import Digests
internal import SystemBoundary

/// Reads one input in blocks of whole lines and keeps its ledger entry.
///
/// Whatever is wrong with the input, reading it throws nothing: the readable lines come first, then
/// the end, and the ledger says what happened.
///
///     var reader = ArchiveReader(opening: input, options: options)
///     reading: while true {
///       switch reader.nextItem() {
///       case .block: parse(reader.block, at: reader.blockOffset)
///       case .oversizeLine(let offset, let byteCount): …  // one line, rejected `line_too_long`
///       case .tornLine: …        // reader.block is one line, rejected `partial_at_truncation`
///       case .end: break reading
///       }
///     }
///     let ledger = reader.finish()
///
/// `block` and `blockOffset` belong to the last item and are valid until the next `nextItem()`.
/// Offsets count decompressed bytes from the start of the stream, marks of encodings included. Where
/// a later gzip member begins with a mark inside a block, only the next block counts it.
package struct ArchiveReader: ~Copyable {
  // One of the two at most: read on this thread, or ahead on another.
  private var assembler: LineBlockAssembler<ArchiveText>?
  private var ring: ReadAhead?
  private var storage = LineBlock()
  private var ledger: FileLedger
  private var hasEnded = false
  private var hasLineFeed = false
  private var hasCarriageReturn = false

  /// Opens an input.
  ///
  /// - Parameters:
  ///   - input: What to read; one with a verdict has no lines.
  ///   - options: How to read.
  package init(
    opening input: ArchiveInput, options: ReaderOptions = ReaderOptions()
  ) {
    var opening = ReaderOpening(input: input, options: options)
    let content = opening.open()
    ledger = opening.ledger
    assembler = nil
    ring = nil
    let isGzip = ledger.isGzip
    guard let content else { return }
    if options.part == .rest, let front = input.resumption {
      ledger.notes.append(
        InputNote(
          .continued, "lines 1–\(front.lineCount) were read by an earlier run",
          storedOffset: nil))
    }
    let text = ArchiveText(content, options.part, of: input)
    // A file that is much shorter needs no block of the usual size.
    let wholeByteCount = max(Int(clamping: input.byteCount), 4_095) + 1
    let isShort = input.isRegular && !isGzip && wholeByteCount < options.blockByteCount
    let opened = LineBlockAssembler(
      text, blockByteCount: isShort ? wholeByteCount : options.blockByteCount,
      maximumLineByteCount: options.maximumLineByteCount, streamOffset: opening.streamOffset,
      lineFeed: ledger.encoding.lineFeed)
    if isGzip && options.readsAhead {
      ring = ReadAhead(consume opened, blockCount: options.blocksAhead)
    } else {
      assembler = consume opened
    }
  }

  /// Goes on to the next part of the stream.
  ///
  /// - Complexity: O(*n*) in the bytes of the block; allocates only while buffers still grow.
  package mutating func nextItem() -> LineBlockItem {
    var block = storage.take()
    defer { storage = block.take() }
    return nextItem(into: &block)
  }

  /// Goes on to the next part of the stream, whose bytes belong to the caller.
  ///
  /// - Parameter block: Its storage is used up; holds the bytes of a block or a torn line
  ///   afterwards, and in any case the offset.
  /// - Returns: What the part is.
  /// - Complexity: O(*n*) in the bytes of the block; allocates only while buffers still grow.
  package mutating func nextItem(into block: inout LineBlock) -> LineBlockItem {
    if hasEnded { return .end }
    let item = assembler?.next(into: &block) ?? ring?.next(into: &block) ?? .end
    note(item, block)
    return item
  }

  /// The bytes of the item, if it is a block or a torn line; valid until the next call.
  package var block: Span<UInt8> {
    @_lifetime(borrow self)
    get { storage.bytes }
  }

  /// When the packed file was last written, in seconds since 1970, where gzip says so.
  package var gzipModifiedSeconds: UInt32? { ledger.gzipModifiedSeconds }

  /// How the text is stored, as far as its first bytes tell.
  package var encoding: TextEncoding { ledger.encoding }

  /// The offset in bytes of the block from the start of the decompressed stream.
  package var blockOffset: UInt64 { storage.offset }

  /// Ends the reading and returns the ledger entry; before the end of the stream it says so.
  package consuming func finish() -> FileLedger {
    var ledger = ledger
    let content = assembler.take()?.finish() ?? ring.take()?.finish() ?? nil
    guard let content else { return ledger }
    content.settle(&ledger)
    if !hasEnded {
      ledger.notes.append(InputNote(.stoppedEarly, "reading was stopped before the end"))
    } else if ledger.isGzip && ledger.byteCount == 0 && ledger.notes.isEmpty {
      ledger.notes.append(InputNote(.emptyContent, "the compressed content is empty"))
    }
    if hasCarriageReturn && !hasLineFeed {
      ledger.notes.append(
        InputNote(.carriageReturnsOnly, "lines seem to end with carriage returns alone"))
    }
    return ledger
  }

  /// Sees whether a stream without any line feed has carriage returns in their place.
  private mutating func note(_ item: LineBlockItem, _ block: LineBlock) {
    switch item {
    case .end: hasEnded = true
    case .block:
      if hasLineFeed || encoding.lineFeed != .byte { return }
      let (feeds, returns) = Self.lineEnds(in: block)
      hasLineFeed = feeds
      hasCarriageReturn = returns
    case .oversizeLine, .tornLine: break
    }
  }

  /// Whether a block ends with a line feed, and whether it has carriage returns before its end.
  private static func lineEnds(in block: LineBlock) -> (feeds: Bool, returns: Bool) {
    let bytes = block.bytes
    guard bytes.count > 0, bytes[bytes.count - 1] != 0x0A else { return (bytes.count > 0, false) }
    return (false, bytes.extracting(0..<(bytes.count - 1)).firstOffset(of: 0x0D) != nil)
  }
}
