internal import ByteScan
internal import EventModel
internal import RuleProgram

extension Timeline {
  /// Decodes the records of one subject, and answers what rules ask about the past of it.
  ///
  /// - Parameters:
  ///   - records: The records.
  ///   - context: The rules and the civil zone.
  ///   - learning: Takes the subject if the last answers are still unknown because too little is known
  ///     of it.
  /// - Complexity: O(*n*) in the number of facts and their matches; linear in the sightings too if a
  ///   rule asks.
  init(
    _ records: SubjectRecords, answeringHistoryIn context: EvaluationContext,
    learning: inout Set<Subject>
  ) {
    self.init(records)
    let asking = rows.keys.filter { context.traits[Int($0)].asksHistory }
    guard !asking.isEmpty else { return }
    let values = FactValues(timeline: self, people: context.people)
    if answerHistory(ofRules: asking, in: context, values) { learning.insert(subject) }
  }

  /// Answers for each row what its rule asks about the past, and drops what it no longer selects.
  ///
  /// - Returns: Whether the last answer to some question is still unknown because too little is known
  ///   of the subject.
  private mutating func answerHistory(
    ofRules asking: [UInt16], in context: EvaluationContext, _ values: FactValues
  ) -> Bool {
    let history = SubjectHistory(of: values, in: context.program)
    // The last day that each question was asked for: what was unknown before is known by then, or not.
    var lastDays: [Newness: Int] = [:]
    for index in asking {
      let rule = context.program.rules[Int(index)]
      let tests = rule.historyTests
      var answered: [TimelineRow] = []
      for var row in rows[index] ?? [] {
        let day = context.zone.date(at: Timestamp(microseconds: row.time)).daysSince1970
        for test in tests {
          let texts = values.comparedTexts(of: test.newness.operand, of: row.fact)
          if !texts.isEmpty { lastDays[test.newness] = max(lastDays[test.newness] ?? day, day) }
          let answer = history.answer(test.newness, of: texts, on: day)
          if answer == (test.wantsFailure ? .isFalse : .isTrue) {
            row.match.eventConditions |= 1 << UInt64(test.bit)
          }
        }
        row.match.settle(rule, kind: facts[row.fact].kind)
        if row.match.steps != 0 { answered.append(row) }
      }
      replaceRows(of: index, with: answered)
    }
    return lastDays.contains { history.isLearning($0.key, on: $0.value) }
  }
}

extension RuleMatch {
  /// Takes back what was granted only as far as the event alone could tell.
  fileprivate mutating func settle(_ rule: CompiledRule, kind: EventKind) {
    let conditions = eventConditions
    func holds(_ condition: TotalsCondition?) -> Bool {
      condition?.isTrue(totals: { _ in nil }, eventConditions: conditions) ?? true
    }
    for (index, step) in rule.steps.enumerated() where steps & (1 << UInt8(index)) != 0 {
      let alternative = step.alternatives.first { $0.kind == kind }
      if !holds(alternative?.history) { steps &= ~(1 << UInt8(index)) }
    }
    for (index, aggregate) in rule.aggregates.enumerated() where !holds(aggregate.history) {
      aggregates &= ~(1 << UInt64(index))
    }
  }
}
