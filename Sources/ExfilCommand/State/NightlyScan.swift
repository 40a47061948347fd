internal import ByteScan
internal import Detection
internal import Digests
internal import EventModel
internal import LogArchive
internal import People
internal import Reports
internal import RuleProgram
internal import StateStore
internal import SystemBoundary

/// A scan that goes on where earlier ones have ended, and leaves what the next one needs.
///
/// It reads what nobody has read before, judges the subjects that this concerns on everything that is
/// kept of them, and writes all of it down in one transaction.
struct NightlyScan {
  let plan: RunPlan
  let progress: ProgressLine
  private var context: RunContext
  private let matcher: RuleMatcher
  private let seen: SeenInputs
  private let programs: KeptPrograms
  private let print: ProgramPrint
  private let people: [String: UInt64]
  private let knownPeople: [String: UInt64]
  private let leasesDigest: String
  private let areLeasesMoved: Bool

  /// Prepares the scan: looks at the inputs, and compares rules and people with those of earlier runs.
  ///
  /// - Throws: ``RunFailure``.
  init(
    _ plan: RunPlan, _ store: borrowing StateStore, _ known: KnownState, _ progress: ProgressLine
  ) throws(RunFailure) {
    var plan = plan
    plan.hashesInputs = true
    self.plan = plan
    self.progress = progress
    context = try RunContext(plan, wanted: plan.program.fieldsOfScan)
    try Self.refuseStreams(context.inputs)
    matcher = try context.matcher(of: plan.program)
    print = ProgramPrint(of: plan.program, surroundings: "facts 1")
    people = context.people.people.reduce(into: [:]) { known, person in
      known[person.id] = person.fingerprint
    }
    knownPeople = known.people
    do throws(StateFailure) {
      seen = SeenInputs(context.inputs, known: known.contents)
      programs = try store.programs(against: print)
      context.inputs = seen.inputs
      let hours = known.hours
      context.earlier = EarlierReading(
        firstSource: known.contents.nextReading,
        hours: hours.byServer.mapValues { $0.mapValues { HourCounts(rows: $0) } },
        newestEvent: try store.setting("newest_event").flatMap { Int64($0) }
          .map { Timestamp(microseconds: $0) },
        auditedServers: try store.auditedServers(),
        joinedFields: SourceFields(kept: try store.setting("joined_fields") ?? ""),
        batchHours: hours.byBatch.mapValues { $0.mapValues { HourCounts(rows: $0) } },
        fragments: known.fragments, sources: store.sources,
        run: store.run)
      context.earlier.settledEnd = try store.setting("settled_end").flatMap { Int64($0) }
      if let leases = plan.leases {
        let digest = (try? SeenInputs.storedDigest(of: leases))?.hex ?? ""
        let before = try store.setting("leases")
        areLeasesMoved = before != nil && before != digest
        leasesDigest = digest
      } else {
        let before = try store.setting("leases") ?? ""
        areLeasesMoved = !before.isEmpty
        leasesDigest = ""
      }
      context.earlier.joinsAnew = programs.isChanged || areLeasesMoved || people != knownPeople
    } catch {
      throw RunFailure(error)
    }
  }

  /// A stream leaves nothing by which the next run could know it again.
  private static func refuseStreams(_ inputs: [ArchiveInput]) throws(RunFailure) {
    let streams = inputs.filter { $0.isStandardInput || ($0.verdict == nil && !$0.isRegular) }
    guard streams.isEmpty else {
      throw .usage(
        streams.map {
          "--state: `\($0.path.display)` is no regular file; write it to a file first, so that the next run can tell what was read"
        })
    }
  }

