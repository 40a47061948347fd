/// One line of an indexed block.
@usableFromInline
package struct IndexedLine: Hashable, Sendable {
  /// The bytes of the line in the block, without its line end.
  @usableFromInline package var bytes: Range<Int>
  /// The separators of the line in the index, its line feed excluded.
  @usableFromInline package var separators: Range<Int>

  /// Creates a line from its two ranges.
  @inlinable
  package init(bytes: Range<Int>, separators: Range<Int>) {
    self.bytes = bytes
    self.separators = separators
  }
}

/// Walks the lines of a block by its ``StructuralIndex``, which must hold the line feeds.
///
/// The lines are those of ``LineCursor``. Field *n* of a line runs from just after separator *n* - 1
/// (or the start of the line) to separator *n* (or its end):
///
///     bytes       10 ann POST⏎      separators  0..<2, at block offsets 2 and 6
@usableFromInline
package struct IndexedLineCursor: ~Escapable {
  @usableFromInline let block: Span<UInt8>
  @usableFromInline let positions: Span<UInt32>
  @usableFromInline var start = 0
  @usableFromInline var position = 0

  /// Creates a cursor before the first line.
  ///
  /// - Parameters:
  ///   - block: The block that was indexed.
  ///   - positions: The positions of its index, line feeds among them.
  @inlinable
  @_lifetime(copy block, copy positions)
  package init(_ block: Span<UInt8>, positions: Span<UInt32>) {
    self.block = block
    self.positions = positions
  }

  /// Returns the next line, or `nil` after the last one.
  ///
  /// - Complexity: O(*n*) in the separators of the line.
  @inlinable
  package mutating func next() -> IndexedLine? {
    guard start < block.count else { return nil }
    let lineStart = start
    let first = position
    var at = first
    var end = block.count
    while at < positions.count {
      let offset = Int(positions[at])
      if block[offset] == 0x0A {
        end = offset
        break
      }
      at += 1
    }
    start = end + 1
    position = at + 1
    if end > lineStart && block[end - 1] == 0x0D { end -= 1 }
    return IndexedLine(bytes: lineStart..<end, separators: first..<at)
  }
}
