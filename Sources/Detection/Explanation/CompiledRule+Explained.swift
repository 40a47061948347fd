package import EventModel
package import RuleProgram

extension CompiledRule {
  /// The operands whose values tell an investigator what the rule looked at.
  ///
  /// These are what it counts, groups by, prints and tests, and in any case what went where. Values of
  /// the person are left out: the finding has them.
  var explainedOperands: [Operand] {
    var tested: [Operand] = []
    for alternative in steps.flatMap(\.alternatives) {
      tested += alternative.condition.shownOperands
    }
    for condition in eventConditions + aggregates.compactMap(\.condition) {
      tested += condition.shownOperands
    }
    var operands: [Operand] = []
    for operand in operandsOfFacts + tested + Self.alwaysExplained {
      guard let shown = operand.asExplained, !operands.contains(shown) else { continue }
      operands.append(shown)
    }
    return operands
  }

  private static let alwaysExplained = [
    .domain, .recipient, .path, .deviceSerial, .volume, .bytesOut,
  ].map { (field: Field) in Operand(.field(field)) }

  /// The fields of ``explainedOperands``, which facts must keep for that.
  package var explainedFields: FieldSet {
    explainedOperands.reduce(into: FieldSet()) { $0.formUnion($1.fields) }
  }
}

extension Operand {
  /// The operand as an explanation shows it: whole addresses and names rather than parts of them.
  fileprivate var asExplained: Operand? {
    guard case .field(let field) = origin, field != .user, field != .time else { return nil }
    return switch part {
    case .daysLeft, .department, .phase: nil
    case .size: self
    case .whole, .domain, .local, .name, .fileExtension: Operand(origin)
    }
  }
}

extension Condition {
  /// What its tests look at, in their order.
  fileprivate var shownOperands: [Operand] {
    switch self {
    case .constant: []
    case .holds(let predicate), .fails(let predicate): predicate.shownOperands
    case .all(let parts), .any(let parts): parts.flatMap(\.shownOperands)
    case .notTrue(let part): part.shownOperands
    }
  }
}
