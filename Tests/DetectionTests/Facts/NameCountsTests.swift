import Testing

@testable import Detection

/// A name that was noted twice is never taken for one that was noted once.
struct NameCountsTests {
  @Test(arguments: [10, 1_000, 40_000]) func `knows every name noted more than once`(count: Int) {
    var random = SeededRandom(seed: UInt64(count))
    // Some make places while they note names.
    var parts = [5_000, 1 << 21, 10].map { NameCounts(limit: $0) }
    var expected: [UInt64: Int] = [:]
    var names: [UInt64] = []
    for _ in 0..<count {
      let isKnown = !names.isEmpty && random.next() % 4 == 0
      let name = isKnown ? names[Int(random.next() % UInt64(names.count))] : random.next()
      names.append(name)
      expected[name, default: 0] += 1
      parts[Int(random.next() % 3)].note(name)
    }
    var all = parts[1]
    all.add(parts[0])
    all.add(parts[2])
    all.close()
    var singleCount = 0
    for (name, count) in expected {
      #expect(!all.isSingle(name) || count == 1)
      if all.isSingle(name) { singleCount += 1 }
    }
    // Most of those that were noted once are told as such, or it would be of no use.
    #expect(singleCount * 10 > expected.values.count { $0 == 1 } * 9)
    #expect(!NameCounts().isSingle(names[0]))
  }

  @Test func `knows names of earlier runs, and those that may have been given twice`() {
    var counts = NameCounts()
    counts.note([1 << 60, 2 << 60], times: 1)
    counts.note([3 << 60], times: 2)
    counts.note(2 << 60)
    counts.close()
    #expect(counts.isSingle(1 << 60))
    #expect(!counts.isSingle(2 << 60))
    #expect(!counts.isSingle(3 << 60))
  }
}
