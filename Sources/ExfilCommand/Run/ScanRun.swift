internal import Detection
internal import EventModel
internal import LogArchive
internal import People
internal import Reports
internal import RuleProgram
internal import SystemBoundary

/// Scans everything the plan names: events to facts, facts to findings, and an account of it all.
func scan(_ plan: RunPlan, _ progress: ProgressLine) throws(RunFailure) -> RunOutcome {
  let program = plan.program
  let early = Beside(plan.jobCount > 1) { EarlyConditions(of: program) }
  let context = try RunContext(plan, wanted: program.fieldsOfScan)
  let matcher = try context.matcher(of: program) { early.value }
  var times = StageTimes()
  times.endPreparing()
  let reading = try context.readFacts(matcher, progress)
  times.endReading()
  // A signal while inputs are read ends the reading, and what was read is judged; one that comes
  // now ends the judging.
  let isReadingStopped = Interruption.signalNumber != nil
  let evaluation = EvaluationContext(
    program: plan.program, matcher: matcher, people: context.people,
    companyDomains: context.companyDomains, zone: context.zone,
    files: EvidenceFiles(context.files), combines: plan.combines,
    showsEvents: plan.showsEvents, storedText: reading.storedText,
    subjectBudget: SubjectBudget(
      memoryByteCount: plan.memoryByteCount, jobCount: plan.jobCount),
    isStopped: { !isReadingStopped && Interruption.signalNumber != nil })
  let facts = reading.yields.map(\.facts)
  let reduced: ReduceStage.Result
  do throws(SystemError) {
    reduced = try ReduceStage(
      stores: facts, context: evaluation,
      // A few facts are judged before a second worker has begun.
      jobCount: facts.reduce(0) { $0 + $1.factCount } < 64 ? 1 : plan.jobCount
    ).run()
  } catch {
    throw RunFailure(.outputNotWritten, ["reading spilled facts back: \(error)"])
  }
  times.endEvaluating()
  var outcome = context.outcome(of: reading, reduced.notes)
  outcome.findings = reduced.findings
  outcome.leaving = context.people.leavingCourses(of: Set(reduced.findings.compactMap(\.user)))
  outcome.stageTimes = times
  return outcome
}

extension RuleProgram {
  /// Every field that a scan looks at, for the rules or for its findings.
  var fieldsOfScan: FieldSet { fields.union(.ofEveryFinding) }
}

extension FieldSet {
  /// What findings need of any event, whatever the rules look at.
  fileprivate static let ofEveryFinding: FieldSet = {
    var fields = FieldSet()
    for field: Field in [
      .user, .host, .srcIP, .source, .outcome, .bytesOut, .domain, .sender, .to, .cc, .bcc,
      .recipient, .deviceSerial, .volume,
    ] { fields.insert(field) }
    return fields
  }()
}

extension RunContext {
  /// Compiles the conditions of a program.
  ///
  /// - Parameters:
  ///   - program: The rules.
  ///   - early: Gives what is known of its conditions beforehand; `nil` if nobody has looked.
  /// - Returns: The conditions.
  /// - Throws: ``RunFailure`` for a clock that this machine does not have.
  func matcher(
    of program: RuleProgram, early: () -> EarlyConditions? = { nil }
  ) throws(RunFailure) -> RuleMatcher {
    do {
      return try RuleMatcher(program: program, people: RosterRecords(people), early: early) {
        (name) in try Self.zone(named: name)
      }
    } catch let failure as RunFailure {
      throw failure
    } catch {
      throw .internalError("compiling conditions: \(error)")
    }
  }

  /// Reads all inputs and makes facts of them, as a scan wants them.
  ///
  /// - Throws: ``RunFailure`` when the disk refuses what memory cannot hold.
  func readFacts(
    _ matcher: RuleMatcher, _ progress: ProgressLine
  ) throws(RunFailure) -> InputReading<FactYield> {
    let context = self
    let budget = plan.memoryByteCount / max(plan.jobCount, 1) / 2
    return try readInputs(progress) {
      FactTaker(
        mapper: FactMapper(
          program: context.plan.program, matcher: matcher, people: context.people,
          companyDomains: context.companyDomains, budgetByteCount: budget,
          combines: context.plan.combines),
        looksAhead: context.plan.looksAhead)
    }
  }

