internal import EventModel
internal import RuleProgram

/// Branches of `or`, and exemptions, that what stands beside them rules out.
extension RuleCompiler {
  /// Warns of branches in a pattern that could be true by themselves, and not where they stand.
  mutating func warnOfDeadBranches(_ pattern: PatternSyntax, in place: ConditionPlace) {
    var open = pattern
    open.exemption = nil
    let selected = given(open)
    if let exemption = pattern.exemption {
      if !mayBeTrue(exemption, given: selected, in: place) {
        report(.neverTrue(.others), at: exemption.range)
      } else {
        warnOfDeadBranches(exemption, given: selected, in: place)
      }
    }
    guard let condition = pattern.condition else { return }
    open.condition = nil
    warnOfDeadBranches(condition, given: given(open), in: place)
  }

  private mutating func warnOfDeadBranches(
    _ expression: ExpressionSyntax, given: [EventKind: Condition], in place: ConditionPlace
  ) {
    switch expression {
    case .group(let inner, _): warnOfDeadBranches(inner, given: given, in: place)
    case .any(let parts):
      let place = place.beside(parts)
      for part in parts {
        if mayBeTrue(part, given: given, in: place) {
          warnOfDeadBranches(part, given: given, in: place)
        } else {
          report(.neverTrue(.others), at: part.range)
        }
      }
    case .all(let parts):
      let place = place.beside(parts)
      for (index, part) in parts.enumerated() where part.holdsAlternative {
        var narrowed = given
        for (other, sibling) in parts.enumerated() where other != index {
          for (kind, condition) in lowered(sibling, in: place) {
            narrowed[kind] = .allOf([narrowed[kind] ?? .constant(true), condition])
          }
        }
        warnOfDeadBranches(part, given: narrowed, in: place)
      }
    case .not, .calendar, .quantified, .test: break
    }
  }

  /// What is known of the events of each kind that a pattern selects.
  private mutating func given(_ pattern: PatternSyntax) -> [EventKind: Condition] {
    let alternatives = quietly { $0.resolve(pattern)?.alternatives } ?? []
    return Dictionary(
      alternatives.map { ($0.kind, $0.condition) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func lowered(
    _ expression: ExpressionSyntax, in place: ConditionPlace
  ) -> [EventKind: Condition] {
    let checked = quietly { $0.check(expression, in: place.scope, place.context) }
    guard let checked else { return [:] }
    var conditions: [EventKind: Condition] = [:]
    for kind in place.scope.kinds { conditions[kind] = checked.lowered(for: kind) }
    return conditions
  }

  private mutating func mayBeTrue(
    _ expression: ExpressionSyntax, given: [EventKind: Condition], in place: ConditionPlace
  ) -> Bool {
    let conditions = lowered(expression, in: place)
    return conditions.isEmpty
      || conditions.contains { kind, condition in
        ConditionSolver.mayBeTrue(
          .allOf([given[kind] ?? .constant(true), condition]), of: kind)
      }
  }
}

extension ExpressionSyntax {
  /// Whether an `or` stands in it, where a branch can be ruled out.
  fileprivate var holdsAlternative: Bool {
    switch self {
    case .group(let inner, _): inner.holdsAlternative
    case .all(let parts): parts.contains(where: \.holdsAlternative)
    case .any: true
    case .not, .calendar, .quantified, .test: false
    }
  }
}
