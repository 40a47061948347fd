package import Detection
package import EventModel
internal import RuleProgram

/// Findings as a table for people, gathered by subject, the most serious subject first.
///
/// All text that came from logs, rules or rosters is shown with its control characters visible.
/// Nothing depends on the machine: the same findings and width give the same bytes.
package struct TerminalReport: Sendable {
  /// The most findings of one rule shown for one subject; a line tells how many more there are.
  package static let shownPerRuleAndSubject = 10
  /// The most findings of one rule shown in all.
  package static let shownPerRule = 200

  private let zone: CivilZone
  private let language: ReportLanguage
  private let columns: TerminalColumns
  private let style: TerminalStyle

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - zone: The civil zone of the run.
  ///   - language: The language of headings and phrases.
  ///   - width: The columns of the terminal; clamped to 40…240.
  ///   - usesColours: Whether severities are coloured.
  package init(
    zone: CivilZone, language: ReportLanguage = .english, width: Int = 120,
    usesColours: Bool = false
  ) {
    self.zone = zone
    self.language = language
    columns = TerminalColumns(width: width)
    style = TerminalStyle(usesColours: usesColours)
  }

  /// Returns the whole report, with a line that says so when there is no finding, and then which
  /// rules some source could not answer, and which logs are not all there: that is not the same as
  /// having found nothing.
  ///
  /// - Complexity: O(*n* log *n*) in the findings.
  package func text(
    of findings: [Finding], notEvaluable: [NotEvaluable] = [], coverage: [SourceCoverage] = []
  ) -> String {
    let unanswered =
      UnansweredText(language: language).briefLines(notEvaluable)
      + SourceCoverageText(zone: zone, language: language).briefLines(coverage)
    return table(of: findings) + unanswered.map { $0 + "\n" }.joined()
  }

  private func table(of findings: [Finding]) -> String {
    guard !findings.isEmpty else {
      return language("No findings in what was read.", "読み取った範囲に検出はありません。") + "\n"
    }
    var text = PeopleSummary(columns: columns, style: style, language: language)
      .text(of: findings)
    var shown = ShownCount()
    let ids = ShortIDs(of: findings)
    let live = SubjectGroup.groups(of: findings) { !$0.isTrial }
    for group in live { append(group, ids, to: &text, shown: &shown) }
    let liveCount = live.reduce(0) { $0 + $1.findings.count }
    let trialCount = findings.count - liveCount
    if trialCount > 0 {
      text += language("Rules on trial:", "試行中のルール:") + "\n\n"
      for group in SubjectGroup.groups(of: findings, where: \.isTrial) {
        append(group, ids, to: &text, shown: &shown)
      }
    }
    text += language(
      QuantityText.count(liveCount, "finding") + " about "
        + QuantityText.count(live.count, "subject"),
      "検出 \(QuantityText.count(liveCount)) 件、対象 \(QuantityText.count(live.count))")
    if trialCount > 0 {
      let count = QuantityText.count(trialCount)
      text += language(", \(count) on trial", "、試行中のルール \(count) 件")
    }
    if shown.hidden > 0 {
      let hidden = QuantityText.count(shown.hidden)
      text += language(
        ", \(hidden) of them not shown here (`--format jsonl` has all)",
        "(うち \(hidden) 件は省略。`--format jsonl` には全件があります)")
    }
    return text + "\n" + DisplayWidth.cut(hint, to: columns.width) + "\n"
  }

  private var hint: String {
    language(
      "To see why: scan with --output jsonl=FILE, then exfil explain ID --findings FILE",
      "根拠を一行ずつ見るには: --output jsonl=FILE で走査し、exfil explain ID --findings FILE")
  }

  private func append(
    _ group: SubjectGroup, _ ids: ShortIDs, to text: inout String, shown: inout ShownCount
  ) {
    text += style.bold(DisplayWidth.cut(heading(of: group), to: columns.width)) + "\n"
    var hidden: [(rule: String, count: Int)] = []
    var rules: Set<String> = []
    for finding in group.findings {
      if shown.admit(finding) {
        append(finding, ids, saysNext: rules.insert(finding.rule).inserted, to: &text)
      } else if let index = hidden.firstIndex(where: { $0.rule == finding.rule }) {
        hidden[index].count += 1
      } else {
        hidden.append((finding.rule, 1))
      }
    }
    for (rule, count) in hidden {
      let more = language(
        "… \(QuantityText.count(count)) more of \(VisibleText.of(rule))",
        "… \(VisibleText.of(rule)) が他に \(QuantityText.count(count)) 件")
      text += "  " + DisplayWidth.cut(more, to: columns.width - 2) + "\n"
    }
    text += "\n"
  }

  private func heading(of group: SubjectGroup) -> String {
    let subject = group.subject
    var parts = [VisibleText.of(subject.value)]
    if subject.kind != .user { parts.append("(\(kindName(subject.kind)))") }
    let person = group.findings.first { $0.name != nil || $0.department != nil }
    for part in [person?.name, person?.department] {
      if let part { parts.append(VisibleText.of(part)) }
    }
    if let phase = group.findings.first(where: { ($0.phase ?? .none) != .none })?.phase {
      parts.append(PhaseWording.text(phase, language))
    }
    if let day = group.findings.first(where: { $0.lastDay != nil })?.lastDay {
      parts.append(language("last day \(day)", "退職日 \(day)"))
    }
    return parts.joined(separator: "  ")
  }

  private func kindName(_ kind: Subject.Kind) -> String {
    switch kind {
    case .user: language("user", "利用者")
    case .address: language("address", "アドレス")
    case .host: language("host", "端末")
    case .source: language("source", "ログ源")
    }
  }

  private func append(
    _ finding: Finding, _ ids: ShortIDs, saysNext: Bool, to text: inout String
  ) {
    let severity = style.severity(
      DisplayWidth.fit(finding.severity.name, to: columns.severity), finding.severity)
    let score = DisplayWidth.fit(String(finding.score), to: columns.score, alignRight: true)
    let rule = VisibleText.of(finding.rule)
    let span = span(of: finding)
    let size = finding.bytesOut.map(ValueText.size) ?? "-"
    if columns.isNarrow {
      let used = 2 + columns.severity + 1 + columns.score + 1
      text += "  \(severity) \(score) " + DisplayWidth.cut(rule, to: columns.width - used) + "\n"
      plain(span + "  " + size, indent: 4, to: &text)
    } else {
      text += "  \(severity) \(score)  \(DisplayWidth.fit(rule, to: columns.rule))  "
      text += DisplayWidth.fit(span, to: columns.span) + " "
      text += DisplayWidth.fit(size, to: columns.size, alignRight: true) + "  "
      text += destinations(of: finding, to: columns.destinations) + "\n"
    }
    if columns.isNarrow, !finding.destinations.isEmpty {
      plain(destinations(of: finding, to: columns.width - 4), indent: 4, to: &text)
    }
    plain(message(of: finding), indent: 4, to: &text)
    if saysNext { plain(next(of: finding), indent: 4, to: &text) }
    plain(grounds(of: finding), indent: 4, to: &text)
    plain(ids.shortened(finding.id) + evidence(of: finding), indent: 4, to: &text)
  }

  private func plain(_ part: String, indent: Int, to text: inout String) {
    guard !part.isEmpty else { return }
    text += String(repeating: " ", count: indent)
    text += DisplayWidth.cut(part, to: columns.width - indent) + "\n"
  }

  private func message(of finding: Finding) -> String {
    var message = VisibleText.of(finding.message.isEmpty ? finding.title : finding.message)
    if finding.isTrial { message = language("[trial] ", "[試行] ") + message }
    if let field = finding.cappedBy {
      message += language(
        "  [at most medium: the source cannot tell \(field)]", "  [\(field) が記録されないため中まで]")
    }
    return message
  }

  /// What to do about it, and who can be asked.
  private func next(of finding: Finding) -> String {
    var parts: [String] = []
    if !finding.next.isEmpty {
      parts.append(language("next: ", "次に: ") + VisibleText.of(finding.next))
    }
    if !finding.owner.isEmpty {
      parts.append(language("owner: ", "担当: ") + VisibleText.of(finding.owner))
    }
    return parts.joined(separator: "  ")
  }

  /// The findings that one of the second layer rests on: by rule how many, and their highest score.
  private func grounds(of finding: Finding) -> String {
    guard !finding.grounds.isEmpty else { return "" }
    var rules: [(name: String, count: Int, score: Int)] = []
    for ground in finding.grounds {
      if let index = rules.firstIndex(where: { $0.name == ground.rule }) {
        rules[index].count += 1
        rules[index].score = max(rules[index].score, ground.score)
      } else {
        rules.append((ground.rule, 1, ground.score))
      }
    }
    let names = rules.map { rule in
      VisibleText.of(rule.name) + " \(rule.score)"
        + (rule.count > 1 ? " ×\(QuantityText.count(rule.count))" : "")
    }.joined(separator: ", ")
    let count = QuantityText.count(finding.grounds.count)
    return language(
      "rests on \(QuantityText.count(finding.grounds.count, "finding")): \(names)",
      "もとの検出 \(count) 件: \(names)")
  }

  private func evidence(of finding: Finding) -> String {
    guard let first = finding.evidence.first else { return "" }
    let place = "\(VisibleText.of(first.file)):\(first.line)"
    let count = finding.evidenceTotal
    return language(
      "  evidence: \(QuantityText.count(count, "line")), first \(place)",
      "  証拠: \(QuantityText.count(count)) 行、最初は \(place)")
  }

  /// The first and last minute; what the last has in common with the first is left out.
  private func span(of finding: Finding) -> String {
    let first = finding.first.minutes(in: zone)
    let last = finding.last.minutes(in: zone)
    if first == last { return first }
    if first.prefix(10) == last.prefix(10) { return "\(first)–\(last.suffix(5))" }
    return "\(first)–\(first.prefix(4) == last.prefix(4) ? last.dropFirst(5) : last.prefix(10))"
  }

  /// As many destinations as fit, then how many more there are.
  private func destinations(of finding: Finding, to width: Int) -> String {
    var shown = ""
    for (index, destination) in finding.destinations.enumerated() {
      let left = finding.destinations.count - index - 1
      let rest = left > 0 ? " +\(left)" : ""
      let next = shown + (index > 0 ? ", " : "") + VisibleText.of(destination)
      if index > 0, DisplayWidth.of(next + rest) > width {
        return DisplayWidth.cut(shown + " +\(left + 1)", to: width)
      }
      shown = next
    }
    return DisplayWidth.cut(shown, to: width)
  }
}

/// Decides which findings a table shows when one rule or one subject has very many.
private struct ShownCount {
  private struct Key: Hashable {
    var rule: String
    var subject: Subject
  }

  private var perRule: [String: Int] = [:]
  private var perSubject: [Key: Int] = [:]
  private(set) var hidden = 0

  mutating func admit(_ finding: Finding) -> Bool {
    let key = Key(rule: finding.rule, subject: finding.subject)
    guard perRule[finding.rule, default: 0] < TerminalReport.shownPerRule,
      perSubject[key, default: 0] < TerminalReport.shownPerRuleAndSubject
    else {
      hidden += 1
      return false
    }
    perRule[finding.rule, default: 0] += 1
    perSubject[key, default: 0] += 1
    return true
  }
}
