package import EventModel

extension RuleProgram {
  /// Every field that some rule looks at, counts, groups by or prints, or some exception asks for.
  ///
  /// - Complexity: O(*n*) in the size of the program.
  package var fields: FieldSet {
    var fields = rules.reduce(into: FieldSet()) { $0.formUnion($1.fields) }
    for alternative in allowances.flatMap(\.alternatives) {
      fields.formUnion(alternative.condition.fields)
    }
    return fields
  }
}

extension CompiledRule {
  /// Every field that the rule looks at, counts, groups by or prints.
  package var fields: FieldSet {
    var fields = FieldSet(root)
    for step in steps {
      for alternative in step.alternatives { fields.formUnion(alternative.condition.fields) }
      if let distinct = step.distinctOperand { fields.formUnion(distinct.fields) }
    }
    for condition in eventConditions { fields.formUnion(condition.fields) }
    for aggregate in aggregates {
      if let operand = aggregate.operand { fields.formUnion(operand.fields) }
      if let condition = aggregate.condition { fields.formUnion(condition.fields) }
    }
    for operand in groupBy { fields.formUnion(operand.fields) }
    for part in message {
      switch part {
      case .value(let operand, _), .stepValue(_, let operand, _):
        fields.formUnion(operand.fields)
      case .text, .aggregate, .stepCount: break
      }
    }
    return fields
  }
}
