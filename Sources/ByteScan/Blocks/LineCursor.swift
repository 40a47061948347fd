/// Walks the lines of a block.
///
/// A line feed ends a line, one carriage return before it belongs to the line end, and the last
/// line may lack the line feed. An empty line is a line; an empty block has none.
@usableFromInline
package struct LineCursor: ~Escapable {
  @usableFromInline let block: Span<UInt8>
  /// The offset in bytes of the next line in the block.
  @usableFromInline package private(set) var offset = 0

  /// Creates a cursor before the first line.
  @_lifetime(copy block)
  package init(_ block: Span<UInt8>) { self.block = block }

  /// Goes on with the line that begins at an offset.
  package mutating func move(to offset: Int) {
    precondition(offset >= 0 && offset <= block.count, "a line of the block")
    self.offset = offset
  }

  /// Returns the range of the next line without its line end, or `nil` after the last line.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  package mutating func next() -> Range<Int>? {
    let start = offset
    guard start < block.count else { return nil }
    var end = block.count
    if let lineFeed = block.firstOffset(of: 0x0A, from: start) {
      offset = lineFeed + 1
      end = lineFeed
    } else {
      offset = end
    }
    if end > start && block[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }
}
