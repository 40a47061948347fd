internal import Detection
internal import EventModel
internal import RuleProgram

/// Says why a finding stands: its events with running totals, its limits, its score.
struct ExplanationWording {
  let report: ExplainedReport
  let explanation: FindingExplanation
  let rule: CompiledRule
  let language: ReportLanguage
  private static let shownColumns = 60

  typealias Section = (heading: String, lines: [String])

  var sections: [Section] {
    let count = explanation.events.count
    let heading =
      rule.isOverAlerts
      ? language(
        "It rests on \(QuantityText.count(count, "finding"))",
        "もとの検出 \(QuantityText.count(count)) 件")
      : language(
        "What it counts: \(QuantityText.count(count, "event")), read again from the inputs",
        "数えた出来事 \(QuantityText.count(count)) 件(入力を読み直しました)")
    let judgement = JudgementWording(
      report: report, explanation: explanation, rule: rule, language: language)
    return [(heading, explanation.events.indices.flatMap(lines))] + judgement.sections
  }

  private var notation: RuleNotation { RuleNotation(report.program) }

  private func lines(ofEvent position: Int) -> [String] {
    let event = explanation.events[position]
    var first = time(event.time)
    let steps = explanation.steps.indices.filter { explanation.steps[$0].contains(position) }
    if !steps.isEmpty {
      first += "  [" + steps.map(name).joined(separator: ", ") + "]"
    }
    if let ground = event.ground {
      first += "  \(ground.id.prefix(8))  \(VisibleText.of(ground.rule))"
      first += "  \(ground.severity.name) \(ground.score)"
    } else {
      first += "  \(event.kind.name)  " + places(of: event)
    }
    var lines = [first]
    var told = values(of: event)
    let totals = rule.aggregates.indices.map { index in
      total(index, event.totals[index])
    }
    if !totals.isEmpty {
      told += (told.isEmpty ? "" : "  ") + "→ " + totals.joined(separator: ", ")
    }
    if !told.isEmpty { lines.append("    " + told) }
    if let ground = event.ground, !ground.message.isEmpty {
      lines.append("    " + VisibleText.of(ground.message))
    }
    for line in event.lines {
      if let text = line.text { lines.append("    | " + VisibleText.of(text)) }
    }
    if position == explanation.opening, explanation.events.count > 1 {
      lines.append("    " + language("^ here the condition first held", "^ ここで条件が成立"))
    }
    return lines
  }

  func time(_ time: Timestamp) -> String {
    time.text(in: report.zone).prefix(19).split(separator: "T").joined(separator: " ")
  }

  func name(ofStep step: Int) -> String {
    VisibleText.of(rule.steps[step].name ?? language("step \(step + 1)", "段階\(step + 1)"))
  }

  /// The places of an event's lines; those in the file of the line before by their number alone.
  private func places(of event: ContributingEvent) -> String {
    var text = ""
    var last: UInt32?
    for line in event.lines {
      if line.place.source == last {
        text += ", \(line.place.line)"
      } else {
        text += text.isEmpty ? "" : ", "
        text += "\(VisibleText.of(report.files[Int(line.place.source)])):\(line.place.line)"
      }
      last = line.place.source
    }
    return text
  }

  private func values(of event: ContributingEvent) -> String {
    var parts: [String] = []
    var last: Operand?
    for value in event.values {
      let text: String =
        switch value.content {
        case .text(let text): DisplayWidth.cut(VisibleText.of(text), to: Self.shownColumns)
        case .number(let number, let type): ValueText.text(of: number, as: type, in: report.zone)
        }
      parts.append(value.operand == last ? text : "\(notation.name(of: value.operand)) \(text)")
      last = value.operand
    }
    return parts.joined(separator: ", ")
  }

  private func total(_ index: Int, _ value: Int64?) -> String {
    let aggregate = rule.aggregates[index]
    let shown = value.map { ValueText.text(of: $0, as: aggregate.unit, in: report.zone) } ?? "-"
    return "\(VisibleText.of(notation.text(of: aggregate))) \(shown)"
  }

  /// Where an event stands: its first line, or the finding that it is.
  func place(ofEvent position: Int) -> String {
    let event = explanation.events[position]
    if let ground = event.ground { return "\(ground.id.prefix(8))" }
    guard let place = event.lines.first?.place else { return "" }
    return "\(VisibleText.of(report.files[Int(place.source)])):\(place.line)"
  }
}
