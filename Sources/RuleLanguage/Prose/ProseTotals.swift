internal import RuleProgram

/// The totals in the conditions of a rule.
enum ProseTotals {
  /// The fields that totals add up or count and that may be missing, each once.
  static func optionalOperands(of rule: RuleSyntax, in scope: Scope) -> [ResolvedField] {
    var found: [ResolvedField] = []
    for value in values(in: rule) {
      guard let name = aggregate(of: value)?.operand?.text, let field = scope.resolve(name),
        field.isOptional, !found.contains(where: { $0.name == name })
      else { continue }
      found.append(field)
    }
    return found
  }

  /// Whether a rule compares with what is usual.
  static func usesHistory(_ rule: RuleSyntax) -> Bool {
    values(in: rule).contains { if case .history = $0.term { true } else { false } }
  }

  /// Whether a rule asks if a value is new to somebody.
  static func asksWhatIsNew(_ rule: RuleSyntax) -> Bool {
    var asks = false
    func look(_ condition: ExpressionSyntax) {
      switch condition {
      case .not(let inner, _), .group(let inner, _), .quantified(_, _, .group(let inner), _):
        look(inner)
      case .all(let parts), .any(let parts): parts.forEach(look)
      case .quantified(_, _, .tail(let tail), _): if case .isNew = tail { asks = true }
      case .test(let test):
        if case .isNew = test.tail { asks = true }
        for value in values(in: .test(test)) {
          if let condition = aggregate(of: value)?.condition { look(condition) }
        }
      case .calendar: break
      }
    }
    let patterns = rule.pattern.map { [$0] } ?? rule.steps.map(\.pattern)
    for pattern in patterns {
      [pattern.condition, pattern.exemption].compactMap(\.self).forEach(look)
    }
    ([rule.condition].compactMap(\.self) + rule.scoreTerms.map(\.condition)).forEach(look)
    return asks
  }

  /// The score that a rule of a severity starts from when it names none.
  static func defaultScore(ofSeverity name: String) -> Int {
    (Severity.allCases.first { $0.name == name } ?? .medium).defaultScore
  }

  static func aggregate(of value: ValueSyntax) -> AggregateSyntax? {
    switch value.term {
    case .aggregate(let aggregate), .history(_, let aggregate, _): aggregate
    case .literal: nil
    }
  }

  private static func values(in rule: RuleSyntax) -> [ValueSyntax] {
    ([rule.condition].compactMap(\.self) + rule.scoreTerms.map(\.condition)).flatMap(values)
  }

  private static func values(in condition: ExpressionSyntax) -> [ValueSyntax] {
    switch condition {
    case .not(let inner, _), .group(let inner, _), .quantified(_, _, .group(let inner), _):
      return values(in: inner)
    case .all(let parts), .any(let parts): return parts.flatMap(values)
    case .quantified, .calendar: return []
    case .test(let test):
      if case .compare(_, let right, _) = test.tail { return [test.subject, right] }
      return [test.subject]
    }
  }
}
