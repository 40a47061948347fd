internal import Detection
internal import EventModel
internal import RuleProgram

/// Why a finding stands, for an investigator.
///
/// Nothing of a log or a report reaches the terminal but through ``VisibleText``.
package struct ExplainedReportText: Sendable {
  private let language: ReportLanguage
  private let style: TerminalStyle

  /// Creates a writer.
  package init(language: ReportLanguage, usesColours: Bool = false) {
    self.language = language
    style = TerminalStyle(usesColours: usesColours)
  }

  /// Returns the text, one line feed at the end of each line.
  ///
  /// - Complexity: O(*n*) in the contributing events and their lines.
  package func text(of report: ExplainedReport) -> String {
    var lines = heading(report)
    for section in report.prose { lines += titled(section.heading, section.lines) }
    lines += trouble(report)
    if let explanation = report.explanation, let rule = report.rule {
      let wording = ExplanationWording(
        report: report, explanation: explanation, rule: report.program.rules[rule],
        language: language)
      for section in wording.sections { lines += titled(section.heading, section.lines) }
    } else {
      lines += titled(
        language("Score \(report.finding.score)", "点数 \(report.finding.score)"),
        report.finding.scoreTerms.map {
          "\($0.points < 0 ? "" : "+")\($0.points)  \(VisibleText.of($0.why))"
        })
    }
    if report.explanation == nil { lines += grounds(report) }
    let misses = NearMissText(report: report, language: language)
    for section in misses.sections { lines += titled(section.heading, section.lines) }
    lines += evidence(report)
    return lines.map { $0 + "\n" }.joined()
  }

  private func titled(_ heading: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", style.bold(heading)] + lines.map { "  " + $0 }
  }

  private func heading(_ report: ExplainedReport) -> [String] {
    let finding = report.finding
    var first = style.bold(
      "\(VisibleText.of(finding.rule))  \(VisibleText.of(finding.title))")
    if let rule = report.rule {
      first += "  [\(VisibleText.of(report.program.rules[rule].place))]"
    }
    let names = [finding.subject.value, finding.name, finding.department]
      .compactMap { $0.map { VisibleText.of($0) } }
    var about = "\(style.severity(finding.severity.name, finding.severity)) \(finding.score)  "
    about += names.joined(separator: "  ")
    if let phase = finding.phase, phase != .none {
      about += "  " + PhaseWording.text(phase, language)
    }
    if let day = finding.lastDay {
      about += language("  last day ", "  退職日 ") + VisibleText.of(day)
    }
    about += "  " + finding.first.span(to: finding.last, in: report.zone)
    // Without rules nobody says what the civil zone is.
    if report.program.rules.isEmpty { about += " UTC" }
    var lines = [first, about]
    if !finding.message.isEmpty { lines.append(VisibleText.of(finding.message)) }
    return lines + ["id \(VisibleText.of(finding.id))"]
  }

  /// What keeps the explanation from being whole.
  private func trouble(_ report: ExplainedReport) -> [String] {
    var lines: [String] = []
    switch report.obstacle {
    case .noRules:
      lines.append(
        language(
          "No rules were found (--rules), so that only what the report keeps is shown.",
          "ルールが見つからないため(--rules)、報告に残っている内容だけを表示します。"))
    case .noSuchRule:
      lines.append(
        language(
          "The rules no longer have this rule, so that only what the report keeps is shown.",
          "現在のルールにこのルールはありません。報告に残っている内容だけを表示します。"))
    case .noInputs:
      lines.append(
        language(
          "None of the files it rests on is here, so that only what the report keeps is shown.",
          "証拠のファイルがここにないため、報告に残っている内容だけを表示します。"))
    case .notMadeAgain:
      lines.append(
        language(
          "The rules as they are now do not make this finding of these inputs. Are they the rules,"
            + " --people, --leases and files of the scan? An exception may have come since.",
          "現在のルールと入力からは、この検出は得られません。走査時と同じルール、--people、--leases、入力ですか。"
            + "その後に例外が加わったのかもしれません。"))
      for other in report.subject?.others ?? [] {
        let span =
          other.first.span(to: other.last, in: report.zone)
        lines.append(
          language("  there is ", "  今あるもの: ")
            + "\(other.id.prefix(8))  \(span)  \(other.severity.name) \(other.score)")
      }
    case nil: break
    }
    for difference in report.differences {
      let (before, now) = (VisibleText.of(difference.before), VisibleText.of(difference.now))
      lines.append(
        language(
          "\(difference.name) is \(now) now, and \(before) in the report",
          "\(difference.name) は現在 \(now)、報告では \(before)"))
    }
    return titled(language("Not as in the report", "報告との違い"), lines)
  }

  /// The findings that one rests on, as the report has them.
  private func grounds(_ report: ExplainedReport) -> [String] {
    let count = QuantityText.count(report.finding.grounds.count)
    return titled(
      language(
        "It rests on \(QuantityText.count(report.finding.grounds.count, "finding"))",
        "もとの検出 \(count) 件"),
      report.finding.grounds.map { ground in
        let id = VisibleText.of(String(ground.id.prefix(8)))
        guard let found = report.grounds.first(where: { $0.id == ground.id }) else {
          return id + language("  (not in the report)", "  (報告にありません)")
        }
        return "\(found.first.minutes(in: report.zone))  \(id)  \(VisibleText.of(found.rule))  "
          + "\(found.severity.name) \(found.score)"
      })
  }

  private func evidence(_ report: ExplainedReport) -> [String] {
    let kept = report.finding.evidence
    let total = QuantityText.count(report.finding.evidenceTotal)
    let (verified, differs, missing) = (
      report.count(.verified), report.count(.differs), report.count(.notThere)
    )
    let heading = language(
      "Evidence kept in the report: \(QuantityText.count(kept.count)) of \(total) lines",
      "報告にある証拠: 全 \(total) 行のうち \(QuantityText.count(kept.count)) 行")
    var lines = [
      language(
        "\(QuantityText.count(verified)) verified by SHA-256, \(QuantityText.count(differs)) "
          + "differ, \(QuantityText.count(missing)) not there",
        "SHA-256 で確認 \(QuantityText.count(verified)) 行、相違 \(QuantityText.count(differs)) 行、"
          + "所在不明 \(QuantityText.count(missing)) 行")
    ]
    // Where the lines could not be told one by one above, each is told here.
    for (line, state) in zip(kept, report.evidence)
    where state != .verified || report.explanation == nil {
      lines.append(
        "\(DisplayWidth.fit(name(of: state), to: 10))\(VisibleText.of(line.file)):\(line.line)"
          + language("  offset ", "  位置 ") + "\(line.offset)  \(VisibleText.of(line.sha256))")
    }
    return titled(heading, lines)
  }

  private func name(of state: EvidenceState) -> String {
    switch state {
    case .verified: language("verified", "確認済み")
    case .differs: language("differs", "相違")
    case .notThere: language("not there", "所在不明")
    }
  }
}
