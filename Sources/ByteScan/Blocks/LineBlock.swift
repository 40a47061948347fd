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

  /// Puts bytes in front of those that are there, as if the block had begun with them.
  ///
  /// - Complexity: O(*n*) in the bytes of the block and those in front.
  package mutating func prepend(_ bytes: Span<UInt8>) {
    var whole: [UInt8] = []
    whole.reserveCapacity(bytes.count + byteCount + Self.spareByteCount)
    whole.append(copying: bytes)
    whole.append(copying: self.bytes)
    byteCount += bytes.count
    offset -= UInt64(bytes.count)
    storage = whole
    reserve(byteCount)
  }

  /// Makes the block one of the given bytes, which stand at an offset in their stream.
  package mutating func replace(with bytes: Span<UInt8>, at offset: UInt64) {
    storage.removeAll(keepingCapacity: true)
    storage.append(copying: bytes)
    byteCount = bytes.count
    self.offset = offset
    reserve(byteCount)
  }

  /// Makes room for at least `capacity` bytes, keeping those that are there.
  mutating func reserve(_ capacity: Int) {
    let wanted = capacity + Self.spareByteCount
    guard storage.count < wanted else { return }
    // An array is filled as a whole, not byte by byte, in builds that do not optimize as well.
    if storage.isEmpty {
      storage = [UInt8](repeating: 0, count: wanted)
    } else {
      storage += [UInt8](repeating: 0, count: wanted - storage.count)
    }
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
