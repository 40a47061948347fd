import Testing

@testable import ByteScan

struct CellIndexTests {
  /// Ends of cells and of lines, found byte by byte.
  private static func naive(
    _ bytes: [UInt8], separator: UInt8
  ) -> (ends: [Int], lines: [(count: Int, isQuoted: Bool)]) {
    var ends: [Int] = []
    var lines: [(count: Int, isQuoted: Bool)] = []
    var isQuoted = false
    for (offset, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted = true }
      guard byte == separator || byte == 0x0A else { continue }
      ends.append(offset)
      guard byte == 0x0A else { continue }
      lines.append((ends.count, isQuoted))
      isQuoted = false
    }
    return (ends, lines)
  }

  @Test(arguments: 0..<60) func `finds what the naive search finds`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let alphabet = Array("ab,,\n\"\t".utf8)
    var index = CellIndex()
    // The same storage serves blocks of all sizes, one after the other.
    for count in [0, 1, 63, 64, 65, 128, Int.random(in: 0...5000, using: &random), 300] {
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      for separator in [UInt8(ascii: ","), 0x09] {
        index.index(bytes.span, separator: separator, quote: UInt8(ascii: "\""))
        let expected = Self.naive(bytes, separator: separator)
        let ends = index.ends
        #expect(ends.indices.map { Int(ends[$0]) } == expected.ends, "seed \(seed)")
        let lines = (0..<index.lineCount).map { index[line: $0] }
        #expect(lines.map(\.endCount) == expected.lines.map(\.count), "seed \(seed)")
        #expect(lines.map(\.isQuoted) == expected.lines.map(\.isQuoted), "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<40) func `finds where strings end`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<50 {
      var bytes = (0..<Int.random(in: 0...70, using: &random)).map { _ in
        UInt8.random(in: 0x20...0xFF, using: &random)
      }.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      if let place = bytes.indices.randomElement(using: &random) {
        bytes[place] = [0x22, 0x5C, 0x00, 0x0A, 0x1F].randomElement(using: &random) ?? 0
      }
      let start = Int.random(in: 0...bytes.count, using: &random)
      let expected = bytes[start...].firstIndex { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }
      #expect(bytes.span.stringEnd(from: start) == expected ?? bytes.count, "seed \(seed)")
    }
  }
}
