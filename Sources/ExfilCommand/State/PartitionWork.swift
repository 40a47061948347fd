internal import Detection
internal import Dispatch
internal import Synchronization
internal import SystemBoundary

/// Works on some partitions side by side.
///
/// - Parameters:
///   - partitions: Which ones.
///   - jobCount: How many at a time.
///   - body: Works on one.
/// - Returns: What came of them, in their order.
/// - Throws: ``SystemError`` if spilled records cannot be read back.
func perPartition<Result: Sendable>(
  _ partitions: Range<Int> = 0..<PartitionedFacts.partitionCount, jobCount: Int,
  _ body: @Sendable (Int) throws(SystemError) -> Result
) throws(SystemError) -> [Result] {
  let next = Atomic<Int>(partitions.lowerBound)
  let results = Mutex<(done: [Int: Result], failure: SystemError?)>(([:], nil))
  DispatchQueue.concurrentPerform(iterations: min(jobCount, partitions.count)) { _ in
    while true {
      let partition = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard partition < partitions.upperBound else { return }
      do throws(SystemError) {
        let result = try body(partition)
        results.withLock { $0.done[partition] = result }
      } catch {
        results.withLock { $0.failure = error }
        return
      }
    }
  }
  let (done, failure) = results.withLock { $0 }
  if let failure { throw failure }
  return partitions.compactMap { done[$0] }
}

/// Works on some things side by side, where nothing can fail.
///
/// - Parameters:
///   - count: How many there are.
///   - jobCount: How many at a time.
///   - body: Works on one, by its number.
/// - Returns: What came of them, in their order.
func sideBySide<Result: Sendable>(
  _ count: Int, jobCount: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
  guard min(jobCount, count) > 1 else { return (0..<count).map(body) }
  let next = Atomic<Int>(0)
  let results = Mutex([Result?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: min(jobCount, count)) { _ in
    while true {
      let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard number < count else { return }
      let result = body(number)
      results.withLock { $0[number] = result }
    }
  }
  return results.withLock { $0 }.compactMap { $0 }
}
