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
}
