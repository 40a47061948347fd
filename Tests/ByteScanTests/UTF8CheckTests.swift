import ByteScan
import Testing

struct UTF8CheckTests {
  @Test(
    arguments: [
      ("", nil), ("plain", nil), ("表示 ソフト 😀", nil), ("ok\u{7F}", nil),
    ] as [(String, Int?)])
  func `well-formed text has no other byte`(row: (String, Int?)) {
    #expect(Array(row.0.utf8).span.firstOffsetOutsideUTF8() == row.1)
  }

  @Test(
    arguments: [
      ([0x61, 0x80], 1), ([0xC0, 0xAF], 0), ([0xE0, 0x80, 0xAF], 0), ([0xED, 0xA0, 0x80], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0xE3, 0x81], 0), ([0x61, 0xE3, 0x81, 0x82, 0xFF], 4),
      ([0xF5, 0x80, 0x80, 0x80], 0), ([0xC3], 0),
    ] as [([UInt8], Int)])
  func `stray, overlong, surrogate, too large and cut bytes are found`(row: ([UInt8], Int)) {
    #expect(row.0.span.firstOffsetOutsideUTF8() == row.1)
    let shifted = [UInt8](repeating: 0x61, count: 77) + row.0
    #expect(shifted.span.firstOffsetOutsideUTF8() == row.1 + 77)
  }

  @Test(arguments: 0..<40) func `agrees with the standard library on random bytes`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<50 {
      let bytes: [UInt8] = (0..<Int.random(in: 0..<200, using: &random)).flatMap { _ -> [UInt8] in
        switch Int.random(in: 0..<20, using: &random) {
        case 0: [UInt8.random(in: 0...255, using: &random)]
        case 1...6: Array("表".utf8)
        case 7: Array("😀".utf8)
        case 8: Array("é".utf8)
        default: [UInt8.random(in: 0...0x7F, using: &random)]
        }
      }
      let isText = String(validating: bytes, as: UTF8.self) != nil
      let found = bytes.span.firstOffsetOutsideUTF8()
      #expect((found == nil) == isText)
      if let found {
        #expect(String(validating: bytes[..<found], as: UTF8.self) != nil)
      }
      #expect(bytes.span.firstOffsetOutsideASCII() == bytes.firstIndex { $0 >= 0x80 })
    }
  }

  @Test(arguments: [0x24, 0xA3, 0x8868, 0xFF5E, 0x1F600, 0x10FFFF] as [UInt32])
  func `appends characters as the standard library does`(number: UInt32) throws {
    var bytes: [UInt8] = []
    bytes.append(utf8: number)
    let scalar = try #require(Unicode.Scalar(number))
    #expect(bytes == Array(String(scalar).utf8))
  }
}
