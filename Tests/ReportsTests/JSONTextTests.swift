internal import Foundation
internal import Reports
internal import Testing

@Suite struct JSONTextTests {
  struct Escape: Sendable, CustomTestStringConvertible {
    var text: String
    var json: String
    var testDescription: String { json }
  }

  static let escapes = [
    Escape(text: #"a"b\c"#, json: #""a\"b\\c""#),
    Escape(text: "\n\r\t", json: #""\n\r\t""#),
    Escape(text: "\0\u{8}\u{1B}", json: #""\u0000\u0008\u001b""#),
    Escape(text: "\u{7F}\u{9B}\u{9F}", json: #""\u007f\u009b\u009f""#),
    Escape(text: "invoice_\u{202E}fdp.exe", json: #""invoice_\u202efdp.exe""#),
    Escape(text: "\u{202A}\u{2066}\u{2069}", json: #""\u202a\u2066\u2069""#),
    Escape(text: "\u{200B}\u{2028}\u{FEFF}", json: #""\u200b\u2028\ufeff""#),
    Escape(text: "\u{E0041}", json: #""\udb40\udc41""#),
    Escape(text: "顧客名簿.xlsx 👤", json: #""顧客名簿.xlsx 👤""#),
    Escape(text: "<script>/", json: #""<script>/""#),
  ]

  @Test(arguments: escapes) func `escapes what JSON demands and what deceives a reader`(
    _ row: Escape
  ) throws {
    var buffer: [UInt8] = []
    JSONText.append(row.text, to: &buffer)
    #expect(String(decoding: buffer, as: UTF8.self) == row.json)
    let utf8 = Array(row.text.utf8)
    var fromBytes: [UInt8] = []
    JSONText.append(utf8.span, to: &fromBytes)
    #expect(fromBytes == buffer)
    let decoded = try JSONDecoder().decode(String.self, from: Data(buffer))
    #expect(decoded.unicodeScalars.elementsEqual(row.text.unicodeScalars))
  }

  @Test(
    arguments: [
      ([0x8E, 0x52], #""\\x8eR""#),
      ([0xC0, 0x80], #""\\xc0\\x80""#),
      ([0xED, 0xA0, 0x80], #""\\xed\\xa0\\x80""#),
      ([0xF4, 0x90, 0x80, 0x80], #""\\xf4\\x90\\x80\\x80""#),
      ([0xE9, 0xA1], #""\\xe9\\xa1""#),
      ([0x41, 0xE9, 0xA1, 0xA7], #""A顧""#),
    ] as [([UInt8], String)])
  func `writes bytes that are not UTF-8 in hexadecimal`(_ bytes: [UInt8], _ json: String) {
    var buffer: [UInt8] = []
    JSONText.append(bytes.span, to: &buffer)
    #expect(String(decoding: buffer, as: UTF8.self) == json)
  }

  @Test(arguments: [0, 1, 9, 10, 73_400_320, -1, -10, Int64.max, Int64.min])
  func `writes integers digit by digit`(_ number: Int64) {
    var buffer = Array("x".utf8)
    JSONText.append(number, to: &buffer)
    #expect(String(decoding: buffer, as: UTF8.self) == "x\(number)")
  }

  @Test(arguments: 0..<50) func `any bytes give JSON that others can read`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
    var buffer: [UInt8] = []
    JSONText.append(bytes.span, to: &buffer)
    let decoded = try JSONDecoder().decode(String.self, from: Data(buffer))
    #expect(!decoded.isEmpty, "seed \(seed)")
    let isHarmless = String(decoding: buffer, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) && !(0x202A...0x202E ~= $0.value)
    }
    #expect(isHarmless, "seed \(seed)")
  }
}

/// A generator whose numbers follow from its seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
