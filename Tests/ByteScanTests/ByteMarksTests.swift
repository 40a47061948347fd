import ByteScan
import Testing

struct ByteMarksTests {
  @Test(arguments: 0..<20) func `marks bytes as a loop does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let count = Int.random(in: 0...150, using: &random)
      let bytes = random.bytes(count, from: Array("=\\a =".utf8) + [0, 0xBD])
      let offset = Int.random(in: 0...count, using: &random)
      var expected: UInt64 = 0
      for place in 0..<min(64, count - offset)
      where bytes[offset + place] == UInt8(ascii: "=")
        || bytes[offset + place] == UInt8(ascii: "\\")
      {
        expected |= 1 << UInt64(place)
      }
      let marks = bytes.span.marks(of: UInt8(ascii: "="), or: UInt8(ascii: "\\"), at: offset)
      #expect(marks == expected, "\(bytes) from \(offset)")
    }
  }
}
