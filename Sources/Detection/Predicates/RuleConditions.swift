internal import RuleProgram

/// The conditions that are asked of an event for each rule that selects it, end to end.
///
/// Every worker makes its own, for the reason that ``StepTable`` gives.
struct RuleConditions: Sendable {
  /// Those of ``CompiledRule/eventConditions``, rule by rule.
  private(set) var event: [ConditionID] = []
  /// Those of ``CompiledRule/aggregates``; `nil` where a total takes every event.
  private(set) var aggregates: [ConditionID?] = []
  /// Where those of a rule begin, and after the last rule their number.
  private var eventStarts = [0]
  private var aggregateStarts = [0]

  init(_ matcher: RuleMatcher, ruleCount: Int) {
    for rule in 0..<ruleCount {
      event += matcher.eventConditions(ofRule: rule)
      eventStarts.append(event.count)
      aggregates += matcher.aggregateConditions(ofRule: rule)
      aggregateStarts.append(aggregates.count)
    }
  }

  /// Where the event conditions of a rule stand.
  func eventRange(ofRule rule: Int) -> Range<Int> { eventStarts[rule]..<eventStarts[rule + 1] }

  /// Where the conditions of a rule's totals stand.
  func aggregateRange(ofRule rule: Int) -> Range<Int> {
    aggregateStarts[rule]..<aggregateStarts[rule + 1]
  }
}
