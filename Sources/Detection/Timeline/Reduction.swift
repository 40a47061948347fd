package import SystemBoundary

/// Evaluates one partition of the facts of all workers.
///
/// - Parameters:
///   - partition: A number below ``PartitionedFacts/partitionCount``.
///   - stores: What the workers made.
///   - context: Rules, people and places.
///   - learning: Takes the subjects that are known for too short a time to tell what is new to them.
/// - Returns: The findings of the partition's subjects.
/// - Throws: ``SystemError`` when spilled facts cannot be read back.
package func reduce(
  partition: Int, of stores: [PartitionedFacts], in context: EvaluationContext,
  learning: inout Set<Subject>
) throws(SystemError) -> [Finding] {
  var merge = try FactMerge(partition: partition, of: stores)
  var records = SubjectRecords()
  var found: [Finding] = []
  while try merge.nextSubject(into: &records) {
    found += findings(of: records, in: context, learning: &learning)
  }
  return found
}

extension [Finding] {
  /// Puts findings into the order of every report: by time, then rule, subject and id.
  package mutating func sortForReports() {
    sort { a, b in
      (a.first, a.rule, a.subject.value, a.id) < (b.first, b.rule, b.subject.value, b.id)
    }
  }
}
