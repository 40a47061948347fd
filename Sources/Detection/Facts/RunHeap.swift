/// The runs of a partition, with the one at hand whose record comes next.
///
/// Records with equal keys come in the order in which their runs were added, so that a merge is the
/// same however many runs there are besides. Nearly all comparing is among records of one subject:
/// those are known to be of it, and their subjects are not looked at again.
struct RunHeap {
  private struct Entry {
    let cursor: RunCursor
    /// The number of the run, in the order in which runs were added.
    let ordinal: Int
    /// The key of the record that the cursor stands on.
    var key: FactKey
    /// Whether that record is of the subject at hand.
    var isOfSubject = false

    func precedes(_ other: Entry) -> Bool {
      if isOfSubject != other.isOfSubject { return isOfSubject }
      if isOfSubject {
        if key.event < other.key.event { return true }
        return ordinal < other.ordinal && !(other.key.event < key.event)
      }
      if cursor.precedes(other.cursor) { return true }
      return ordinal < other.ordinal && !other.cursor.precedes(cursor)
    }
  }

  /// No entry precedes its parent, which stands at half its position.
  private var entries: [Entry] = []
  private var addedCount = 0

  /// The run whose record comes next; `nil` if none is left.
  var first: RunCursor? { entries.first?.cursor }

  /// The run if there is one only.
  var only: RunCursor? { entries.count == 1 ? entries[0].cursor : nil }

  /// Notes that the only run has stepped on to another subject.
  mutating func onlyDidAdvance() {
    entries[0].key = entries[0].cursor.key
    entries[0].isOfSubject = false
  }

  /// Whether the next record is known to be of the subject at hand.
  var isFirstOfSubject: Bool { entries.first?.isOfSubject ?? false }

  /// Adds a run.
  ///
  /// - Complexity: O(log *r*) in the runs.
  mutating func add(_ cursor: RunCursor) {
    entries.append(Entry(cursor: cursor, ordinal: addedCount, key: cursor.key))
    addedCount += 1
    var child = entries.count - 1
    while child > 0, entries[child].precedes(entries[(child - 1) / 2]) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Notes which runs stand on records of the subject at hand, that of the first run.
  ///
  /// No record precedes those, so the order of the runs stays as it is.
  mutating func markSubject(_ isOfSubject: (RunCursor) -> Bool) {
    for index in entries.indices {
      entries[index].isOfSubject = isOfSubject(entries[index].cursor)
    }
  }

  /// Takes the first run out, which has no further record.
  ///
  /// - Complexity: O(log *r*) in the runs.
  mutating func removeFirst() {
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    sink()
  }

  /// Puts the first run where it belongs after it has stepped on.
  ///
  /// - Parameter isOfSubject: Whether its record is of the subject at hand.
  /// - Complexity: O(log *r*) in the runs; O(1) while it stays the first.
  mutating func firstDidAdvance(isOfSubject: Bool) {
    entries[0].key = entries[0].cursor.key
    entries[0].isOfSubject = isOfSubject
    sink()
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < entries.count else { return }
      if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
      guard entries[child].precedes(entries[parent]) else { return }
      entries.swapAt(parent, child)
      parent = child
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
