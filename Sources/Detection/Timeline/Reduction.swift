package import SystemBoundary

/// Evaluates one partition of the facts of all workers.
///
/// - Parameters:
///   - partition: A number below ``PartitionedFacts/partitionCount``.
///   - stores: What the workers made.
///   - context: Rules, people and places.
///   - notes: Takes what there is to tell beside the findings.
/// - Returns: The findings of the partition's subjects.
/// - Throws: ``SystemError`` when spilled facts cannot be read back.
package func reduce(
  partition: Int, of stores: [PartitionedFacts], in context: EvaluationContext,
  notes: inout ReductionNotes
) throws(SystemError) -> [Finding] {
  var merge = try FactMerge(partition: partition, of: stores)
  var records = SubjectRecords()
  var found: [Finding] = []
  let alerts = AlertLayer(context)
  while try merge.nextSubject(into: &records) {
    found += findings(of: records, in: context, alerts: alerts, notes: &notes)
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
