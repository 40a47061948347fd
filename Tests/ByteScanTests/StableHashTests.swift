import ByteScan
import Testing

struct StableHashTests {
  /// The same hash, told in the plainest way: words taken byte by byte, products by schoolbook.
  func naiveHash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    func word(_ offset: Int) -> UInt64 {
      (0..<8).reduce(0) { sum, index in
        offset + index < bytes.count
          ? sum | UInt64(bytes[offset + index]) << (8 * UInt64(index)) : sum
      }
    }
    func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
      let product = UInt128(a) * UInt128(b)
      return UInt64(truncatingIfNeeded: product >> 64) ^ UInt64(truncatingIfNeeded: product)
    }
    func absorb(_ lane: UInt64, _ a: UInt64, _ b: UInt64) -> UInt64 {
      mix(a ^ 0xB28F_64D1_0E9C_735D, b ^ lane) &+ (lane << 29 | lane >> 35)
    }
    var lane = mix(seed ^ 0x9D3A_51C8_E60B_74F3, UInt64(bytes.count) ^ 0x5B17_E2C9_4A86_D135)
    var at = 0
    if bytes.count >= 64 {
      var second = lane ^ 0xC6A5_391E_7F42_8D6B
      while at + 32 <= bytes.count {
        lane = absorb(lane, word(at), word(at + 8))
        second = absorb(second, word(at + 16), word(at + 24))
        at += 32
      }
      lane = absorb(lane, second, 0xC6A5_391E_7F42_8D6B)
    }
    while at < bytes.count {
      lane = absorb(lane, word(at), word(at + 8))
      at += 16
    }
    return mix(lane ^ 0x71E4_8B5C_D93A_26A7, (lane << 32 | lane >> 32) ^ 0x9D3A_51C8_E60B_74F3)
  }

  @Test(arguments: 0...200) func `agrees with its naive twin at every length`(byteCount: Int) {
    var random = SeededRandom(seed: UInt64(byteCount))
    let bytes = random.bytes(byteCount, from: Array(0...255))
    #expect(stableHash64(bytes.span) == naiveHash(bytes))
    #expect(stableHash64(bytes.span, seed: 7) == naiveHash(bytes, seed: 7))
  }

  @Test func `keeps the values it has always had`() {
    #expect(stableHash64(Array("".utf8).span) == 6110164317673009818)
    #expect(stableHash64(Array("exfil".utf8).span) == 17249924197629396138)
    #expect(stableHash64(Array(repeating: UInt8(0x61), count: 100).span) == 4472306920990624602)
  }

  @Test func `one bit changes about half of the bits`() {
    var random = SeededRandom(seed: 1)
    var flipped = 0
    let trials = 2000
    for _ in 0..<trials {
      var bytes = random.bytes(Int.random(in: 1...100, using: &random), from: Array(0...255))
      let before = stableHash64(bytes.span)
      bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
        1 << UInt8.random(in: 0...7, using: &random)
      flipped += (before ^ stableHash64(bytes.span)).nonzeroBitCount
    }
    #expect((31.5...32.5).contains(Double(flipped) / Double(trials)))
  }

  @Test func `does not collide on a million similar lines`() {
    var seen = Set<UInt64>()
    for number in 0..<1_000_000 {
      let bytes = Array("1731900000.123 user\(number) POST".utf8)
      seen.insert(stableHash64(bytes.span))
    }
    #expect(seen.count == 1_000_000)
  }
}
