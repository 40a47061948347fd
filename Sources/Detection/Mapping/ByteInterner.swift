internal import ByteScan

/// Numbers distinct byte strings in the order of their first appearance.
///
/// The hash is seeded anew in every process, so that nobody can make names that collide; numbers
/// depend on the order of insertion only, never on the seed.
struct ByteInterner: Sendable {
  private struct Entry: Sendable {
    var hash: UInt64
    var start: Int
    var count: Int
  }

  private var slots = [Int32](repeating: -1, count: 64)
  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  private let seed = UInt64.random(in: .min ... .max)

  /// Returns the number of a known key, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes of the key, on average; allocates nothing.
  func index(of key: Span<UInt8>) -> Int? {
    let hash = stableHash64(key, seed: seed)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if entries[index].hash == hash, holds(index, key) { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Numbers a key that is not known yet.
  mutating func insert(_ key: Span<UInt8>) -> Int {
    if (entries.count + 1) * 2 > slots.count { grow() }
    let index = entries.count
    entries.append(
      Entry(hash: stableHash64(key, seed: seed), start: bytes.count, count: key.count))
    for position in key.indices { bytes.append(key[position]) }
    place(index)
    return index
  }

  private func holds(_ index: Int, _ key: Span<UInt8>) -> Bool {
    let entry = entries[index]
    guard entry.count == key.count else { return false }
    return bytes.span.extracting(entry.start..<(entry.start + entry.count)).hasSameBytes(as: key)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for index in entries.indices { place(index) }
  }

  private mutating func place(_ index: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: entries[index].hash) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(index)
  }
}