  /// Puts together what a run came to, without its findings.
  func outcome(of reading: InputReading<FactYield>, _ notes: ReductionNotes) -> RunOutcome {
    let context = self
    // Few runs ask whom the logs name.
    let identities = reading.yields.map(\.identities)
    let seen: @Sendable () -> Set<String> = {
      Set(identities.joined().map { String(logBytes: $0.user.identity) })
    }
    var summary = summary(of: reading, notes)
    summary.stillLearning = notes.learning.map(\.value)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var outcome = RunOutcome(
      findings: [], summary: summary, zone: zone, newestEvent: reading.newestEvent,
      resolveUser: { identity in
        String(
          logBytes: context.people.userText(
            of: context.people.resolve(Array(identity.utf8).span)))
      },
      isKnownUser: { user in
        seen().contains(user) || context.people.people.contains { $0.id == user }
      })
    outcome.knownNames = { context.people.knownNames(andOf: seen()) }
    outcome.signalNumber = Interruption.signalNumber
    return outcome
  }

  /// Puts together what a run says beside its findings.
  func summary(of reading: InputReading<FactYield>, _ notes: ReductionNotes) -> RunSummary {
    var summary = RunSummary()
    summary.inputs = reading.accounts
    summary.warnings = warnings
    if plan.people != nil {
      summary.roster = RosterAccount(
        of: people, written: rosterWritten, newestEvent: reading.newestEvent)
    }
    summary.ruleCount = plan.program.rules.count
    summary.peopleCount = people.people.count
    summary.factCount = reading.yields.reduce(0) { $0 + $1.facts.factCount }
    summary.spilledByteCount = reading.yields.reduce(0) { $0 + $1.facts.spilledByteCount }
    summary.eventsWithoutSubject = reading.yields.reduce(0) { $0 + $1.eventsWithoutSubject }
    let report = EvaluabilityReport(
      program: plan.program,
      sources: zip(reading.accounts, reading.identities).map { account, identity in
        identity.source(of: account, in: zone)
      } + reading.coverage.compactMap(EvaluabilityReport.Source.init(of:)))
    summary.coverage = reading.coverage
    summary.notEvaluable = report.notEvaluable
    summary.notApplicable = report.notApplicable
    summary.silentDays = report.silentDays
    summary.unjudged = notes.unjudged.sorted { $0.key < $1.key }.map { rule, subjects in
      UnjudgedRule(
        rule: plan.program.rules[rule].id,
        subjects: subjects.map(\.value)
          .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
    summary.isStopped = notes.isStopped
    summary.weakened = report.weakened
    summary.noteExceptions(
      of: plan.program, leftOut: reading.yields.map(\.leftOut) + [notes.leftOut],
      newestEvent: reading.newestEvent)
    countPeople(reading.yields.flatMap(\.identities), into: &summary)
    return summary
  }

  private func countPeople(_ identities: [KnownIdentity], into summary: inout RunSummary) {
    var seen: Set<Int> = []
    for identity in identities where identity.eventCount > 0 {
      var name: String { String(logBytes: identity.user.identity) }
      switch identity.state {
      case .known: if let person = identity.user.person { seen.insert(person) }
      case .unknown: summary.unknownIdentities[name, default: 0] += identity.eventCount
      case .ambiguous: summary.ambiguousIdentities[name, default: 0] += identity.eventCount
      }
    }
    // Without a roster every identity is unknown, and nothing can be said about that.
    if people.people.isEmpty { summary.unknownIdentities = [:] }
    summary.silentPeople = people.people.indices.filter { !seen.contains($0) }
      .map { people.people[$0].id }
  }
}
