import ByteScan
import Testing

@testable import Detection

struct ByteInternerTests {
  @Test(arguments: 0..<20) func `keeps the number of each key as a dictionary does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var interner = ByteInterner()
    var expected: [[UInt8]: Int] = [:]
    for _ in 0..<3_000 {
      // Short and long keys, many of them the same, some the front of another.
      let count = Int(random.next() % 24)
      let key = (0..<count).map { _ in UInt8(random.next() % 3) }
      let known = interner.number(of: key.span)
      #expect(known == expected[key], "seed \(seed): \(key)")
      guard known == nil else { continue }
      let number = Int(random.next() % 1_000_000) - 1
      interner.insert(key.span, number: number)
      expected[key] = number
    }
    #expect(interner.count == expected.count)
    for (key, number) in expected { #expect(interner.number(of: key.span) == number) }
    // Those that are given by their words, known ones and others.
    let keys = Array(expected.keys.filter { $0.count <= 16 }) + [[9], [9, 9, 9, 9, 9]]
    let words = keys.compactMap { ShortKey($0.span) }
    let lows = words.map { $0.low }
    let highs = words.map { $0.high }
    let byteCounts = words.map { UInt64($0.byteCount) }
    var numbers: [Int32] = []
    interner.findNumbers(
      lows: lows.span, highs: highs.span, byteCounts: byteCounts.span, into: &numbers)
    let known = keys.map { Int32(expected[$0] ?? -1) }
    #expect(numbers == known, "seed \(seed)")
  }
}
