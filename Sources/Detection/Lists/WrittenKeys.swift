import ByteScan
import EventModel
import RuleProgram

/// The keys of a list with their hashes, before they stand in a table.
struct WrittenKeys {
  /// The keys in the order of the list: the list itself where each value is its own key.
  private(set) var keys: ListEntries
  private(set) var hashes: [UInt32] = []
  /// When each key ends to count; empty if none does.
  private(set) var endsAt: [Timestamp] = []
  private(set) var longestKey = 0

  /// Writes the keys of a list; see ``ListKeys``.
  init(
    _ entries: ListEntries, isHashedFromEnd: Bool,
    writeKey: (Span<UInt8>, inout [UInt8]) -> Bool
  ) {
    keys = entries
    var isWritten = false
    hashes.reserveCapacity(entries.count)
    if entries.hasEnds { endsAt.reserveCapacity(entries.count) }
    var key: [UInt8] = []
    for index in entries.indices {
      let value = entries.value(at: index)
      let hasKey = writeKey(value, &key)
      if !isWritten, !hasKey || !key.span.hasSameBytes(as: value) {
        isWritten = true
        keys = entries.firstValues(index)
        keys.reserve(count: entries.count - index, byteCount: entries.byteCount - keys.byteCount)
      }
      guard hasKey else { continue }
      if isWritten { keys.append(key.span) }
      hashes.append(Self.hash(of: key.span, isFromEnd: isHashedFromEnd))
      if entries.hasEnds { endsAt.append(entries.endsAt(index) ?? Timestamp(microseconds: .max)) }
      longestKey = max(longestKey, key.count)
    }
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

  /// Returns the numbers of the keys in such an order that a table of a million slots is filled a
  /// stretch at a time: slots all over it would each be a trip to memory.
  ///
  /// Keys that want the same stretch stay in the order of the list.
  ///
  /// - Complexity: O(*n*).
  func inOrder(ofSlots slotCount: Int) -> [UInt32] {
    let stretchCount = slotCount / Self.slotsPerStretch
    guard stretchCount > 1 else { return hashes.indices.map { UInt32($0) } }
    func stretch(_ hash: UInt32) -> Int { Int(hash) & (slotCount - 1) / Self.slotsPerStretch }
    var starts = [Int](repeating: 0, count: stretchCount + 1)
    for hash in hashes { starts[stretch(hash) + 1] += 1 }
    for index in 1...stretchCount { starts[index] += starts[index - 1] }
    var order = [UInt32](repeating: 0, count: hashes.count)
    for (number, hash) in hashes.enumerated() {
      let stretch = stretch(hash)
      order[starts[stretch]] = UInt32(number)
      starts[stretch] += 1
    }
    return order
  }

  private static let slotsPerStretch = 4_096
}
