internal import Detection
package import EventModel
internal import RuleProgram

/// What two sets of rules find, for people: gained, lost and changed.
package struct ComparisonText: Sendable {
  private let zone: CivilZone
  private let language: ReportLanguage
  private let style: TerminalStyle

  /// Creates a writer that prints times in the civil zone of the run.
  package init(zone: CivilZone, language: ReportLanguage, usesColours: Bool = false) {
    self.zone = zone
    self.language = language
    style = TerminalStyle(usesColours: usesColours)
  }

  /// Returns the lists, one line feed at the end of each line.
  ///
  /// - Complexity: O(*n*) in the findings that differ.
  package func text(of comparison: FindingComparison) -> String {
    var lines: [String] = []
    lines += section(
      language("Gained", "増えた検出"), comparison.gained.map { "+ " + line(of: $0) })
    lines += section(language("Lost", "なくなった検出"), comparison.lost.map { "- " + line(of: $0) })
    lines += section(
      language("Changed", "変わった検出"),
      comparison.changed.flatMap { ["~ " + line(of: $0.after), "    " + difference($0)] },
      count: comparison.changed.count)
    let same = QuantityText.count(comparison.sameCount, "finding")
    let (gained, lost, changed) = (
      comparison.gained.count, comparison.lost.count, comparison.changed.count
    )
    lines.append(
      language(
        "\(gained) gained, \(lost) lost, \(changed) changed; \(same) the same.",
        "増 \(gained)、減 \(lost)、変化 \(changed)、同じもの \(comparison.sameCount) 件。"))
    return lines.map { $0 + "\n" }.joined()
  }

  private func section(_ title: String, _ lines: [String], count: Int? = nil) -> [String] {
    guard !lines.isEmpty else { return [] }
    return [style.bold("\(title) (\(count ?? lines.count)):")] + lines.map { "  " + $0 } + [""]
  }

  private func line(of finding: Finding) -> String {
    let place = finding.evidence.first.map { "  \(VisibleText.of($0.file)):\($0.line)" } ?? ""
    return finding.first.span(to: finding.last, in: zone)
      + "  \(VisibleText.of(finding.rule))  \(VisibleText.of(finding.subject.value))"
      + "  \(finding.severity.name) \(finding.score)  \(VisibleText.of(finding.message))" + place
  }

  /// What is different, the value of the first set before that of the second.
  private func difference(_ change: FindingComparison.Change) -> String {
    let (before, after) = (change.before, change.after)
    var parts: [String] = []
    func add(_ name: String, _ old: String, _ new: String) {
      if old != new { parts.append("\(name) \(old) → \(new)") }
    }
    add(language("severity", "重大度"), before.severity.name, after.severity.name)
    add(language("score", "点"), String(before.score), String(after.score))
    add(language("category", "分類"), VisibleText.of(before.category), VisibleText.of(after.category))
    add(
      language("events", "件数"), QuantityText.count(before.count), QuantityText.count(after.count))
    add(
      language("bytes out", "送信量"), before.bytesOut.map(ValueText.size) ?? "-",
      after.bytesOut.map(ValueText.size) ?? "-")
    add(
      language("from", "開始"), before.first.minutes(in: zone), after.first.minutes(in: zone))
    add(language("to", "終了"), before.last.minutes(in: zone), after.last.minutes(in: zone))
    add(
      language("evidence", "根拠の行"), QuantityText.count(before.evidenceTotal),
      QuantityText.count(after.evidenceTotal))
    if parts.isEmpty { parts.append(language("the text only", "文言のみ")) }
    return parts.joined(separator: language("; ", "、"))
  }
}
