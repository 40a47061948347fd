import Testing

@testable import ByteScan

struct TextFoldingTests {
  @Test(arguments: foldedTexts)
  func `folds as the reference table says`(text: String, folded: String) {
    // Compared as scalars: `==` of strings does not see the difference that NFC makes.
    #expect(Array(TextFolding.folded(text).unicodeScalars) == Array(folded.unicodeScalars))
  }

  @Test(arguments: [
    ("ＡＣＭＥ-jp", "acme-JP"), ("ﾘｽﾄ", "リスト"), ("か\u{3099}", "が"), ("顧\u{200B}客", "顧客"),
    ("報告〜最終", "報告～最終"), ("A−1", "A－1"),
  ])
  func `writes two spellings of one text alike`(a: String, b: String) {
    #expect(Array(TextFolding.folded(a).utf8) == Array(TextFolding.folded(b).utf8))
  }

  @Test(arguments: [("㊙", "秘"), ("㈱", "(株)"), ("髙", "高"), ("ひ", "ヒ"), ("①", "1"), ("ﬁ", "fi")])
  func `keeps apart what only NFKC or a person would equate`(a: String, b: String) {
    #expect(TextFolding.folded(a) != TextFolding.folded(b))
  }

  @Test(
    arguments: [
      ([0x41, 0xFF, 0x42], [0x61, 0xFF, 0x62]),
      ([0x80], [0x80]),
      ([0xC1, 0x81], [0xC1, 0x81]),  // longer than needed
      ([0xED, 0xA0, 0x80, 0x41], [0xED, 0xA0, 0x80, 0x61]),  // a surrogate
      ([0xF4, 0x90, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80]),  // beyond U+10FFFF
      ([0xE3, 0x81], [0xE3, 0x81]),  // cut off
      ([0x83, 0x5C, 0x83, 0x81], [0x83, 0x5C, 0x83, 0x81]),  // CP932
      ([0xC3, 0xE2, 0x80, 0x8B, 0x89], [0xC3, 0xE2, 0x80, 0x8B, 0x89]),  // no é out of two pieces
      ([0x41, 0xCC, 0x8A, 0xFF, 0xCC, 0x8A], [0xC3, 0xA5, 0xFF, 0xCC, 0x8A]),
    ] as [([UInt8], [UInt8])])
  func `keeps bytes that are not UTF-8`(bytes: [UInt8], expected: [UInt8]) {
    var folded: [UInt8] = []
    TextFolding.fold(bytes.span, into: &folded)
    #expect(folded == expected)
  }

  @Test func `takes ASCII and its own output as they are`() {
    for byte in UInt8.min...UInt8.max {
      let isFolded = byte < 0x80 && !(0x41...0x5A).contains(byte)
      #expect(TextFolding.isFoldedASCII([byte].span) == isFolded, "byte \(byte)")
    }
    for (text, expected) in [("", true), ("abc-1.example", true), ("abcD", false), ("あ", false)] {
      let isFolded = TextFolding.isFoldedASCII(Array(text.utf8).span)
      #expect(isFolded == expected, "\(text)")
    }
  }

  @Test func `replaces what the buffer held`() {
    var folded: [UInt8] = Array("old".utf8)
    TextFolding.fold(Array("NEW".utf8).span, into: &folded)
    #expect(folded == Array("new".utf8))
  }

  @Test func `every character folds alone as by the definition, and folding twice changes nothing`()
  {
    for value in UInt32(0)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      var fast: [UInt8] = []
      TextFolding.fold(bytes.span, into: &fast)
      var slow: [UInt8] = []
      TextFolding.appendComposing(bytes.span, to: &slow)
      var twice: [UInt8] = []
      TextFolding.fold(fast.span, into: &twice)
      if fast != slow || twice != fast { Issue.record("U+\(String(value, radix: 16))") }
    }
  }

  @Test func `every kana composes with its marks as by the definition`() {
    for value in Array(UInt32(0x3041)...0x30FF) + Array(UInt32(0xFF61)...0xFF9F) {
      for marks in ["\u{3099}", "\u{309A}", "ﾞ", "ﾟ", "\u{3099}\u{309A}", "\u{309A}\u{3099}"] {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let bytes = Array((String(scalar) + marks + "あ").utf8)
        var fast: [UInt8] = []
        TextFolding.fold(bytes.span, into: &fast)
        var slow: [UInt8] = []
        TextFolding.appendComposing(bytes.span, to: &slow)
        #expect(fast == slow, "U+\(String(value, radix: 16)) \(marks)")
      }
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `random bytes and texts fold as by the definition, and only once`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let pool = foldedTexts.flatMap { Array($0.text.unicodeScalars) }
    for _ in 0..<4000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        if Int.random(in: 0..<4, using: &random) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        } else if let scalar = pool.randomElement(using: &random) {
          bytes.append(contentsOf: Array(String(scalar).utf8))
        }
      }
      var fast: [UInt8] = []
      TextFolding.fold(bytes.span, into: &fast)
      var slow: [UInt8] = []
      TextFolding.appendComposing(bytes.span, to: &slow)
      var twice: [UInt8] = []
      TextFolding.fold(fast.span, into: &twice)
      #expect(fast == slow, "seed \(seed), \(bytes)")
      #expect(twice == fast, "seed \(seed), \(bytes)")
    }
  }
}

/// A small seeded generator, so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
