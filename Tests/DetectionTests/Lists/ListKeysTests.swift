import ByteScan
import EventModel
import RuleProgram
import Testing

@testable import Detection

/// The table of one list against a dictionary that says the same slowly.
@Suite struct ListKeysTests {
  /// A dictionary from keys to the moment at which they end to count.
  private struct NaiveKeys {
    var ends: [String: Timestamp] = [:]

    init(_ entries: [ValueList.Entry], key: (String) -> String?) {
      for entry in entries {
        guard let key = key(entry.value) else { continue }
        let end = entry.endsAt ?? Timestamp(microseconds: .max)
        ends[key] = max(end, ends[key] ?? end)
      }
    }

    func holds(_ text: String, at time: Timestamp) -> Bool { ends[text].map { time < $0 } ?? false }
  }

  private func holds(
    _ keys: ListKeys, _ text: String, at time: Timestamp, isHashedFromEnd: Bool
  ) -> Bool {
    let bytes = Array(text.utf8)
    var hash = KeyHash()
    for byte in isHashedFromEnd ? bytes.reversed() : bytes { hash.take(byte) }
    return keys.holds(hash.finished, at: 0..<bytes.count, in: bytes.span, at: time)
  }

  @Test(arguments: 0..<60, [false, true])
  func `holds what a dictionary holds`(seed: UInt64, isHashedFromEnd: Bool) {
    var random = SeededRandom(seed: seed)
    let letters = ["a", "b", ".", "x", "リ"]
    func word() -> String {
      (0..<Int.random(in: 0...4, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? ""
      }.joined()
    }
    // Lists without ends, with ends from the first value on, and with a late one.
    let firstEnd = [Int.max, 0, 40][Int(seed % 3)]
    let entries = (0..<Int.random(in: 0...120, using: &random)).map { index in
      let ends = index >= firstEnd && Bool.random(using: &random)
      return ValueList.Entry(
        word(),
        endsAt: ends ? Timestamp(microseconds: .random(in: 0..<100, using: &random)) : nil)
    }
    // A key differs from its value, and some values have none.
    func key(of text: String) -> String? { text.hasPrefix("x") ? nil : text + "!" }
    let keys = ListKeys(ListEntries(entries), isHashedFromEnd: isHashedFromEnd) { value, output in
      guard let key = key(of: String(lossy: value)) else { return false }
      output = Array(key.utf8)
      return true
    }
    let naive = NaiveKeys(entries, key: key)
    #expect(keys.longestKey == naive.ends.keys.map(\.utf8.count).max() ?? 0)
    for _ in 0..<300 {
      let text = word() + "!"
      let time = Timestamp(microseconds: .random(in: -1...100, using: &random))
      #expect(
        holds(keys, text, at: time, isHashedFromEnd: isHashedFromEnd)
          == naive.holds(text, at: time), "seed \(seed): \(text) at \(time.microseconds)")
    }
  }

  @Test func `a long list answers as its values say`() {
    let count = 100_000
    let values = (0..<count).map { "host\($0).example" }
    let keys = ListKeys(
      ListEntries(values.map { ValueList.Entry($0) }), isHashedFromEnd: true
    ) { value, key in
      DomainLists.writeKey(of: value, into: &key)
      return true
    }
    let now = Timestamp(microseconds: 0)
    for index in stride(from: 0, to: count, by: 97) {
      #expect(holds(keys, values[index], at: now, isHashedFromEnd: true))
      #expect(!holds(keys, "host\(index).exampl", at: now, isHashedFromEnd: true))
      #expect(!holds(keys, "host\(index + count).example", at: now, isHashedFromEnd: true))
    }
  }
}
