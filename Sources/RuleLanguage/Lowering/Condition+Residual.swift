internal import RuleProgram

extension CompiledRule {
  /// Returns a condition as a formula over ``eventConditions``, so that the reduction can decide it
  /// once it knows the past.
  ///
  /// What asks for nothing but the event becomes one event condition for as large a part as
  /// possible, since facts keep a bit for each.
  ///
  /// - Complexity: O(*n*²) in the parts of the condition.
  mutating func residual(of condition: Condition) -> TotalsCondition {
    guard condition.asksHistory else {
      if case .constant(let value) = condition { return .constant(value) }
      return .event(number(of: condition))
    }
    switch condition {
    case .constant, .holds, .fails: return .event(number(of: condition))
    case .notTrue(let inner): return .notTrue(residual(of: inner))
    case .all(let parts): return .all(residuals(of: parts) { .allOf($0) })
    case .any(let parts): return .any(residuals(of: parts) { .anyOf($0) })
    }
  }

  private mutating func residuals(
    of parts: [Condition], joined: ([Condition]) -> Condition
  ) -> [TotalsCondition] {
    let plain = parts.filter { !$0.asksHistory }
    let rest = parts.filter(\.asksHistory).map { residual(of: $0) }
    return plain.isEmpty ? rest : [residual(of: joined(plain))] + rest
  }

  private mutating func number(of condition: Condition) -> Int {
    if let known = eventConditions.firstIndex(of: condition) { return known }
    eventConditions.append(condition)
    return eventConditions.count - 1
  }
}
