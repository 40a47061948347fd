internal import Detection
internal import Dispatch
internal import Synchronization
internal import SystemBoundary

/// Evaluates the facts of all workers, partition by partition.
struct ReduceStage {
  let stores: [PartitionedFacts]
  let context: EvaluationContext
  let jobCount: Int

  /// Returns all findings in the order of reports.
  ///
  /// - Throws: ``SystemError`` when spilled facts cannot be read back.
  func run() throws(SystemError) -> [Finding] {
    let next = Atomic<Int>(0)
    let results = Mutex<(findings: [Finding], failure: SystemError?)>(([], nil))
    DispatchQueue.concurrentPerform(iterations: jobCount) { _ in
      var findings: [Finding] = []
      var failure: SystemError?
      while true {
        let partition = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard partition < PartitionedFacts.partitionCount else { break }
        do throws(SystemError) {
          findings += try reduce(partition: partition, of: stores, in: context)
        } catch {
          failure = error
          break
        }
      }
      results.withLock { results in
        results.findings += findings
        results.failure = results.failure ?? failure
      }
    }
    let (found, failure) = results.withLock { $0 }
    if let failure { throw failure }
    var findings = found
    findings.sortForReports()
    return findings
  }
}
