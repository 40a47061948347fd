internal import EventModel
internal import RuleProgram

/// What the checker must know of the place where a condition stands.
struct ConditionContext {
  /// Whether an odd number of `not`s surrounds it.
  var isNegated = false
  /// The fields about whose absence something is said beside it.
  var mentioned: Set<String> = []
}

extension RuleCompiler {
  /// Checks a condition on one event.
  ///
  /// - Returns: `nil` if there is a mistake in it; each mistake has then been reported.
  mutating func check(
    _ expression: ExpressionSyntax, in scope: Scope, _ context: ConditionContext
  ) -> CheckedCondition? {
    var context = context
    switch expression {
    case .group(let inner, _):
      return check(inner, in: scope, context)
    case .not(let inner, _):
      context.isNegated.toggle()
      return check(inner, in: scope, context).map(CheckedCondition.not)
    case .all(let parts):
      context.mentioned.formUnion(parts.compactMap(Self.fieldSaidToBeMissing))
      return checkAll(parts, in: scope, context).map(CheckedCondition.all)
    case .any(let parts):
      context.mentioned.formUnion(parts.compactMap(Self.fieldSaidToBeMissing))
      return checkAll(parts, in: scope, context).map(CheckedCondition.any)
    case .calendar(let during, let name, _):
      return findCalendar(name).map { .test(.calendar($0, during: during)) }
    case .quantified(let quantifier, let field, let body, _):
      return checkQuantified(quantifier, field, body, in: scope, context)
    case .test(let test):
      return check(test, in: scope, context)
    }
  }

  private mutating func checkAll(
    _ parts: [ExpressionSyntax], in scope: Scope, _ context: ConditionContext
  ) -> [CheckedCondition]? {
    var checked: [CheckedCondition] = []
    for part in parts {
      if let condition = check(part, in: scope, context) { checked.append(condition) }
    }
    return checked.count == parts.count ? checked : nil
  }

  /// The field in `X is missing` or `X is not missing`.
  static func fieldSaidToBeMissing(_ expression: ExpressionSyntax) -> String? {
    var expression = expression
    while true {
      switch expression {
      case .group(let inner, _), .not(let inner, _): expression = inner
      case .test(let test):
        guard case .isMissing = test.tail else { return nil }
        return test.subject.name?.text
      default: return nil
      }
    }
  }

  private mutating func findCalendar(_ name: NameSyntax) -> CalendarID? {
    if let calendar = symbols.calendars[name.text] { return calendar }
    guard !symbols.mayBeBroken(name.text) else { return nil }
    report(.unknownCalendar(name.text, known: symbols.calendars.keys), at: name.range)
    return nil
  }

  private mutating func checkQuantified(
    _ quantifier: Quantifier, _ name: NameSyntax, _ body: ExpressionSyntax.QuantifiedBody,
    in scope: Scope, _ context: ConditionContext
  ) -> CheckedCondition? {
    guard let field = findField(name, in: scope) else { return nil }
    guard field.isList, case .field(let list) = field.operand.origin else {
      report(.singleValue(name.text, quantifier: quantifier.words), at: name.range)
      return nil
    }
    if case .tail(.isNew(let isNegated, let key, let microseconds, let keyword)) = body, !isNegated
    {
      // Elements have no past of their own: the past of all of them is asked at once.
      if case .atLeast = quantifier {
        report(.newCount(name.text), at: keyword)
        return nil
      }
      var context = context
      context.isNegated = false
      return checkNewness(
        of: field, quantifier, isNegated: false, to: key, microseconds: microseconds,
        at: name.range, keyword: keyword, in: scope, context)
    }
    let inner: CheckedCondition?
    var context = context
    context.isNegated = false
    switch body {
    case .group(let expression):
      guard field.operand.part == .whole else {
        report(.quantifiedPart(of: list.name), at: name.range)
        return nil
      }
      inner = check(expression, in: Scope(kinds: scope.kinds, element: field.type), context)
    case .tail(let tail):
      let part = Scope.parts(of: .email) + Scope.parts(of: .attachment)
      let isOptional =
        part.first { $0.part == field.operand.part && field.operand.part != .whole }?.isOptional
      let element = ResolvedField(
        operand: Operand(.element, field.operand.part), type: field.type,
        isOptional: isOptional ?? false, isList: false, name: name.text)
      inner = check(tail, of: element, at: name.range, in: scope, context)
    }
    return inner.map { condition in
      .quantified(
        quantifier, list, condition, elementMayBeMissing: Self.mayBeUnknown(condition, in: scope))
    }
  }

  /// Whether a value that the condition looks at may be missing, even for an element that is there.
  private static func mayBeUnknown(_ condition: CheckedCondition, in scope: Scope) -> Bool {
    switch condition {
    case .constant: false
    case .not(let inner): mayBeUnknown(inner, in: scope)
    case .all(let parts), .any(let parts): parts.contains { mayBeUnknown($0, in: scope) }
    case .quantified(_, _, _, let mayBeMissing): mayBeMissing
    case .test(let predicate):
      predicate.operands.contains { operand in
        switch operand.origin {
        case .element: operand.part != .whole && operand.part != .name && operand.part != .local
        case .field(let field):
          scope.kinds.contains { Schema.declaration(of: field, in: $0)?.isOptional ?? true }
        }
      }
    }
  }

  /// Finds a field; reports it if there is none.
  mutating func findField(_ name: NameSyntax, in scope: Scope) -> ResolvedField? {
    guard let field = scope.resolve(name.text) else {
      guard !symbols.broken.contains(name.text), !scope.kinds.isEmpty else { return nil }
      reportUnknownField(name, in: scope)
      return nil
    }
    if case .field(.direction) = field.operand.origin { companyDomainsUse = name.range }
    return field
  }

  private mutating func reportUnknownField(_ name: NameSyntax, in scope: Scope) {
    var hint = Complaint.FieldHint.nothing
    if symbols.lists[name.text] != nil {
      hint = .list
    } else if Field(name: name.text) != nil {
      hint = .otherKinds(than: scope.kinds.map(\.name))
    } else if UserFlag(rawValue: name.text) != nil {
      hint = .status
    }
    report(.unknownField(name.text, known: scope.names, hint: hint), at: name.range)
  }

  /// Refuses a negated test on a field that may be missing, unless the author says what then.
  ///
  /// - Returns: Whether the test may stand.
  mutating func obeysMissingLaw(
    _ field: ResolvedField, isNegated: Bool, at range: Range<Int>, _ context: ConditionContext
  ) -> Bool {
    guard isNegated != context.isNegated, field.isOptional,
      !context.mentioned.contains(field.name)
    else { return true }
    report(.missing(field.name), at: range)
    return false
  }
}
