import ByteScan
import Testing

/// Wanted cells of many lines, held against a reading of each line by itself.
struct CellRowsTests {
  private static let cells = [
    "", "-", "0", "7", "42", "00012345", "12345678", "123456789", "123456789012", "1234567890123",
    "7a", "a7", "N/A", "N/Ax", "anonymous", "read", "2026-10-01 09:00:59", "a name, in fact",
  ]

  private struct Line {
    var cells: [String]
    var bytes: [UInt8]
    var isSound: Bool
  }

  private func line(_ random: inout SeededRandom) -> Line {
    let count = [3, 3, 3, 3, 4, 2].randomElement(using: &random) ?? 3
    let cells = (0..<count).map { _ in Self.cells.randomElement(using: &random) ?? "" }
    let isQuoted = Bool.random(using: &random)
    let texts = cells.map { cell in
      cell.contains(",") || (isQuoted && Bool.random(using: &random)) ? "\"\(cell)\"" : cell
    }
    var text = texts.joined(separator: ",")
    let chance = Int.random(in: 0..<12, using: &random)
    if chance == 0 { text = "#" + text }
    if chance == 1 { text = "\0" + text }
    if chance == 2 { text += "x\"y" }
    if chance == 3 { text += "\r" }
    return Line(cells: cells, bytes: Array(text.utf8), isSound: !(0...2).contains(chance))
  }

  /// The number that a cell is: −1 for a missing one, `nil` for what is none.
  private func number(_ cell: String) -> Int64? {
    if cell.isEmpty || cell == "-" { return -1 }
    return cell.utf8.count <= 12 && cell.allSatisfy(\.isNumber) ? Int64(cell) : nil
  }

  private func word(_ cell: String, from offset: Int) -> UInt64 {
    cell.utf8.dropFirst(offset).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Cells that each line has are taken another way than those that it may lack.
  @Test(arguments: 0..<60, [[2, 0, -1, 3], [2, 0], [0, 1, 2], [1]])
  func `reads what a reading of each line gives`(seed: UInt64, columns: [Int32]) {
    let mayHaveMore = seed % 2 == 0
    var random = SeededRandom(seed: seed)
    let lines = (0..<Int.random(in: 4...64, using: &random)).map { _ in line(&random) }
    let block = lines.flatMap { line -> [UInt8] in line.bytes + [0x0A] }
    var index = CellIndex()
    index.index(block.span, separator: UInt8(ascii: ","), quote: UInt8(ascii: "\""))
    var wanted = WantedCells()
    wanted.columns = columns
    wanted.columnCount = 3
    wanted.mayHaveMore = mayHaveMore
    wanted.comment = UInt8(ascii: "#")
    for form in 1...ColumnRows.fastestForm {
      var places: [UInt32] = []
      var firsts = [UInt32](repeating: 0, count: 64)
      var doubts = [UInt64](repeating: 0, count: 64)
      guard
        let rows = ColumnRows(
          block.span, index, lines: 0..<lines.count, wanted: wanted, places: &places,
          firsts: &firsts, doubts: &doubts, form: form)
      else { continue }
      var start = 0
      for (row, line) in lines.enumerated() {
        let isInside = start >= 16 && start + line.bytes.count + 32 <= block.count
        let count = line.cells.count
        let isRow = isInside && line.isSound && (count == 3 || (count > 3 && mayHaveMore))
        let text = "seed \(seed), form \(form): \(String(decoding: line.bytes, as: UTF8.self))"
        #expect((doubts[row] == 0) == isRow, "\(text)")
        start += line.bytes.count + 1
        guard isRow else { continue }
        for (cell, column) in wanted.columns.enumerated() {
          let expected = column >= 0 && column < count ? line.cells[Int(column)] : ""
          check(rows, cell, row, is: expected, base: doubts, in: block.span, text)
        }
      }
    }
  }

  private func check(
    _ rows: borrowing ColumnRows, _ cell: Int, _ row: Int, is expected: String, base: [UInt64],
    in block: Span<UInt8>, _ text: String
  ) {
    let range = rows.range(cell, row)
    #expect([UInt8](block.extracting(range)) == Array(expected.utf8), "\(text)")
    var numbers = [Int64](repeating: 7, count: 64)
    var doubts = base
    rows.number(cell, into: &numbers, &doubts)
    #expect((doubts[row] == 0 ? numbers[row] : nil) == number(expected), "\(text)")
    var (first, second) = ([UInt64](repeating: 7, count: 64), [UInt64](repeating: 7, count: 64))
    var byteCounts = first
    rows.words(cell, into: &first, &second, byteCounts: &byteCounts)
    #expect(first[row] == word(expected, from: 0), "\(text)")
    #expect(second[row] == word(expected, from: 8), "\(text)")
    #expect(byteCounts[row] == UInt64(expected.utf8.count), "\(text)")
    doubts = base
    rows.notBeginning(withWords: [0, 0x2D, word("N/A", from: 0)], cell, &doubts)
    #expect((doubts[row] != 0) == ["", "-", "N/A"].contains(expected), "\(text)")
  }
}

extension Array<UInt8> {
  fileprivate init(_ span: Span<UInt8>) { self = span.indices.map { span[$0] } }
}
