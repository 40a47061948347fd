internal import Detection
internal import Dispatch
internal import Synchronization
internal import SystemBoundary

/// Finds out, partition by partition, about whom something new may have to be said.
struct QuietStage {
  let stores: [PartitionedFacts]
  let fresh: [[UInt8]: FreshSpan]
  let standing: [[UInt8]: [StandingSpan]]
  let context: EvaluationContext
  let jobCount: Int

  /// Looks at all partitions.
  ///
  /// - Returns: Those who must be judged on everything, in no order.
  /// - Throws: ``SystemError`` when spilled facts cannot be read back.
  func run(_ notes: inout ReductionNotes) throws(SystemError) -> [[UInt8]] {
    let next = Atomic<Int>(0)
    let results = Mutex<(unquiet: [[UInt8]], notes: ReductionNotes, failure: SystemError?)>(
      ([], ReductionNotes(), nil))
    DispatchQueue.concurrentPerform(iterations: jobCount) { _ in
      var own = ReductionNotes()
      var unquiet: [[UInt8]] = []
      var failure: SystemError?
      while failure == nil {
        let partition = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard partition < PartitionedFacts.partitionCount else { break }
        do throws(SystemError) {
          unquiet += try unquietSubjects(
            partition: partition, of: stores, fresh: fresh, standing: standing, in: context,
            notes: &own)
        } catch {
          failure = error
        }
      }
      results.withLock { results in
        results.unquiet += unquiet
        results.notes.add(own)
        results.failure = results.failure ?? failure
      }
    }
    let result = results.withLock { $0 }
    if let failure = result.failure { throw failure }
    notes.add(result.notes)
    return result.unquiet
  }
}