  /// Runs the scan and writes down what it came to.
  ///
  /// - Throws: ``RunFailure``; the state is then as it was.
  func run(_ store: borrowing StateStore) throws(RunFailure) -> RunOutcome {
    var times = StageTimes()
    times.endPreparing()
    let reading = try context.readFacts(matcher, progress)
    times.endReading()
    do throws(StateFailure) {
      let names = try store.readingNames()
      let first = Int(context.earlier.firstSource)
      let storedText = reading.storedText
      let evaluation = EvaluationContext(
        program: plan.program, matcher: matcher, people: context.people,
        companyDomains: context.companyDomains, zone: context.zone,
        files: EvidenceFiles(context.files, from: context.earlier.firstSource, earlier: names),
        combines: plan.combines, showsEvents: true,
        // How lines of earlier runs are stored is not kept.
        storedText: { source, line in source < first ? nil : storedText(source - first, line) },
        subjectBudget: SubjectBudget(
          memoryByteCount: plan.memoryByteCount, jobCount: plan.jobCount),
        isStopped: { false })
      var concern = try Concern(
        of: reading, in: context, evaluation, store: store, programs: programs, people: people,
        before: knownPeople)
      let standing = try store.standingFindings()
      let reduced = try reduce(reading, &concern, standing, evaluation, store)
      times.endEvaluating()
      let comparison = try NightlyComparison(
        of: reduced.findings, about: concern.subjects, before: standing, with: store,
        listsStanding: plan.listsStanding,
        reach: plan.program.lookBackMicroseconds)
      let drops = try volumeDrops(of: reading, store)
      var outcome = context.outcome(of: reading, reduced.notes)
      outcome.stageTimes = times
      outcome.findings = comparison.standing
      outcome.leaving = context.people.leavingCourses(
        of: Set((plan.listsStanding ? comparison.standing : comparison.untold).compactMap(\.user)))
      outcome.nightly = NightlyOutcome(
        changes: comparison.untold, withdrawn: comparison.withdrawn,
        coldRules: programs.coldRules, learnsAnew: programs.isHistoryCold,
        movedPeople: concern.movedPeople,
        rulesOfPhases: plan.program.rules.filter(\.asksPhase).map(\.id),
        areLeasesMoved: areLeasesMoved,
        lateSources: reading.lateSources, volumeDrops: drops.drops,
        standingCount: comparison.standingCount)
      guard outcome.summary.balances else { return outcome }
      let readings: SeenInputs.Readings?
      var unread = ""
      do throws(SystemError) { readings = try seen.readings(of: reading, in: context) } catch {
        readings = nil
        unread = "\(error)"
      }
      outcome.signalNumber = Interruption.signalNumber
      guard outcome.signalNumber == nil else {
        try store.endRun(as: "interrupted")
        return outcome
      }
      guard let readings else {
        throw StateFailure.unusable(
          store.path, reason: "what was read could not be told for the next run: \(unread)")
      }
      try commit(
        readings, reading, concern, comparison, evaluation, outcome, toldDrops: drops.told, store)
      // What is written down is told by the next run, if this one must not go on.
      outcome.signalNumber = Interruption.signalNumber
      return outcome
    } catch {
      throw RunFailure(error)
    }
  }

  /// The sources that have far fewer events than usual, as far as no run has told of that.
  private func volumeDrops(
    of reading: InputReading<FactYield>, _ store: borrowing StateStore
  ) throws(StateFailure) -> (drops: [VolumeDrop], told: String) {
    let told = try store.setting("told_drops") ?? ""
    guard let end = context.earlier.settledEnd ?? reading.settledEnd else { return ([], told) }
    let day = context.zone.date(at: Timestamp(microseconds: end)).daysSince1970
    return VolumeDrop.untold(
      in: reading.coverage, present: reading.presentSources, since: day, told: told)
  }

  /// Judges everybody who is concerned on new and kept facts: first, on what is near, whether
  /// anything can have changed, and then those on everything of whom something may have.
  private func reduce(
    _ reading: InputReading<FactYield>, _ concern: inout Concern, _ standing: [KeptFinding],
    _ evaluation: EvaluationContext, _ store: borrowing StateStore
  ) throws(StateFailure) -> ReduceStage.Result {
    let new = (reading.settled + reading.opened).map(\.facts)
    let unsettled = concern.unsettledFacts
    func kept(_ parts: [KeptPart], _ concern: Concern) throws -> PartitionedFacts {
      try concern.keptFacts(
        parts, in: store, programs: programs, memoryByteCount: plan.memoryByteCount / 2)
    }
    var notes = ReductionNotes()
    let standing = spans(of: standing)
    try concern.leaveOutQuiet(
      standing: standing, in: evaluation, store: store, programs: programs)
    if !concern.fresh.isEmpty {
      let unquiet = try StateFailure.guarding(store.path) {
        let near = try kept(concern.nearParts(in: evaluation), concern)
        return try QuietStage(
          stores: new + [unsettled, near], fresh: concern.fresh, standing: standing,
          context: evaluation, jobCount: plan.jobCount
        ).run(&notes)
      }
      concern.judgeWholly(unquiet)
    }
    guard !concern.subjects.isEmpty else { return ReduceStage.Result(notes: notes) }
    let judged = concern
    var result = try StateFailure.guarding(store.path) {
      let all = try kept(judged.wholeParts, judged)
      return try ReduceStage(
        stores: new + [unsettled, all], context: evaluation, jobCount: plan.jobCount,
        subjects: judged.subjects
      ).run()
    }
    result.notes.add(notes)
    return result
  }

