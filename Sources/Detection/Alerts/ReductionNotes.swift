/// What a reduction has to tell beside its findings; those of several workers add up.
package struct ReductionNotes: Hashable, Sendable {
  /// The subjects that are known for too short a time to tell what is new to them.
  package var learning: Set<Subject> = []
  /// The findings that disabled rules over `alert` did not count, in the order in which
  /// ``FactMapper/leftOut`` tells of events; empty if there were none.
  package var leftOut: [LeftOutEvents] = []
  /// The subjects for which there was no memory to judge a rule, by the rule's index.
  package var unjudged: [Int: Set<Subject>] = [:]
  /// Whether someone asked to stop before everybody was judged.
  package var isStopped = false
  package init() {}

  /// Adds what another worker has to tell.
  package mutating func add(_ other: ReductionNotes) {
    learning.formUnion(other.learning)
    isStopped = isStopped || other.isStopped
    unjudged.merge(other.unjudged) { $0.union($1) }
    guard !leftOut.isEmpty else {
      leftOut = other.leftOut
      return
    }
    for (index, events) in other.leftOut.enumerated() { leftOut[index].add(events) }
  }
}
