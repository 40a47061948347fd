import ByteScan
import Testing

struct ShortKeyTests {
  @Test(arguments: 0..<200) func `keys are equal exactly if their strings are`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let alphabet: [UInt8] = [0x61, 0x62, 0x00]
    let count = Int.random(in: 0...16, using: &random)
    let one = random.bytes(count, from: alphabet)
    var other = one
    if count > 0, seed % 2 == 0 {
      other[Int.random(in: 0..<count, using: &random)] = alphabet.randomElement(using: &random) ?? 0
    } else if seed % 5 == 0 {
      other = random.bytes(Int.random(in: 0...16, using: &random), from: alphabet)
    }
    let keys = (ShortKey(one.span), ShortKey(other.span))
    #expect((keys.0 == keys.1) == (one == other), "seed \(seed)")
    if one == other { #expect(keys.0?.hash(seed: seed) == keys.1?.hash(seed: seed)) }
  }

  @Test func `a longer string has none`() {
    #expect(ShortKey([UInt8](repeating: 0x61, count: 17).span) == nil)
    #expect(ShortKey([UInt8](repeating: 0x61, count: 16).span) != nil)
  }

  @Test func `hashes of numbered names differ in their lowest bits`() {
    var buckets = [Int](repeating: 0, count: 256)
    for number in 0..<25_600 {
      let hash = ShortKey(Array("u\(number)".utf8).span)?.hash(seed: 7) ?? 0
      buckets[Int(hash & 255)] += 1
    }
    // A hundred in each on average; five standard deviations are fifty.
    #expect(buckets.allSatisfy { $0 > 50 && $0 < 150 })
  }
}
