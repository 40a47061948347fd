internal import EventModel
internal import RuleProgram

/// One side of a comparison of totals, with its type.
private struct TypedTotal {
  var value: TotalsValue
  var type: ValueType
}

extension RuleCompiler {
  /// Lowers a condition on totals; `rule` takes the totals and event tests that it refers to.
  ///
  /// Tests of the event at hand may stand beside totals only if `allowsEvents` (`add … if`). The
  /// result is `nil` if there is a mistake in it; each mistake has then been reported.
  mutating func lowerTotals(
    _ expression: ExpressionSyntax, in scope: Scope, isNegated: Bool = false,
    allowsEvents: Bool, _ context: ConditionContext = ConditionContext(),
    into rule: inout CompiledRule
  ) -> TotalsCondition? {
    guard expression.holdsTotal else {
      return lowerEventTest(expression, in: scope, isNegated, allowsEvents, context, into: &rule)
    }
    switch expression {
    case .group(let inner, _):
      return lowerTotals(
        inner, in: scope, isNegated: isNegated, allowsEvents: allowsEvents, context, into: &rule)
    case .not(let inner, _):
      return lowerTotals(
        inner, in: scope, isNegated: !isNegated, allowsEvents: allowsEvents, context, into: &rule)
    case .all(let parts), .any(let parts):
      var conditions: [TotalsCondition] = []
      for part in parts {
        if let condition = lowerTotals(
          part, in: scope, isNegated: isNegated, allowsEvents: allowsEvents, context, into: &rule)
        {
          conditions.append(condition)
        }
      }
      guard conditions.count == parts.count else { return nil }
      let isAll = if case .all = expression { true } else { false }
      return isAll != isNegated ? .all(conditions) : .any(conditions)
    case .test(let test):
      return lowerTotalsTest(test, in: scope, isNegated: isNegated, into: &rule)
    case .calendar, .quantified:
      report(.totalOfValue, at: expression.range)
      return nil
    }
  }

  private mutating func lowerEventTest(
    _ expression: ExpressionSyntax, in scope: Scope, _ isNegated: Bool, _ allowsEvents: Bool,
    _ context: ConditionContext, into rule: inout CompiledRule
  ) -> TotalsCondition? {
    guard allowsEvents else {
      report(complaint(aboutEventTest: expression), at: expression.range)
      return nil
    }
    var context = context
    context.isNegated = isNegated
    guard let checked = check(expression, in: scope, context) else { return nil }
    let condition = checked.lowered(for: nil, isNegated: isNegated)
    return rule.residual(of: condition)
  }

  private mutating func lowerTotalsTest(
    _ test: TestSyntax, in scope: Scope, isNegated: Bool, into rule: inout CompiledRule
  ) -> TotalsCondition? {
    guard case .compare(let comparison, let right, _) = test.tail else {
      report(.onlyCompared, at: test.range)
      return nil
    }
    // The side without a total takes its type from the other one.
    let rightFirst = test.subject.aggregate == nil
    let first = lowerTotal(rightFirst ? right : test.subject, like: nil, in: scope, into: &rule)
    guard let first else { return nil }
    let second = lowerTotal(
      rightFirst ? test.subject : right, like: first.type, in: scope, into: &rule)
    guard let second else { return nil }
    guard first.type == second.type else {
      report(.differentTotals(first.type.typeName, second.type.typeName), at: test.range)
      return nil
    }
    let (left, rightSide) = rightFirst ? (second, first) : (first, second)
    return .compare(left.value, isNegated ? comparison.inverted : comparison, rightSide.value)
  }

