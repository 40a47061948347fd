internal import Detection
internal import EventModel
internal import RuleProgram

/// The table of all people of a page.
struct PeopleTable {
  let run: PublishedRun
  let language: ReportLanguage

  /// Appends the table.
  ///
  /// - Parameters:
  ///   - people: Everybody, ranked.
  ///   - sectionCount: How many of them have a section of their own.
  ///   - page: Takes the table.
  func append(_ people: [RankedSubject], sectionCount: Int, to page: inout HTMLText) {
    page.markup("<section class=\"part\" id=\"people\">")
    page.element("h2", language("People by score", "対象者(スコア順)"))
    guard !people.isEmpty else {
      page.element(
        "p", language("No findings in what was read.", "読み取った範囲に検出はありません。"))
      page.markup("</section>\n")
      return
    }
    page.markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
    page.attribute("aria-label", language("People by score", "対象者(スコア順)"))
    page.markup("><table class=\"people\">")
    page.element(
      "caption",
      language(
        "What left by each channel is at least so much: two rules may count the same events.",
        "経路ごとの送信量は少なくともこれだけ(複数のルールが同じ出来事を数えることがあるため)。"))
    page.markup("<thead><tr>")
    for (title, isNumber) in [
      (language("Score", "スコア"), true), (language("Person", "対象"), false),
      (language("Phase", "時期"), false), (language("Last day", "退職日"), false),
      (language("Severity", "重大度"), false), (language("What", "内容"), false),
      (language("Bytes out", "送信量"), false), (language("Findings", "検出"), true),
    ] {
      page.element("th scope=\"col\"\(isNumber ? " class=\"num\"" : "")", title)
    }
    page.markup("</tr></thead>\n<tbody>\n")
    for person in people.prefix(PageReport.rowLimit) {
      append(person, hasSection: person.rank <= sectionCount, to: &page)
    }
    page.markup("</tbody></table></div>")
    if people.count > PageReport.rowLimit {
      let count = QuantityText.count(people.count - PageReport.rowLimit)
      page.element("p class=\"soft\"", language("… and \(count) more people", "… 他に \(count) 名"))
    }
    page.markup("</section>\n")
  }

  private func append(_ person: RankedSubject, hasSection: Bool, to page: inout HTMLText) {
    page.markup("<tr data-row=\"\(person.anchor)\"")
    page.attribute("data-p", person.searchText)
    page.markup("><td class=\"num\">\(person.score)</td><th scope=\"row\">")
    if hasSection { page.markup("<a href=\"#\(person.anchor)\">") }
    page.text(person.name ?? person.subject.value)
    if hasSection { page.markup("</a>") }
    var parts = person.name == nil ? [] : [person.subject.value]
    if person.subject.kind != .user {
      parts.append(FindingWording.subject(person.subject.kind, language))
    }
    if let department = person.department { parts.append(department) }
    if !parts.isEmpty {
      page.markup("<br>")
      page.element("span class=\"soft\"", parts.joined(separator: " · "))
    }
    page.markup("</th>")
    page.element("td class=\"keep\"", person.phase.map { PhaseWording.text($0, language) } ?? "–")
    page.element("td class=\"keep\"", person.lastDay ?? "–")
    page.markup("<td>")
    PageMark.append(person.worst.severity, language, to: &page)
    page.markup("</td>")
    page.element(
      "td",
      person.findings.categories().map { FindingWording.category($0, language) }
        .joined(separator: language(", ", "、")))
    page.markup("<td class=\"keep\">")
    for (index, entry) in person.findings.bytesOutByChannel().enumerated() {
      if index > 0 { page.markup("<br>") }
      page.text("\(entry.channel.name(language)) \(ValueText.size(entry.byteCount))")
    }
    page.markup("</td><td class=\"num\">\(person.findings.count)</td></tr>\n")
  }
}

/// Marks that several parts of a page share.
enum PageMark {
  /// Appends a severity as a coloured mark with its name.
  static func append(
    _ severity: Severity, _ language: ReportLanguage, to page: inout HTMLText
  ) {
    page.element(
      "span class=\"sev s\(severity.rawValue)\"", FindingWording.severity(severity, language))
  }

  /// The colour of a severity where no style sheet reaches.
  static func colour(_ severity: Severity) -> String {
    ["#66727c", "#35678a", "#806400", "#b1500a", "#8f1d1d"][severity.rawValue]
  }
}