  /// The findings that stand, by their subjects and the numbers of their rules.
  private func spans(of standing: [KeptFinding]) -> [[UInt8]: [StandingSpan]] {
    var numbers: [String: UInt16] = [:]
    for (index, rule) in plan.program.rules.enumerated() { numbers[rule.id] = UInt16(index) }
    var spans: [[UInt8]: [StandingSpan]] = [:]
    for finding in standing {
      guard let rule = numbers[finding.rule] else { continue }
      spans[finding.subject, default: []].append(
        StandingSpan(rule: rule, last: finding.last.microseconds))
    }
    return spans
  }

  private func commit(
    _ readings: SeenInputs.Readings,
    _ reading: InputReading<FactYield>, _ concern: Concern, _ comparison: NightlyComparison,
    _ evaluation: EvaluationContext, _ outcome: RunOutcome, toldDrops: String,
    _ store: borrowing StateStore
  ) throws(StateFailure) {
    try store.commit { commit in
      let program = try commit.keep(print, known: programs.current)
      var contents: [String: Int64] = [:]
      for reading in readings.read { contents[reading.name] = try commit.keep(reading) }
      for copy in readings.fronts {
        guard let content = contents[copy.holder] else { continue }
        try commit.keep(beginning: copy.byteCount, copy.sha256, of: content)
      }
      for copy in readings.copies { try commit.keep(copy) }
      for (server, hours) in reading.hours {
        try commit.keep(hours.mapValues(\.rows), server: server)
      }
      try commit.keep(auditedServers: reading.auditedServers)
      try commit.dropOpens(on: concern.newServers)
      try keep(
        reading.settled.map(\.facts), melting: evaluation, evaluation,
        to: commit.factWriter(program: program))
      for (yield, server) in zip(reading.opened, reading.openServers) {
        try keep(
          [yield.facts], melting: evaluation, evaluation,
          to: commit.factWriter(program: program, server: server))
      }
      try keep(reading, evaluation, program: program, in: commit)
      try commit.replaceUnsettled(with: concern.unsettled)
      if people != knownPeople { try commit.replacePeople(with: people) }
      for finding in comparison.changed {
        try commit.keep(finding, ofSubject: finding.subject.keptName)
      }
      for withdrawn in comparison.withdrawn {
        try commit.withdraw(withdrawn.finding.id, inFavourOf: withdrawn.supersededBy)
      }
      let newest = [reading.newestEvent, context.earlier.newestEvent].compactMap { $0 }.max()
      if let newest { try commit.set("newest_event", to: String(newest.microseconds)) }
      let end = reading.settledEnd
      if let end { try commit.set("settled_end", to: String(end)) }
      try commit.set("leases", to: leasesDigest)
      try commit.set("told_drops", to: toldDrops)
      if let limit = comparison.horizon(after: end, in: plan.program) {
        try commit.dropFacts(before: limit)
      }
      try commit.set("joined_fields", to: reading.joinedFields.kept)
      var account = RunAccount()
      account.status = outcome.summary.incompleteInputs.isEmpty ? "complete" : "incomplete"
      account.inputs = reading.accounts.count
      account.lines = reading.accounts.reduce(0) { $0 + $1.lines.lines }
      account.newestEvent = newest
      account.new = comparison.newCount
      account.changed = comparison.changed.count - comparison.newCount
      account.withdrawn = comparison.withdrawn.count
      try commit.end(as: account)
    }
  }
}

