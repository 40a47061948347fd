internal import EventModel
package import RuleProgram

/// One comparison of totals in a rule, to be asked of the rule's tests.
package struct TotalsLimit: Sendable {
  /// The id of the rule.
  package var rule: String
  package var place: Place
  /// The comparison, over the totals of ``CompiledRule/aggregates``.
  package var condition: TotalsCondition
  /// The comparison as it is written.
  package var text: String

  /// What to say if no test makes it true.
  package var complaint: Complaint { .unreached(text) }
}

extension RuleCompiler {
  /// Keeps the comparisons of totals in a condition.
  mutating func noteLimits(_ expression: ExpressionSyntax, in place: ConditionPlace) {
    switch expression {
    case .group(let inner, _), .not(let inner, _): noteLimits(inner, in: place)
    case .all(let parts), .any(let parts): for part in parts { noteLimits(part, in: place) }
    case .quantified, .calendar: break
    case .test(let test):
      guard expression.holdsTotal, var rule = place.rule else { return }
      let count = rule.aggregates.count
      let condition = quietly {
        $0.lowerTotals(
          expression, in: place.scope, allowsEvents: false, into: &rule)
      }
      guard let condition, rule.aggregates.count == count else { return }
      lint.limits.append(
        TotalsLimit(
          rule: rule.id, place: Place(source: source, range: test.range), condition: condition,
          text: shown(test.range)))
    }
  }
}
