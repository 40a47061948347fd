import ByteScan
import EventModel
import RuleProgram

/// The keys of one list in a hash table of their own.
///
/// A list may have a million entries. Its table is built in one pass over their bytes, holds no
/// object for a key, and can serve many programs that have the list in common. The hash is that of
/// ``ByteKeyTable``, so one walk over a text asks both.
///
///     slots      hash and number of a key, or nothing, by hash
///     keyEnds    where each key ends in the bytes
struct ListKeys: Sendable {
  private struct Slot: Sendable {
    var hash: UInt32 = 0
    var key: UInt32 = .max
  }

  private let slots: [Slot]
  private let keyBytes: [UInt8]
  private let keyEnds: [Int]
  /// When each key ends to count; empty if none does.
  private let endsAt: [Timestamp]
  /// The length of the longest key in bytes.
  let longestKey: Int

  /// Whether some key counts up to a moment only.
  var hasEnds: Bool { !endsAt.isEmpty }

  /// Creates the table of a list.
  ///
  /// - Parameters:
  ///   - entries: The list; of several ends of one key the latest counts.
  ///   - isHashedFromEnd: Whether callers take the bytes of a key from its end to its start.
  ///   - writeKey: Replaces the bytes by the key of a value; returns false if it has none.
  /// - Complexity: O(*n*) in the bytes of the list, on average.
  init(
    _ entries: ListEntries, isHashedFromEnd: Bool,
    writeKey: (Span<UInt8>, inout [UInt8]) -> Bool
  ) {
    var capacity = 8
    while capacity < entries.count * 2 { capacity *= 2 }
    var slots = [Slot](repeating: Slot(), count: capacity)
    var keyBytes: [UInt8] = []
    var keyEnds: [Int] = []
    keyEnds.reserveCapacity(entries.count)
    keyBytes.reserveCapacity(entries.byteCount)
    var endsAt: [Timestamp] = []
    var key: [UInt8] = []
    var longestKey = 0
    for index in entries.indices {
      guard writeKey(entries.value(at: index), &key) else { continue }
      let hash = Self.hash(of: key.span, isFromEnd: isHashedFromEnd)
      let end = entries.endsAt(index) ?? Timestamp(microseconds: .max)
      var at = Int(hash) & (capacity - 1)
      var known: Int?
      while known == nil, slots[at].key != .max {
        let number = Int(slots[at].key)
        let bytes = keyBytes.span.extracting(
          (number == 0 ? 0 : keyEnds[number - 1])..<keyEnds[number])
        if slots[at].hash == hash, bytes.hasSameBytes(as: key.span) { known = number }
        at = (at + 1) & (capacity - 1)
      }
      if let known {
        if !endsAt.isEmpty { endsAt[known] = max(endsAt[known], end) }
        continue
      }
      if endsAt.isEmpty, end.microseconds != .max {
        endsAt = Array(repeating: Timestamp(microseconds: .max), count: keyEnds.count)
        endsAt.reserveCapacity(entries.count)
      }
      if !endsAt.isEmpty || end.microseconds != .max { endsAt.append(end) }
      slots[at] = Slot(hash: hash, key: UInt32(truncatingIfNeeded: keyEnds.count))
      keyBytes.append(copying: key.span)
      keyEnds.append(keyBytes.count)
      longestKey = max(longestKey, key.count)
    }
    self.slots = slots
    self.keyBytes = keyBytes
    self.keyEnds = keyEnds
    self.endsAt = endsAt
    self.longestKey = longestKey
  }

  private static func hash(of key: Span<UInt8>, isFromEnd: Bool) -> UInt32 {
    var hash = KeyHash()
    if isFromEnd {
      var index = key.count
      while index > 0 {
        index -= 1
        hash.take(key[index])
      }
    } else {
      for index in key.indices { hash.take(key[index]) }
    }
    return hash.finished
  }

  /// Returns whether the bytes at a range of a text are a key that counts at a time.
  ///
  /// `hash` is that of exactly these bytes, taken in the order the table was built for.
  @inline(__always)
  func holds(
    _ hash: UInt32, at range: Range<Int>, in text: Span<UInt8>, at time: Timestamp
  ) -> Bool {
    let mask = slots.count - 1
    var at = Int(hash) & mask
    while true {
      let slot = slots[at]
      if slot.key == .max { return false }
      if slot.hash == hash, isKey(Int(slot.key), at: range, in: text) {
        return endsAt.isEmpty || time < endsAt[Int(slot.key)]
      }
      at = (at + 1) & mask
    }
  }

  private func isKey(_ number: Int, at range: Range<Int>, in text: Span<UInt8>) -> Bool {
    let start = number == 0 ? 0 : keyEnds[number - 1]
    return keyBytes.span.extracting(start..<keyEnds[number])
      .hasSameBytes(as: text.extracting(range))
  }
}
