package import Detection
package import EventModel
internal import RuleProgram

/// What became of a rule that was tried, for its author.
///
/// Nothing of a log reaches the terminal but through ``VisibleText``.
package struct TrialText: Sendable {
  private let zone: CivilZone
  private let language: ReportLanguage
  private let style: TerminalStyle
  private static let shownFindingCount = 20

  /// Creates a writer that prints times in the civil zone of the run.
  package init(zone: CivilZone, language: ReportLanguage, usesColours: Bool = false) {
    self.zone = zone
    self.language = language
    style = TerminalStyle(usesColours: usesColours)
  }

  /// Returns the report, one line feed at the end of each line.
  ///
  /// - Complexity: O(*n*) in what is shown, and in the findings.
  package func text(of trial: RuleTrial, _ summary: RunSummary) -> String {
    let rule = trial.rule
    var lines = [
      style.bold("\(VisibleText.of(rule.id))  \(VisibleText.of(rule.title))")
        + "  [\(VisibleText.of(rule.place))]", "",
    ]
    lines += matches(trial)
    lines += exceptions(trial, summary)
    lines += unanswered(summary)
    lines += nearGroups(trial)
    for step in rule.steps.indices {
      lines.append("")
      lines += funnels(trial, step: step)
      lines += events(
        trial.takenBack[step],
        language("Events that history takes back", "履歴に照らして数えなかった出来事"), trial)
      lines += events(
        trial.nearEvents[step],
        language("Nearest events that are not selected", "選ばれなかった出来事のうち、最も近いもの"), trial)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func wording(_ trial: RuleTrial) -> UnmetWording {
    UnmetWording(program: trial.program, zone: zone, language: language)
  }

  private func matches(_ trial: RuleTrial) -> [String] {
    let count = trial.findings.count
    let counted = QuantityText.count(count, "match", "matches")
    var lines = [
      language(
        "\(counted), exactly those of `exfil scan`:",
        "検出 \(QuantityText.count(count)) 件(`exfil scan` と同じ):")
    ]
    if count == 0 {
      lines = [language("No match, as in `exfil scan`.", "検出はありません(`exfil scan` と同じ)。")]
    }
    lines += trial.findings.prefix(Self.shownFindingCount).map(finding)
    lines += rest(count - Self.shownFindingCount)
    if trial.rule.isTrial {
      lines.append(language("The rule is in `mode trial`.", "このルールは試行中(`mode trial`)です。"))
    }
    return lines
  }

  private func finding(_ finding: Finding) -> String {
    let severity = style.severity(finding.severity.name, finding.severity)
    var parts = [
      "\(finding.first.minutes(in: zone))–\(finding.last.minutes(in: zone))",
      VisibleText.of(finding.subject.value), "\(severity) \(finding.score)",
      language(
        QuantityText.count(finding.count, "event"), "\(QuantityText.count(finding.count)) 件"),
    ]
    if let bytes = finding.bytesOut { parts.append(ValueText.size(bytes)) }
    if let first = finding.evidence.first {
      parts.append("\(VisibleText.of(first.file)):\(first.line)")
    }
    if !finding.message.isEmpty { parts.append(VisibleText.of(finding.message)) }
    return "  " + parts.joined(separator: "  ")
  }

  private func exceptions(_ trial: RuleTrial, _ summary: RunSummary) -> [String] {
    var lines = ExceptionText(zone: zone, language: language).lines(summary)
    guard !lines.isEmpty else { return [] }
    lines.insert("", at: 0)
    let count = QuantityText.count(trial.exemptedFindings.count)
    let matches = QuantityText.count(
      trial.exemptedFindings.count, "further match", "further matches")
    lines.append(
      trial.exemptedFindings.isEmpty
        ? language(
          "Without them there would be no further match.", "これらがなくても、検出は増えません。")
        : language("Without them there would be \(matches):", "これらがなければ、さらに検出 \(count) 件:"))
    lines += trial.exemptedFindings.prefix(Self.shownFindingCount).map(finding)
    lines += rest(trial.exemptedFindings.count - Self.shownFindingCount)
    return lines
  }

  /// What the logs cannot say; the summary on standard error tells it too, with what to change.
  private func unanswered(_ summary: RunSummary) -> [String] {
    var lines = summary.notEvaluable.map { entry in
      let fields = entry.fields.map { VisibleText.of($0) }.joined(separator: ", ")
      let source = VisibleText.of(entry.source)
      return language(
        "Not evaluable: \(source) does not carry \(fields), so the rule can never match there.",
        "判定不能: \(source) には \(fields) がなく、このルールはそこでは決して成立しません。")
    }
    if !summary.notApplicable.isEmpty {
      lines.append(
        language(
          "No input has events of a kind that some step needs.",
          "いずれかの段階が必要とする種類の出来事が、どの入力にもありません。"))
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private func nearGroups(_ trial: RuleTrial) -> [String] {
    let near = trial.nearGroups
    guard near.offeredCount > 0 else { return [] }
    let isSequence = trial.rule.steps.count > 1
    let count = QuantityText.count(near.offeredCount)
    var lines = [
      "",
      isSequence
        ? language(
          "Nearest sequences of subjects without a match (\(count)):",
          "検出のない対象のうち、最も近かった連なり(\(count)):")
        : language(
          "Nearest windows of subjects without a match (\(count)):",
          "検出のない対象のうち、最も近かった期間(\(count)):"),
    ]
    let wording = wording(trial)
    for group in near.elements {
      lines.append("  " + heading(of: group, trial))
      switch group.shortfall {
      case .totals(let totals): lines += totals.map { "    " + wording.line($0) }
      case .sequence(let sequence):
        lines.append("    " + wording.line(sequence))
        lines.append(
          "    " + language("events of the subject: ", "対象の件数: ") + wording.counts(sequence))
      }
    }
    return lines + rest(near.offeredCount - near.elements.count)
  }

  private func heading(of group: NearGroup, _ trial: RuleTrial) -> String {
    let names = ([group.subject.value] + group.group).map { VisibleText.of($0) }
    var parts = [names.joined(separator: language(", ", "、"))]
    parts.append("\(group.first.minutes(in: zone))–\(group.last.minutes(in: zone))")
    parts.append(
      language(
        QuantityText.count(group.eventCount, "event"), "\(QuantityText.count(group.eventCount)) 件"))
    var places = place(group.firstPlace, trial)
    if group.lastPlace != group.firstPlace { places += " … " + place(group.lastPlace, trial) }
    return (parts + [places]).joined(separator: "  ")
  }

  private func place(_ place: SourcePlace, _ trial: RuleTrial) -> String {
    "\(VisibleText.of(trial.files[Int(place.source)])):\(place.line)"
  }

  private func events(
    _ near: NearestFew<NearEvent>, _ heading: String, _ trial: RuleTrial
  ) -> [String] {
    guard near.offeredCount > 0 else { return [] }
    let count = QuantityText.count(near.offeredCount)
    var lines = [heading + language(" (\(count)):", "(\(count)):")]
    let wording = wording(trial)
    for event in near.elements {
      let subject = event.subject.map { VisibleText.of($0.value) } ?? language("nobody", "不明")
      lines.append(
        "  \(event.time.minutes(in: zone))  \(event.kind.name)  \(subject)  "
          + place(event.place, trial))
      lines += event.unmet.map { "    " + wording.line($0) }
    }
    return lines + rest(near.offeredCount - near.elements.count)
  }

  private func rest(_ count: Int) -> [String] {
    guard count > 0 else { return [] }
    return [
      language("  … \(QuantityText.count(count)) more", "  … 他に \(QuantityText.count(count)) 件")
    ]
  }

  private func funnels(_ trial: RuleTrial, step: Int) -> [String] {
    var lines: [String] = []
    if trial.rule.steps.count > 1 {
      lines.append(style.bold(wording(trial).name(ofStep: step)))
    }
    for funnel in trial.funnels where funnel.step == step {
      lines += FunnelText(language: language).lines(funnel, RuleNotation(trial.program))
    }
    let settled = trial.settledCounts[step]
    lines.append(
      language(
        "Selected: \(QuantityText.count(trial.selectedCounts[step], "event"))",
        "選択: \(QuantityText.count(trial.selectedCounts[step])) 件"))
    if trial.leftOutCount > 0 || trial.rule.asksHistory {
      let left = QuantityText.count(settled)
      lines[lines.count - 1] += language(
        ", of which \(left) count once exceptions and history are asked",
        "。例外と履歴を考慮して数えるのは \(left) 件")
    }
    if step == 0, trial.ungroupedCount > 0 {
      let fields = trial.rule.groupBy.map { RuleNotation(trial.program).name(of: $0) }
        .joined(separator: ", ")
      let count = QuantityText.count(trial.ungroupedCount)
      lines.append(
        language(
          "  \(count) of them lack \(fields) (`per`) and count nowhere",
          "  うち \(count) 件は \(fields)(`per`)の記録がなく、どこにも数えません"))
    }
    return lines
  }
}
