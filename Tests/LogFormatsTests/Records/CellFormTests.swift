import ByteScan
import Testing

@testable import LogFormats

/// What the bytes of a value stand for.
struct CellFormTests {
  private static func decoded(_ text: [UInt8], _ form: CellForm) -> [UInt8] {
    // What stands around the value is no part of it.
    let block = Array("\\\"".utf8) + text + Array("\"n".utf8)
    var result = Array("kept ".utf8)
    form.append(block.span, 2..<(2 + text.count), to: &result)
    #expect(result.starts(with: "kept ".utf8))
    return Array(result.dropFirst(5))
  }

  @Test(arguments: [
    (#"a\nb"#, CellForm.plain, #"a\nb"#), (#"a""b"""#, .doubledQuotes, #"a"b""#),
    (#"a"b"#, .doubledQuotes, #"a"b"#), (#"C:\\x\=y"#, .backslash, #"C:\x=y"#),
    (#"a\x41\xzz"#, .hexBackslash, #"aA\xzz"#), (#"\u30D5\"\\\/"#, .json, #"フ"\/"#),
    (#"\ud83d\ude00 \ud83d"#, .json, "\u{1F600} \u{FFFD}"), (#"a\r\n\tb"#, .json, "a\r\n\tb"),
    ("", .json, ""), (#"a\"#, .backslash, #"a\"#), ("a&amp;b", .xml, "a&b"),
  ])
  func `undoes what a form does to bytes`(_ text: String, _ form: CellForm, _ expected: String) {
    #expect(Self.decoded(Array(text.utf8), form) == Array(expected.utf8), "\(form)")
  }

  @Test(arguments: 0..<40) func `a text is what its parts are`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let parts: [(text: String, value: String)] = [
      ("a", "a"), ("plain text of some length, longer than a register", ""), ("é表", ""),
      (#"\""#, "\""), (#"\\"#, "\\"), (#"\n"#, "\n"), (#"\u0041"#, "A"), (#"\u8868"#, "表"),
    ].map { ($0.0, $0.1.isEmpty ? $0.0 : $0.1) }
    var (text, value) = ("", "")
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      guard let part = parts.randomElement(using: &random) else { continue }
      text += part.text
      value += part.value
    }
    #expect(Self.decoded(Array(text.utf8), .json) == Array(value.utf8), "seed \(seed)")
  }
}
