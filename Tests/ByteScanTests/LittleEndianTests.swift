internal import ByteScan
internal import Testing

@Suite struct LittleEndianTests {
  @Test(arguments: 0..<20) func `agrees with shifting byte by byte`(seed: UInt64) {
    var random = SystemRandomNumberGenerator()
    let value = UInt64.random(in: .min ... .max, using: &random) ^ seed
    var bytes: [UInt8] = [0xEE]
    bytes.append(littleEndian: value)
    bytes.append(littleEndian: UInt16(truncatingIfNeeded: value))
    var shifted: UInt64 = 0
    for index in 0..<8 { shifted |= UInt64(bytes[1 + index]) << UInt64(8 * index) }
    let read = bytes.span.littleEndian(UInt64.self, at: 1)
    let short = bytes.span.littleEndian(UInt16.self, at: 9)
    #expect(read == value && shifted == value, "value \(value)")
    #expect(short == UInt16(truncatingIfNeeded: value))
  }

  @Test(arguments: 0...24) func `words are appended as their bytes one by one`(byteCount: Int) {
    var random = SeededRandom(seed: UInt64(byteCount))
    let words: [3 of UInt64] = [random.next(), random.next(), random.next()]
    var bytes: [UInt8] = [0xEE]
    bytes.append(littleEndian: words, byteCount: byteCount)
    var expected: [UInt8] = [0xEE]
    for index in 0..<byteCount {
      expected.append(UInt8(truncatingIfNeeded: words[index / 8] >> UInt64(index % 8 * 8)))
    }
    #expect(bytes == expected)
  }
}
