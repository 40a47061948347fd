package import EventModel

extension Condition {
  /// The fields of the event that the condition's tests look at.
  ///
  /// - Complexity: O(*n*) in the size of the condition.
  package var fields: FieldSet {
    switch self {
    case .constant: FieldSet()
    case .holds(let predicate), .fails(let predicate): predicate.fields
    case .all(let conditions), .any(let conditions):
      conditions.reduce(into: FieldSet()) { $0.formUnion($1.fields) }
    case .notTrue(let condition): condition.fields
    }
  }
}

extension Predicate {
  /// The fields of the event that the test looks at.
  package var fields: FieldSet {
    switch self {
    case .compareNumber(let operand, _, _), .word(let operand, _), .text(let operand, _, _, _),
      .textList(let operand, _, _, _), .inList(let operand, _), .numberInRange(let operand, _),
      .isMissing(let operand), .resemblesUser(let operand), .isEncrypted(let operand):
      operand.fields
    case .compareOperands(let left, _, _, let right), .equalOperands(let left, let right):
      left.fields.union(right.fields)
    case .isNew(let newness): newness.operand.fields
    case .quantified(_, let field, let condition):
      FieldSet(field).union(condition.fields)
    case .user, .userPhase, .timeOfDay, .calendar:
      FieldSet()
    }
  }
}

extension Operand {
  /// The field the value comes from; empty for the element of a quantifier.
  package var fields: FieldSet {
    switch origin {
    case .field(let field): FieldSet(field)
    case .element: FieldSet()
    }
  }
}
