internal import Detection
internal import EventModel
internal import Reports
internal import RuleLanguage
internal import RuleProgram

/// Judges all variants of a rule in one scan.
///
/// - Throws: ``RunFailure`` as a scan does.
/// - Returns: What each value finds, and the account of the run, in which the rule stands once.
func sweep(
  _ variants: RuleVariants, _ plan: RunPlan, _ engine: Engine, _ progress: ProgressLine
) throws(RunFailure) -> (SweepReport, RunOutcome) {
  var plan = plan
  plan.program = variants.program
  var outcome = try engine.scan(plan, progress)
  let accounts = outcome.summary.inputs.map(\.lines)
  let first = accounts.compactMap(\.firstEvent).min()
  let last = accounts.compactMap(\.lastEvent).max()
  var span: ClosedRange<Timestamp>?
  if let first, let last, first <= last { span = first...last }
  let range = variants.range
  var report = SweepReport(
    rule: variants.id, title: variants.program.rules.first?.title ?? "", name: variants.name,
    present: range.text(of: variants.present), span: span)
  let findings = Dictionary(grouping: outcome.findings, by: \.rule)
  for (rule, amount) in zip(variants.program.rules, range.amounts) {
    report.add(
      range.text(of: amount), isPresent: amount == variants.present, findings[rule.id] ?? [])
  }
  outcome.summary.name(variants)
  return (report, outcome)
}

extension RunSummary {
  /// Says once and by its own name what is true of the variants of a rule.
  fileprivate mutating func name(_ variants: RuleVariants) {
    let ids = Set(variants.program.rules.map(\.id))
    let first = variants.program.rules.first?.id
    ruleCount = 1
    notEvaluable = notEvaluable.filter { $0.rule == first || !ids.contains($0.rule) }
    for index in notEvaluable.indices { notEvaluable[index].rule = variants.id }
    notApplicable = notApplicable.contains { ids.contains($0) } ? [variants.id] : []
    silentDays = silentDays.filter { $0.rule == first }
    for index in silentDays.indices { silentDays[index].rule = variants.id }
    if let one = unjudged.first {
      var merged = one
      merged.rule = variants.id
      merged.subjects = Set(unjudged.flatMap(\.subjects)).sorted()
      unjudged = [merged]
    }
    for index in allowed.indices {
      allowed[index].shares = Array(allowed[index].shares.prefix(1))
      if !allowed[index].shares.isEmpty { allowed[index].shares[0].rule = variants.id }
    }
    disabled = Array(disabled.prefix(1))
    if !disabled.isEmpty {
      disabled[0].name = variants.id
      for index in disabled[0].shares.indices { disabled[0].shares[index].rule = variants.id }
    }
  }
}
