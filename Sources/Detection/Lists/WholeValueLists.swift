import EventModel

/// All live lists of whole values (texts, users, e-mail addresses) in one hash table.
final class WholeValueLists: Sendable {
  let lists: HashedLists

  /// Creates the table of values that were folded as event values are.
  init(_ lists: HashedLists) { self.lists = lists }

  /// Another hold on the same table, for one worker alone.
  init(forOneWorker other: WholeValueLists) { lists = other.lists }

  /// Marks the lists that hold exactly this folded value.
  ///
  /// - Complexity: O(*n*) in the bytes of the value.
  func mark(
    _ value: Span<UInt8>, at time: Timestamp, in bits: inout [UInt64], from start: Int
  ) {
    guard value.count <= lists.longestKey else { return }
    var hash = KeyHash()
    for index in value.indices { hash.take(value[index]) }
    lists.mark(hash.finished, at: value.indices, in: value, at: time, in: &bits, from: start)
  }
}
