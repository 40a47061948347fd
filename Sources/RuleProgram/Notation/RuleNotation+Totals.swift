package import EventModel

extension RuleNotation {
  /// Returns a condition on totals as an author would write it.
  ///
  /// - Parameters:
  ///   - condition: The condition.
  ///   - rule: The rule whose totals it is about.
  /// - Returns: The condition in the words of the language.
  package func text(of condition: TotalsCondition, in rule: CompiledRule) -> String {
    switch condition {
    case .constant(let isTrue): return isTrue ? "always" : "never"
    case .compare(let left, let comparison, let right):
      let unit = left.unit(in: rule) ?? right.unit(in: rule) ?? .integer
      return "\(text(of: left, as: unit, in: rule)) \(comparison.rawValue) "
        + text(of: right, as: unit, in: rule)
    case .event(let index): return text(of: rule.eventConditions[index])
    case .all(let parts): return joined(parts, by: " and ", in: rule)
    case .any(let parts): return joined(parts, by: " or ", in: rule)
    case .notTrue(let part): return "not (\(text(of: part, in: rule)))"
    }
  }

  private func joined(
    _ parts: [TotalsCondition], by word: String, in rule: CompiledRule
  ) -> String {
    parts.map { part in
      switch part {
      case .all, .any: "(\(text(of: part, in: rule)))"
      case .constant, .compare, .event, .notTrue: text(of: part, in: rule)
      }
    }.joined(separator: word)
  }

  /// Returns a number of a condition on totals: a constant, a total, a habit.
  package func text(of value: TotalsValue, as unit: ValueType, in rule: CompiledRule) -> String {
    switch value {
    case .constant(let number): return QuantityNotation.constant(number, as: unit)
    case .aggregate(let index): return text(of: rule.aggregates[index])
    case .habit(let index):
      let habit = rule.habits[index]
      return "\(habit.function.rawValue)(\(text(of: rule.aggregates[habit.aggregate])), "
        + "\(habit.dayCount)d)"
    case .scaled(let factor, let inner):
      return "\(QuantityNotation.number(factor)) * \(text(of: inner, as: unit, in: rule))"
    }
  }

  /// Returns a total: `sum(bytes_out where …)`.
  package func text(of aggregate: Aggregate) -> String {
    let operand = aggregate.operand.map { name(of: $0) }
    let condition = aggregate.condition.map { "where \(text(of: $0))" }
    let inner = [operand, condition].compactMap(\.self).joined(separator: " ")
    return "\(aggregate.function.rawValue)(\(inner))"
  }
}

extension TotalsValue {
  /// What the number is; `nil` for a constant, which is what the other side is.
  package func unit(in rule: CompiledRule) -> ValueType? {
    switch self {
    case .constant: nil
    case .aggregate(let index): rule.aggregates[index].unit
    case .habit(let index): rule.aggregates[rule.habits[index].aggregate].unit
    case .scaled(_, let value): value.unit(in: rule)
    }
  }
}
