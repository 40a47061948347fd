import EventModel

/// All live lists of a family whose keys are found by hash.
///
/// The short ones share one table, so a thousand of them cost one probe. A long one has a table of
/// its own, which needs no merging.
struct HashedLists: Sendable {
  /// A list that has a table of its own.
  struct Separate: Sendable {
    var bit: Int
    var keys: ListKeys
  }

  private let table: ByteKeyTable
  private let separate: [Separate]
  /// Most programs have no long list, and pay one comparison for that.
  private let hasSeparate: Bool
  private let memberships: Memberships
  /// The length of the longest key in bytes.
  let longestKey: Int

  init(
    _ builder: Memberships.Builder, separate: [Separate], bitCount: Int, isHashedFromEnd: Bool
  ) {
    let built = builder.build(bitCount: bitCount)
    table = ByteKeyTable(built.keys, isHashedFromEnd: isHashedFromEnd)
    memberships = built.memberships
    self.separate = separate
    hasSeparate = !separate.isEmpty
    longestKey = separate.reduce(table.longestKey) { max($0, $1.keys.longestKey) }
  }

  /// How many 64-bit words a set of lists takes.
  var wordCount: Int { memberships.wordCount }

  /// Whether some membership counts up to a moment only.
  var hasEnds: Bool { memberships.hasEnds || separate.contains { $0.keys.hasEnds } }

  /// Marks the lists with the key that stands at a range of a text and has this hash.
  @inline(__always)
  func mark(
    _ hash: UInt32, at range: Range<Int>, in text: Span<UInt8>, at time: Timestamp,
    in bits: inout [UInt64], from start: Int
  ) {
    if let number = table.number(of: hash, at: range, in: text) {
      memberships.mark(number, at: time, in: &bits, from: start)
    }
    if hasSeparate { markSeparate(hash, at: range, in: text, at: time, in: &bits, from: start) }
  }

  private func markSeparate(
    _ hash: UInt32, at range: Range<Int>, in text: Span<UInt8>, at time: Timestamp,
    in bits: inout [UInt64], from start: Int
  ) {
    for list in separate where list.keys.holds(hash, at: range, in: text, at: time) {
      bits[start + list.bit / 64] |= 1 << UInt64(list.bit % 64)
    }
  }
}
