/// A run of bytes in reusable storage, as ``LineBlockAssembler`` fills it.
///
///     storage  | bytes of the block … | free | 64 spare bytes |
///              0                  byteCount
package struct LineBlock: Sendable {
  /// Bytes past the free part that masks may read over.
  package static let spareByteCount = 64

  var storage: [UInt8] = []
  /// The length of the block in bytes.
  package internal(set) var byteCount = 0
  /// The offset in bytes of the block from the start of the stream.
  package internal(set) var offset: UInt64 = 0

  /// Creates an empty block without storage.
  package init() {}

  /// The bytes of the block, valid until it is filled again.
  package var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    get { storage.span.extracting(0..<byteCount) }
  }

  /// Hands the block over, so that no second owner forces a copy, and leaves an empty one.
  package mutating func take() -> LineBlock {
    let taken = self
    self = LineBlock()
    return taken
  }

  /// Makes room for at least `capacity` bytes, keeping those that are there.
  mutating func reserve(_ capacity: Int) {
    let wanted = capacity + Self.spareByteCount
    guard storage.count < wanted else { return }
    storage.append(contentsOf: repeatElement(0, count: wanted - storage.count))
  }
}

/// What a call for the next part of a stream has brought.
package enum LineBlockItem: Hashable, Sendable {
  /// Whole lines; only the last block of a stream may lack the line feed at its end.
  case block
  /// A line over the limit was skipped; no byte of it is in a block.
  ///
  /// `byteCount` does not count the line feed.
  case oversizeLine(offset: UInt64, byteCount: UInt64)
  /// The last line of a stream that was cut; its bytes are in the block.
  case tornLine
  /// The stream has ended.
  case end
}
