internal import Detection
internal import EventModel
internal import RuleProgram

/// A line for each person, above the findings: score, severity, who, phase, what left by which channel,
/// categories.
struct PeopleSummary {
  /// The most people shown; with their heading they fit a screen.
  static let shownCount = 20

  let columns: TerminalColumns
  let style: TerminalStyle
  let language: ReportLanguage

  /// Returns the lines, and an empty one; nothing where there is but one person, whose heading says
  /// the same.
  ///
  /// - Complexity: O(*n* log *n*) in the findings.
  func text(of findings: [Finding]) -> String {
    let people = RankedSubject.ranked(findings, withTrial: false)
    guard people.count > 1 else { return "" }
    let shown = people.prefix(Self.shownCount)
    let whoWidth = min(shown.map { DisplayWidth.of(who($0)) }.max() ?? 0, columns.width * 3 / 10)
    let phaseWidth = shown.map { DisplayWidth.of(phase($0)) }.max() ?? 0
    let bytesWidth = min(
      shown.map { DisplayWidth.of(bytes($0)) }.max() ?? 0, columns.width / 4)
    var text =
      style.bold(
        language(
          "By person (bytes: at least so many left):", "対象者ごと(送信量は少なくともこれだけ):"))
      + "\n"
    for person in shown {
      let score = DisplayWidth.fit(String(person.score), to: columns.score, alignRight: true)
      let severity = style.severity(
        DisplayWidth.fit(person.worst.severity.name, to: columns.severity), person.worst.severity)
      let front = "  \(score) \(severity) "
      let frontWidth = 2 + columns.score + 1 + columns.severity + 1
      if columns.isNarrow {
        text += front + DisplayWidth.cut(who(person), to: columns.width - frontWidth) + "\n"
        let rest = [phase(person), bytes(person), categories(person)].filter { !$0.isEmpty }
        text += "      "
        text += DisplayWidth.cut(rest.joined(separator: "  "), to: columns.width - 6) + "\n"
      } else {
        var rest = DisplayWidth.fit(who(person), to: whoWidth) + "  "
        rest += DisplayWidth.fit(phase(person), to: phaseWidth) + (phaseWidth > 0 ? "  " : "")
        rest += DisplayWidth.fit(bytes(person), to: bytesWidth) + (bytesWidth > 0 ? "  " : "")
        rest += categories(person)
        text += front + DisplayWidth.cut(rest, to: columns.width - frontWidth) + "\n"
      }
    }
    if people.count > shown.count {
      let count = QuantityText.count(people.count - shown.count)
      text += "  " + language("… and \(count) more", "… 他に \(count) 名") + "\n"
    }
    return text + "\n"
  }

  private func who(_ person: RankedSubject) -> String {
    let parts =
      [VisibleText.of(person.subject.value)]
      + [person.name.map { VisibleText.of($0) }].compactMap(\.self)
    return parts.joined(separator: "  ")
  }

  private func phase(_ person: RankedSubject) -> String {
    person.phase.map { PhaseWording.text($0, language) } ?? ""
  }

  private func bytes(_ person: RankedSubject) -> String {
    person.findings.bytesOutByChannel().map { entry in
      "\(entry.channel.name(language)) \(ValueText.size(entry.byteCount))"
    }.joined(separator: ", ")
  }

  private func categories(_ person: RankedSubject) -> String {
    person.findings.categories()
      .map { VisibleText.of(FindingWording.category($0, language)) }
      .joined(separator: language(", ", "、"))
  }
}
