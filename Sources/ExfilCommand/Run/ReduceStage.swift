internal import Detection
internal import Dispatch
internal import Synchronization
internal import SystemBoundary

/// Evaluates the facts of all workers, partition by partition.
struct ReduceStage {
  let stores: [PartitionedFacts]
  let context: EvaluationContext
  let jobCount: Int
  /// Who is judged; `nil` for everybody.
  var subjects: Set<[UInt8]>?

  /// What the reduction came to.
  struct Result {
    /// All findings, in the order of reports.
    var findings: [Finding] = []
    /// What else there is to tell.
    var notes = ReductionNotes()
  }

  /// Evaluates all partitions.
  ///
  /// - Throws: ``SystemError`` when spilled facts cannot be read back.
  func run() throws(SystemError) -> Result {
    let next = Atomic<Int>(0)
    let results = Mutex<(whole: Result, failure: SystemError?)>((Result(), nil))
    DispatchQueue.concurrentPerform(iterations: jobCount) { _ in
      var own = Result()
      var failure: SystemError?
      while true {
        let partition = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard partition < PartitionedFacts.partitionCount else { break }
        do throws(SystemError) {
          own.findings += try reduce(
            partition: partition, of: stores, in: context, only: subjects, notes: &own.notes)
        } catch {
          failure = error
          break
        }
      }
      results.withLock { results in
        results.whole.findings += own.findings
        results.whole.notes.add(own.notes)
        results.failure = results.failure ?? failure
      }
    }
    var (whole, failure) = results.withLock { $0 }
    if let failure { throw failure }
    whole.findings.sortForReports()
    return whole
  }
}
