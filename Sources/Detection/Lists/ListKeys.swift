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
///     keys       the bytes of each key, by number; those of the list itself where they are the same
struct ListKeys: Sendable {
  private struct Slot: Sendable {
    var hash: UInt32 = 0
    var key: UInt32 = .max
  }

  private let slots: [Slot]
  private let keys: ListEntries
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
    let written = WrittenKeys(entries, isHashedFromEnd: isHashedFromEnd, writeKey: writeKey)
    let keys = written.keys
    var endsAt = written.endsAt
    var slots = [Slot](repeating: Slot(), count: capacity)
    for number in written.inOrder(ofSlots: capacity).lazy.map({ Int($0) }) {
      let hash = written.hashes[number]
      var at = Int(hash) & (capacity - 1)
      var known: Int?
      while known == nil, slots[at].key != .max {
        let other = Int(slots[at].key)
        if slots[at].hash == hash, keys.value(at: other).hasSameBytes(as: keys.value(at: number)) {
          known = other
        }
        at = (at + 1) & (capacity - 1)
      }
      if let known {
        if !endsAt.isEmpty { endsAt[known] = max(endsAt[known], endsAt[number]) }
      } else {
        slots[at] = Slot(hash: hash, key: UInt32(truncatingIfNeeded: number))
      }
    }
    self.slots = slots
    self.keys = keys
    self.endsAt = endsAt
    longestKey = written.longestKey
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
    keys.value(at: number).hasSameBytes(as: text.extracting(range))
  }
}
