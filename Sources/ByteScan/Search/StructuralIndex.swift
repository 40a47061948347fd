internal import CByteMask

/// The 1 to 4 bytes that structure a format: its separator and the line feed, for example.
package struct SeparatorSet: Hashable, Sendable {
  /// The separators; those past `count` repeat the first one.
  let bytes: (UInt8, UInt8, UInt8, UInt8)
  let count: Int

  /// Creates a set of one to four separators.
  package init(_ a: UInt8, _ b: UInt8? = nil, _ c: UInt8? = nil, _ d: UInt8? = nil) {
    var rest = [b, c, d].compactMap(\.self)
    count = 1 + rest.count
    while rest.count < 3 { rest.append(a) }
    bytes = (a, rest[0], rest[1], rest[2])
  }

  /// Returns whether a byte is one of the separators.
  package func contains(_ byte: UInt8) -> Bool {
    byte == bytes.0 || byte == bytes.1 || byte == bytes.2 || byte == bytes.3
  }

  /// Whether both sets were made of the same separators in the same order.
  package static func == (a: Self, b: Self) -> Bool { a.bytes == b.bytes && a.count == b.count }
  /// Feeds the separators to a hasher.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(bytes.0)
    hasher.combine(bytes.1)
    hasher.combine(bytes.2)
    hasher.combine(bytes.3)
  }
}

/// The positions of all separators of a block, in rising order.
///
/// It is storage to be filled again and again: nothing is allocated once it has grown to the needs
/// of the densest block. Where fields are short this beats searching byte by byte, because 64 bytes
/// are compared at once and the set bits are walked without a branch for each byte.
///
///     block      10 ann POST⏎11 bob GET⏎
///     positions  2  6      11 14 18    22
package struct StructuralIndex: Sendable {
  private var storage: [UInt32] = []
  /// How many separators the block has.
  package private(set) var count = 0

  /// Creates an index of nothing.
  package init() {}

  /// Indexes a block in place of the one before.
  ///
  /// - Parameters:
  ///   - block: Fewer than 2³² bytes; nothing past its end is read.
  ///   - separators: The bytes whose positions are wanted.
  /// - Complexity: O(*n*) in the bytes of the block; allocates only while the storage still grows.
  package mutating func index(_ block: Span<UInt8>, separators: SeparatorSet) {
    precondition(block.count < 1 << 32, "a block of \(block.count) bytes is too large to index")
    count = 0
    var reached = 0
    if storage.isEmpty { storage = [UInt32](repeating: 0, count: max(256, block.count / 8)) }
    while reached < block.count {
      if storage.count - count < 64 {
        storage.append(contentsOf: repeatElement(0, count: max(256, storage.count)))
      }
      let written = count
      let from = reached
      // SAFETY: the C function reads `block.count` bytes from `bytes`, reads `separators.count`
      // (at most 4) bytes of the set, and writes at most `room` positions into `storage`.
      let progress = unsafe block.withUnsafeBufferPointer { bytes in
        unsafe storage.withUnsafeMutableBufferPointer { positions in
          unsafe withUnsafeBytes(of: separators.bytes) { set in
            unsafe byte_mask_index(
              bytes.baseAddress, bytes.count, from,
              set.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(separators.count),
              positions.baseAddress.map { unsafe $0 + written }, positions.count - written)
          }
        }
      }
      count = written + progress.written
      reached = progress.reached
    }
  }

  /// The positions of the separators, as byte offsets in the block indexed last.
  package var positions: Span<UInt32> {
    @_lifetime(borrow self)
    get { storage.span.extracting(0..<count) }
  }
}
