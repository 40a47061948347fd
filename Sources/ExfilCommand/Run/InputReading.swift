internal import ByteScan
internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import RuleProgram
internal import StateStore
internal import SystemBoundary

/// What reading all inputs came to: what was kept of the events, and an account of every input.
struct InputReading<Yield: Sendable>: Sendable {
  /// What was kept of events of single lines.
  var settled: [Yield] = []
  /// What was kept of opens that are reads unless their server turns out to log transfers, and the
  /// servers.
  var opened: [Yield] = []
  var openServers: [[UInt8]] = []
  /// What was kept of joined records, by the runs that joined them: this one, and earlier ones whose
  /// records this one has changed.
  var batches: [JoinedBatch<Yield>] = []
  /// The lines of earlier runs that have found others in this one.
  var renewed: [KeptFragment] = []
  /// The earlier runs whose joined records are made anew.
  var remadeBatches: Set<Int64> { Set(renewed.map(\.batch)).union(batches.map(\.number)) }
  /// What was kept of last lines without end and of faults of sources, which a later run makes anew.
  var unsettled: [Yield] = []
  /// All of it.
  var yields: [Yield] { settled + opened + batches.flatMap(\.yields) + unsettled }
  var accounts: [InputAccount]
  /// What each input was found to be, in the order of the inputs.
  var identities: [SourceIdentity]
  /// How far each source covers the run.
  var coverage: [SourceCoverage] = []
  /// What was read of each input, as far as it was begun.
  var results: [InputResult] = []
  /// The events of each source by hour in this run alone.
  ///
  /// Those stand apart that are events only if a file server logs no transfers; an empty name is that
  /// of no server.
  var hours: [[UInt8]: [String: HourCounts]] = [:]
  /// The same of joined records, by the runs that joined them.
  var batchHours: [Int64: [String: HourCounts]] = [:]
  /// The same with those of earlier runs.
  var allHours: [String: HourCounts] = [:]
  /// The sources of which this run has events.
  var presentSources: Set<String> = []
  /// What joined events can carry.
  var joinedFields = SourceFields(fields: [:])
  /// The file servers that log transfers, as far as this run knows.
  var auditedServers: Set<[UInt8]> = []

  /// The end of the last hour up to which all but a few events have happened, in microseconds: a clock
  /// that is wrong must not make everything old.
  var settledEnd: Int64? {
    var all = HourCounts()
    for counts in allHours.values { all.add(counts) }
    var left = max(all.count / 200, 10)
    for tally in all.hours.reversed() {
      left -= tally.count
      if left < 0 { return Int64(tally.hour + 1) * HourTally.microseconds }
    }
    return all.hours.first.map { Int64($0.hour + 1) * HourTally.microseconds }
  }

  /// The sources that earlier runs have known and this one, though it should, has nothing of.
  var lateSources: [String] {
    coverage.filter { $0.tail != nil && !presentSources.contains($0.source) }.map(\.source)
  }

  /// The time of the newest plausible event.
  var newestEvent: Timestamp? { accounts.compactMap(\.lines.lastEvent).max() }
}

extension RunContext {
  /// Whether the lines of all inputs are too few for a second worker, who would only get ready for them.
  private static func isBrief(_ inputs: [ArchiveInput]) -> Bool {
    let byteCount = inputs.reduce(UInt64(0)) { $0 &+ $1.byteCount }
    return byteCount < 4_096 && inputs.allSatisfy(\.isRegular)
  }

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
    for server in earlier.auditedServers { audited.add(server) }
    let map = MapStage<Taker>(
      queue: queue, wantedFields: identifier.wantedFields,
      jobCount: Self.isBrief(inputs) ? 1 : plan.jobCount,
      memoryByteCount: plan.memoryByteCount / 2, packsRecords: earlier.fragments == nil,
      audited: audited, progress: progress,
      firstSource: earlier.firstSource)
    let workers = map.run(makeTaker)
    // Inputs that nobody began, because the run was interrupted, have no result.
    var results = queue.begun.map { $0.finish() }
    let tails = try tails(of: results, map, readerOptions, makeTaker)
    for (number, note) in tails.failures { results[number].ledger.notes.append(note) }
    let fields = SourceFields(
      joining: results.map(\.identity.fields) + [earlier.joinedFields])
    let join = JoinStage<Taker>(
      jobCount: plan.jobCount, memoryByteCount: plan.memoryByteCount / 2, fields: fields,
      tellsMessages: earlier.fragments != nil)
    if let failure = workers.compactMap(\.failure).first {
      throw RunFailure(.outputNotWritten, ["spilling to disk: \(failure)"])
    }
    let joined = try joinedBatches(of: workers.map(\.fragments), by: join, makeTaker)
    let reads = SettledOpens(of: workers, audited: audited)
    let lines = joined.batches.reduce(into: reads.lines) { lines, batch in
      lines.merge(batch.lines, uniquingKeysWith: +)
    }
    var reading = InputReading<Taker.Yield>(accounts: [], identities: [])
    reading.settled = workers.map(\.yield)
    reading.opened = reads.yields
    reading.openServers = reads.servers
    reading.batches = joined.batches
    reading.renewed = joined.renewed
    reading.unsettled = tails.yields
    reading.joinedFields = fields
    reading.auditedServers = audited.all
    reading.results = results
    for number in inputs.indices {
      let builder = InputAccountBuilder(
        input: inputs[number], result: number < results.count ? results[number] : nil,
        settled: lines[earlier.firstSource + UInt32(number)] ?? [])
      reading.accounts.append(builder.account)
      reading.identities.append(builder.identity)
    }
    reading.allHours = tails.hours
    note(
      hoursOf: results.map(\.account), reads,
      named: try earlier.sourceNames(of: lines.keys),
      in: &reading)
    reading.coverage = coverage(of: reading)
    if tellsFaults, plan.program.asksAboutSources {
      var taker = makeTaker()
      do throws(SystemError) {
        try tell(reading.coverage, to: &taker)
      } catch {
        throw RunFailure(.outputNotWritten, ["spilling to disk: \(error)"])
      }
      reading.unsettled.append(taker.finish())
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
