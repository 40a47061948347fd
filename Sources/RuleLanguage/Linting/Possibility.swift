internal import EventModel
internal import RuleProgram

/// Whether a condition can come out one way or the other, as far as schema and constants tell.
struct Possibility {
  /// Whether some event makes it true.
  var mayBeTrue = false
  /// Whether some event that has the values makes it false.
  var mayBeFalse = false
  /// Whether it may be neither, because a value is missing.
  var mayBeOpen = false
}

/// Where a condition stands, for asking about parts of it.
struct ConditionPlace {
  var scope: Scope
  /// The rule whose totals the condition may compare; without one it is about single events.
  var rule: CompiledRule?
  var context = ConditionContext()

  /// The place inside `not ( … )`.
  var negated: ConditionPlace {
    var place = self
    place.context.isNegated.toggle()
    return place
  }

  /// The place of one of several parts beside each other.
  func beside(_ parts: [ExpressionSyntax]) -> ConditionPlace {
    var place = self
    place.context.mentioned.formUnion(parts.compactMap(RuleCompiler.fieldSaidToBeMissing))
    return place
  }
}

extension RuleCompiler {
  /// Finds out how an expression that was checked before can come out.
  ///
  /// - Returns: `nil` where it cannot be judged by itself.
  mutating func possibility(
    of expression: ExpressionSyntax, in place: ConditionPlace
  ) -> Possibility? {
    if expression.holdsTotal { return quietly { $0.possibilityOfTotals(expression, in: place) } }
    let checked = quietly { $0.check(expression, in: place.scope, place.context) }
    guard let checked else { return nil }
    var result = Possibility()
    for kind in place.scope.kinds {
      let isTrue = checked.lowered(for: kind)
      result.mayBeTrue = result.mayBeTrue || ConditionSolver.mayBeTrue(isTrue, of: kind)
      let isFalse = checked.lowered(for: kind, isNegated: true)
      result.mayBeFalse = result.mayBeFalse || ConditionSolver.mayBeTrue(isFalse, of: kind)
      let isNot = Condition.unless(isTrue)
      result.mayBeOpen = result.mayBeOpen || ConditionSolver.mayBeTrue(isNot, of: kind)
    }
    return result
  }

  private mutating func possibilityOfTotals(
    _ expression: ExpressionSyntax, in place: ConditionPlace
  ) -> Possibility? {
    guard var rule = place.rule else { return nil }
    var outcomes: [Bool] = []
    for isNegated in [false, true] {
      guard
        let condition = lowerTotals(
          expression, in: place.scope, isNegated: isNegated, allowsEvents: true, place.context,
          into: &rule)
      else { return nil }
      outcomes.append(TotalsSolver.mayBeTrue(condition, of: rule))
    }
    return Possibility(mayBeTrue: outcomes[0], mayBeFalse: outcomes[1], mayBeOpen: outcomes[1])
  }
}
