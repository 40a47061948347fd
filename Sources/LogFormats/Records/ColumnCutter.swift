internal import ByteScan
internal import EventModel

/// Takes lines apart whose values stand in columns between blanks or tabs, and whose columns a line at
/// the front names, or the format itself.
///
/// - W3C extended log (working draft WD-logfile-960323): `#Fields:` names the columns, and may come
///   again with others in the middle of a file. Columns stand between single blanks or tabs, whichever
///   `#Fields:` has; where that line has several blanks between two names, between runs of them. A text
///   in quotes may hold both, with doubled quotes.
/// - Zeek: `#fields` names the columns, between tabs; a quote is an ordinary character.
/// - Without a header: the format names the columns, which stand between runs of blanks; there may be
///   more of them.
///
/// A line with another number of columns is rejected: nothing is shifted.
struct ColumnCutter: RecordCutter {
  private let directive: StaticString
  private let hasQuotes: Bool
  /// The names that each value may have.
  private let names: [[[UInt8]]]
  /// Of each of these, one must be among the columns.
  private let expected: [[[UInt8]]]
  /// The column of each place, from 0; −1 for one that the header lacks.
  ///
  /// Empty before a header.
  private(set) var columns: [Int] = []
  private(set) var columnCount = 0
  private(set) var separator: UInt8 = 0x20
  /// Whether a run of separators counts as one.
  private(set) var isAligned = false
  let mayHaveMore: Bool
  private var starts: [Int] = []
  private var ends: [Int] = []
  private var forms: [CellForm] = []

  /// - Parameter plan: A plan for the syntax `w3c`, `zeek` or `columns`.
  init(_ plan: RecordPlan) {
    let declaration = plan.declaration
    names = plan.alternatives.map { $0.map { Array($0.utf8) } }
    var groups = plan.identifyingColumns.map { [$0] }
    if !declaration.decidingColumns.isEmpty {
      groups.append(declaration.decidingColumns)
      let places = plan.alternatives
      groups += (plan.clocks.first?.slots ?? []).map { places[$0] }
    }
    expected = groups.map { $0.map { Array($0.utf8) } }
    directive = declaration.syntax == .zeek ? "#fields" : "#Fields:"
    hasQuotes = declaration.syntax != .zeek
    guard case .columns(let fixed) = declaration.syntax else {
      mayHaveMore = false
      return
    }
    mayHaveMore = true
    isAligned = true
    columnCount = fixed.count
    columns = plan.alternatives.map { alternatives in
      alternatives.lazy.compactMap { fixed.firstIndex(of: $0) }.first ?? -1
    }
  }

  /// Whether the columns are known, and are those of this format.
  var isBound: Bool { columnCount > 0 }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    if !mayHaveMore, block[line.lowerBound] == UInt8(ascii: "#") {
      return readDirective(block, line)
    }
    guard isBound else { return .rejected(.noHeader) }
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    forms.removeAll(keepingCapacity: true)
    var offset = line.lowerBound
    if isAligned { offset = afterBlanks(block, offset, line.upperBound) }
    while true {
      guard starts.count < columnCount || mayHaveMore else { return .rejected(.columnCount) }
      // What stands behind the columns that are known is nobody's concern.
      if mayHaveMore, starts.count == columnCount { break }
      if hasQuotes, offset < line.upperBound, block[offset] == UInt8(ascii: "\"") {
        guard let quoted = block.doublyQuotedEnd(from: offset + 1, to: line.upperBound) else {
          return .rejected(.openQuote)
        }
        add(offset + 1, quoted.end, quoted.hasEscapes ? .doubledQuotes : .plain)
        offset = quoted.end + 1
        if offset < line.upperBound, block[offset] != separator { return .rejected(.malformed) }
      } else {
        let start = offset
        var hasEscapes = false
        while offset < line.upperBound, block[offset] != separator {
          if block[offset] == UInt8(ascii: "\\") { hasEscapes = true }
          offset += 1
        }
        add(start, offset, hasEscapes && !hasQuotes ? .hexBackslash : .plain)
      }
      guard offset < line.upperBound else { break }
      offset = isAligned ? afterBlanks(block, offset, line.upperBound) : offset + 1
      // One blank at the end of the line ends no column more.
      if offset == line.upperBound, starts.count == columnCount || isAligned { break }
    }
    guard starts.count == columnCount else { return .rejected(.columnCount) }
    for slot in columns.indices {
      let column = columns[slot]
      if column < 0 {
        cells.set(slot, 0, 0)
      } else {
        cells.set(slot, starts[column], ends[column], forms[column])
      }
    }
    return .record
  }

  private mutating func add(_ start: Int, _ end: Int, _ form: CellForm) {
    starts.append(start)
    ends.append(end)
    forms.append(form)
  }

  private func afterBlanks(_ block: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var offset = start
    while offset < end, block[offset] == separator { offset += 1 }
    return offset
  }

  /// Reads a line that begins with `#`; the one that names the columns replaces those before.
  mutating func readDirective(_ block: Span<UInt8>, _ line: Range<Int>) -> CutOutcome {
    guard block.extracting(line).starts(with: directive) else { return .ignored(.comment) }
    readFields(block, (line.lowerBound + directive.utf8CodeUnitCount)..<line.upperBound)
    return isBound ? .ignored(.header) : .rejected(.noHeader)
  }

  private mutating func readFields(_ block: Span<UInt8>, _ range: Range<Int>) {
    separator = block.extracting(range).firstOffset(of: 0x09) == nil ? 0x20 : 0x09
    isAligned = false
    var found: [[UInt8]] = []
    var offset = range.lowerBound
    while true {
      let blanks = offset
      while offset < range.upperBound, block[offset].isBlank { offset += 1 }
      guard offset < range.upperBound else { break }
      if !found.isEmpty, offset - blanks > 1 { isAligned = true }
      let start = offset
      while offset < range.upperBound, !block[offset].isBlank { offset += 1 }
      found.append([UInt8](block.extracting(start..<offset)))
    }
    let isOurs = expected.allSatisfy { group in group.contains { found.contains($0) } }
    columnCount = isOurs ? found.count : 0
    columns = names.map { alternatives in
      alternatives.lazy.compactMap { found.firstIndex(of: $0) }.first ?? -1
    }
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
