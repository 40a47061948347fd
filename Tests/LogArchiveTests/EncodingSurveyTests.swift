import ByteScan
import LogArchive
import SystemBoundary
import Testing

struct EncodingSurveyTests {
  static let kanji: [UInt8] = [0x95, 0x5C, 0x8E, 0xA6]  // 表示 in CP932
  static let eucKana: [UInt8] = [0xA4, 0xB3, 0xC9, 0xBD]  // こ表 in EUC-JP
  static let eucKanji: [UInt8] = [0xC9, 0xBD, 0xBC, 0xA8]  // 表示 in EUC-JP, ﾉｽｼｨ in CP932
  static let halfWidth: [UInt8] = [0xC3, 0xDE, 0xB0, 0xC0]  // ﾃﾞｰﾀ in CP932

  /// Lines, and what they are as UTF-8.
  static let cases: [(name: String, lines: [[UInt8]], text: [String])] = [
    ("CP932", [kanji, Array("plain".utf8), halfWidth], ["表示", "plain", "ﾃﾞｰﾀ"]),
    ("half-width katakana alone", [halfWidth], ["ﾃﾞｰﾀ"]),
    ("EUC-JP", [eucKana, eucKanji], ["こ表", "表示"]),
    ("NEC and IBM characters", [[0x87, 0x40, 0x87, 0x8A, 0xFB, 0xFC, 0x81, 0x60]], ["①㈱髙~"]),
    ("three bytes of EUC-JP", [eucKana, [0x8F, 0xB0, 0xA1]], ["こ表", "丂"]),
    ("UTF-8 and then CP932", [Array("表".utf8), kanji, Array("示".utf8)], ["表", "表示", "示"]),
    ("two katakana that look like UTF-8", [kanji, [0xC2, 0xB7]], ["表示", "ﾂｷ"]),
    (
      "Latin text stays as it is", [[0x63, 0x61, 0x66, 0xE9], [0xFF]], ["caf\u{FFFD}", "\u{FFFD}"]
    ),
  ]

  @Test(arguments: cases.indices) func `lines are read in their encodings`(index: Int) {
    let row = Self.cases[index]
    // However the lines are cut into blocks, they mean the same.
    for count in 1...row.lines.count {
      var survey = EncodingSurvey(.utf8)
      var text: [UInt8] = []
      var lines = row.lines[...]
      while !lines.isEmpty {
        let part = lines.prefix(count).flatMap { line -> [UInt8] in line + [0x0A] }
        lines = lines.dropFirst(count)
        var decoded = DecodedBlock()
        decoded.fill(from: part.span, survey.look(at: part.span))
        text += [UInt8](decoded.text)
        for range in decoded.storedLines {
          #expect(row.lines.contains(Array(decoded.bytes[range])))
        }
      }
      // U+FF5E is what CP932 has; the table above shows it as U+007E for the eye.
      let read = String(decoding: text, as: UTF8.self).replacing("\u{FF5E}", with: "~")
      #expect(read == row.text.map { $0 + "\n" }.joined(), "\(row.name), \(count) lines a block")
    }
  }

  @Test func `UTF-16 is told by its mark, or by the zeros of its ASCII`() throws {
    let directory = try TemporaryDirectory()
    let text = "2026-10-14 10:00 表\n"
    func bytes(_ bigEndian: Bool) -> [UInt8] {
      text.utf16.flatMap { unit in
        let pair = [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
        return bigEndian ? pair.reversed() : pair
      }
    }
    let rows: [([UInt8], TextEncoding)] = [
      (bytes(false), .utf16LittleEndian), (bytes(true), .utf16BigEndian),
      ([0xFF, 0xFE] + bytes(false), .utf16LittleEndian),
      ([0xFE, 0xFF] + bytes(true), .utf16BigEndian), (Array(text.utf8), .utf8),
      ([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8WithMark),
      (Array("nul\0in a field of some text\n".utf8), .utf8),
      ([UInt8](repeating: 0, count: 600) + Array(text.utf8), .utf8),
    ]
    for (index, row) in rows.enumerated() {
      for (name, stored) in [("p", row.0), ("g", GzipSample(row.0).bytes)] {
        let path = try directory.write(stored, to: "\(name)\(index)")
        #expect(try Reading(path).ledger.encoding == row.1, "\(name)\(index)")
      }
    }
  }
}
