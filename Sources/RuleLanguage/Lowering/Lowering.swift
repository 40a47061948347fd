internal import EventModel
internal import RuleProgram

extension CheckedCondition {
  /// Pushes negation inward and drops what a kind of event cannot have.
  ///
  /// A field that the kind lacks is missing: no test on it is true, and `is missing` is. Without a
  /// kind every field may be there.
  ///
  /// - Complexity: O(*n*) in the tests.
  func lowered(for kind: EventKind?, isNegated: Bool = false) -> Condition {
    switch self {
    case .constant(let value): return .constant(value != isNegated)
    case .not(let inner): return inner.lowered(for: kind, isNegated: !isNegated)
    case .all(let parts), .any(let parts):
      let conditions = parts.map { $0.lowered(for: kind, isNegated: isNegated) }
      // Negation turns `and` into `or`.
      if case .all = self { return isNegated ? .anyOf(conditions) : .allOf(conditions) }
      return isNegated ? .allOf(conditions) : .anyOf(conditions)
    case .test(let predicate):
      guard predicate.isPossible(for: kind) else {
        if case .isMissing = predicate { return .constant(!isNegated) }
        // Without elements `no` is true, as for any other test.
        if predicate.newness?.quantifier == .no { return .constant(!isNegated) }
        return .constant(false)
      }
      return isNegated ? .fails(predicate) : .holds(predicate)
    case .quantified(let quantifier, let field, let inner, let elementMayBeMissing):
      return Self.quantified(
        quantifier, field, inner, elementMayBeMissing, for: kind, isNegated: isNegated)
    }
  }

  private static func quantified(
    _ quantifier: Quantifier, _ field: Field, _ inner: CheckedCondition,
    _ elementMayBeMissing: Bool, for kind: EventKind?, isNegated: Bool
  ) -> Condition {
    if let kind, Schema.declaration(of: field, in: kind) == nil {
      // Without elements `no` is true, the others are not.
      return .constant(quantifier.holdsOfNothing != isNegated)
    }
    func some(_ condition: Condition) -> Condition {
      .holds(.quantified(.any, field, condition))
    }
    /// The values that are not known to fail.
    func possible() -> Condition {
      elementMayBeMissing
        ? .notTrue(inner.lowered(for: kind, isNegated: true)) : inner.lowered(for: kind)
    }
    switch (quantifier, isNegated) {
    case (.any, false), (.no, true): return some(inner.lowered(for: kind))
    case (.any, true), (.no, false):
      // None passes only if each is known not to pass.
      return .holds(.quantified(.no, field, possible()))
    case (.every, false): return .holds(.quantified(.every, field, inner.lowered(for: kind)))
    case (.every, true):
      return .anyOf([
        .holds(.isMissing(Operand(.field(field)))),
        some(inner.lowered(for: kind, isNegated: true)),
      ])
    case (.atLeast(let count), false), (.fewerThan(let count), true):
      return .holds(.quantified(.atLeast(count), field, inner.lowered(for: kind)))
    case (.atLeast(let count), true), (.fewerThan(let count), false):
      return .holds(.quantified(.fewerThan(count), field, possible()))
    }
  }
}

extension Predicate {
  /// Whether a kind has all fields that the test looks at.
  fileprivate func isPossible(for kind: EventKind?) -> Bool {
    guard let kind else { return true }
    return fields.allSatisfy { Schema.declaration(of: $0, in: kind) != nil }
  }
}

extension Condition {
  /// Joins conditions by `and`; what is always true falls out.
  static func allOf(_ conditions: [Condition]) -> Condition {
    var parts: [Condition] = []
    for condition in conditions {
      switch condition {
      case .constant(true): continue
      case .constant(false): return .constant(false)
      case .all(let inner): parts += inner
      default: parts.append(condition)
      }
    }
    switch parts.count {
    case 0: return .constant(true)
    case 1: return parts[0]
    default: return .all(parts)
    }
  }

  /// Joins conditions by `or`; what is never true falls out.
  static func anyOf(_ conditions: [Condition]) -> Condition {
    var parts: [Condition] = []
    for condition in conditions {
      switch condition {
      case .constant(false): continue
      case .constant(true): return .constant(true)
      case .any(let inner): parts += inner
      default: parts.append(condition)
      }
    }
    switch parts.count {
    case 0: return .constant(false)
    case 1: return parts[0]
    default: return .any(parts)
    }
  }

  /// True when the condition is not true.
  static func unless(_ condition: Condition) -> Condition {
    if case .constant(let value) = condition { return .constant(!value) }
    return .notTrue(condition)
  }

  /// How many conditions and tests it holds.
  var nodeCount: Int {
    switch self {
    case .constant: 1
    case .holds(.quantified(_, _, let inner)), .fails(.quantified(_, _, let inner)):
      1 + inner.nodeCount
    case .holds, .fails: 1
    case .all(let parts), .any(let parts): parts.reduce(1) { $0 + $1.nodeCount }
    case .notTrue(let inner): 1 + inner.nodeCount
    }
  }
}
