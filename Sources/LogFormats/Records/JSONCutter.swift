internal import ByteScan

/// Finds the wanted values of a JSON object, which stands in one line (RFC 8259, JSON Lines).
///
/// The line is checked as a whole: one object and nothing after it, proper strings, numbers and
/// nesting of at most 64. A wanted name that comes twice is an error, for readers differ in which of
/// the two they take. `null` is a missing value. An object at a wanted place is missing too, and so is an
/// array unless arrays are asked for; then the value is all of it, brackets included.
struct JSONCutter: RecordCutter {
  private var paths: JSONPaths
  private let takesArrays: Bool

  init(_ paths: [[String]?], takesArrays: Bool = false) {
    self.init(JSONPaths(paths), takesArrays: takesArrays)
  }

  init(_ paths: JSONPaths, takesArrays: Bool = false) {
    self.paths = paths
    self.takesArrays = takesArrays
  }

  mutating func cut(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    let start = Self.pastBlanks(block, line)
    guard let end = cells.set(&paths, block, start..<line.upperBound, takesArrays),
      Self.pastBlanks(block, end..<line.upperBound) == line.upperBound
    else { return .rejected(.malformed) }
    return .record
  }

  private static func pastBlanks(_ block: Span<UInt8>, _ range: Range<Int>) -> Int {
    var offset = range.lowerBound
    while offset < range.upperBound {
      switch block[offset] {
      case 0x20, 0x09, 0x0D, 0x0A: offset += 1
      default: return offset
      }
    }
    return offset
  }
}
