/// Cuts a byte source into blocks of whole lines.
///
/// The blocks belong to the caller, so that several of them can be under way at once; a caller that
/// needs one only uses ``LineBlockReader``. The torn line at the end of a block is carried over
/// into the next one. Whatever the block size and the sizes of the reads, the lines are the same,
/// and so is the choice of the lines that are too long.
package struct LineBlockAssembler<Source: ByteSource & ~Copyable>: ~Copyable {
  /// Where the bytes come from.
  package private(set) var source: Source
  private let blockByteCount: Int
  private let maximumLineByteCount: Int
  private let lineFeed: LineFeed
  private var carry: [UInt8] = []
  /// The offset in bytes, from the start of the stream, of the first byte of `carry`.
  private var carryOffset: UInt64
  private var isAtEnd = false

  /// Creates an assembler.
  ///
  /// - Parameters:
  ///   - source: Where the bytes come from; read only when a block is asked for.
  ///   - blockByteCount: How many bytes a block should have; at most the length of a line is used.
  ///   - maximumLineByteCount: The longest line to accept, without its line feed.
  ///   - streamOffset: The offset to give to the first byte of the source.
  ///   - lineFeed: What ends a line.
  package init(
    _ source: consuming Source, blockByteCount: Int = LineBlockSize.block,
    maximumLineByteCount: Int = LineBlockSize.line, streamOffset: UInt64 = 0,
    lineFeed: LineFeed = .byte
  ) {
    precondition(blockByteCount > 0 && maximumLineByteCount > 0)
    self.source = source
    // A block no longer than the longest line plus its line feed can't hide a longer line.
    self.blockByteCount = min(blockByteCount, maximumLineByteCount + lineFeed.byteCount)
    self.maximumLineByteCount = max(maximumLineByteCount & -lineFeed.byteCount, lineFeed.byteCount)
    self.lineFeed = lineFeed
    carryOffset = streamOffset
  }

  /// Gives the source back, with the account it has kept.
  package consuming func finish() -> Source { source }

  /// Fills a block with the next whole lines, or tells what else is next in the stream.
  ///
  /// - Complexity: O(*n*) in the bytes of the block; allocates only while the storage still grows.
  package mutating func next(into block: inout LineBlock) -> LineBlockItem {
    let item = assemble(&block)
    block.offset = source.streamOffset(ofHandedOut: block.offset)
    if case .oversizeLine(_, let byteCount) = item {
      return .oversizeLine(offset: block.offset, byteCount: byteCount)
    }
    return item
  }

  private mutating func assemble(_ block: inout LineBlock) -> LineBlockItem {
    block.byteCount = 0
    block.reserve(max(blockByteCount, carry.count))
    var storage = block.storage.mutableSpan
    storage.copy(carry.span, at: 0)
    block.byteCount = carry.count
    block.offset = carryOffset
    carry.removeAll(keepingCapacity: true)

    var searched = 0
    var target = blockByteCount
    while true {
      while !isAtEnd && block.byteCount < target { fill(&block, upTo: target) }
      if let last = lastLineFeed(in: block, from: searched) {
        return cut(&block, after: last)
      }
      if isAtEnd { return closeStream(&block) }
      guard block.byteCount < maximumLineByteCount + lineFeed.byteCount else {
        return skipLine(&block)
      }
      // The last byte may be half of a line feed.
      searched = block.byteCount & -lineFeed.byteCount
      target = min(
        max(target * 2, block.byteCount + 1), maximumLineByteCount + lineFeed.byteCount)
      block.reserve(target)
    }
  }

  private mutating func fill(_ block: inout LineBlock, upTo target: Int) {
    let start = block.byteCount
    var storage = block.storage.mutableSpan
    var free = storage._mutatingExtracting(start..<target)
    let byteCount = source.read(into: &free)
    block.byteCount += byteCount
    if byteCount == 0 { isAtEnd = true }
  }

  private func lastLineFeed(in block: borrowing LineBlock, from searched: Int) -> Int? {
    lineFeed.last(in: block.bytes, from: searched)
  }

  /// Keeps what follows the last line feed for the next block.
  private mutating func cut(_ block: inout LineBlock, after last: Int) -> LineBlockItem {
    let end = last + lineFeed.byteCount
    carry.append(copying: block.bytes.extracting(end..<block.byteCount))
    block.byteCount = end
    carryOffset = block.offset + UInt64(block.byteCount)
    return .block
  }

  private mutating func closeStream(_ block: inout LineBlock) -> LineBlockItem {
    carryOffset = block.offset + UInt64(block.byteCount)
    if block.byteCount == 0 { return .end }
    if block.byteCount > maximumLineByteCount {
      defer { block.byteCount = 0 }
      return .oversizeLine(offset: block.offset, byteCount: UInt64(block.byteCount))
    }
    // Text of two bytes a unit that ends with one byte was cut, whatever the source knows of it.
    let isCut = source.isCut || block.byteCount & (lineFeed.byteCount - 1) != 0
    return isCut ? .tornLine : .block
  }

  /// Reads on to the line feed with the memory of one block, and carries over what follows it.
  private mutating func skipLine(_ block: inout LineBlock) -> LineBlockItem {
    let offset = block.offset
    var byteCount = UInt64(block.byteCount)
    block.byteCount = 0
    while !isAtEnd {
      block.byteCount = 0
      fill(&block, upTo: max(blockByteCount, lineFeed.byteCount))
      // What is looked at begins and ends with a unit.
      while !isAtEnd && isHalfUnit(byteCount + UInt64(block.byteCount)) {
        let half = block.byteCount
        fill(&block, upTo: half + 1)
      }
      if let found = lineFeed.first(in: block.bytes) {
        byteCount += UInt64(found)
        let end = found + lineFeed.byteCount
        carry.append(copying: block.bytes.extracting(end..<block.byteCount))
        carryOffset = offset + byteCount + UInt64(lineFeed.byteCount)
        block.byteCount = 0
        return .oversizeLine(offset: offset, byteCount: byteCount)
      }
      byteCount += UInt64(block.byteCount)
    }
    block.byteCount = 0
    carryOffset = offset + byteCount
    return .oversizeLine(offset: offset, byteCount: byteCount)
  }
}

extension LineBlockAssembler where Source: ~Copyable {
  private func isHalfUnit(_ byteCount: UInt64) -> Bool {
    byteCount & UInt64(lineFeed.byteCount - 1) != 0
  }
}

extension LineBlockAssembler: Sendable where Source: Sendable & ~Copyable {}

/// The sizes of blocks and lines that the readers use unless told otherwise.
package enum LineBlockSize {
  /// The length of a block in bytes.
  package static let block = 256 << 10
  /// The longest line that is read, in bytes; a longer one is skipped and counted.
  package static let line = 1 << 20
}
