/// The runs of a partition, with the one at hand whose record comes next.
///
/// Records with equal keys come in the order in which their runs were added, so that a merge is the
/// same however many runs there are besides.
struct RunHeap {
  private struct Entry {
    var cursor: RunCursor
    /// The number of the run, in the order in which runs were added.
    var ordinal: Int

    func precedes(_ other: Entry) -> Bool {
      if cursor.precedes(other.cursor) { return true }
      return ordinal < other.ordinal && !other.cursor.precedes(cursor)
    }
  }

  /// No entry precedes its parent, which stands at half its position.
  private var entries: [Entry] = []
  private var addedCount = 0

  /// The run whose record comes next; `nil` if none is left.
  var first: RunCursor? { entries.first?.cursor }

  /// Adds a run.
  ///
  /// - Complexity: O(log *r*) in the runs.
  mutating func add(_ cursor: RunCursor) {
    entries.append(Entry(cursor: cursor, ordinal: addedCount))
    addedCount += 1
    var child = entries.count - 1
    while child > 0, entries[child].precedes(entries[(child - 1) / 2]) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Puts the first run where it belongs after it has stepped on, or takes it out.
  ///
  /// - Parameter isAtEnd: Whether the run has no further record.
  /// - Complexity: O(log *r*) in the runs; O(1) while it stays the first.
  mutating func firstDidAdvance(isAtEnd: Bool) {
    if isAtEnd {
      entries.swapAt(0, entries.count - 1)
      entries.removeLast()
    }
    var parent = 0
    while true {
      var lowest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
        if entries[child].precedes(entries[lowest]) { lowest = child }
      }
      guard lowest != parent else { return }
      entries.swapAt(parent, lowest)
      parent = lowest
    }
  }
}

extension RunCursor {
  /// Whether the record of this cursor stands before that of the other.
  fileprivate func precedes(_ other: RunCursor) -> Bool {
    key.precedes(other.key) { _, _ in
      let (own, others) = (place, other.place)
      return compareSubjects(
        recordAt: own.offset, of: own.bytes.span, recordAt: others.offset, of: others.bytes.span)
    }
  }
}
