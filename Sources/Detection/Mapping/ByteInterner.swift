internal import ByteScan

/// Keeps a number for each of many byte strings.
///
/// The hash is seeded anew in every process, so that nobody can make names that collide; nothing
/// that is told depends on the seed.
///
///     slots      entry or −1, by hash
///     entries    the words of a short key, or the hash and the start of a long one; its number
struct ByteInterner: Sendable {
  /// Small, because the entries of thousands of users should stay in the cache.
  private struct Entry: Sendable {
    var low: UInt64
    var high: UInt64
    var byteCount: UInt32
    var number: Int32

    func isSame(as key: ShortKey) -> Bool {
      low == key.low && high == key.high && byteCount == UInt32(key.byteCount)
    }
  }

  private var slots = [Int32](repeating: -1, count: 64)
  private var entries: [Entry] = []
  /// The bytes of the long keys.
  private var bytes: [UInt8] = []
  private let seed = UInt64.random(in: .min ... .max)

  /// How many keys there are.
  var count: Int { entries.count }

  /// Returns the number of a known key, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes of the key, on average; allocates nothing.
  func number(of key: Span<UInt8>) -> Int? {
    guard let short = ShortKey(key) else { return numberOfLong(key) }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: short.hash(seed: seed)) & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.isSame(as: short) { return Int(entry.number) }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func numberOfLong(_ key: Span<UInt8>) -> Int? {
    let mask = slots.count - 1
    let hash = stableHash64(key, seed: seed)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.low == hash, Int(entry.byteCount) == key.count {
        let start = Int(entry.high)
        if bytes.span.extracting(start..<(start + key.count)).hasSameBytes(as: key) {
          return Int(entry.number)
        }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Keeps a number, below 2³¹, for a key that has none yet.
  mutating func insert(_ key: Span<UInt8>, number: Int) {
    if (entries.count + 1) * 2 > slots.count { grow() }
    let number = Int32(truncatingIfNeeded: number)
    let byteCount = UInt32(truncatingIfNeeded: key.count)
    if let short = ShortKey(key) {
      entries.append(
        Entry(low: short.low, high: short.high, byteCount: byteCount, number: number))
      place(entries.count - 1, hash: short.hash(seed: seed))
    } else {
      let hash = stableHash64(key, seed: seed)
      entries.append(
        Entry(low: hash, high: UInt64(bytes.count), byteCount: byteCount, number: number))
      bytes.append(copying: key)
      place(entries.count - 1, hash: hash)
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for index in entries.indices {
      let entry = entries[index]
      let short = ShortKey(low: entry.low, high: entry.high, byteCount: Int(entry.byteCount))
      place(index, hash: short?.hash(seed: seed) ?? entry.low)
    }
  }

  private mutating func place(_ index: Int, hash: UInt64) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(index)
  }
}
