internal import ByteScan
internal import Detection
internal import EventModel
internal import RuleProgram

/// Says what a rule made of the events of a finding: how far beyond its limits they are, what they
/// were compared with, and how the score comes about.
struct JudgementWording {
  let report: ExplainedReport
  let explanation: FindingExplanation
  let rule: CompiledRule
  let language: ReportLanguage
  private static let shownDayCount = 40

  private var notation: RuleNotation { RuleNotation(report.program) }
  private var events: ExplanationWording {
    ExplanationWording(
      report: report, explanation: explanation, rule: rule, language: language)
  }

  var sections: [ExplanationWording.Section] {
    [
      (language("Steps", "段階"), steps),
      (language("Beyond the limit", "条件との差"), explanation.comparisons.flatMap(lines)),
      (language("Compared with", "比べた普段の値"), explanation.habits.flatMap(lines)),
      (language("Seen before or not", "以前の記録"), explanation.news.map(line)),
      (language("Score \(explanation.score.score)", "点数 \(explanation.score.score)"), score),
    ]
  }

  private var steps: [String] {
    guard !explanation.steps.isEmpty else { return [] }
    var lines = explanation.steps.enumerated().map { step, positions in
      let times = positions.map { explanation.events[$0].time }
      let needed = QuantityText.count(rule.steps[step].minimumCount)
      let distinct = rule.steps[step].distinctOperand.map { notation.name(of: $0) }
      let wanted = language(
        distinct.map { "\(needed) distinct \($0)" } ?? needed,
        distinct.map { "異なる \($0) が \(needed)" } ?? "\(needed) 件")
      var text = events.name(ofStep: step) + "  "
      text += language(
        "\(QuantityText.count(positions.count, "event")), needs \(wanted)",
        "\(QuantityText.count(positions.count)) 件(必要: \(wanted))")
      if let first = times.first, let last = times.last {
        text += "  \(events.time(first))"
        if last != first { text += "–\(events.time(last))" }
      }
      return text
    }
    let first = explanation.events[0].time.microseconds
    let taken = ValueText.duration(
      microseconds: explanation.events[explanation.opening].time.microseconds - first)
    if case .sliding(let length) = rule.window {
      let allowed = ValueText.duration(microseconds: length)
      lines.append(
        language(
          "from the first event to completion \(taken), allowed \(allowed)",
          "最初の出来事から成立まで \(taken)、上限 \(allowed)"))
    } else {
      lines.append(
        language("from the first event to completion \(taken)", "最初の出来事から成立まで \(taken)"))
    }
    return lines
  }

  private func lines(_ compared: ExplainedComparison) -> [String] {
    let first = line(compared, compared.atEnd)
    guard compared.atOpening != compared.atEnd else { return [first] }
    return [
      first,
      language("  when the condition first held: ", "  条件が成立した時点: ")
        + line(compared, compared.atOpening),
    ]
  }

  private func line(
    _ compared: ExplainedComparison, _ reading: ExplainedComparison.Reading
  ) -> String {
    let left = VisibleText.of(notation.text(of: compared.left, as: compared.unit, in: rule))
    let right = VisibleText.of(notation.text(of: compared.right, as: compared.unit, in: rule))
    var wanted = "\(compared.comparison.rawValue) \(right)"
    if compared.right.unit(in: rule) != nil {
      wanted += " (\(reading.right.map { number($0, compared.unit) } ?? noValue))"
    }
    let value = reading.left.map { number($0, compared.unit) } ?? noValue
    guard let margin = reading.margin else {
      return language("\(left) \(value), wanted \(wanted)", "\(left) は \(value)、条件は \(wanted)")
    }
    return language(
      "\(left) reached \(value), wanted \(wanted): ", "\(left) は \(value)、条件は \(wanted): ")
      + distance(margin, compared, holds: reading.holds)
  }

