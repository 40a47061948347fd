import Testing

/// Damages text as disks, collectors, editors and attackers do; the same seed does the same.
struct DamagedText {
  private var random: SeededRandom
  /// Where a stretch of other text comes from.
  private let others: [[UInt8]]

  init(seed: UInt64, others: [[UInt8]]) {
    random = SeededRandom(seed: seed)
    self.others = others
  }

  private static let signs = Array("\",;:=|\\\n\r\t{}[]<>()'%#+-.^ \0".utf8)
  /// Texts that readers of numbers, times and escapes may trip over.
  private static let words: [[UInt8]] =
    [
      "0", "-1", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e400",
      "00000000000000000000000001", "%", "%zz", "%E9%A1", "\\u", "\\ud800", "\\ud83d\\ude00",
      "=?UTF-8?B?6KaL56mN?=", "=?ISO-2022-JP?B?GyRC?=", "filename*0*=utf-8''%E9", "[::", "]:",
      "http://@:/", "//", "CEF:0|||||||", "LEEF:2.0|||||x09|", "#Fields: ", "Feb 29 23:59:60",
      "9999-12-31T24:00:00+99:99", "{\"message\":\"", "{\"message\":\"\\n\"}", "<999999999999>1 ",
      "\u{FEFF}",
      "\u{2028}", "\u{202E}", "表ソ", "\"\"", "\"\"\"", "- - -", "||||||||",
    ].map { Array($0.utf8) }
  /// Bytes that are no UTF-8: alone, overlong, a surrogate, beyond the last, cut.
  private static let broken: [[UInt8]] = [
    [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE8, 0xA1], [0xFF, 0xFE],
    [0x8E, 0x52], [0x95, 0x5C],
  ]

  /// Returns the text with one to eight damages.
  mutating func damaged(_ text: [UInt8]) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...8, using: &random) { damage(&text) }
    return text
  }

  /// Returns where to cut a text into blocks, from small to large.
  mutating func blockByteCount() -> Int {
    [
      Int.random(in: 1...70, using: &random), Int.random(in: 1...2000, using: &random),
    ].randomElement(using: &random) ?? 1
  }

  private mutating func damage(_ text: inout [UInt8]) {
    let place = Int.random(in: 0...text.count, using: &random)
    let stretch = stretch(of: text, from: place)
    switch Int.random(in: 0..<14, using: &random) {
    case 0 where place < text.count:
      text[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1 where place < text.count: text[place] = UInt8.random(in: 0...255, using: &random)
    case 2: text.removeSubrange(stretch)
    case 3: text.insert(contentsOf: Array(text[stretch]), at: place)
    case 4: text.removeSubrange(place...)
    case 5: text.insert(Self.signs.randomElement(using: &random) ?? 0, at: place)
    case 6: text.insert(contentsOf: Self.words.randomElement(using: &random) ?? [], at: place)
    case 7: text.replaceSubrange(stretch, with: Self.words.randomElement(using: &random) ?? [])
    case 8: text.insert(contentsOf: Self.broken.randomElement(using: &random) ?? [], at: place)
    case 9: text.insert(contentsOf: repeatElement(0, count: stretch.count), at: place)
    case 10: insertLongRun(into: &text, at: place)
    case 11:
      let other = others.randomElement(using: &random) ?? []
      let start = Int.random(in: 0...other.count, using: &random)
      text.insert(contentsOf: other[self.stretch(of: other, from: start)], at: place)
    case 12: text += others.randomElement(using: &random) ?? []
    default: exchangeLines(of: &text)
    }
  }

  /// A stretch of the text, mostly short.
  private mutating func stretch(of text: [UInt8], from place: Int) -> Range<Int> {
    let longest = [4, 40, 400].randomElement(using: &random) ?? 4
    return place..<min(text.count, place + Int.random(in: 0...longest, using: &random))
  }

  private mutating func insertLongRun(into text: inout [UInt8], at place: Int) {
    let byte = Self.signs.randomElement(using: &random) ?? 0
    let unit =
      [[byte], Array("a=\"".utf8), Array("9".utf8), Array("\\\"".utf8), Array("[{".utf8)]
      .randomElement(using: &random) ?? [byte]
    let count = Int.random(in: 1...1500, using: &random)
    text.insert(contentsOf: repeatElement(unit, count: count).joined(), at: place)
  }

  private mutating func exchangeLines(of text: inout [UInt8]) {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    let (one, another) = (
      Int.random(in: lines.indices, using: &random), Int.random(in: lines.indices, using: &random)
    )
    lines.swapAt(one, another)
    text = Array(lines.joined(separator: [0x0A]))
  }
}
