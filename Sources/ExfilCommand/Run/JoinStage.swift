internal import Detection
internal import Dispatch
internal import EventModel
internal import LogFormats
internal import Synchronization
internal import SystemBoundary

/// What the join came to.
struct JoinResult<Yield: Sendable>: Sendable {
  var yields: [Yield] = []
  /// By piece of input.
  var lines: [UInt32: [SettledLines]] = [:]
  /// By the names of records: numbers for the messages that they belong to.
  var messages: [[UInt8]: Set<UInt64>] = [:]
  var failure: SystemError?

  /// Adds what other fragments came to.
  mutating func add(_ other: JoinResult) {
    yields += other.yields
    lines.merge(other.lines, uniquingKeysWith: +)
    messages.merge(other.messages) { $0.union($1) }
    failure = failure ?? other.failure
  }
}

/// Records of which those are still to be joined that name a message.
struct JoinedRecords<Yield: Sendable>: Sendable {
  var result = JoinResult<Yield>()
  fileprivate(set) var messages: [FragmentStore] = []

  /// Adds other records.
  mutating func add(_ other: JoinedRecords) {
    result.add(other.result)
    messages += other.messages
  }
}

/// Puts records together from lines of all files, after the map and before the reduction.
///
/// Groups come in an order that does not depend on which worker read which file, and partitions
/// share nothing, so they are worked on side by side. Records that name a message are joined a
/// second time, by message: two queue ids of a content filter are one mail.
struct JoinStage<Taker: EventTaker & ~Copyable> {
  let jobCount: Int
  let memoryByteCount: Int
  /// What the sources of joined events carry.
  let fields: SourceFields
  /// Whether it is told which records name which messages, as runs need that others follow.
  let tellsMessages: Bool

  /// Joins all fragments.
  ///
  /// - Parameters:
  ///   - fragments: What the workers of the map have gathered.
  ///   - makeTaker: Makes what takes the events of one worker.
  /// - Returns: What the takers have kept, and what became of the lines.
  func run(
    _ fragments: [FragmentStore], _ makeTaker: @Sendable () -> Taker
  ) -> JoinResult<Taker.Yield> {
    messages(of: records(of: fragments, makeTaker), makeTaker)
  }

  /// Joins fragments to records; those that name a message wait for ``messages(of:_:)``, unless no other
  /// record names it.
  ///
  /// - Parameters:
  ///   - fragments: The lines.
  ///   - others: The names that lines of earlier runs have given to messages, each so often that together
  ///     with what is new it tells whether a name is that of one record alone; `nil` if that is not known in a
  ///     run that goes on with earlier ones.
  ///   - makeTaker: Makes what takes the events of one worker.
  /// - Returns: The records.
  func records(
    of fragments: [FragmentStore], besides others: NameCounts? = nil,
    _ makeTaker: @Sendable () -> Taker
  ) -> JoinedRecords<Taker.Yield> {
    guard fragments.contains(where: { !$0.isEmpty }) else { return JoinedRecords() }
    let messages = Mutex<[FragmentStore]>([])
    var named: NameCounts?
    if var counts = others ?? (tellsMessages ? nil : NameCounts()) {
      for other in fragments { counts.add(other.messages) }
      counts.close()
      named = counts
    }
    let result = perform(fragments, naming: named, makeTaker) { group, join throws(SystemError) in
      try join.addRecords(of: group)
    } after: { rest in
      messages.withLock { $0.append(rest) }
    }
    return JoinedRecords(result: result, messages: messages.withLock { $0 })
  }

  /// Joins the records of each message.
  func messages(
    of records: JoinedRecords<Taker.Yield>, _ makeTaker: @Sendable () -> Taker
  ) -> JoinResult<Taker.Yield> {
    guard records.messages.contains(where: { !$0.isEmpty }) else {
      return records.result
    }
    var result = records.result
    result.add(
      perform(records.messages, naming: nil, makeTaker) { group, join throws(SystemError) in
        try join.addMessages(of: group)
      } after: { _ in
      })
    return result
  }

  private func perform(
    _ fragments: [FragmentStore], naming named: NameCounts?,
    _ makeTaker: @Sendable () -> Taker,
    _ body: @Sendable (FragmentGroup, inout RecordJoin<Taker>) throws(SystemError) -> Void,
    after: @Sendable (FragmentStore) -> Void
  ) -> JoinResult<Taker.Yield> {
    var stores = fragments
    let sole = SoleRecords(takenOutOf: &stores)
    let rests = Mutex<[FragmentStore]>([])
    var result = JoinResult<Taker.Yield>()
    if sole.batchCount > 0 {
      result = perform(parts: sole.batchCount, naming: named, makeTaker, after: after) {
        (part, join) throws(SystemError) in
        // As many as there are workers, each used again and again.
        var rest =
          rests.withLock { $0.popLast() }
          ?? FragmentStore(budgetByteCount: memoryByteCount / jobCount / 4)
        try sole.forEachGroup(ofBatch: part, rest: &rest) { (group) throws(SystemError) in
          try body(group, &join)
        }
        rests.withLock { $0.append(rest) }
      }
    }
    let others = stores + rests.withLock { $0 }
    guard result.failure == nil, others.contains(where: { !$0.isEmpty }) else { return result }
    result.add(
      perform(parts: PartitionedFacts.partitionCount, naming: named, makeTaker, after: after) {
        (part, join) throws(SystemError) in
        try forEachFragmentGroup(partition: part, of: others) { (group) throws(SystemError) in
          try body(group, &join)
        }
      })
    return result
  }

  /// Works on parts that share nothing, side by side.
  private func perform(
    parts partCount: Int, naming named: NameCounts?, _ makeTaker: @Sendable () -> Taker,
    after: @Sendable (FragmentStore) -> Void,
    _ body: @Sendable (Int, inout RecordJoin<Taker>) throws(SystemError) -> Void
  ) -> JoinResult<Taker.Yield> {
    let next = Atomic<Int>(0)
    let results = Mutex(JoinResult<Taker.Yield>())
    DispatchQueue.concurrentPerform(iterations: jobCount) { _ in
      var join = RecordJoin(
        taker: makeTaker(), of: fields, tellsMessages: tellsMessages,
        messages: FragmentStore(budgetByteCount: memoryByteCount / jobCount),
        namedMessages: named)
      var failure: SystemError?
      while failure == nil {
        let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard part < partCount else { break }
        do throws(SystemError) { try body(part, &join) } catch { failure = error }
      }
      let remains = join.finish()
      after(remains.messages)
      results.withLock { results in
        results.yields.append(remains.yield)
        for (source, joined) in remains.lines {
          results.lines[source, default: []].append(joined)
        }
        results.messages.merge(remains.messageNumbers) { $0.union($1) }
        results.failure = results.failure ?? failure
      }
    }
    return results.withLock { $0 }
  }
}
