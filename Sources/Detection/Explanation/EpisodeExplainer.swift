internal import ByteScan
internal import Digests
internal import EventModel
internal import RuleProgram

/// Tells of one episode what each event brought, and what the rule made of it.
struct EpisodeExplainer {
  let rule: CompiledRule
  let values: FactValues
  let context: EvaluationContext
  /// For facts that are alerts: the findings they stand for.
  let grounds: [RaisedFinding?]
  let keepsText: Bool

  private var timeline: Timeline { values.timeline }

  /// Explains an episode.
  ///
  /// - Parameters:
  ///   - episode: The episode.
  ///   - finding: The finding that was made of it.
  ///   - log: What was seen of the rows of its group on the way.
  ///   - group: All rows of its group.
  /// - Returns: The explanation.
  /// - Complexity: O(*n* · *a*) for *n* contributing events and *a* totals; hashes every line.
  func explanation(
    of episode: Episode, finding: Finding, log: WindowLog, group: [TimelineRow]
  ) -> FindingExplanation {
    let totals = RunningTotals(of: rule.aggregates, values: values)
    let compared = rule.condition?.comparisons() ?? []
    let operands = rule.explainedOperands
    var events: [ContributingEvent] = []
    var opening = judgesAsItGoes ? episode.opening : nil
    var atOpening: [ExplainedComparison.Reading] = []
    var firsts = [Int?](repeating: nil, count: rule.scoreTerms.count)
    for (position, row) in episode.rows.enumerated() {
      totals.add(row)
      if !judgesAsItGoes, opening == nil, holds(totals, episode) { opening = position }
      if opening == position { atOpening = readings(of: compared, totals, episode) }
      for (term, condition) in rule.scoreTerms.map(\.condition).enumerated()
      where firsts[term] == nil {
        let isTrue = condition.isTrue(
          totals: totals.value, habits: { episode.habits[$0] },
          eventConditions: row.match.eventConditions)
        if isTrue { firsts[term] = position }
      }
      events.append(event(of: row, totals, operands))
    }
    let atEnd = readings(of: compared, totals, episode)
    // A condition such as `largest(…) < …` may hold at no single event but only in the end.
    if atOpening.isEmpty { atOpening = atEnd }
    let comparisons = compared.indices.map { index in
      ExplainedComparison(
        left: compared[index].left, comparison: compared[index].comparison,
        right: compared[index].right,
        unit: compared[index].left.unit(in: rule) ?? compared[index].right.unit(in: rule)
          ?? .integer, atOpening: atOpening[index], atEnd: atEnd[index])
    }
    return FindingExplanation(
      finding: finding, events: events, opening: opening ?? episode.rows.count - 1,
      steps: episode.steps, comparisons: comparisons,
      habits: habits(of: episode, log: log, group: group), news: news(of: episode),
      score: ExplainedScore(
        of: episode.rows.map(\.match.eventConditions), rule: rule, totals: totals.value,
        habits: episode.habits, firsts: firsts))
  }

  /// Whether the rule is judged at each event, and not at the end of a period.
  private var judgesAsItGoes: Bool {
    switch rule.window {
    case .none, .sliding: true
    case .calendar, .pieces: false
    }
  }

  private func holds(_ totals: RunningTotals, _ episode: Episode) -> Bool {
    rule.condition?.isTrue(totals: totals.value, habits: { episode.habits[$0] }) ?? true
  }

  private func readings(
    of compared: [(left: TotalsValue, comparison: Comparison, right: TotalsValue)],
    _ totals: RunningTotals, _ episode: Episode
  ) -> [ExplainedComparison.Reading] {
    compared.map { left, comparison, right in
      ExplainedComparison.Reading(
        left.value(totals: totals.value, habits: { episode.habits[$0] }), comparison,
        right.value(totals: totals.value, habits: { episode.habits[$0] }))
    }
  }

  private func event(
    of row: TimelineRow, _ totals: RunningTotals, _ operands: [Operand]
  ) -> ContributingEvent {
    let ground = row.fact < grounds.count ? grounds[row.fact]?.finding : nil
    return ContributingEvent(
      kind: timeline.facts[row.fact].kind, time: Timestamp(microseconds: row.time),
      lines: ground == nil ? lines(of: row.fact) : [],
      values: ground == nil ? operands.flatMap { shown($0, of: row.fact) } : [],
      totals: rule.aggregates.indices.map(totals.value), ground: ground)
  }

  private func lines(of fact: Int) -> [ContributingLine] {
    zip(timeline.digests(of: .fact(fact)), timeline.lines(of: fact)).map { hashed, line in
      ContributingLine(
        place: line.place, sha256: hashed.digest.hex,
        text: keepsText ? Array(timeline.bytes(line.range)) : nil)
    }
  }

  private func shown(_ operand: Operand, of fact: Int) -> [TestedValue] {
    let type = operand.valueType
    if case .word = type {
      return values.rawTexts(of: operand, of: fact).map {
        TestedValue(operand: operand, content: .text(String(logBytes: $0)))
      }
    }
    let numbers = values.numbers(of: operand, of: fact)
    guard numbers.isEmpty else {
      return numbers.map { TestedValue(operand: operand, content: .number($0, type)) }
    }
    return values.rawTexts(of: operand, of: fact).map {
      TestedValue(operand: operand, content: .text(String(logBytes: $0)))
    }
  }

  /// The days that each habit was taken from.
  private func habits(
    of episode: Episode, log: WindowLog, group: [TimelineRow]
  ) -> [ExplainedHabit] {
    guard !rule.habits.isEmpty else { return [] }
    let day = self.day(of: episode.rows[0])
    return rule.habits.enumerated().map { number, habit in
      var explained = ExplainedHabit(
        habit: habit, value: episode.habits[number]?.truncated,
        unit: rule.aggregates[habit.aggregate].unit, dates: [], totals: [])
      for period in log.periods {
        let date = self.day(of: group[period.rows.lowerBound])
        guard date.daysSince1970 < day.daysSince1970,
          date.daysSince1970 >= day.daysSince1970 - habit.dayCount,
          let total = period.totals[number]
        else { continue }
        explained.dates.append(date)
        explained.totals.append(total)
      }
      return explained
    }
  }

  /// What was asked whether it is new, and counted because of the answer.
  private func news(of episode: Episode) -> [ExplainedNews] {
    let tests = rule.historyTests
    guard !tests.isEmpty else { return [] }
    let history = SubjectHistory(of: values, in: context.program)
    var news: [ExplainedNews] = []
    for row in episode.rows {
      let day = self.day(of: row).daysSince1970
      for test in tests where row.match.eventConditions & (1 << UInt64(test.bit)) != 0 {
        for text in values.comparedTexts(of: test.newness.operand, of: row.fact) {
          let value = String(logBytes: text)
          guard
            !news.contains(where: {
              $0.newness == test.newness && $0.value == value
                && $0.asksFailure == test.wantsFailure
            })
          else { continue }
          news.append(
            ExplainedNews(
              newness: test.newness, value: value, asksFailure: test.wantsFailure,
              date: CivilDate(daysSince1970: day),
              knownSince: history.firstDay(of: test.newness).map { CivilDate(daysSince1970: $0) },
              lastSeen: history.lastDay(of: text, test.newness, before: day)
                .map { CivilDate(daysSince1970: $0) }))
        }
      }
    }
    return news
  }

  private func day(of row: TimelineRow) -> CivilDate {
    context.zone.date(at: Timestamp(microseconds: row.time))
  }
}
