/// What ends a line: one byte, or a unit of two where text is UTF-16.
///
/// A unit counts only where one begins: at an even distance from the start of the span.
package enum LineFeed: Hashable, Sendable {
  case byte
  case littleEndianUnit
  case bigEndianUnit

  /// The length of a line feed in bytes.
  package var byteCount: Int { self == .byte ? 1 : 2 }

  /// Returns where the first line feed at or after an offset begins, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes searched.
  package func first(in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    guard self != .byte else { return bytes.firstOffset(of: 0x0A, from: start) }
    var at = start
    while at < bytes.count, let found = bytes.firstOffset(of: 0x0A, from: at) {
      if let unit = unit(at: found, in: bytes), unit >= start { return unit }
      at = found + 1
    }
    return nil
  }

  /// Returns where the last line feed at or after an offset begins, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes searched.
  package func last(in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    var end = bytes.count
    while end > start, let found = bytes.lastOffset(of: 0x0A, before: end), found >= start {
      if self == .byte { return found }
      if let unit = unit(at: found, in: bytes), unit >= start { return unit }
      end = found
    }
    return nil
  }

  /// How many lines the bytes hold; a last line without a line feed is a line too.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package func lineCount(in bytes: Span<UInt8>) -> Int {
    guard self != .byte else { return bytes.lineCount }
    var count = 0
    var at = 0
    while at < bytes.count {
      count += 1
      guard let feed = first(in: bytes, from: at) else { break }
      at = feed + byteCount
    }
    return count
  }

  /// Where the unit begins whose significant byte stands at an offset, if it is a line feed.
  private func unit(at offset: Int, in bytes: Span<UInt8>) -> Int? {
    if self == .littleEndianUnit {
      guard offset & 1 == 0, offset + 1 < bytes.count, bytes[offset + 1] == 0 else { return nil }
      return offset
    }
    guard offset & 1 == 1, bytes[offset - 1] == 0 else { return nil }
    return offset - 1
  }
}

/// Walks the lines of a block as they are stored, whatever ends them; ``LineCursor`` is the quick one.
package struct StoredLineCursor: ~Escapable {
  private let block: Span<UInt8>
  private let feed: LineFeed
  private var offset = 0

  /// Creates a cursor before the first line.
  @_lifetime(copy block)
  package init(_ block: Span<UInt8>, endedBy feed: LineFeed) {
    self.block = block
    self.feed = feed
  }

  /// Returns the range of the next line without its line end and without a mark of UTF-16 before it,
  /// or `nil` after the last line.
  ///
  /// - Complexity: O(*n*) in the bytes of the line.
  package mutating func next() -> Range<Int>? {
    let start = offset
    guard start < block.count else { return nil }
    var end = block.count
    if let found = feed.first(in: block, from: start) {
      end = found
      offset = found + feed.byteCount
    } else {
      offset = end
    }
    if isCarriageReturn(before: end, after: start) { end -= feed.byteCount }
    return (start + markByteCount(in: start..<end))..<end
  }

  /// The mark of UTF-16 begins a stream, and each member of a gzip stream; it belongs to no line.
  private func markByteCount(in line: Range<Int>) -> Int {
    guard feed != .byte, line.count >= 2 else { return 0 }
    let (first, second) = (block[line.lowerBound], block[line.lowerBound + 1])
    return (first, second) == (0xFF, 0xFE) || (first, second) == (0xFE, 0xFF) ? 2 : 0
  }

  private func isCarriageReturn(before end: Int, after start: Int) -> Bool {
    guard end - start >= feed.byteCount else { return false }
    switch feed {
    case .byte: return block[end - 1] == 0x0D
    case .littleEndianUnit: return block[end - 2] == 0x0D && block[end - 1] == 0
    case .bigEndianUnit: return block[end - 2] == 0 && block[end - 1] == 0x0D
    }
  }
}
