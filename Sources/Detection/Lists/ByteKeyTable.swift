/// The running hash of a key that is read byte by byte, from either end.
struct KeyHash {
  private var value: UInt64 = 0x51ED_2701_93C5_A4E7

  /// Takes one more byte in.
  @inline(__always)
  mutating func take(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The hash of the bytes taken so far, with its good bits at the bottom.
  @inline(__always)
  var finished: UInt32 { UInt32(truncatingIfNeeded: (value ^ value >> 29) >> 16) }
}

/// An immutable hash table from byte keys to small numbers.
///
/// The caller computes the hash while it walks over a text, so that all prefixes or suffixes of a
/// text cost one pass. A hit is always confirmed byte by byte: a collision can't give a wrong answer.
struct ByteKeyTable: Sendable {
  private struct Slot: Sendable {
    var hash: UInt32 = 0
    var keyStart: UInt32 = 0
    var keyCount: UInt32 = 0
    var number: UInt32 = .max
  }

  private let slots: [Slot]
  private let mask: Int
  private let keyBytes: [UInt8]
  /// The length of the longest key in bytes.
  let longestKey: Int

  /// Creates a table of distinct keys.
  ///
  /// - Parameters:
  ///   - keys: The keys, each with its number below 2^32 − 1.
  ///   - isHashedFromEnd: Whether callers take the bytes of a key from its end to its start.
  init(_ keys: [(key: [UInt8], number: Int)], isHashedFromEnd: Bool) {
    var capacity = 8
    while capacity < keys.count * 3 { capacity *= 2 }
    var slots = [Slot](repeating: Slot(), count: capacity)
    var keyBytes: [UInt8] = []
    var longestKey = 0
    for (key, number) in keys {
      var hash = KeyHash()
      if isHashedFromEnd {
        for byte in key.reversed() { hash.take(byte) }
      } else {
        for byte in key { hash.take(byte) }
      }
      let finished = hash.finished
      var at = Int(finished) & (capacity - 1)
      while slots[at].number != .max { at = (at + 1) & (capacity - 1) }
      slots[at] = Slot(
        hash: finished, keyStart: UInt32(keyBytes.count), keyCount: UInt32(key.count),
        number: UInt32(number))
      keyBytes += key
      longestKey = max(longestKey, key.count)
    }
    self.slots = slots
    self.keyBytes = keyBytes
    self.longestKey = longestKey
    mask = capacity - 1
  }

  /// Returns the number of the key that stands at `range` of `text`, or `nil`.
  ///
  /// `hash` is that of exactly these bytes, taken in the order the table was built for.
  @inline(__always)
  func number(of hash: UInt32, at range: Range<Int>, in text: Span<UInt8>) -> Int? {
    var at = Int(hash) & mask
    while true {
      let slot = slots[at]
      if slot.number == .max { return nil }
      if slot.hash == hash, holds(slot, at: range, in: text) { return Int(slot.number) }
      at = (at + 1) & mask
    }
  }

  private func holds(_ slot: Slot, at range: Range<Int>, in text: Span<UInt8>) -> Bool {
    guard Int(slot.keyCount) == range.count else { return false }
    let keys = keyBytes.span
    let start = Int(slot.keyStart)
    var index = 0
    while index < range.count {
      if keys[start + index] != text[range.lowerBound + index] { return false }
      index += 1
    }
    return true
  }
}
