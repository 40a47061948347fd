internal import RuleProgram

extension RuleCompiler {
  /// Refuses a rule that has more parts than the engine keeps apart in each fact.
  mutating func refuseTooManyParts(_ syntax: RuleSyntax, _ rule: CompiledRule) {
    let parts: [(Complaint.Parts, Int, Int)] = [
      (.steps, rule.steps.count, CompiledRule.maximumStepCount),
      (
        .eventTests, rule.eventConditions.count,
        CompiledRule.maximumConditionCount
      ),
      (.totals, rule.aggregates.count, CompiledRule.maximumConditionCount),
    ]
    for (what, count, limit) in parts where count > limit {
      report(.tooManyParts(syntax.name.text, what, count, limit: limit), at: syntax.name.range)
    }
  }
}
