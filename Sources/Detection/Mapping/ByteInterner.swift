internal import ByteScan

/// Numbers distinct byte strings in the order of their first appearance.
///
/// The hash is seeded anew in every process, so that nobody can make names that collide; numbers
/// depend on the order of insertion only, never on the seed.
///
///     slots      number or −1, by hash
///     entries    by number: the words of a short key, or the hash and the start of a long one
struct ByteInterner: Sendable {
  /// Small, because the entries of thousands of users should stay in the cache.
  private struct Entry: Sendable {
    var low: UInt64
    var high: UInt64
    var byteCount: UInt32
    var slot: UInt32

    func isSame(as key: Entry) -> Bool {
      low == key.low && high == key.high && byteCount == key.byteCount
    }
  }

  private var slots = [Int32](repeating: -1, count: 64)
  private var entries: [Entry] = []
  /// The bytes of the long keys.
  private var bytes: [UInt8] = []
  private let seed = UInt64.random(in: .min ... .max)

  /// Returns the number of a known key, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes of the key, on average; allocates nothing.
  func index(of key: Span<UInt8>) -> Int? {
    let mask = slots.count - 1
    guard let short = ShortKey(key) else { return indexOfLong(key) }
    let hash = short.hash(seed: seed)
    let wanted = entry(of: short, hash: hash)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if entries[index].isSame(as: wanted) { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func indexOfLong(_ key: Span<UInt8>) -> Int? {
    let mask = slots.count - 1
    let hash = stableHash64(key, seed: seed)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      let entry = entries[index]
      if entry.low == hash, Int(entry.byteCount) == key.count {
        let start = Int(entry.high)
        if bytes.span.extracting(start..<(start + key.count)).hasSameBytes(as: key) {
          return index
        }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Numbers a key that is not known yet.
  mutating func insert(_ key: Span<UInt8>) -> Int {
    if (entries.count + 1) * 2 > slots.count { grow() }
    if let short = ShortKey(key) {
      entries.append(entry(of: short, hash: short.hash(seed: seed)))
    } else {
      let hash = stableHash64(key, seed: seed)
      entries.append(
        Entry(
          low: hash, high: UInt64(bytes.count), byteCount: UInt32(truncatingIfNeeded: key.count),
          slot: UInt32(truncatingIfNeeded: hash)))
      bytes.append(copying: key)
    }
    place(entries.count - 1)
    return entries.count - 1
  }

  @inline(__always)
  private func entry(of key: ShortKey, hash: UInt64) -> Entry {
    Entry(
      low: key.low, high: key.high, byteCount: UInt32(key.byteCount),
      slot: UInt32(truncatingIfNeeded: hash))
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for index in entries.indices { place(index) }
  }

  private mutating func place(_ index: Int) {
    let mask = slots.count - 1
    var slot = Int(entries[index].slot) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(index)
  }
}