extension NightlyScan {
  /// Writes the records that were joined of several lines, and the lines, which may yet find others.
  private func keep(
    _ reading: InputReading<FactYield>, _ evaluation: EvaluationContext, program: Int64,
    in commit: RunCommit
  ) throws {
    try commit.dropResults(
      of: reading.remadeBatches.filter { BatchNumber.run(of: $0) != context.earlier.run })
    if let kept = context.earlier.fragments {
      let rest = kept.remaining(
        without: reading.renewed,
        closing: (context.earlier.settledEnd ?? 0) - EarlierReading.fragmentMicroseconds,
        upToRun: context.earlier.run - EarlierReading.fragmentRunCount)
      try commit.keepRest(of: rest.changed)
      try commit.close(rest.closed)
    }
    for batch in reading.batches {
      // Not melted, so that the next run can tell which of them are other than they were.
      try keep(
        batch.yields.map(\.facts), melting: nil, evaluation,
        to: commit.factWriter(program: program, batch: batch.number))
      try keep(batch, in: commit)
    }
    for (number, hours) in reading.batchHours {
      try commit.keep(hours.mapValues(\.rows), batch: number)
    }
  }

  /// Writes facts, in the order of their subjects.
  private func keep(
    _ stores: [PartitionedFacts], melting context: EvaluationContext?,
    _ evaluation: EvaluationContext, to writer: consuming FactWriter
  ) throws {
    var writer = writer
    let count = PartitionedFacts.partitionCount
    // What is not all in memory is put together subject by subject.
    if stores.contains(where: { $0.spilledByteCount > 0 }) {
      for partition in 0..<count {
        try forEachSubject(partition: partition, of: stores, melting: context) {
          (kept) throws(SystemError) in
          try SystemError.wrapping {
            for part in kept.headedParts(by: evaluation) {
              try writer.add(part.records, as: part.head)
            }
          }
        }
      }
      return try writer.finish()
    }
    for first in stride(from: 0, to: count, by: plan.jobCount) {
      let round = first..<min(first + plan.jobCount, count)
      let made = try perPartition(round, jobCount: plan.jobCount) {
        (partition) throws(SystemError) in
        var parts: [KeptRecords.HeadedPart] = []
        try forEachSubject(partition: partition, of: stores, melting: context) {
          parts += $0.headedParts(by: evaluation)
        }
        return parts
      }
      for part in made.joined() { try writer.add(part.records, as: part.head) }
    }
    try writer.finish()
  }

  /// Writes the lines of a batch of this run.
  private func keep(_ batch: JoinedBatch<FactYield>, in commit: RunCommit) throws {
    guard !batch.fragments.isEmpty else { return }
    var writer = try commit.batchWriter(batch.number)
    for partition in 0..<PartitionedFacts.partitionCount {
      var failure: (any Error)?
      try forEachSubject(partition: partition, of: batch.fragments.map(\.stores)) {
        (kept) throws(SystemError) in
        guard failure == nil else { return }
        do { try writer.add(kept, messages: batch.messages[kept.subject] ?? []) } catch {
          failure = error
        }
      }
      if let failure { throw failure }
    }
    try writer.finish()
  }
}

extension HourCounts {
  fileprivate init(rows: HourRows) {
    self.init(
      rows.map { row in
        HourTally(
          hour: row.hour, count: row.events, first: Timestamp(microseconds: row.first),
          last: Timestamp(microseconds: row.last))
      })
  }

  fileprivate var rows: HourRows {
    hours.map { ($0.hour, $0.count, $0.first.microseconds, $0.last.microseconds) }
  }
}

extension SystemError {
  /// Runs a body that writes to the state where only errors of the system may pass.
  static func wrapping(_ body: () throws -> Void) throws(SystemError) {
    do { try body() } catch let error as SystemError { throw error } catch {
      throw SystemError(code: 5, operation: "write the state: \(error)")
    }
  }
}

extension RunFailure {
  /// The failure of a run whose state cannot serve it.
  init(_ failure: StateFailure) {
    if case .held = failure {
      self.init(.stateHeld, failure.lines)
    } else {
      self.init(.outputNotWritten, failure.lines)
    }
  }
}
