internal import Detection
internal import EventModel

/// The evidence of one finding: places and digests, with events and lines as far as they are kept.
struct EvidenceTable {
  let run: PublishedRun
  let language: ReportLanguage

  /// Appends the table, folded up.
  ///
  /// - Complexity: O(*n*) in the evidence.
  func append(_ finding: Finding, to page: inout HTMLText) {
    guard !finding.evidence.isEmpty else { return }
    page.markup("<details><summary>")
    page.text(heading(of: finding))
    page.markup("</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\"")
    page.attribute("aria-label", language("Evidence", "証拠"))
    page.markup("><table><thead><tr>")
    if !finding.shown.isEmpty {
      for title in [language("Time", "時刻"), language("Event", "出来事")] {
        page.element("th scope=\"col\"", title)
      }
      page.element("th scope=\"col\" class=\"num\"", language("Bytes out", "送信量"))
    }
    page.element("th scope=\"col\"", language("File and line", "ファイルと行"))
    page.markup("</tr></thead><tbody>\n")
    var next = 0
    for event in finding.shown {
      append(event, of: finding, to: &page)
      next = max(next, event.evidence.upperBound)
    }
    let rest = finding.evidence.dropFirst(next)
    for line in rest.prefix(40) {
      page.markup("<tr>")
      if !finding.shown.isEmpty { page.markup("<td colspan=\"3\"></td>") }
      page.markup("<td>")
      append(line, to: &page)
      page.markup("</td></tr>\n")
    }
    page.markup("</tbody></table></div>")
    let hidden = finding.evidenceTotal - next - min(rest.count, 40)
    if hidden > 0 {
      let count = QuantityText.count(hidden)
      page.element(
        "p class=\"soft\"",
        language("… and \(count) more lines of evidence", "… 証拠は他に \(count) 行"))
    }
    page.markup("</details>\n")
  }

  private func heading(of finding: Finding) -> String {
    let first = finding.evidence[0]
    let count = QuantityText.count(finding.evidenceTotal)
    return language(
      "Evidence: \(QuantityText.count(finding.evidenceTotal, "line")), first \(first.file):\(first.line)",
      "証拠 \(count) 行(最初は \(first.file):\(first.line))")
  }

  private func append(
    _ event: ShownEvent, of finding: Finding, to page: inout HTMLText
  ) {
    let hasText = !event.texts.isEmpty && !run.isPseudonymous
    page.markup(hasText ? "<tr class=\"fact\">" : "<tr>")
    page.element("td class=\"num\"", Self.seconds(event.time, in: run.zone))
    let parts = [event.object, event.destination].filter { !$0.isEmpty }
    page.element("td", ([event.kind.name] + parts).joined(separator: " · "))
    page.element("td class=\"num\"", event.bytesOut.map(ValueText.size) ?? "–")
    page.markup("<td>")
    for (index, line) in finding.evidence[event.evidence].enumerated() {
      if index > 0 { page.markup("<br>") }
      append(line, to: &page)
    }
    page.markup("</td></tr>\n")
    guard hasText else { return }
    page.markup("<tr><td></td><td colspan=\"3\" class=\"raw\">")
    for (index, text) in event.texts.enumerated() {
      if index > 0 { page.markup("<br>") }
      let isCut = text.count > ShownEvent.textByteCount - 4
      page.element("code", VisibleText.of(text) + (isCut ? "…" : ""))
    }
    if !event.storedAs.isEmpty {
      page.markup("<br>")
      page.element(
        "span class=\"soft\"",
        language(
          "stored as \(event.storedAs), shown as read; the SHA-256 is that of the bytes as stored",
          "\(event.storedAs) で保存された行を読み取った表示。SHA-256 は保存されたままのバイト列のもの"))
    }
    page.markup("</td></tr>\n")
  }

  private func append(_ line: EvidenceLine, to page: inout HTMLText) {
    page.markup("<code>")
    page.text("\(line.file):\(line.line)")
    page.markup("</code> <code class=\"sha\">")
    page.text(line.sha256)
    page.markup("</code>")
  }

  /// The time to the second: `2026-10-12 09:31:07`.
  static func seconds(_ time: Timestamp, in zone: CivilZone) -> String {
    time.text(in: zone).prefix(19).split(separator: "T").joined(separator: " ")
  }
}
