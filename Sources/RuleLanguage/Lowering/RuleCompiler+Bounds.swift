internal import RuleProgram

extension RuleCompiler {
  /// Refuses a rule that has more parts than the engine keeps apart in each fact.
  mutating func refuseTooManyParts(_ syntax: RuleSyntax, _ rule: CompiledRule) {
    let parts = [
      ("steps", rule.steps.count, CompiledRule.maximumStepCount),
      (
        "tests of single events in its score", rule.eventConditions.count,
        CompiledRule.maximumConditionCount
      ),
      ("different totals", rule.aggregates.count, CompiledRule.maximumConditionCount),
    ]
    for (name, count, limit) in parts where count > limit {
      report(
        "E-too-large", "rule `\(syntax.name.text)` has \(count) \(name)", at: syntax.name.range,
        label: "at most \(limit)", help: "make two rules of it")
    }
  }
}
