import RuleProgram

extension CompiledRule {
  /// The operands whose values a rule needs besides its conditions: keys, totals, messages.
  var readOperands: [Operand] {
    let distinct = steps.compactMap(\.distinctOperand)
    let totals = aggregates.compactMap(\.operand)
    let shown = message.compactMap { part -> Operand? in
      switch part {
      case .value(let operand, _), .stepValue(_, let operand, _): operand
      case .text, .aggregate, .stepCount: nil
      }
    }
    return [Operand(.field(root))] + groupBy + distinct + totals + shown
      + historyTests.map(\.newness.operand)
  }
}
