import ByteScan
import Testing

/// Where strings of JSON end.
struct JSONStringTests {
  /// The rule of RFC 8259, section 7, byte by byte.
  private static func naiveClose(
    _ bytes: [UInt8], from start: Int, to end: Int
  ) -> (offset: Int, hasEscapes: Bool)? {
    var (offset, hasEscapes) = (start, false)
    while offset < end {
      switch bytes[offset] {
      case UInt8(ascii: "\""): return (offset, hasEscapes)
      case 0..<0x20: return nil
      case UInt8(ascii: "\\"):
        guard offset + 1 < end else { return nil }
        hasEscapes = true
        if Array("\"\\/bfnrt".utf8).contains(bytes[offset + 1]) {
          offset += 2
        } else {
          let digits = bytes[(offset + 2)..<min(offset + 6, end)]
          let areHex = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
          guard bytes[offset + 1] == UInt8(ascii: "u"), digits.count == 4, areHex else {
            return nil
          }
          offset += 6
        }
      default: offset += 1
      }
    }
    return nil
  }

  @Test(arguments: [
    (#"abc""#, 3, false), (#"""#, 0, false), (#"a\"b""#, 4, true), (#"\\""#, 2, true),
    (#"\u30D5\r\n\t""#, 12, true), (#"a\/b\b\f""#, 8, true),
  ])
  func `finds the quote that closes a string`(_ text: String, _ offset: Int, _ hasEscapes: Bool) {
    let bytes = Array(text.utf8)
    let found = bytes.span.closeOfJSONString(from: 0, to: bytes.count)
    #expect(found?.offset == offset && found?.hasEscapes == hasEscapes)
  }

  @Test(arguments: [
    "", "abc", "abc\\", "\\\"", "\\x41\"", "\\u12\"", "\\u12g4\"", "a\u{1}b\"", "a\nb\"", "\\'\"",
  ])
  func `strings that are never closed or are wrong have no end`(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(bytes.span.closeOfJSONString(from: 0, to: bytes.count) == nil)
  }

  @Test(arguments: 0..<60) func `finds what looking at each byte finds`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    // Few kinds of bytes, so that escapes follow one another and some are wrong.
    let alphabet = Array(#"aaaaaaaaaaaaaaaaé\\\\"u1Fnrt/"#.utf8) + (seed % 4 == 0 ? [0x1F, 0] : [])
    for _ in 0..<60 {
      let bytes = random.bytes(Int.random(in: 0...200, using: &random), from: alphabet)
      let start = Int.random(in: 0...bytes.count, using: &random)
      let end = Int.random(in: start...bytes.count, using: &random)
      let expected = Self.naiveClose(bytes, from: start, to: end)
      let found = bytes.span.closeOfJSONString(from: start, to: end)
      #expect(found?.offset == expected?.offset, "seed \(seed)")
      #expect(found?.hasEscapes == expected?.hasEscapes, "seed \(seed)")
    }
  }
}
