internal import ByteScan

/// Takes lines of a W3C extended log apart (W3C working draft WD-logfile-960323).
///
/// `#Fields:` names the columns, and may come again with others in the middle of a file. Columns
/// stand between single blanks or tabs, whichever `#Fields:` has; a text in quotes may hold both, with
/// doubled quotes. A line with another number of columns is rejected: nothing is shifted.
struct W3CCutter: RecordCutter {
  private let names: SlotNames
  /// Texts of which each must be among the columns.
  private let expected: [[UInt8]]
  /// The place that each column belongs to; empty before the first `#Fields:`.
  private var slotOfColumn: [Int?] = []
  private var separator: UInt8 = 0x20
  private var isOurs = true

  init(_ names: [String?], expecting expected: [String]) {
    self.names = SlotNames(names)
    self.expected = expected.map { Array($0.utf8) }
  }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    if block[line.lowerBound] == UInt8(ascii: "#") {
      guard block.extracting(line).starts(with: "#Fields:") else { return .ignored(.comment) }
      readFields(block, (line.lowerBound + 8)..<line.upperBound)
      return isOurs ? .ignored(.header) : .rejected(.noHeader)
    }
    guard !slotOfColumn.isEmpty, isOurs else { return .rejected(.noHeader) }
    cells.clear()
    var column = 0
    var offset = line.lowerBound
    while true {
      guard column < slotOfColumn.count else { return .rejected(.columnCount) }
      let slot = slotOfColumn[column]
      column += 1
      if offset < line.upperBound, block[offset] == UInt8(ascii: "\"") {
        guard let quoted = block.doublyQuotedEnd(from: offset + 1, to: line.upperBound) else {
          return .rejected(.openQuote)
        }
        if let slot {
          cells.set(slot, offset + 1, quoted.end, quoted.hasEscapes ? .doubledQuotes : .plain)
        }
        offset = quoted.end + 1
        if offset < line.upperBound, block[offset] != separator { return .rejected(.malformed) }
      } else {
        let start = offset
        while offset < line.upperBound, block[offset] != separator { offset += 1 }
        if let slot { cells.set(slot, start, offset) }
      }
      guard offset < line.upperBound else { break }
      offset += 1
      // One blank at the end of the line ends no column more.
      if offset == line.upperBound, column == slotOfColumn.count { break }
    }
    return column == slotOfColumn.count ? .record : .rejected(.columnCount)
  }

  private mutating func readFields(_ block: Span<UInt8>, _ range: Range<Int>) {
    slotOfColumn.removeAll(keepingCapacity: true)
    separator = block.extracting(range).firstOffset(of: 0x09) == nil ? 0x20 : 0x09
    var found = 0
    var offset = range.lowerBound
    while true {
      while offset < range.upperBound, block[offset].isBlank { offset += 1 }
      guard offset < range.upperBound else { break }
      let start = offset
      while offset < range.upperBound, !block[offset].isBlank { offset += 1 }
      let name = block.extracting(start..<offset)
      slotOfColumn.append(names.slot(of: name))
      for wanted in expected where wanted.span.hasSameBytes(as: name) { found += 1 }
    }
    isOurs = found >= expected.count
  }
}

extension Span<UInt8> {
  /// Returns where the quote stands that ends a text in which two quotes are one; `nil` if there is
  /// none.
  ///
  /// - Complexity: O(*n*) in the bytes searched.
  func doublyQuotedEnd(from start: Int, to end: Int) -> (end: Int, hasEscapes: Bool)? {
    let text = extracting(0..<end)
    var offset = start
    var hasEscapes = false
    while let quote = offset <= end ? text.firstOffset(of: UInt8(ascii: "\""), from: offset) : nil {
      guard quote + 1 < end, self[quote + 1] == UInt8(ascii: "\"") else {
        return (quote, hasEscapes)
      }
      hasEscapes = true
      offset = quote + 2
    }
    return nil
  }
}
