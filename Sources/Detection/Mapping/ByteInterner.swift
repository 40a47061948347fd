internal import ByteScan

/// Keeps a number for each of many byte strings.
///
/// The hash is seeded anew in every process, so that nobody can make names that collide; nothing
/// that is told depends on the seed.
///
/// One table without indices into another, so that looking up a user of thousands costs one trip to
/// memory.
struct ByteInterner: Sendable {
  /// A place of the table: the words of a short key, or the hash and the start of a long one.
  private struct Entry: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var byteCount = Self.free
    var number: Int32 = 0

    /// What stands for the length in a place without a key.
    static let free = UInt32.max

    func isSame(as key: ShortKey) -> Bool {
      low == key.low && high == key.high && byteCount == UInt32(key.byteCount)
    }
  }

  /// A power of two of places, of which at most five eighths are taken.
  private var entries = [Entry](repeating: Entry(), count: 64)
  /// How many keys there are.
  private(set) var count = 0
  /// The bytes of the long keys.
  private var bytes: [UInt8] = []
  /// One for all tables: asking the system for chance takes longer than a small table.
  private static let processSeed = UInt64.random(in: .min ... .max)
  private let seed = Self.processSeed

  /// Returns the number of a known key, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes of the key, on average; allocates nothing.
  func number(of key: Span<UInt8>) -> Int? {
    guard let short = ShortKey(key) else { return numberOfLong(key) }
    let mask = entries.count - 1
    var place = Int(truncatingIfNeeded: short.hash(seed: seed)) & mask
    while entries[place].byteCount != Entry.free {
      if entries[place].isSame(as: short) { return Int(entries[place].number) }
      place = (place + 1) & mask
    }
    return nil
  }

  private func numberOfLong(_ key: Span<UInt8>) -> Int? {
    let mask = entries.count - 1
    let hash = stableHash64(key, seed: seed)
    var place = Int(truncatingIfNeeded: hash) & mask
    while entries[place].byteCount != Entry.free {
      let entry = entries[place]
      if entry.low == hash, Int(entry.byteCount) == key.count {
        let start = Int(entry.high)
        if bytes.span.extracting(start..<(start + key.count)).hasSameBytes(as: key) {
          return Int(entry.number)
        }
      }
      place = (place + 1) & mask
    }
    return nil
  }

  /// Keeps a number, below 2³¹, for a key that has none yet.
  mutating func insert(_ key: Span<UInt8>, number: Int) {
    if (count + 1) * 8 > entries.count * 5 { grow() }
    var entry = Entry()
    entry.byteCount = UInt32(truncatingIfNeeded: key.count)
    entry.number = Int32(truncatingIfNeeded: number)
    if let short = ShortKey(key) {
      entry.low = short.low
      entry.high = short.high
    } else {
      entry.low = stableHash64(key, seed: seed)
      entry.high = UInt64(bytes.count)
      bytes.append(copying: key)
    }
    place(entry)
    count += 1
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(), count: 2 * old.count)
    for entry in old where entry.byteCount != Entry.free { place(entry) }
  }

  private mutating func place(_ entry: Entry) {
    let mask = entries.count - 1
    let short = ShortKey(low: entry.low, high: entry.high, byteCount: Int(entry.byteCount))
    var place = Int(truncatingIfNeeded: short?.hash(seed: seed) ?? entry.low) & mask
    while entries[place].byteCount != Entry.free { place = (place + 1) & mask }
    entries[place] = entry
  }
}