  private mutating func lowerTotal(
    _ value: ValueSyntax, like type: ValueType?, in scope: Scope, into rule: inout CompiledRule
  ) -> TypedTotal? {
    switch value.term {
    case .history(let name, let syntax, let microseconds):
      let index = lowerHabit(
        name, syntax, microseconds: microseconds, at: value.range, in: scope, into: &rule)
      guard let index else { return nil }
      let unit = rule.aggregates[rule.habits[index].aggregate].unit
      return scaled(TypedTotal(value: .habit(index), type: unit), by: value)
    case .aggregate(let syntax):
      guard let index = lowerAggregate(syntax, in: scope, into: &rule) else { return nil }
      let unit = rule.aggregates[index].unit
      return scaled(TypedTotal(value: .aggregate(index), type: unit), by: value)
    case .literal(let written):
      let literal = valueOfLet(written)
      if case .name(let text) = literal.value {
        let name = NameSyntax(text: text, range: literal.range)
        guard !symbols.mayBeBroken(text) else { return nil }
        let isField = scope.resolve(text) != nil
        report(
          isField ? .fieldInTotals(text) : .unknownNameInTotals(text, known: symbols.lets.keys),
          at: name.range)
        return nil
      }
      guard let type else { return nil }
      guard let number = numericConstant(literal, as: type) else { return nil }
      guard let scaled = product(number, value.factor ?? .one) else {
        report(.factor, at: value.range)
        return nil
      }
      return TypedTotal(value: .constant(scaled), type: type)
    }
  }

  private mutating func scaled(_ total: TypedTotal, by value: ValueSyntax) -> TypedTotal? {
    guard let factor = value.factor, factor != .one else { return total }
    // So that two sides can be compared exactly in 128 bits.
    guard factor.numerator <= Int64(Int32.max) else {
      report(.largeFactor(limit: Int(Int32.max)), at: value.range)
      return nil
    }
    return TypedTotal(value: .scaled(factor, total.value), type: total.type)
  }

  /// Returns the number of a total among those of the rule.
  mutating func lowerAggregate(
    _ syntax: AggregateSyntax, in scope: Scope, into rule: inout CompiledRule
  ) -> Int? {
    var operand: ResolvedField?
    if let name = syntax.operand {
      guard let field = findField(name, in: scope) else { return nil }
      operand = field
    }
    guard let unit = unit(of: syntax, operand) else { return nil }
    var condition: Condition?
    if let written = syntax.condition {
      guard !written.holdsTotal else {
        report(.totalInTotal, at: written.range)
        return nil
      }
      guard let checked = check(written, in: scope, ConditionContext()) else { return nil }
      condition = checked.lowered(for: nil)
    }
    var aggregate = Aggregate(
      function: syntax.function, operand: operand?.operand, condition: condition, unit: unit)
    if let condition, condition.asksHistory { aggregate.history = rule.residual(of: condition) }
    if let known = rule.aggregates.firstIndex(of: aggregate) { return known }
    rule.aggregates.append(aggregate)
    return rule.aggregates.count - 1
  }

  private mutating func unit(
    of syntax: AggregateSyntax, _ operand: ResolvedField?
  ) -> ValueType? {
    switch (syntax.function, operand) {
    case (.count, _): return .integer
    case (.distinct, .some): return .integer
    case (_, nil):
      report(.totalOfWhat(syntax.function.rawValue), at: syntax.range)
      return nil
    case (_, let field?):
      guard field.type.isNumeric else {
        report(
          .totalNeedsNumbers(syntax.function.rawValue, of: field.name, field.type.typeName),
          at: syntax.range)
        return nil
      }
      return field.type
    }
  }
}

extension ValueSyntax {
  fileprivate var aggregate: ValueSyntax? {
    switch term {
    case .aggregate, .history: self
    case .literal: nil
    }
  }
}

extension ExpressionSyntax {
  /// Whether a total stands anywhere in it, inner `where`s aside.
  var holdsTotal: Bool {
    switch self {
    case .not(let inner, _), .group(let inner, _): inner.holdsTotal
    case .all(let parts), .any(let parts): parts.contains(where: \.holdsTotal)
    case .calendar: false
    case .quantified(_, _, .group(let inner), _): inner.holdsTotal
    case .quantified(_, _, .tail(let tail), _): tail.holdsTotal
    case .test(let test): test.subject.aggregate != nil || test.tail.holdsTotal
    }
  }
}

extension TailSyntax {
  fileprivate var holdsTotal: Bool {
    if case .compare(_, let right, _) = self { right.aggregate != nil } else { false }
  }
}
