internal import EventModel
internal import RuleProgram

/// Fills the placeholders of a rule's message.
struct MessageText {
  let values: FactValues
  let context: EvaluationContext

  /// Returns the message with every placeholder filled.
  ///
  /// A field takes the value of the first contributing event that has it.
  func render(
    _ parts: [MessagePart], episode: Episode, rule: CompiledRule, totals: (Int) -> Int64?
  ) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .value(let operand, let type):
        value(operand, type, of: episode.rows) ?? ValueText.missing
      case .aggregate(let index):
        ValueText.text(
          of: totals(index), as: rule.aggregates[index].unit, in: context.zone)
      case .stepValue(let step, let operand, let type):
        value(operand, type, of: rows(ofStep: step, episode)) ?? ValueText.missing
      case .stepCount(let step): String(rows(ofStep: step, episode).count)
      }
    }.joined()
  }

  /// Returns the message of a partial of a rule of one step with every placeholder filled.
  func render(_ parts: [MessagePart], partial: Partial, rule: CompiledRule) -> String {
    parts.enumerated().map { index, part in
      switch part {
      case .text(let text): text
      case .aggregate(let index):
        ValueText.text(
          of: partial.totals[index].value, as: rule.aggregates[index].unit, in: context.zone)
      case .stepCount: String(partial.count)
      case .value, .stepValue: partial.texts[index]?.value ?? ValueText.missing
      }
    }.joined()
  }

  /// The text that an event gives to a placeholder; `nil` if it has no such value, or if it is not
  /// for single events to fill it.
  func text(of part: MessagePart, of row: TimelineRow) -> String? {
    switch part {
    case .value(let operand, let type), .stepValue(_, let operand, let type):
      value(operand, type, of: CollectionOfOne(row))
    case .text, .aggregate, .stepCount: nil
    }
  }

  private func rows(ofStep step: Int, _ episode: Episode) -> [TimelineRow] {
    guard step < episode.steps.count else { return episode.rows }
    return episode.steps[step].map { episode.rows[$0] }
  }

  /// The text of the first row that has a value.
  private func value(
    _ operand: Operand, _ type: ValueType, of rows: some Sequence<TimelineRow>
  ) -> String? {
    for row in rows {
      if case .field(.time) = operand.origin {
        return ValueText.text(of: row.time, as: .time, in: context.zone)
      }
      if case .word = type {
        if let text = values.rawTexts(of: operand, of: row.fact).first {
          return String(logBytes: text)
        }
        continue
      }
      if let number = values.numbers(of: operand, of: row.fact).first {
        return text(of: number, as: type)
      }
      let texts = values.rawTexts(of: operand, of: row.fact)
      if !texts.isEmpty {
        return texts.map { String(logBytes: $0) }.joined(separator: ", ")
      }
    }
    return nil
  }

  private func text(of number: Int64, as type: ValueType) -> String {
    ValueText.text(of: number, as: type, in: context.zone)
  }
}
