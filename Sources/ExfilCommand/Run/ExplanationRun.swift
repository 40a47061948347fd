internal import Detection
internal import EventModel
internal import LogArchive
internal import People
internal import Reports
internal import RuleProgram
internal import SystemBoundary

/// What reading the logs once more for one finding came to.
struct ExplanationOutcome {
  var subject: SubjectExplanation
  /// The inputs and nothing else.
  var summary: RunSummary
  var files: [String]
}

/// Reads the logs once more and finds out how a finding comes about.
///
/// - Parameters:
///   - wanted: Which finding.
///   - plan: A plan with all rules.
///   - progress: Where it is told how far the run has come.
/// - Returns: What the logs tell, and the account of the inputs.
/// - Throws: ``RunFailure`` as a scan does.
func explain(
  _ wanted: ExplainedFinding, _ plan: RunPlan, _ progress: ProgressLine
) throws(RunFailure) -> ExplanationOutcome {
  let program = plan.program
  let rule = program.rules[wanted.rule]
  let context = try RunContext(plan, wanted: program.fieldsOfScan)
  let matcher = try context.matcher(of: program)
  // The findings that a rule over findings counts are no events that could be traced.
  let conditions =
    rule.isOverAlerts ? nil : try context.trialConditions(of: program.onlyRule(wanted.rule))
  let budget = plan.memoryByteCount / max(plan.jobCount, 1) / 2
  let reading = try context.readInputs(progress) {
    WholeEventTaker(
      tracer: SubjectMapper(
        of: wanted.subject, program: program, matcher: matcher, conditions: conditions,
        keeping: rule.explainedFields, people: context.people,
        companyDomains: context.companyDomains, budgetByteCount: budget,
        nearCount: wanted.nearCount))
  }
  let files = context.files
  let evaluation = EvaluationContext(
    program: program, matcher: matcher, people: context.people,
    companyDomains: context.companyDomains, zone: context.zone, files: EvidenceFiles(files),
    combines: false)
  let subject: SubjectExplanation
  do throws(SystemError) {
    subject = try explain(
      wanted, from: reading.yields, in: evaluation)
  } catch {
    throw RunFailure(.outputNotWritten, ["reading spilled facts back: \(error)"])
  }
  var summary = RunSummary()
  summary.inputs = reading.accounts
  summary.warnings = context.warnings
  return ExplanationOutcome(subject: subject, summary: summary, files: files)
}
