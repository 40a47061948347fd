/// Tells names that were noted once only from others, in little memory.
///
/// What is told of a name noted once may be wrong, since names share places; of one noted twice or more it
/// is always right. The table doubles while it may: then each place hands its count on to both of those
/// that it becomes.
package struct NameCounts: Sendable {
  /// How often a name with this place was noted: never, once, more often.
  private var counts: [UInt8] = []
  private var noted = 0

  private static let leastPlaceCount = 1 << 12
  private static let mostPlaceCount = 1 << 24
  /// So many places there are for each name at least, while the table may grow.
  private static let placesOfName = 8

  package init() {}

  /// Notes a name by its hash.
  ///
  /// - Complexity: O(1), amortized.
  package mutating func note(_ hash: UInt64) {
    noted += 1
    if noted * Self.placesOfName > counts.count, counts.count < Self.mostPlaceCount { grow() }
    let place = place(of: hash)
    counts[place] = min(counts[place] + 1, 2)
  }

  /// Whether the name was noted, and only once.
  package func isSingle(_ hash: UInt64) -> Bool {
    !counts.isEmpty && counts[place(of: hash)] == 1
  }

  /// Adds what others have noted.
  ///
  /// - Complexity: O(*n*) in the places.
  package mutating func add(_ other: NameCounts) {
    guard !other.counts.isEmpty else { return }
    var other = other
    while counts.count < other.counts.count { grow() }
    while other.counts.count < counts.count { other.grow() }
    for place in counts.indices { counts[place] = min(counts[place] + other.counts[place], 2) }
    noted += other.noted
  }

  /// The upper bits of the hash, so that a place becomes two neighbours when the table doubles.
  private func place(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> UInt64(64 - counts.count.trailingZeroBitCount))
  }

  private mutating func grow() {
    guard !counts.isEmpty else {
      return counts = [UInt8](repeating: 0, count: Self.leastPlaceCount)
    }
    var doubled = [UInt8](repeating: 0, count: 2 * counts.count)
    for place in counts.indices where counts[place] != 0 {
      doubled[2 * place] = counts[place]
      doubled[2 * place + 1] = counts[place]
    }
    counts = doubled
  }
}
