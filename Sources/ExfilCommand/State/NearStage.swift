internal import Detection
internal import SystemBoundary

/// Judges, partition by partition, those about whom something new may have to be said on what is near.
struct NearStage {
  let stores: [PartitionedFacts]
  let scopes: [[UInt8]: NearScope]
  let standing: [[UInt8]: [StandingSpan]]
  let context: EvaluationContext
  let jobCount: Int

  /// Looks at all partitions.
  ///
  /// - Returns: What was found, and who must be judged on everything, in no order.
  /// - Throws: ``SystemError`` when spilled facts cannot be read back.
  func run(_ notes: inout ReductionNotes) throws(SystemError) -> NearFindings {
    let results = try perPartition(jobCount: jobCount) { (partition) throws(SystemError) in
      var notes = ReductionNotes()
      let near = try reduceNear(
        partition: partition, of: stores, scopes: scopes, standing: standing, in: context,
        notes: &notes)
      return (near: near, notes: notes)
    }
    var all = NearFindings()
    for result in results {
      all.add(result.near)
      notes.add(result.notes)
    }
    return all
  }
}
