import Testing

@testable import EventModel

struct CSVReaderTests {
  /// Reads all rows and failures, each as one line.
  private func read(_ text: String) -> [String] {
    var reader = CSVReader(Array(text.utf8))
    var lines: [String] = []
    while true {
      do throws(CSVReader.Failure) {
        guard let row = try reader.next() else { return lines }
        let cells = row.cells.map { "\($0.text)@\($0.line):\($0.column)" }
        lines.append(cells.joined(separator: "|"))
      } catch {
        lines.append("\(error.reason)@\(error.line):\(error.column)")
      }
    }
  }

  @Test(arguments: [
    ("", []), ("\n\r\n\n", []), ("a", ["a@1:1"]), ("a,b\n", ["a@1:1|b@1:3"]),
    ("a,b\r\nc,d\r\n", ["a@1:1|b@1:3", "c@2:1|d@2:3"]), ("a\rb\r", ["a@1:1", "b@2:1"]),
    ("a,,\n", ["a@1:1|@1:3|@1:4"]), (",", ["@1:1|@1:2"]), ("\u{FEFF}a,b", ["a@1:1|b@1:3"]),
    ("氏名,部署\n田中,営業", ["氏名@1:1|部署@1:4", "田中@2:1|営業@2:4"]),
    ("\"a,b\",c", ["a,b@1:1|c@1:7"]), ("\"a\"\"b\"", ["a\"b@1:1"]), ("\"\",x", ["@1:1|x@1:4"]),
    ("\"a\nb\",c\nd", ["a\nb@1:1|c@2:4", "d@3:1"]), ("\"a\r\nb\",c", ["a\r\nb@1:1|c@2:4"]),
    ("a\"b,c", ["a\"b@1:1|c@1:5"]), ("a\n\nb", ["a@1:1", "b@3:1"]),
    ("x\n\"open,1\nb,2", ["x@1:1", "openQuote@2:1", "b@3:1|2@3:3"]),
    ("\"a\"x,1\nb", ["textAfterQuote@1:4", "b@2:1"]), ("a,\"b", ["openQuote@1:3"]),
    (
      "more than 8 bytes,18-bytes-in-a-cell,x;longer-than-eight\nlonger_than_8,氏名longer_than_8",
      [
        "more than 8 bytes@1:1|18-bytes-in-a-cell@1:19|x;longer-than-eight@1:38",
        "longer_than_8@2:1|氏名longer_than_8@2:15",
      ]
    ),
  ])
  func `reads rows and knows where they stand`(text: String, expected: [String]) {
    #expect(read(text) == expected)
  }

  @Test(arguments: [
    ("u00001", true), ("u00001@example.co.jp", true), ("eight_by", true), ("a b", false),
    ("eight by", false), ("longer than eight", false), ("a;b", false), ("aaaaaaa;aaaaaaaa", false),
    ("longer_than_8\u{7F}", false), ("longer_than_氏名", false),
    ("!#$%&'()*+-./:<=>?@[]^_`{|}~", true),
  ])
  func `knows plain cells`(text: String, isPlain: Bool) throws {
    var reader = CSVReader(Array("\(text),b".utf8))
    let row = try #require(try reader.next())
    #expect(row.cells[0].text == text)
    #expect(row.cells[0].isPlain == isPlain)
  }

  @Test func `writes and reads back random tables`() {
    var random = SeededRandom(state: 3)
    let pool = Array("a,\"\n\r あ".unicodeScalars)
    for _ in 0..<2000 {
      let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        (0..<Int.random(in: 2...4, using: &random)).map { _ in
          var text = String.UnicodeScalarView()
          for _ in 0..<Int.random(in: 0...4, using: &random) {
            text.append(pool.randomElement(using: &random) ?? "x")
          }
          return String(text)
        }
      }
      let text = rows.map { row in
        row.map {
          "\""
            + $0.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
        }.joined(separator: ",") + "\r\n"
      }.joined()
      var reader = CSVReader(Array(text.utf8))
      var read: [[String]] = []
      while let row = try? reader.next() { read.append(row.cells.map(\.text)) }
      #expect(read == rows, "\(text)")
    }
  }

  @Test(
    arguments: [
      (Array("氏名".utf8), DecodedText.Encoding.utf8),
      ([0xEF, 0xBB, 0xBF] + Array("氏名".utf8), .utf8),
      ([0x8E, 0x81, 0x96, 0xBC], .cp932),
      ([0xFF, 0xFE, 0x0F, 0x6C, 0x0D, 0x54], .utf16LittleEndian),
      ([0xFE, 0xFF, 0x6C, 0x0F, 0x54, 0x0D], .utf16BigEndian),
    ] as [([UInt8], DecodedText.Encoding)])
  func `decodes what spreadsheets write`(file: [UInt8], encoding: DecodedText.Encoding) throws {
    let decoded = try DecodedText(decoding: file)
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == "氏名")
    #expect(decoded.encoding == encoding)
  }

  @Test func `says where a file stops being text`() {
    #expect(throws: DecodedText.Failure(byteOffset: 2)) {
      try DecodedText(decoding: [0x61, 0x62, 0xFF, 0x63])
    }
  }
}
