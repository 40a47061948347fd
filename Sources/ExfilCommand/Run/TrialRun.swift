internal import Detection
internal import EventModel
internal import LogArchive
internal import People
internal import Reports
internal import RuleProgram
internal import SystemBoundary

/// Tries one rule on everything the plan names.
///
/// - Parameters:
///   - plan: A plan whose program has one rule.
///   - nearCount: How many near misses of each sort are kept.
///   - progress: Where it is told how far the run has come.
/// - Returns: What the rule made of the logs, and the account of the run as a scan gives it.
/// - Throws: ``RunFailure`` as a scan does.
func tryRule(
  _ plan: RunPlan, nearCount: Int, _ progress: ProgressLine
) throws(RunFailure) -> (trial: RuleTrial, outcome: RunOutcome) {
  let program = plan.program
  let context = try RunContext(plan, wanted: program.fieldsOfScan)
  let matcher = try context.matcher(of: program)
  let isExempted = !program.allowances.isEmpty || !program.disabledRules.isEmpty
  let unexemptedMatcher = isExempted ? try context.matcher(of: program.withoutExceptions) : nil
  let conditions = try context.trialConditions(of: program)
  let budget = plan.memoryByteCount / max(plan.jobCount, 1) / (isExempted ? 4 : 2)
  let reading = try context.readInputs(progress) {
    WholeEventTaker(
      tracer: RuleTracer(
        program: program, conditions: conditions, matcher: matcher,
        unexemptedMatcher: unexemptedMatcher, people: context.people,
        companyDomains: context.companyDomains, budgetByteCount: budget, nearCount: nearCount))
  }
  let files = context.files
  func reduction(
    of stores: [PartitionedFacts], _ program: RuleProgram
  ) throws(RunFailure) -> TrialReduction {
    let evaluation = EvaluationContext(
      program: program, people: context.people, companyDomains: context.companyDomains,
      zone: context.zone, files: EvidenceFiles(files), combines: false)
    var whole = TrialReduction(
      stepCount: program.rules[0].steps.count, nearCount: nearCount)
    do throws(SystemError) {
      for partition in 0..<PartitionedFacts.partitionCount {
        whole.formUnion(
          try reduceTrial(
            partition: partition, of: stores, in: evaluation, nearCount: nearCount))
      }
    } catch {
      throw RunFailure(.outputNotWritten, ["reading spilled facts back: \(error)"])
    }
    return whole
  }
  let reduced = try reduction(of: reading.yields.map(\.facts), program)
  var unexempted: [Finding]?
  if isExempted {
    unexempted = try reduction(
      of: reading.yields.compactMap(\.unexemptedFacts), program.withoutExceptions
    ).findings
  }
  let trial = RuleTrial(
    of: program, yields: reading.yields, reduction: reduced, unexempted: unexempted, files: files)
  var summary = context.summary(of: reading.asFacts, ReductionNotes())
  summary.stillLearning = reduced.learning.map(\.value)
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  var outcome = RunOutcome(
    findings: trial.findings, summary: summary, zone: context.zone,
    newestEvent: reading.newestEvent, resolveUser: { $0 })
  outcome.signalNumber = Interruption.signalNumber
  return (trial, outcome)
}

extension RunContext {
  /// Compiles the tests of the only rule of a program one by one.
  func trialConditions(of program: RuleProgram) throws(RunFailure) -> TrialConditions {
    do {
      return try TrialConditions(program, people: RosterRecords(people)) { name in
        try Self.zone(named: name)
      }
    } catch let failure as RunFailure {
      throw failure
    } catch {
      throw .internalError("compiling conditions: \(error)")
    }
  }
}

extension InputReading<RuleTracer.Yield> {
  /// The reading as a scan has it, for the account of the run.
  fileprivate var asFacts: InputReading<FactYield> {
    InputReading<FactYield>(
      settled: yields.map { yield in
        FactYield(
          facts: yield.facts, identities: yield.identities,
          eventsWithoutSubject: yield.eventsWithoutSubject, leftOut: yield.leftOut)
      }, accounts: accounts, identities: identities, coverage: coverage)
  }
}
