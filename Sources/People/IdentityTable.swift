internal import ByteScan

/// Whom each of many byte strings means.
///
/// Its strings lie in one piece, so a roster of thousands is no thousands of small arrays. The hash is seeded
/// anew in every process, so that nobody can make names that collide; nothing that is told depends on it.
struct IdentityTable: Sendable {
  private struct Entry: Sendable {
    /// The upper half of the hash.
    var mark: UInt32
    var start: UInt32
    var byteCount: UInt32
    var person: Int32
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// A power of two of places, at most half of them taken: the number of an entry from 1 on, 0 where free.
  private var places = [UInt32](repeating: 0, count: 16)
  private static let seed = UInt64.random(in: .min ... .max)

  /// Makes room for so many strings.
  mutating func reserve(_ count: Int) {
    guard 2 * count > places.count else { return }
    entries.reserveCapacity(count)
    bytes.reserveCapacity(16 * count)
    grow(to: Self.placeCount(for: count))
  }

  /// Returns what a string means, or `nil`.
  ///
  /// - Complexity: O(*n*) in the bytes of the string, on average; allocates nothing.
  func person(of key: Span<UInt8>) -> Int? {
    let hash = stableHash64(key, seed: Self.seed)
    let place = place(of: key, hash)
    return places[place] == 0 ? nil : Int(entries[Int(places[place]) - 1].person)
  }

  /// Notes what a string means, unless something is noted already.
  ///
  /// - Returns: What was noted, if anything.
  mutating func insert(_ key: Span<UInt8>, for person: Int) -> Int? {
    let hash = stableHash64(key, seed: Self.seed)
    let place = place(of: key, hash)
    if places[place] != 0 { return Int(entries[Int(places[place]) - 1].person) }
    entries.append(
      Entry(
        mark: Self.mark(hash), start: UInt32(truncatingIfNeeded: bytes.count),
        byteCount: UInt32(truncatingIfNeeded: key.count),
        person: Int32(truncatingIfNeeded: person)))
    bytes.append(copying: key)
    places[place] = UInt32(truncatingIfNeeded: entries.count)
    if 2 * entries.count > places.count { grow(to: 2 * places.count) }
    return nil
  }

  /// Notes that a string means a person; one that means two people means nobody, an empty one nothing.
  mutating func claim(_ key: Span<UInt8>, for person: Int) {
    guard !key.isEmpty, let holder = insert(key, for: person), holder != person else { return }
    let place = place(of: key, stableHash64(key, seed: Self.seed))
    entries[Int(places[place]) - 1].person = Int32(PeopleDirectory.severalPeople)
  }

  /// The place of a string, or the free one where it belongs.
  private func place(of key: Span<UInt8>, _ hash: UInt64) -> Int {
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while places[place] != 0 {
      let entry = entries[Int(places[place]) - 1]
      if entry.mark == Self.mark(hash), Int(entry.byteCount) == key.count,
        bytes.span.extracting(Int(entry.start)..<Int(entry.start + entry.byteCount))
          .hasSameBytes(as: key)
      {
        return place
      }
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func grow(to count: Int) {
    places = [UInt32](repeating: 0, count: count)
    for (index, entry) in entries.enumerated() {
      let range = Int(entry.start)..<Int(entry.start + entry.byteCount)
      let place = place(
        of: bytes.span.extracting(range),
        stableHash64(bytes.span.extracting(range), seed: Self.seed))
      places[place] = UInt32(truncatingIfNeeded: index + 1)
    }
  }

  private static func mark(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }

  private static func placeCount(for count: Int) -> Int {
    1 << (Int.bitWidth - max(2 * count - 1, 1).leadingZeroBitCount)
  }
}
