import ByteScan
import Testing

struct LineColumnsTests {
  private static let lead = "a line before it, of some length\n"
  private static let tail = "\nand more than thirty-two bytes that follow\n"

  /// Runs a check on the columns of a line that has others around it.
  private func withColumns(_ line: [UInt8], _ check: (borrowing LineColumns, Span<UInt8>) -> Void) {
    let block = Array(Self.lead.utf8) + line + Array(Self.tail.utf8)
    var index = ColumnIndex()
    index.index(block.span, separator: 0x20)
    let ends = index.ends
    let first = Int(index.lineEnds[0])
    let next = Int(index.lineEnds[1])
    guard
      let columns = LineColumns(
        block.span, ends: ends.extracting(first..<next), lineStart: Self.lead.utf8.count)
    else {
      Issue.record("the line stands far from both ends of the block")
      return
    }
    check(columns, block.span)
  }

  @Test(arguments: 0..<60) func `columns are those between runs of blanks`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let line = random.bytes(Int.random(in: 1...60, using: &random), from: Array("  ab1".utf8))
    var expected = line.split(separator: 0x20).map { Array($0) }
    // Blanks before the line feed make an empty column.
    if line.last == 0x20 { expected.append([]) }
    withColumns(line) { columns, block in
      var found: [[UInt8]] = []
      for number in 0..<columns.count {
        found.append([UInt8](block.extracting(columns[number].range)))
      }
      #expect(found == expected, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<200) func `numbers are those of the checked form`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let alphabet = Array((seed % 3 == 0 ? "0123456789/:-+a" : "0123456789").utf8)
    let text = random.bytes(Int.random(in: 1...18, using: &random), from: alphabet)
    let checked = try? text.span.decimalCount()
    withColumns(Array("x ".utf8) + text + Array(" y".utf8)) { columns, _ in
      let number = columns.decimal(columns[1])
      #expect(number == (text.count > 16 ? -1 : checked ?? -1), "seed \(seed)")
      let isShort = text.count <= 8 && checked != nil
      #expect(columns.isShortDecimal(columns[1]) == isShort, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<300) func `padded numbers are blanks and digits`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    // Every byte of the range at some time: some differ from a blank or a digit by one bit.
    let any = UInt8.random(in: 0x21...0xFF, using: &random)
    let alphabet = Array("0123456789".utf8) + (seed % 3 == 0 ? [any] : [])
    let text = random.bytes(Int.random(in: 1...8, using: &random), from: alphabet)
    let blanks = [UInt8](repeating: 0x20, count: Int.random(in: 0...5, using: &random))
    withColumns(Array("x ".utf8) + blanks + text + Array(" y".utf8)) { columns, _ in
      let isNumber = (try? text.span.decimalCount()) != nil
      let expected = isNumber && blanks.count + text.count <= 8
      #expect(columns.isPaddedShortDecimal(1) == expected, "seed \(seed): \(text)")
    }
  }

  @Test(arguments: 0..<100) func `finds bytes and words as a search does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let text = random.bytes(Int.random(in: 1...40, using: &random), from: Array("abcdefgh%".utf8))
    withColumns(Array("%\\ ".utf8) + text + Array(" %\\".utf8)) { columns, block in
      let column = columns[1]
      let found = columns.has(UInt8(ascii: "%"), or: UInt8(ascii: "h"), in: column)
      let has = text.contains(UInt8(ascii: "%")) || text.contains(UInt8(ascii: "h"))
      #expect(found == has, "seed \(seed)")
      #expect(columns.firstWord(of: column) == block.littleEndian(UInt64.self, at: column.start))
      let end = column.range.upperBound
      #expect(columns.lastWord(of: column) == block.littleEndian(UInt64.self, at: end - 8))
      if text.count <= 8 {
        let whole = (text + [UInt8](repeating: 0, count: 8 - text.count)).span
        #expect(columns.wholeWord(of: column) == whole.littleEndian(UInt64.self, at: 0))
      }
    }
  }

  @Test(arguments: [(0, 40), (15, 40), (40, 31)])
  func `a line close to an end of its block has none`(before: Int, after: Int) {
    let line = Array("one two\n".utf8)
    let block =
      [UInt8](repeating: 0x0A, count: before) + line + [UInt8](repeating: 0x0A, count: after - 1)
    let ends: [UInt32] = [UInt32(before + 3), UInt32(before + 7)]
    let columns = LineColumns(block.span, ends: ends.span, lineStart: before)
    let isThere = columns != nil
    #expect(!isThere)
  }
}
