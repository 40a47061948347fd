internal import Detection
internal import EventModel
internal import RuleProgram

/// One finding of a page, with its evidence.
struct FindingArticle {
  let run: PublishedRun
  let language: ReportLanguage

  /// Appends the finding under a name of its own.
  ///
  /// - Complexity: O(*n*) in the texts and the evidence of the finding.
  func append(_ finding: Finding, id: String, to page: inout HTMLText) {
    page.markup("<article id=\"\(id)\" class=\"b\(finding.severity.rawValue)\"")
    page.attribute("data-c", finding.category)
    page.markup(" data-s=\"\(finding.severity.rawValue)\"")
    page.attribute("data-a", String(finding.first.text(in: run.zone).prefix(10)))
    page.attribute("data-z", String(finding.last.text(in: run.zone).prefix(10)))
    page.markup(">\n<header>")
    page.element("h3", (finding.isTrial ? language("[trial] ", "[試行] ") : "") + title(finding))
    PageMark.append(finding.severity, language, to: &page)
    page.element("span class=\"soft\"", language("score ", "スコア ") + String(finding.score))
    page.markup("</header>\n")
    page.element("p class=\"meta\"", meta(of: finding))
    if !finding.message.isEmpty { page.element("p class=\"message\"", finding.message) }
    page.markup("<dl class=\"facts\">")
    row(language("Where to", "送信先"), destinations(finding), to: &page)
    row(language("Why it matters", "理由"), finding.why, to: &page)
    row(language("Next", "次に"), finding.next, to: &page)
    row(language("Owner", "担当"), finding.owner, to: &page)
    row(language("Score", "スコア"), score(finding), to: &page)
    if let field = finding.cappedBy {
      row(
        language("At most medium", "重大度は中まで"),
        language("the source cannot tell \(field)", "\(field) が記録されないため"), to: &page)
    }
    row("ATT&CK", finding.attack.joined(separator: ", "), to: &page)
    page.markup("<dt>ID</dt><dd><code>")
    page.text(finding.id)
    page.markup("</code></dd></dl>\n")
    TotalsChart(language: language, zone: run.zone).append(finding, to: &page)
    EvidenceTable(run: run, language: language).append(finding, to: &page)
    page.markup("</article>\n")
  }

  private func row(_ title: String, _ text: String, to page: inout HTMLText) {
    guard !text.isEmpty else { return }
    page.element("dt", title)
    page.element("dd", text)
  }

  private func title(_ finding: Finding) -> String {
    finding.title.isEmpty ? finding.rule : finding.title
  }

  private func meta(of finding: Finding) -> String {
    var parts = [finding.first.span(to: finding.last, in: run.zone)]
    if let bytes = finding.bytesOut {
      parts.append(language("\(ValueText.size(bytes)) out", "送信 \(ValueText.size(bytes))"))
    }
    let count = QuantityText.count(finding.count)
    parts.append(language(QuantityText.count(finding.count, "event"), "\(count) 件"))
    if let phase = finding.phase, phase != .none {
      parts.append(PhaseWording.text(phase, language))
    }
    parts.append(FindingWording.category(finding.category, language))
    parts.append(finding.rule)
    return parts.joined(separator: " · ")
  }

  private func destinations(_ finding: Finding) -> String {
    let shown = finding.destinations.prefix(12).joined(separator: ", ")
    let more = finding.destinations.count - 12
    guard more > 0 else { return shown }
    return shown
      + language(", and \(QuantityText.count(more)) more", "、他 \(QuantityText.count(more))")
  }

  private func score(_ finding: Finding) -> String {
    guard !finding.scoreTerms.isEmpty else { return "" }
    let base = finding.score - finding.scoreTerms.reduce(0) { $0 + $1.points }
    let terms = finding.scoreTerms.map { term in
      "\(term.points < 0 ? "−" : "+") \(term.points.magnitude) (\(term.why))"
    }
    // A sum that was cut to 0…100 has no base that could be told from here.
    let first = 1...99 ~= finding.score ? [String(base)] : []
    return (first + terms).joined(separator: " ")
  }
}
