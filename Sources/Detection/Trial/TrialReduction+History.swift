internal import ByteScan
internal import EventModel
internal import RuleProgram

extension TrialReduction {
  /// Notes the events that history takes back from a step, with what it says of them.
  ///
  /// - Parameters:
  ///   - selected: The rows that are selected as far as each event tells alone.
  ///   - settled: Those that are left.
  ///   - values: The values of the timeline with the selected rows.
  ///   - context: The only rule, and the civil zone.
  /// - Complexity: linear in the rows and in the sightings of the subject.
  mutating func noteTakenBack(
    _ selected: [TimelineRow], leaving settled: [TimelineRow], values: FactValues,
    in context: EvaluationContext
  ) {
    let rule = context.program.rules[0]
    var steps: [Int: UInt8] = [:]
    for row in settled { steps[row.fact] = row.match.steps }
    let history = SubjectHistory(of: values, in: context.program)
    for row in selected {
      let taken = row.match.steps & ~(steps[row.fact] ?? 0)
      guard taken != 0 else { continue }
      let fact = values.timeline.facts[row.fact]
      let answers = HistoryAnswers(to: rule, of: row, history, values, context.zone)
      for step in rule.steps.indices where taken & (1 << UInt8(step)) != 0 {
        let condition = rule.steps[step].alternatives.first { $0.kind == fact.kind }?.history
        let unmet = condition.map { answers.unmet(in: $0, toBeing: true) } ?? []
        let nearness = unmet.reduce(.met) { sum, _ in sum + .oneTest }
        guard takenBack[step].admits(nearness, fact.order) else { continue }
        takenBack[step].insert(
          NearEvent(
            step: step, kind: fact.kind, time: Timestamp(microseconds: fact.time),
            subject: values.timeline.subject, place: fact.order.place, nearness: nearness,
            unmet: unmet), nearness, fact.order)
      }
    }
  }
}

/// What history says to each question that a rule asks about one event.
private struct HistoryAnswers {
  private var answers: [Int: (outcome: Outcome, test: UnmetTest)] = [:]
  private var bits: UInt64

  init(
    to rule: CompiledRule, of row: TimelineRow, _ history: SubjectHistory, _ values: FactValues,
    _ zone: CivilZone
  ) {
    bits = row.match.eventConditions
    let day = zone.date(at: Timestamp(microseconds: row.time)).daysSince1970
    for (bit, newness, wantsFailure) in rule.historyTests {
      let texts = values.comparedTexts(of: newness.operand, of: row.fact)
      let outcome = history.answer(newness, of: texts, on: day)
      if outcome == (wantsFailure ? .isFalse : .isTrue) { bits |= 1 << UInt64(bit) }
      let test = UnmetTest(
        predicate: .isNew(newness), asksFailure: wantsFailure, role: .wanted,
        missing: texts.isEmpty ? newness.operand.fields : FieldSet(),
        values: texts.prefix(UnmetTest.shownValueCount).map { text in
          TestedValue(operand: newness.operand, content: .text(String(logBytes: text)))
        }, gap: nil, isTooEarly: outcome == .unknown && !texts.isEmpty)
      answers[bit] = (outcome, test)
    }
  }

  /// The questions whose answers keep a condition from coming out as wanted.
  func unmet(in condition: TotalsCondition, toBeing isWanted: Bool) -> [UnmetTest] {
    let isTrue = condition.isTrue(totals: { _ in nil }, eventConditions: bits)
    guard isTrue != isWanted else { return [] }
    switch condition {
    case .constant, .compare: return []
    case .event(let bit):
      guard var test = answers[bit]?.test else { return [] }
      test.role = isWanted ? .wanted : .exempting
      return [test]
    case .all(let parts), .any(let parts):
      return parts.flatMap { unmet(in: $0, toBeing: isWanted) }
    case .notTrue(let part): return unmet(in: part, toBeing: !isWanted)
    }
  }
}
