internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Checks one test whose subject is written out.
  mutating func check(
    _ test: TestSyntax, in scope: Scope, _ context: ConditionContext
  ) -> CheckedCondition? {
    if case .compare(let comparison, let right, let operatorRange) = test.tail {
      return checkComparison(
        test.subject, comparison, right, at: operatorRange, in: scope, context)
    }
    switch test.subject.term {
    case .aggregate, .history:
      reportTotal(at: test.subject.range)
      return nil
    case .literal(let literal):
      guard let name = test.subject.name, symbols.lets[name.text] == nil else {
        reportConstantSubject(at: literal.range)
        return nil
      }
      guard let field = findField(name, in: scope) else { return nil }
      guard !field.isList || test.tail.asksForMissing else {
        reportSeveralValues(name)
        return nil
      }
      return check(test.tail, of: field, at: name.range, in: scope, context)
    }
  }

  mutating func reportSeveralValues(_ name: NameSyntax) {
    report(.severalValues(name.text), at: name.range)
  }

  mutating func reportTotal(at range: Range<Int>) {
    report(.totalOfEvent, at: range)
  }

  mutating func reportConstantSubject(at range: Range<Int>) {
    report(.constantSubject, at: range)
  }

  /// Checks what is asked of a field, of an element or of a part of either.
  mutating func check(
    _ tail: TailSyntax, of field: ResolvedField, at range: Range<Int>, in scope: Scope,
    _ context: ConditionContext
  ) -> CheckedCondition? {
    switch tail {
    case .compare(let comparison, let right, let operatorRange):
      return checkComparison(
        of: field, at: range, comparison, right, operatorRange: operatorRange, in: scope, context)
    case .isMissing(let isNegated):
      return negated(.test(.isMissing(field.operand)), if: isNegated)
    case .hasFlag(let isNegated, let flag):
      return findFlag(flag, of: field, isNegated: isNegated).map {
        negated(.test($0), if: isNegated)
      }
    case .isNew(let isNegated, let key, let microseconds, let keyword):
      return checkNewness(
        of: field, nil, isNegated: isNegated, to: key, microseconds: microseconds, at: range,
        keyword: keyword, in: scope, context)
    case .resembles(let isNegated, let name, let keyword):
      guard name.text == "user" else {
        report(.notResembling(), at: name.range)
        return nil
      }
      guard field.type.isTextual else {
        reportWrongTest("resembles", of: field, at: keyword)
        return nil
      }
      guard obeysMissingLaw(field, isNegated: isNegated, at: range, context),
        let user = scope.resolve("user"),
        obeysMissingLaw(user, isNegated: isNegated, at: name.range, context)
      else { return nil }
      return negated(.test(.resemblesUser(field.operand)), if: isNegated)
    case .isIn(let isNegated, let target, let keyword):
      guard let condition = checkMembership(of: field, in: target, at: keyword, scope: scope),
        obeysMissingLaw(field, isNegated: isNegated, at: range, context)
      else { return nil }
      return negated(condition, if: isNegated)
    case .match(let match, let isNegated, let isExact, let target, let keyword):
      guard
        let condition = checkMatch(
          of: field, match, isExact: isExact, with: target, at: keyword),
        obeysMissingLaw(field, isNegated: isNegated, at: range, context)
      else { return nil }
      return negated(condition, if: isNegated)
    }
  }

  func negated(_ condition: CheckedCondition, if isNegated: Bool) -> CheckedCondition {
    isNegated ? .not(condition) : condition
  }

  mutating func reportWrongTest(_ test: String, of field: ResolvedField, at range: Range<Int>) {
    report(.wrongTest(test, of: field.name, field.type.typeName), at: range)
  }

  private mutating func findFlag(
    _ flag: NameSyntax, of field: ResolvedField, isNegated: Bool
  ) -> Predicate? {
    let names: [String]
    switch (field.type, field.operand.part) {
    case (.user, .whole) where field.operand.origin == .field(.user):
      if let known = UserFlag(rawValue: flag.text) { return .user(known) }
      names = UserFlag.allCases.map(\.rawValue)
    case (.attachment, .whole):
      if flag.text == "encrypted" { return .isEncrypted(field.operand) }
      names = ["encrypted"]
    default:
      if let complaint = complaint(aboutIs: flag.text, isNegated: isNegated) {
        report(complaint, at: flag.range)
        return nil
      }
      report(.noStatus(of: field.name, flag.text), at: flag.range)
      return nil
    }
    report(
      complaint(aboutIs: flag.text, isNegated: isNegated)
        ?? .unknownStatus(flag.text, isUser: field.type == .user, known: names), at: flag.range)
    return nil
  }
}

extension TailSyntax {
  /// Whether it only asks whether there is a value.
  fileprivate var asksForMissing: Bool {
    if case .isMissing = self { true } else { false }
  }
}
