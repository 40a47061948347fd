import ByteScan
import Testing

struct ByteWriterTests {
  @Test(arguments: 0..<40) func `writes what appending to an array does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var writer = ByteWriter()
    for round in 0..<3 {
      writer.removeAll()
      var expected: [UInt8] = []
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        if Bool.random(using: &random) {
          let (word, byteCount) = (random.next(), Int.random(in: 0...8, using: &random))
          writer.reserve(byteCount)
          writer.append(word: word, byteCount: byteCount)
          for index in 0..<byteCount {
            expected.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * index)))
          }
        } else {
          let bytes = random.bytes(Int.random(in: 0...90, using: &random), from: [1, 2, 3])
          writer.reserve(bytes.count)
          writer.append(copying: bytes.span)
          expected += bytes
        }
      }
      #expect([UInt8](writer.span) == expected, "seed \(seed), round \(round)")
      #expect(writer.count == expected.count)
    }
  }

  @Test(arguments: 17...24) func `writes several words as it writes each of them`(byteCount: Int) {
    let words: InlineArray<3, UInt64> = [0x0102_0304_0506_0708, .max, 0x1112_1314_1516_1718]
    var writer = ByteWriter()
    var single = ByteWriter()
    // The second round begins in the middle of a word.
    for _ in 0..<20 {
      writer.reserve(byteCount)
      writer.append(words: words, byteCount: byteCount)
      single.reserve(byteCount)
      single.append(word: words[0])
      single.append(word: words[1])
      single.append(word: words[2], byteCount: byteCount - 16)
    }
    #expect([UInt8](writer.span) == [UInt8](single.span))
  }

  @Test func `overwrites four bytes`() {
    var writer = ByteWriter()
    writer.reserve(16)
    writer.append(word: 0)
    writer.append(word: .max)
    writer.replace(at: 6, with: 0x0403_0201)
    #expect(
      [UInt8](writer.span)
        == [0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
  }
}
