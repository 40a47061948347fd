import ByteScan
import Testing

/// Columns of many lines, held against a reading of each line byte by byte.
struct ColumnRowsTests {
  private static let cells = [
    "1", "42", "00012345", "12345678", "123456789", "-", "7a", "a7", "/", "::", "u01585",
    "EXAMPLE\\u1", "a%20b", "HIER_DIRECT/203.0.113.138", "TCP_MISS_ABORTED/000",
    "a name of 24 bytes, more".replacing(" ", with: "_"), "eight_by", "nine_byte",
    "1790521200.000", "1790521200.0a0", "1790521200:000", "179052120.0000", "9999999999.999",
  ]

  private struct Line {
    var bytes: [UInt8]
    var columns: [[UInt8]]
    /// Whether blanks before a column are more than the one that separates it.
    var isPadded: [Bool]
    /// How many bytes each column has with all blanks before it but the first.
    var byteCounts: [Int]
  }

  private func line(_ random: inout SeededRandom) -> Line {
    let count = Int.random(in: 0...9, using: &random) == 0 ? 2 : 3
    var line = Line(bytes: [], columns: [], isPadded: [], byteCounts: [])
    for number in 0..<count {
      let cell = Array((Self.cells.randomElement(using: &random) ?? "").utf8)
      let isPadded = number > 0 && Int.random(in: 0...4, using: &random) == 0
      let blanks = isPadded ? Int.random(in: 1...6, using: &random) : 0
      if number > 0 { line.bytes.append(0x20) }
      line.bytes += [UInt8](repeating: 0x20, count: blanks) + cell
      line.columns.append(cell)
      line.isPadded.append(blanks > 0)
      line.byteCounts.append(blanks + cell.count)
    }
    return line
  }

  /// The word of eight bytes from an offset on, zeros where there are none.
  private func word(_ bytes: [UInt8], from offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for place in 0..<8 where offset + place < bytes.count {
      word |= UInt64(bytes[offset + place]) << UInt64(8 * place)
    }
    return word
  }

  private struct Seen: Equatable {
    var number: Int64?
    var time: Int64?
    var text: [UInt64]?
    var byteCount: UInt64?
    var hasSlash: Bool
    var beginsOtherwise: Bool
  }

  private func expected(_ line: Line, _ column: Int) -> Seen {
    let cell = line.columns[column]
    let isNumber = cell.allSatisfy { (0x30...0x39).contains($0) }
    let isShort = line.byteCounts[column] <= 8
    let digits = Array(cell.prefix(10) + cell.suffix(3))
    let isTime =
      cell.count == 14 && cell[10] == UInt8(ascii: ".") && !line.isPadded[column]
      && digits.allSatisfy { (0x30...0x39).contains($0) }
    let value = { (bytes: [UInt8]) in
      bytes.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
    }
    let slash = UInt8(ascii: "/")
    let blanks = line.byteCounts[column] - cell.count
    return Seen(
      number: isNumber && isShort ? value(cell) : nil,
      time: isTime ? value(digits) * 1000 : nil,
      text: line.isPadded[column] ? nil : [0, 8, 16].map { word(cell, from: $0) },
      byteCount: line.isPadded[column] ? nil : UInt64(cell.count),
      hasSlash: cell.prefix(32 - blanks).contains(slash),
      beginsOtherwise: !line.isPadded[column] && cell[0] != slash && cell[0] != UInt8(ascii: "-"))
  }

  private func seen(
    _ rows: borrowing ColumnRows, _ column: Int, _ row: Int, base: [UInt64]
  ) -> Seen {
    var (numbers, times) = ([Int64](repeating: 7, count: 64), [Int64](repeating: 7, count: 64))
    let empty = [UInt64](repeating: 7, count: 64)
    var (first, second, third, counts) = (empty, empty, empty, empty)
    func isSound(_ ask: (inout [UInt64]) -> Void) -> Bool {
      var doubts = base
      ask(&doubts)
      return doubts[row] == 0
    }
    var doubts = base
    rows.decimal(column, into: &numbers, &doubts)
    let isNumber = doubts[row] == 0
    doubts = base
    rows.time(column, into: &times, &doubts)
    let isTime = doubts[row] == 0
    doubts = base
    rows.text(column, into: &first, &second, &third, byteCounts: &counts, &doubts)
    let isText = doubts[row] == 0
    doubts = base
    rows.containing(UInt8(ascii: "/"), column, &doubts)
    let hasSlash = doubts[row] == 0
    doubts = base
    rows.notBeginning(with: UInt8(ascii: "/"), or: UInt8(ascii: "-"), column, &doubts)
    return Seen(
      number: isNumber ? numbers[row] : nil, time: isTime ? times[row] : nil,
      text: isText ? [first[row], second[row], third[row]] : nil,
      byteCount: isText ? counts[row] : nil, hasSlash: hasSlash,
      beginsOtherwise: doubts[row] == 0)
  }

  @Test(arguments: 0..<60) func `reads what a reading byte by byte gives`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let lines = (0..<Int.random(in: 4...64, using: &random)).map { _ in line(&random) }
    let block = lines.flatMap { line -> [UInt8] in line.bytes + [0x0A] }
    var index = ColumnIndex()
    index.index(block.span, separator: 0x20)
    for form in 1...ColumnRows.fastestForm {
      var firsts = [UInt32](repeating: 0, count: 64)
      var doubts = [UInt64](repeating: 0, count: 64)
      guard
        let rows = ColumnRows(
          block.span, index, lines: 0..<lines.count, columnCount: 3, firsts: &firsts,
          doubts: &doubts, form: form)
      else { continue }
      var start = 0
      for (row, line) in lines.enumerated() {
        let isInside = start >= 16 && start + line.bytes.count + 32 <= block.count
        let isRow = line.columns.count == 3 && isInside
        #expect((doubts[row] == 0) == isRow, "seed \(seed), form \(form), line \(row)")
        start += line.bytes.count + 1
        guard isRow else { continue }
        for column in 1..<3 {
          let found = seen(rows, column, row, base: doubts)
          #expect(
            found == expected(line, column),
            "seed \(seed), form \(form): \(String(decoding: line.bytes, as: UTF8.self))")
        }
      }
    }
  }

  @Test func `doubts lines that begin with NUL or end with a blank`() {
    let filler = "a line of some length, of six columns\n"
    let block = Array((filler + "\0 b c\na b \na b\r\na b c\n" + filler).utf8)
    var index = ColumnIndex()
    index.index(block.span, separator: 0x20)
    var firsts = [UInt32](repeating: 0, count: 64)
    for (count, sound) in [(3, 4), (2, -1)] {
      var doubts = [UInt64](repeating: 0, count: 64)
      let rows = ColumnRows(
        block.span, index, lines: 0..<6, columnCount: count, firsts: &firsts, doubts: &doubts)
      #expect((rows == nil) == (sound < 0))
      #expect((0..<6).filter { doubts[$0] == 0 } == (sound < 0 ? [] : [sound]))
    }
  }
}
