import EventModel

/// All live lists of whole values (texts, users, e-mail addresses) in one hash table.
final class WholeValueLists: Sendable {
  private let table: ByteKeyTable
  let memberships: Memberships

  /// Creates the table of values that were folded as event values are.
  init(_ builder: Memberships.Builder, bitCount: Int) {
    let built = builder.build(bitCount: bitCount)
    table = ByteKeyTable(built.keys, isHashedFromEnd: false)
    memberships = built.memberships
  }

  /// Another hold on the same table, for one worker alone.
  init(forOneWorker other: WholeValueLists) {
    table = other.table
    memberships = other.memberships
  }

  /// Marks the lists that hold exactly this folded value.
  ///
  /// - Complexity: O(*n*) in the bytes of the value.
  func mark(
    _ value: Span<UInt8>, at time: Timestamp, in bits: inout [UInt64], from start: Int
  ) {
    guard value.count <= table.longestKey else { return }
    var hash = KeyHash()
    for index in value.indices { hash.take(value[index]) }
    if let number = table.number(of: hash.finished, at: value.indices, in: value) {
      memberships.mark(number, at: time, in: &bits, from: start)
    }
  }
}
