internal import EventModel
internal import RuleProgram

extension EnglishProse {
  /// Tells a condition as a clause.
  func clause(_ expression: ExpressionSyntax, in scope: Scope) -> String {
    switch expression {
    case .group(let inner, _): return clause(inner, in: scope)
    case .not(let inner, _): return negated(inner, in: scope)
    case .all(let parts): return parts.map { nested($0, in: scope) }.englishList("and")
    case .any(let parts): return parts.map { nested($0, in: scope) }.englishList("or")
    case .calendar(let during, let name, _):
      return "the time is \(during ? "inside" : "outside") the open hours of \(name.text)"
    case .quantified(let quantifier, let field, let body, _):
      return quantified(quantifier, field, body, in: scope)
    case .test(let test):
      return clause(
        test.tail, of: the(test.subject, in: scope), subject: test.subject, in: scope)
    }
  }

  /// A part of a longer condition; a choice or a list in it stands in parentheses.
  private func nested(_ expression: ExpressionSyntax, in scope: Scope) -> String {
    var inner = expression
    while case .group(let next, _) = inner { inner = next }
    switch inner {
    case .all, .any: return "(\(clause(inner, in: scope)))"
    default: return clause(inner, in: scope)
    }
  }

  private func negated(_ expression: ExpressionSyntax, in scope: Scope) -> String {
    switch expression {
    case .group(let inner, _): return negated(inner, in: scope)
    case .not(let inner, _): return clause(inner, in: scope)
    case .test(var test):
      test.tail = test.tail.negated
      return clause(.test(test), in: scope)
    case .calendar(let during, let name, let range):
      return clause(.calendar(during: !during, name, range: range), in: scope)
    case .all, .any, .quantified: return "it is not so that (\(clause(expression, in: scope)))"
    }
  }

  private func quantified(
    _ quantifier: Quantifier, _ name: NameSyntax, _ body: ExpressionSyntax.QuantifiedBody,
    in scope: Scope
  ) -> String {
    let field = scope.resolve(name.text)
    let subject = field.map { self.name(of: $0, in: scope) } ?? name.text
    let first =
      switch quantifier {
      case .any: "at least one \(subject)"
      case .no: "no \(subject)"
      case .every: "every \(subject), of which there is at least one,"
      case .atLeast(let count): "each of at least \(count) values of \(subject)"
      case .fewerThan(let count): "each of fewer than \(count) values of \(subject)"
      }
    switch body {
    case .group(let condition):
      let element = Scope(kinds: scope.kinds, element: field?.type)
      return "\(first) is such that \(clause(condition, in: element))"
    case .tail(let tail):
      let element = ValueSyntax(
        term: .literal(LiteralSyntax(value: .name(name.text), range: name.range)),
        range: name.range)
      return clause(tail, of: first, subject: element, in: scope)
    }
  }

  private func clause(
    _ tail: TailSyntax, of subject: String, subject value: ValueSyntax, in scope: Scope
  ) -> String {
    switch tail {
    case .compare(let comparison, let right, _):
      let amount = self.value(right, beside: value, in: scope)
      return "\(subject) is \(relation(comparison))\(amount)"
    case .isIn(let isNegated, let target, _):
      return "\(subject) is \(isNegated ? "not " : "")" + member(value, target, in: scope)
    case .match(let match, let isNegated, let isExact, let target, _):
      return "\(subject) \(matched(match, isNegated)) \(patterns(target, isExact))"
    case .resembles(let isNegated, _, _):
      return "\(subject) \(isNegated ? "does not resemble" : "resembles") the user's own name"
    case .isMissing(let isNegated): return "\(subject) is \(isNegated ? "" : "not ")recorded"
    case .isNew(let isNegated, let key, let microseconds, _):
      let owner = scope.resolve(key.text).map { name(of: $0, in: scope) } ?? key.text
      return "\(subject) is \(isNegated ? "not " : "")new to the \(owner) (not seen in the"
        + " \(duration(microseconds)) before)"
    case .hasFlag(let isNegated, let flag):
      let known = UserFlag(rawValue: flag.text).map(EnglishNames.flag) ?? flag.text
      return "\(subject) is \(isNegated ? "not " : "")\(known)"
    }
  }

  private func relation(_ comparison: Comparison) -> String {
    switch comparison {
    case .equal: ""
    case .notEqual: "not "
    case .less: "less than "
    case .lessOrEqual: "at most "
    case .greater: "more than "
    case .greaterOrEqual: "at least "
    }
  }

  private func member(
    _ value: ValueSyntax, _ target: TailSyntax.InTarget, in scope: Scope
  ) -> String {
    let type = value.name.flatMap { scope.resolve($0.text) }?.type
    switch target {
    case .list(let name): return "in the list \(name.text)"
    case .set(let set):
      let values = set.values.map { literal($0, as: type) }.englishList("or")
      return switch type {
      case .domain?: "\(values), or a sub-domain"
      case .path?: "inside \(values)"
      default: values
      }
    case .range(let low, let high):
      return "from \(literal(low, as: type)) to \(literal(high, as: type))"
    }
  }

  private func matched(_ match: TextMatch, _ isNegated: Bool) -> String {
    switch match {
    case .contains: isNegated ? "does not contain" : "contains"
    case .starts: isNegated ? "does not start with" : "starts with"
    case .ends: isNegated ? "does not end with" : "ends with"
    case .like, .equals: isNegated ? "does not have the form" : "has the form"
    }
  }

  private func patterns(_ target: TailSyntax.MatchTarget, _ isExact: Bool) -> String {
    let exactly = isExact ? " (upper and lower case and width kept apart)" : ""
    switch target {
    case .list(let name): return "a word of the list \(name.text)\(exactly)"
    case .set(let set):
      return set.values.map { "\"\(literal($0, as: nil))\"" }.englishList("or") + exactly
    }
  }
}
