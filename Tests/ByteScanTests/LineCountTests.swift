import ByteScan
import Testing

/// Counting and looking for bytes beyond ASCII in long steps must tell what a loop tells.
struct LineCountTests {
  /// Lengths around the steps, and one that would overflow a count of one byte for each column.
  private static let lengths = Array(0...400) + [8_063, 8_064, 8_065, 50_000]

  @Test(arguments: [1.0, 0.5, 0.01, 0.0]) func `counts a byte as a loop does`(share: Double) {
    var random = SeededRandom(seed: UInt64(share * 100))
    for length in Self.lengths {
      let bytes = (0..<length).map { _ -> UInt8 in
        Double.random(in: 0..<1, using: &random) < share
          ? 0x0A : .random(in: 0...255, using: &random)
      }
      #expect(bytes.span.count(of: 0x0A) == bytes.count { $0 == 0x0A }, "\(length) bytes")
    }
  }

  @Test func `finds the first byte beyond ASCII at every place`() {
    for length in [1, 7, 8, 127, 128, 129, 300] {
      for place in 0..<length {
        var bytes = [UInt8](repeating: 0x7F, count: length)
        bytes[place] = 0x80
        #expect(bytes.span.firstOffsetOutsideASCII() == place, "\(length) bytes")
        #expect(bytes.span.firstOffsetOutsideASCII(from: place) == place)
        #expect(bytes.span.firstOffsetOutsideASCII(from: place + 1) == nil)
      }
    }
    #expect([UInt8]().span.firstOffsetOutsideASCII() == nil)
  }
}