  private func distance(
    _ margin: Int64, _ compared: ExplainedComparison, holds: Bool
  ) -> String {
    let size = number(margin, compared.unit)
    if margin == 0 { return language("just reached", "ちょうど") }
    switch (compared.comparison, holds) {
    case (.greater, true), (.greaterOrEqual, true):
      return language("\(size) over", "\(size) 超過")
    case (.less, true), (.lessOrEqual, true): return language("\(size) below", "\(size) 下回る")
    case (.equal, true), (.notEqual, true): return language("\(size) apart", "\(size) の差")
    case (.greater, false), (.greaterOrEqual, false):
      return language("\(size) short", "\(size) 不足")
    case (.less, false), (.lessOrEqual, false):
      return language("\(size) too much", "\(size) 多い")
    case (.equal, false), (.notEqual, false): return language("\(size) off", "\(size) 違い")
    }
  }

  private func lines(_ habit: ExplainedHabit) -> [String] {
    let name = VisibleText.of(
      notation.text(
        of: .habit(rule.habits.firstIndex(of: habit.habit) ?? 0), as: habit.unit, in: rule))
    let value = habit.value.map { number($0, habit.unit) } ?? noValue
    let count = habit.days.count
    let how =
      habit.habit.function == .usual
      ? language("the middle", "中央値") : language("the largest", "最大値")
    let first = language(
      "\(name) = \(value): \(how) of \(QuantityText.count(count, "day")) with events",
      "\(name) = \(value): 記録のある \(QuantityText.count(count)) 日の\(how)")
    let days = habit.days.suffix(Self.shownDayCount).map {
      "\($0.date.text) \(number($0.total, habit.unit))"
    }
    return [first] + (days.isEmpty ? [] : ["  " + days.joined(separator: ", ")])
  }

  private func line(_ news: ExplainedNews) -> String {
    let name = notation.name(of: news.newness.operand)
    var text = "\(name) \(VisibleText.of(news.value)): "
    if let seen = news.lastSeen {
      text += language(
        "on \(news.date.text), last seen on \(seen.text)", "\(news.date.text)。前回は \(seen.text)")
    } else {
      text += language("first seen on \(news.date.text)", "\(news.date.text) が最初")
    }
    text += language(
      " (the rule looks back \(news.newness.dayCount) days",
      "(ルールは直前 \(news.newness.dayCount) 日間を照会")
    if let since = news.knownSince {
      text += language(
        "; these logs know the subject since \(since.text)", "。この対象の記録は \(since.text) から")
    }
    return text + ")"
  }

  private var score: [String] {
    let score = explanation.score
    var lines = [column(score.base) + language("  where the rule starts", "  ルールの基本点")]
    for term in score.terms where term.isAdded {
      var text = column(term.points, signed: true) + "  " + VisibleText.of(term.why)
      if let first = term.firstEvent {
        text += language("  (first true at ", "  (最初に真: ") + events.place(ofEvent: first) + ")"
      }
      lines.append(text)
    }
    var sum = column(score.sum) + language("  together", "  合計")
    if score.sum != score.score {
      sum += language(", cut to \(score.score)", "。\(score.score) に丸めます")
    }
    sum += language("; the event that reaches it first: ", "。最初に達した出来事: ")
    lines.append(sum + events.place(ofEvent: score.event))
    for term in score.terms where !term.isAdded {
      lines.append(
        column(nil) + language("  not added: ", "  加算なし: ")
          + "\(term.points < 0 ? "" : "+")\(term.points) \(VisibleText.of(term.why))")
    }
    if let field = explanation.finding.cappedBy {
      lines.append(
        language(
          "severity at most medium: no source of these events can tell \(VisibleText.of(field))",
          "重大度は中まで: これらの記録には \(VisibleText.of(field)) がありません"))
    }
    return lines
  }

  private func column(_ points: Int?, signed: Bool = false) -> String {
    let text = points.map { (signed && $0 >= 0 ? "+" : "") + String($0) } ?? ""
    return DisplayWidth.fit(text, to: 4, alignRight: true)
  }

  private var noValue: String { language("(no value)", "(値がない)") }

  private func number(_ number: Int64, _ type: ValueType) -> String {
    ValueText.text(of: number, as: type, in: report.zone)
  }
}
