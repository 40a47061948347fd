internal import ByteScan
internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import RuleProgram
internal import SystemBoundary

/// What reading all inputs came to: what was kept of the events, and an account of every input.
struct InputReading<Yield: Sendable>: Sendable {
  var yields: [Yield]
  var accounts: [InputAccount]
  /// What each input was found to be, in the order of the inputs.
  var identities: [SourceIdentity]
  /// How far each source covers the run.
  var coverage: [SourceCoverage] = []

  /// The time of the newest plausible event.
  var newestEvent: Timestamp? { accounts.compactMap(\.lines.lastEvent).max() }
}

extension RunContext {
  /// Reads all inputs, joins what belongs together, tells reads from listings, and settles the accounts.
  ///
  /// - Parameters:
  ///   - progress: Where it is told how far the run has come.
  ///   - tellsFaults: Whether faults of sources, such as holes, are events too.
  ///   - makeTaker: Makes what takes the events of one worker.
  /// - Returns: What the takers have kept, and an account of every input.
  /// - Throws: ``RunFailure`` when the disk refuses what memory cannot hold.
  func readInputs<Taker: EventTaker & ~Copyable>(
    _ progress: ProgressLine, tellsFaults: Bool = true, _ makeTaker: @escaping @Sendable () -> Taker
  ) throws(RunFailure) -> InputReading<Taker.Yield> {
    var options = ReaderOptions()
    options.hashesInputs = plan.hashesInputs
    if let byteCount = plan.blockByteCount { options.blockByteCount = byteCount }
    // Several workers inflate in turns: what a worker has inflated it reads while it is in its
    // cache, and no thread more than there are cores asks for one.
    options.readsAhead = plan.jobCount == 1
    let readerOptions = options
    let inputs = RepeatedContent.settled(
      inputs, hashesInputs: plan.hashesInputs, jobCount: plan.jobCount)
    progress.begin(
      inputs.map { input in
        (
          byteCount: input.verdict == nil ? input.byteCount : 0,
          isPacked: input.path.bytes.suffix(3).elementsEqual(".gz".utf8)
        )
      })
    let queue = InputQueue(count: inputs.count) { number in
      SharedInput(
        inputs[number], numbered: number, options: readerOptions, identifier: identifier)
    }
    let audited = AuditedServers()
    let map = MapStage<Taker>(
      queue: queue, wantedFields: identifier.wantedFields, jobCount: plan.jobCount,
      memoryByteCount: plan.memoryByteCount / 2, audited: audited, progress: progress)
    let workers = map.run(makeTaker)
    // Inputs that nobody began, because the run was interrupted, have no result.
    let results = queue.begun.map { $0.finish() }
    let join = JoinStage<Taker>(
      jobCount: plan.jobCount, memoryByteCount: plan.memoryByteCount / 2,
      fields: SourceFields(joining: results.map(\.identity.fields)))
    let joined = join.run(workers.map(\.fragments), makeTaker)
    if let failure = workers.compactMap(\.failure).first ?? joined.failure {
      throw RunFailure(.outputNotWritten, ["spilling to disk: \(failure)"])
    }
    let reads = SettledOpens(of: workers, audited: audited)
    let lines = joined.lines.merging(reads.lines, uniquingKeysWith: +)
    var reading = InputReading<Taker.Yield>(
      yields: workers.map(\.yield) + joined.yields + reads.yields, accounts: [], identities: [])
    for number in inputs.indices {
      let builder = InputAccountBuilder(
        input: inputs[number], result: number < results.count ? results[number] : nil,
        settled: lines[UInt32(number)] ?? [])
      reading.accounts.append(builder.account)
      reading.identities.append(builder.identity)
    }
    reading.coverage = coverage(of: reading.accounts, reading.identities)
    if tellsFaults, plan.program.asksAboutSources {
      var taker = makeTaker()
      do throws(SystemError) {
        try tell(reading.coverage, to: &taker)
      } catch {
        throw RunFailure(.outputNotWritten, ["spilling to disk: \(error)"])
      }
      reading.yields.append(taker.finish())
    }
    return reading
  }
}

extension SourceFields {
  /// What joined events can carry: a field that some source carries is carried.
  init(joining sources: [SourceFields]) {
    var fields: [EventKind: FieldSet] = [:]
    for source in sources {
      fields.merge(source.fields) { $0.union($1) }
    }
    self.init(fields: fields)
  }
}

extension RuleProgram {
  /// Whether some rule looks at events of the kind `source`.
  fileprivate var asksAboutSources: Bool {
    rules.contains { $0.steps.contains { $0.alternatives.contains { $0.kind == .source } } }
  }
}
