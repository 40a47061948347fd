/// Reads a byte source in blocks of whole lines.
///
/// Every block ends just after a line feed, except possibly the last block of the source, so no
/// caller ever sees a torn line. The storage is reused: a block is valid until the next call.
///
///     while true {
///       switch reader.nextItem() {
///       case .block: parse(reader.block, at: reader.blockOffset)
///       case .oversizeLine(let offset, let byteCount): …  // one line, rejected
///       case .tornLine: …                                 // reader.block holds what there is of it
///       case .end: return
///       }
///     }
package struct LineBlockReader<Source: ByteSource & ~Copyable>: ~Copyable {
  private var assembler: LineBlockAssembler<Source>
  private var storage = LineBlock()

  /// Creates a reader; the parameters are those of ``LineBlockAssembler``.
  package init(
    _ source: consuming Source, blockByteCount: Int = LineBlockSize.block,
    maximumLineByteCount: Int = LineBlockSize.line, streamOffset: UInt64 = 0
  ) {
    assembler = LineBlockAssembler(
      source, blockByteCount: blockByteCount, maximumLineByteCount: maximumLineByteCount,
      streamOffset: streamOffset)
  }

  /// Goes on to the next part of the stream.
  ///
  /// - Complexity: O(*n*) in the bytes of the block; allocates only while the buffer still grows.
  package mutating func nextItem() -> LineBlockItem { assembler.next(into: &storage) }

  /// The bytes of the item, if it is a block or a torn line; valid until the next call.
  package var block: Span<UInt8> {
    @_lifetime(borrow self)
    get { storage.bytes }
  }

  /// The offset in bytes of the block from the start of the stream.
  package var blockOffset: UInt64 { storage.offset }

  /// Gives the source back, with the account it has kept.
  package consuming func finish() -> Source { assembler.finish() }
}
