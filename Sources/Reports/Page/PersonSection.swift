internal import Detection
internal import EventModel
internal import RuleProgram

/// The section of a page about one person.
struct PersonSection {
  /// The most findings of one rule that a section shows.
  static let shownPerRule = ShownEvent.findingLimit
  /// The most findings that a section shows.
  static let shownCount = 80

  let run: PublishedRun
  let language: ReportLanguage

  /// Appends a section; returns how many findings it shows.
  ///
  /// - Complexity: O(*n* log *n*) in the findings of the person.
  func append(_ person: RankedSubject, to page: inout HTMLText) -> Int {
    var perRule: [String: Int] = [:]
    var shown: [Finding] = []
    for finding in person.findings where shown.count < Self.shownCount {
      perRule[finding.rule, default: 0] += 1
      if perRule[finding.rule, default: 0] <= Self.shownPerRule { shown.append(finding) }
    }
    page.markup("<section class=\"person\" id=\"\(person.anchor)\"")
    page.attribute("data-p", person.searchText)
    page.markup(" aria-labelledby=\"h-\(person.rank)\">\n<header>")
    page.element("h2 id=\"h-\(person.rank)\"", person.name ?? person.subject.value)
    var parts = person.name == nil ? [] : [person.subject.value]
    if person.subject.kind != .user {
      parts.append(FindingWording.subject(person.subject.kind, language))
    }
    if let department = person.department { parts.append(department) }
    if let phase = person.phase { parts.append(PhaseWording.text(phase, language)) }
    page.element("span class=\"soft\"", parts.joined(separator: " · "))
    page.markup("<span class=\"score\">")
    PageMark.append(person.worst.severity, language, to: &page)
    page.markup(" \(language("score", "スコア")) <b>\(person.score)</b></span></header>\n")
    appendFacts(of: person, to: &page)
    PersonTimeline(person: person, findings: shown, run: run, language: language)
      .append(to: &page)
    let article = FindingArticle(run: run, language: language)
    for (index, finding) in shown.enumerated() {
      article.append(finding, id: "f-\(person.rank)-\(index + 1)", to: &page)
    }
    let hidden = person.findings.count - shown.count
    if hidden > 0 {
      let count = QuantityText.count(hidden)
      page.element(
        "p class=\"notice\"",
        language(
          "… and \(count) more findings about this subject: JSON Lines has all of them.",
          "… この対象の検出は他に \(count) 件あります。JSON Lines には全件があります。"))
    }
    page.markup("</section>\n")
    return shown.count
  }

  private func appendFacts(of person: RankedSubject, to page: inout HTMLText) {
    page.markup("<dl class=\"facts\">")
    func row(_ title: String, _ text: String) {
      guard !text.isEmpty else { return }
      page.element("dt", title)
      page.element("dd", text)
    }
    var dates: [String] = []
    if let day = person.course?.noticeDate {
      dates.append(language("notice \(day)", "退職申出 \(day)"))
    }
    if let day = person.course?.lastOfficeDay {
      dates.append(language("last office day \(day)", "最終出社日 \(day)"))
    }
    if let day = person.lastDay { dates.append(language("last day \(day)", "退職日 \(day)")) }
    row(language("Leaving", "退職"), dates.joined(separator: language(", ", "、")))
    row(
      language("Left by channel, at least", "経路別の送信量(少なくとも)"),
      person.findings.bytesOutByChannel().map { entry in
        "\(entry.channel.name(language)) \(ValueText.size(entry.byteCount))"
      }.joined(separator: language(", ", "、")))
    row(
      language("Destinations", "送信先"),
      Self.brief(person.findings.flatMap(\.destinations), limit: 20, language))
    let objects = run.isPseudonymous ? [] : person.findings.flatMap { $0.shown.lazy.map(\.object) }
    append(objects.filter { !$0.isEmpty }, to: &page)
    page.markup("</dl>\n")
  }

  /// Appends the first names of files, each once and on a line of its own.
  private func append(_ objects: [String], to page: inout HTMLText) {
    var seen: Set<String> = []
    let distinct = objects.filter { seen.insert($0).inserted }
    guard !distinct.isEmpty else { return }
    page.element("dt", language("Files and documents", "ファイル・文書"))
    page.markup("<dd>")
    for object in distinct.prefix(6) { page.element("span", object) }
    if distinct.count > 6 {
      let count = QuantityText.count(distinct.count - 6)
      page.element("span class=\"soft\"", language("and \(count) more", "他 \(count)"))
    }
    page.markup("</dd>")
  }

  /// Returns the first texts, each once, and how many more there are.
  private static func brief(
    _ texts: [String], limit: Int, _ language: ReportLanguage
  ) -> String {
    var seen: Set<String> = []
    let distinct = texts.filter { seen.insert($0).inserted }
    let shown = distinct.prefix(limit).joined(separator: language(", ", "、"))
    let more = distinct.count - limit
    guard more > 0 else { return shown }
    let count = QuantityText.count(more)
    return shown + language(", and \(count) more", "、他 \(count)")
  }
}
