import ByteScan
import Testing

struct LineFeedTests {
  static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8))
      return bigEndian ? [high, low] : [low, high]
    }
  }

  /// Characters whose bytes look like line feeds: U+0A0A, U+0A00, U+000A, U+0D0A, U+010A.
  static let text = "a\u{0A0A}b\n\u{0A00}\u{010A}\r\n\n\u{0D0A}\n表\u{0A01}"

  @Test(arguments: [false, true]) func `lines of UTF-16 end at units`(bigEndian: Bool) {
    let feed = bigEndian ? LineFeed.bigEndianUnit : .littleEndianUnit
    let bytes = Self.utf16(Self.text, bigEndian: bigEndian)
    var lines: [[UInt8]] = []
    var cursor = StoredLineCursor(bytes.span, endedBy: feed)
    while let range = cursor.next() { lines.append(Array(bytes[range])) }
    let expected = ["a\u{0A0A}b", "\u{0A00}\u{010A}", "", "\u{0D0A}", "表\u{0A01}"]
    #expect(lines == expected.map { Self.utf16($0, bigEndian: bigEndian) })
    #expect(feed.lineCount(in: bytes.span) == 5)
    #expect(feed.last(in: bytes.span) == bytes.count - 6)
    #expect(feed.first(in: bytes.span, from: 8) == 14)
  }

  /// Whatever the blocks and the pieces are, the lines are the same.
  @Test(arguments: [false, true], [1, 2, 3, 5, 64])
  func `blocks of UTF-16 hold whole lines`(bigEndian: Bool, pieceByteCount: Int) {
    let feed = bigEndian ? LineFeed.bigEndianUnit : .littleEndianUnit
    let long = String(repeating: "x", count: 30)
    let bytes = Self.utf16(Self.text + "\n" + long + "\nend\n", bigEndian: bigEndian)
    for blockByteCount in [1, 2, 7, 16, 400] {
      var assembler = LineBlockAssembler(
        MemorySource(bytes, pieceByteCount: pieceByteCount), blockByteCount: blockByteCount,
        maximumLineByteCount: 40, lineFeed: feed)
      var block = LineBlock()
      var text: [UInt8] = []
      var oversize: [UInt64] = []
      reading: while true {
        switch assembler.next(into: &block) {
        case .block:
          #expect(
            Array(bytes[Int(block.offset)...].prefix(block.byteCount)) == [UInt8](block.bytes))
          text += [UInt8](block.bytes)
        case .oversizeLine(let offset, let byteCount): oversize += [offset, byteCount]
        case .tornLine: Issue.record("no line is torn")
        case .end: break reading
        }
      }
      let longOffset = UInt64(Self.utf16(Self.text + "\n", bigEndian: bigEndian).count)
      #expect(oversize == [longOffset, 60])
      #expect(text == Self.utf16(Self.text + "\nend\n", bigEndian: bigEndian))
    }
  }

  @Test func `an odd byte at the end is a torn line`() {
    let bytes = Self.utf16("a\nb", bigEndian: false) + [0x63]
    var assembler = LineBlockAssembler(MemorySource(bytes), lineFeed: .littleEndianUnit)
    var block = LineBlock()
    #expect(assembler.next(into: &block) == .block)
    #expect(assembler.next(into: &block) == .tornLine && block.byteCount == 3)
    #expect(assembler.next(into: &block) == .end)
  }
}
