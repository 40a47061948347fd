internal import ByteScan

/// The headers of CEF and LEEF records: where the values between their `|` stand.
///
/// A source writes few of them, so each is first compared with those that were read before. What is
/// found is the same whatever came before.
struct EventHeaders: Sendable {
  /// How many are remembered, and of how many bytes at most.
  private static let limit = 8
  private static let byteLimit = 256

  private let prefix: [UInt8]
  private let columnCount: Int
  private let hasEscapes: Bool
  /// Texts of which each must be a value of the header, one after the other, and where each ends.
  private let expected: [UInt8]
  private let expectedEnds: [Int]

  /// The header at hand, and those that are remembered: their bytes one after the other, and where each ends there.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Where the values of each end, from the front of the header on.
  private var valueEnds: [Int]
  /// Whether each value holds a backslash that takes a meaning away, and each header what is expected of it.
  private var areEscaped: [Bool]
  private var areExpected: [Bool]

  init(columnCount: Int, isCEF: Bool, expecting expected: [String]) {
    prefix = Array((isCEF ? "CEF:" : "LEEF:").utf8)
    hasEscapes = isCEF
    self.columnCount = columnCount
    self.expected = expected.flatMap { Array($0.utf8) }
    var end = 0
    expectedEnds = expected.map { text in
      end += text.utf8.count
      return end
    }
    // The last place is for a header that is not remembered.
    valueEnds = [Int](repeating: 0, count: (Self.limit + 1) * columnCount)
    areEscaped = [Bool](repeating: false, count: valueEnds.count)
    areExpected = [Bool](repeating: false, count: Self.limit + 1)
  }

  /// Finds the header that a line begins with.
  ///
  /// - Returns: Its number, until another one is looked for; `nil` if the line has none.
  /// - Complexity: O(*n*) in its bytes.
  mutating func find(in block: Span<UInt8>, _ line: Range<Int>) -> Int? {
    var first = 0
    for number in ends.indices {
      let count = ends[number] - first
      if line.count >= count,
        block.extracting(line.lowerBound..<(line.lowerBound + count)).hasSameBytes(
          as: bytes.span.extracting(first..<ends[number]))
      {
        return number
      }
      first = ends[number]
    }
    return read(block, line)
  }

  /// Whether all that is expected stands in a header.
  @inline(__always)
  func isExpected(_ header: Int) -> Bool { areExpected[header] }

  /// Where a header ends that begins at an offset, with its last `|`.
  @inline(__always)
  func end(of header: Int, at start: Int) -> Int {
    start + valueEnds[header * columnCount + columnCount - 1] + 1
  }

  /// Where a value of a header stands that begins at an offset.
  @inline(__always)
  func value(_ column: Int, of header: Int, at start: Int) -> RecordCells.Cell {
    let place = header * columnCount + column
    let first = column == 0 ? prefix.count : valueEnds[place - 1] + 1
    return RecordCells.Cell(
      range: (start + first)..<(start + valueEnds[place]),
      form: areEscaped[place] ? .backslash : .plain)
  }

  private mutating func read(_ block: Span<UInt8>, _ line: Range<Int>) -> Int? {
    guard line.count > prefix.count,
      block.extracting(line.lowerBound..<(line.lowerBound + prefix.count)).hasSameBytes(
        as: prefix.span)
    else { return nil }
    if ends.count == Self.limit {
      ends.removeAll(keepingCapacity: true)
      bytes.removeAll(keepingCapacity: true)
    }
    let escape = UInt8(ascii: hasEscapes ? "\\" : "|")
    var offset = line.lowerBound + prefix.count
    let number = ends.count
    var missing = Set(expectedEnds.indices)
    for place in (number * columnCount)..<((number + 1) * columnCount) {
      let start = offset
      areEscaped[place] = false
      while true {
        offset = block.nearOffset(
          of: UInt8(ascii: "|"), or: escape, from: offset, to: line.upperBound)
        guard offset < line.upperBound, block[offset] == UInt8(ascii: "\\") else { break }
        areEscaped[place] = true
        offset += 2
      }
      guard offset < line.upperBound else { return nil }
      missing.subtract(expectedTexts(in: block, start..<offset))
      valueEnds[place] = offset - line.lowerBound
      offset += 1
    }
    areExpected[number] = missing.isEmpty
    if offset - line.lowerBound <= Self.byteLimit {
      bytes.append(copying: block.extracting(line.lowerBound..<offset))
      ends.append(bytes.count)
    }
    return number
  }

  /// Which of the expected texts a value of the header is.
  private func expectedTexts(in block: Span<UInt8>, _ value: Range<Int>) -> [Int] {
    var found: [Int] = []
    var first = 0
    for (number, end) in expectedEnds.enumerated() {
      if end - first == value.count,
        expected.span.extracting(first..<end).hasSameBytes(as: block.extracting(value))
      {
        found.append(number)
      }
      first = end
    }
    return found
  }
}
