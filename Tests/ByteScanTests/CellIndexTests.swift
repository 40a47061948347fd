import Testing

@testable import ByteScan

struct CellIndexTests {
  /// Ends of cells and of lines, found byte by byte.
  private static func naive(
    _ bytes: [UInt8], separator: UInt8, pairs: Bool
  ) -> (ends: [Int], lines: [(count: Int, isQuoted: Bool, isLoose: Bool)]) {
    var ends: [Int] = []
    var lines: [(count: Int, isQuoted: Bool, isLoose: Bool)] = []
    var (isQuoted, isLoose, isInside) = (false, false, false)
    // Whether the byte before ended a cell, and whether it was a quote that ended a text.
    var (hasEnded, hasClosed) = (true, false)
    for (offset, byte) in bytes.enumerated() {
      let isReturn = byte == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
      let isEnd = byte == 0x0A || (byte == separator && !isInside)
      if hasClosed, !isEnd, !isReturn { isLoose = true }
      hasClosed = false
      if byte == UInt8(ascii: "\"") {
        isQuoted = true
        if !pairs || (!isInside && !hasEnded) { isLoose = true }
        if pairs {
          hasClosed = isInside
          isInside.toggle()
        }
      }
      hasEnded = isEnd
      guard isEnd else { continue }
      ends.append(offset)
      guard byte == 0x0A else { continue }
      lines.append((ends.count, isQuoted, isLoose || isInside))
      (isQuoted, isLoose, isInside) = (false, false, false)
    }
    return (ends, lines)
  }

  @Test(arguments: 0..<60) func `finds what the naive search finds`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    // Of the second one quotes stand around whole cells, most of the time.
    let alphabets = [
      ["a", "b", ",", ",", "\n", "\"", "\t", "\r"],
      ["a", ",", "\"b,c\"", "\"\",", ",\"d\t", "\",", "\"\r\n", "\n", "\n"],
    ]
    var index = CellIndex()
    // The same storage serves blocks of all sizes, one after the other.
    for count in [0, 1, 63, 64, 65, 128, Int.random(in: 0...5000, using: &random), 300] {
      let alphabet = alphabets.randomElement(using: &random) ?? []
      let text = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
      let bytes = Array(text.utf8.prefix(count))
      for (separator, pairs) in [(UInt8(ascii: ","), true), (0x09, true), (0x09, false)] {
        let expected = Self.naive(bytes, separator: separator, pairs: pairs)
        for form in 1...ColumnRows.fastestForm {
          index.index(
            bytes.span, separator: separator, quote: UInt8(ascii: "\""), pairs: pairs, form: form)
          let ends = index.ends
          #expect(ends.indices.map { Int(ends[$0]) } == expected.ends, "seed \(seed)")
          let lines = (0..<index.lineCount).map { index[line: $0] }
          #expect(lines.map(\.endCount) == expected.lines.map(\.count), "seed \(seed)")
          #expect(lines.map(\.isQuoted) == expected.lines.map(\.isQuoted), "seed \(seed)")
          #expect(lines.map(\.isLoose) == expected.lines.map(\.isLoose), "seed \(seed)")
        }
      }
    }
  }
}
