internal import EventModel
internal import RuleProgram

extension Predicate {
  /// The values it looks at, the elements inside a quantifier aside.
  var operands: [Operand] {
    switch self {
    case .compareNumber(let operand, _, _), .word(let operand, _), .text(let operand, _, _, _),
      .textList(let operand, _, _, _), .inList(let operand, _), .numberInRange(let operand, _),
      .isMissing(let operand), .isEncrypted(let operand):
      [operand]
    case .compareOperands(let left, _, _, let right), .equalOperands(let left, let right):
      [left, right]
    case .resemblesUser(let operand): [operand, Operand(.field(.user))]
    case .isNew(let newness): [newness.operand]
    case .quantified(_, let field, _): [Operand(.field(field))]
    case .user, .userPhase: [Operand(.field(.user))]
    case .timeOfDay, .calendar: [Operand(.field(.time))]
    }
  }

  /// The fields of the event that it looks at.
  var fields: [Field] {
    operands.compactMap { operand in
      if case .field(let field) = operand.origin { field } else { nil }
    }
  }
}
