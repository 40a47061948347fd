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
  private(set) var context: RunContext
  private let matcher: RuleMatcher
  let seen: SeenInputs
  let programs: KeptPrograms
  let print: ProgramPrint
  let people: [String: UInt64]
  let knownPeople: [String: UInt64]
  let leasesDigest: String
  private let areLeasesMoved: Bool

  /// Prepares the scan: looks at the inputs, and compares rules and people with those of earlier runs.
  ///
  /// - Throws: ``RunFailure``.
  init(
    _ plan: RunPlan, _ print: ProgramPrint, _ store: borrowing StateStore, _ known: KnownState,
    _ progress: ProgressLine
  ) throws(RunFailure) {
    var plan = plan
    plan.hashesInputs = true
    self.plan = plan
    self.progress = progress
    context = try RunContext(plan, wanted: plan.program.fieldsOfScan)
    try Self.refuseStreams(context.inputs)
    self.print = print
    // Nobody needs these to see what is new of the inputs.
    let begun = context
    let matching = Beside(plan.jobCount > 1) {
      Result { () throws(RunFailure) in try begun.matcher(of: begun.plan.program) }
    }
    let fingerprints = Beside(plan.jobCount > 1) {
      begun.people.people.reduce(into: [String: UInt64]()) { known, person in
        known[person.id] = person.fingerprint
      }
    }
    knownPeople = known.people
    do throws(StateFailure) {
      seen = SeenInputs(context.inputs, known: known.contents, jobCount: plan.jobCount)
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
      people = fingerprints.value
      context.earlier.joinsAnew = programs.isChanged || areLeasesMoved || people != knownPeople
    } catch {
      throw RunFailure(error)
    }
    matcher = try matching.value.get()
  }

  /// What tells the rules of a run from those of another one.
  static func print(of program: RuleProgram) -> ProgramPrint {
    ProgramPrint(of: program, surroundings: "facts 1")
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
      let new = try newFacts(of: reading, evaluation, store)
      let committing = beginCommit(of: reading, new, by: evaluation, to: store)
      var concern = try Concern(
        of: reading, new, in: context, evaluation, store: store, programs: programs, people: people,
        before: knownPeople)
      let standing = try store.standingFindings()
      let reduced = try reduce(reading, &concern, standing, evaluation, store)
      times.endEvaluating()
      let comparison = try NightlyComparison(
        of: reduced.findings, about: JudgedSubjects(concern, in: plan.program), before: standing,
        with: store, listsStanding: plan.listsStanding,
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
      outcome.signalNumber = Interruption.signalNumber
      if outcome.signalNumber == nil {
        do throws(StateFailure) {
          try finish(committing, concern, reading, comparison, outcome, toldDrops: drops.told)
        } catch {
          // A run that is told to end does not read on to tell the next one what it has read.
          outcome.signalNumber = Interruption.signalNumber
          if outcome.signalNumber == nil { throw error }
        }
      }
      guard outcome.signalNumber == nil else {
        committing.giveUp()
        try store.endRun(as: "interrupted")
        return outcome
      }
      // What is written down is told by the next run, if this one must not go on.
      outcome.signalNumber = Interruption.signalNumber
      return outcome
    } catch {
      throw RunFailure(error)
    }
  }

  /// What was made of lines that stand by themselves.
  private func newFacts(
    of reading: InputReading<FactYield>, _ evaluation: EvaluationContext,
    _ store: borrowing StateStore
  ) throws(StateFailure) -> NewFacts {
    do throws(SystemError) {
      return try NewFacts(of: reading, in: evaluation, jobCount: plan.jobCount)
    } catch {
      throw .unusable(store.path, reason: "spilling to disk: \(error)")
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

  /// Judges everybody who is concerned on new and kept facts: on what is near, and those on everything
  /// of whom that is not enough.
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
    var result = ReduceStage.Result()
    let standing = spans(of: standing)
    try concern.leaveOutQuiet(
      standing: standing, in: evaluation, store: store, programs: programs)
    if !concern.near.isEmpty {
      var notes = ReductionNotes()
      let near = try StateFailure.guarding(store.path) {
        let near = try kept(concern.nearParts(in: evaluation), concern)
        return try NearStage(
          stores: new + [unsettled, near], scopes: concern.near, standing: standing,
          context: evaluation, jobCount: plan.jobCount
        ).run(&notes)
      }
      concern.judgeWholly(near.unclear)
      result = ReduceStage.Result(findings: near.found, notes: notes)
    }
    guard !concern.subjects.isEmpty else {
      result.findings.sortForReports()
      return result
    }
    let judged = concern
    let whole = try StateFailure.guarding(store.path) {
      let all = try kept(judged.wholeParts, judged)
      return try ReduceStage(
        stores: new + [unsettled, all], context: evaluation, jobCount: plan.jobCount,
        subjects: judged.subjects
      ).run()
    }
    result.findings += whole.findings
    result.findings.sortForReports()
    result.notes.add(whole.notes)
    return result
  }

  /// The findings that stand, by their subjects and the numbers of their rules.
  private func spans(of standing: [KeptFinding]) -> [[UInt8]: [StandingSpan]] {
    let numbers = plan.program.ruleNumbers
    var spans: [[UInt8]: [StandingSpan]] = [:]
    for finding in standing {
      guard let span = StandingSpan(finding, numbers) else { continue }
      spans[finding.subject, default: []].append(span)
    }
    return spans
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
