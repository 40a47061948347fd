/// Tells names that were noted once only from others, in little memory.
///
/// Each name has two places. What is told of a name noted once may be wrong, since names share places; of
/// one noted twice or more it is always right. Up to two million names are kept as they are, so that there are places enough for them
/// in the end; for more of them places are made at once, and the more there are the more often one is
/// taken for a name that was noted twice.
package struct NameCounts: Sendable {
  /// The names noted while there are no places.
  private var names: [UInt64] = []
  /// How often a name with a place was noted (never, once, more often), four places a byte, for a power of two of
  /// places.
  private var counts: [UInt8] = []

  /// So many names are kept at most.
  let limit: Int
  /// So many places there are for each name at least, if that is no more than the most.
  private static let placesOfName = 16
  private static let mostPlaceCount = 1 << 24

  package init() { self.init(limit: 1 << 21) }

  init(limit: Int) { self.limit = limit }

  /// Notes a name by its hash.
  ///
  /// - Complexity: O(1), amortized.
  package mutating func note(_ hash: UInt64) {
    guard counts.isEmpty else { return count(hash) }
    names.append(hash)
    if names.count > limit { spread(over: Self.mostPlaceCount) }
  }

  /// Adds what others have noted; none of both is closed yet.
  ///
  /// - Complexity: O(*n*) in the names, and in the places if there are any.
  package mutating func add(_ other: NameCounts) {
    for name in other.names { note(name) }
    guard !other.counts.isEmpty else { return }
    // Places are made while names are noted for the most names only.
    if counts.isEmpty { spread(over: Self.mostPlaceCount) }
    for index in counts.indices {
      var sum: UInt8 = 0
      for shift in stride(from: UInt8(0), to: 8, by: 2) {
        sum |= min(counts[index] >> shift & 3 + other.counts[index] >> shift & 3, 2) << shift
      }
      counts[index] = sum
    }
  }

  /// Notes names that others than the lines at hand have named, each once or twice.
  package mutating func note(_ hashes: [UInt64], times: Int) {
    for hash in hashes {
      note(hash)
      if times > 1 { note(hash) }
    }
  }

  /// Makes places for the names; without that none is told to be single.
  package mutating func close() {
    guard counts.isEmpty else { return }
    var placeCount = 1 << 10
    while placeCount < names.count * Self.placesOfName, placeCount < Self.mostPlaceCount {
      placeCount *= 2
    }
    spread(over: placeCount)
  }

  /// Whether the name was noted, and only once.
  package func isSingle(_ hash: UInt64) -> Bool {
    guard !counts.isEmpty else { return false }
    return count(at: place(of: hash)) == 1 || count(at: otherPlace(of: hash)) == 1
  }

  private mutating func spread(over placeCount: Int) {
    counts = [UInt8](repeating: 0, count: placeCount / 4)
    for name in names { count(name) }
    names = []
  }

  private mutating func count(_ hash: UInt64) {
    let (place, other) = (place(of: hash), otherPlace(of: hash))
    increase(place)
    if place != other { increase(other) }
  }

  private mutating func increase(_ place: Int) {
    if count(at: place) < 2 { counts[place / 4] += 1 << UInt8(place % 4 * 2) }
  }

  private func count(at place: Int) -> UInt8 { counts[place / 4] >> UInt8(place % 4 * 2) & 3 }

  private func place(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> UInt64(62 - counts.count.trailingZeroBitCount))
  }

  /// Of the lower half of the hash, while the place is of its upper one.
  private func otherPlace(of hash: UInt64) -> Int { place(of: hash << 32) }
}
