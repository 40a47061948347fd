internal import Detection
internal import EventModel
internal import RuleProgram

/// The parts of a page that are about the run and not about a person.
struct PageParts {
  /// The most rows of a table about inputs.
  static let inputLimit = 1000

  let run: PublishedRun
  let language: ReportLanguage

  /// Appends the heading, the figures, and what is wrong with the evidence as a whole.
  func appendTop(people: [RankedSubject], to page: inout HTMLText) {
    page.markup("<header class=\"top\">")
    page.element("h1", language("Who carries data out: findings", "データ持ち出し 検出報告"))
    let spans = run.summary.inputs.compactMap { input -> EventSpan? in
      guard let first = input.lines.firstEvent, let last = input.lines.lastEvent else { return nil }
      return EventSpan(first: first, last: last)
    }
    if let span = spans.dropFirst().reduce(spans.first, { $0?.union($1) }) {
      let read = span.first.span(to: span.last, in: run.zone)
      page.element(
        "p class=\"soft\"",
        language("Logs from \(read) (\(run.zone.name))", "ログの期間 \(read)(\(run.zone.name))"))
    }
    appendFigures(people: people, to: &page)
    appendCondition(to: &page)
    page.markup("<nav class=\"toc\"")
    page.attribute("aria-label", language("Parts", "目次"))
    page.markup(">")
    for (anchor, title) in [
      ("people", language("People", "対象者")), ("coverage", language("Coverage", "ログの有無")),
      ("unanswered", language("Not evaluated", "判定できなかったもの")),
      ("inputs", language("Inputs", "入力の収支")),
    ] {
      page.element("a href=\"#\(anchor)\"", title)
    }
    page.markup("</nav></header>\n")
  }

  private func appendFigures(people: [RankedSubject], to page: inout HTMLText) {
    page.markup("<ul class=\"figures\">")
    func figure(_ number: Int, _ title: String) {
      page.markup("<li><b>\(QuantityText.count(number))</b>")
      page.element("span", title)
      page.markup("</li>")
    }
    figure(people.count, language("people and other subjects", "対象"))
    figure(run.conclusion.liveCount, language("findings", "検出"))
    for severity in Severity.allCases.reversed() {
      if let count = run.conclusion.published[severity] {
        figure(count, FindingWording.severity(severity, language))
      }
    }
    if run.conclusion.trialCount > 0 {
      figure(run.conclusion.trialCount, language("on trial", "試行中"))
    }
    figure(
      run.summary.inputs.reduce(0) { $0 + $1.lines.lines }, language("lines read", "読んだ行"))
    page.markup("</ul>\n")
  }

  private func appendCondition(to page: inout HTMLText) {
    let summary = run.summary
    page.markup("<div class=\"notice\(run.isWhole ? "" : " bad")\"><p>")
    if run.isWhole {
      page.text(language("Everything was read whole.", "すべての入力を最後まで読み取りました。"))
    } else if summary.inputs.isEmpty {
      page.text(language("Nothing was read.", "何も読み取っていません。"))
    } else if !summary.incompleteInputs.isEmpty {
      let (count, all) = (summary.incompleteInputs.count, summary.inputs.count)
      page.text(
        language(
          "NOT everything was read: \(count) of \(all) inputs are incomplete, and what is missing there could not be judged.",
          "すべては読み取れていません。入力 \(all) のうち \(count) が不完全で、欠けた部分は判定していません。"))
    } else if summary.isStopped {
      page.text(
        language("The run was interrupted before everybody was judged.", "全員の判定が終わる前に中断されました。"))
    } else {
      page.text(
        language("NOT every rule could be judged for everybody.", "判定できなかったルールと対象があります。"))
    }
    let hidden = run.conclusion.raisedCount - run.conclusion.publishedCount
    if hidden > 0 {
      let count = QuantityText.count(hidden)
      page.text(
        language(" \(count) more findings lie outside the filters.", " 条件外の検出が他に \(count) 件あります。"))
    }
    if run.isPseudonymous {
      page.text(
        language(
          " People have keyed names; texts of logs are left out.", " 人名は鍵つきの仮名です。ログの本文は載せていません。"))
    }
    page.markup("</p></div>\n")
  }

  /// Appends the form of the filters; it stays hidden where no script runs.
  func appendFilters(people: [RankedSubject], to page: inout HTMLText) {
    guard !people.isEmpty else { return }
    page.markup("<form class=\"filters\" id=\"filters\" hidden")
    page.attribute("aria-label", language("Filters", "絞り込み"))
    page.markup(
      "><label>\(language("Person", "対象者"))<input type=\"search\" name=\"q\" autocomplete=\"off\"></label>"
    )
    page.markup("<label>\(language("Category", "分類"))<select name=\"c\"><option value=\"\">")
    page.markup("\(language("all", "すべて"))</option>")
    for category in run.findings.categories().sorted() {
      page.markup("<option")
      page.attribute("value", category)
      page.markup(">")
      page.text(FindingWording.category(category, language))
      page.markup("</option>")
    }
    page.markup(
      "</select></label><label>\(language("Severity at least", "重大度(以上)"))<select name=\"s\">")
    page.markup("<option value=\"0\">\(language("all", "すべて"))</option>")
    for severity in Severity.allCases.dropFirst() {
      page.element(
        "option value=\"\(severity.rawValue)\"", FindingWording.severity(severity, language))
    }
    page.markup(
      "</select></label><label>\(language("Day", "日"))<input type=\"date\" name=\"d\"></label>")
    page.markup("<button type=\"reset\">\(language("Show all", "すべて表示"))</button>")
    page.markup("<output id=\"count\" role=\"status\" aria-live=\"polite\"")
    page.attribute("data-text", language("{n} of {m} findings", "{m} 件中 {n} 件"))
    page.markup("></output></form>\n")
  }

  /// Appends which rules could not be evaluated where, and what would change that.
  func appendUnanswered(to page: inout HTMLText) {
    let summary = run.summary
    page.markup("<section class=\"part\" id=\"unanswered\">")
    page.element("h2", language("What could not be evaluated", "判定できなかったもの"))
    let groups = UnansweredGroup.groups(of: summary.notEvaluable)
    let lines =
      UnansweredText(language: language).lines(summary.silentDays)
      + summary.unjudged.map { entry in
        language("Over the memory limit: ", "メモリー上限のため判定せず: ") + entry.rule + ": "
          + entry.subjects.prefix(20).joined(separator: ", ")
      } + ExceptionText(zone: run.zone, language: language).lines(summary)
    if groups.isEmpty, lines.isEmpty {
      page.element(
        "p", language("Every rule could be evaluated on every source.", "すべてのルールを判定できました。"))
    }
    if !groups.isEmpty {
      page.markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
      page.attribute("aria-label", language("What could not be evaluated", "判定できなかったもの"))
      page.markup("><table>")
      page.element(
        "caption", language("Silence of these rules means nothing.", "これらのルールに検出がないことは安全を意味しません。"))
      page.markup("<thead><tr>")
      for title in [
        language("Source", "ログ源"), language("Lacks", "ない項目"), language("Days", "日"),
        language("Rules", "ルール"), language("What to change", "直し方"),
      ] {
        page.element("th scope=\"col\"", title)
      }
      page.markup("</tr></thead><tbody>")
      for group in groups {
        page.markup("<tr>")
        page.element("td", group.entry.source)
        page.element("td", group.entry.fields.joined(separator: ", "))
        page.element("td class=\"keep\"", DaysText.of(group.entry.days))
        page.element("td", group.rules.joined(separator: ", "))
        let advice = language(group.entry.advice.english, group.entry.advice.japanese)
        page.element("td", advice.isEmpty ? "–" : advice)
        page.markup("</tr>\n")
      }
      page.markup("</tbody></table></div>")
    }
    if !lines.isEmpty {
      page.markup("<ul class=\"plain\">")
      for line in lines { page.element("li", String(line.drop { $0 == " " })) }
      page.markup("</ul>")
    }
    page.markup("</section>\n")
  }

  /// Appends what became of every input.
  func appendInputs(to page: inout HTMLText) {
    page.markup("<section class=\"part\" id=\"inputs\">")
    page.element("h2", language("Account of the inputs", "入力の収支"))
    page.markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
    page.attribute("aria-label", language("Account of the inputs", "入力の収支"))
    page.markup("><table>")
    page.element(
      "caption",
      language("lines = events + ignored + rejected, for every input", "どの入力でも 行 = 出来事 + 対象外 + 不明"))
    page.markup("<thead><tr>")
    for (title, isNumber) in [
      (language("File", "ファイル"), false), (language("Format", "形式"), false),
      (language("State", "状態"), false), (language("Lines", "行"), true),
      (language("Events", "出来事"), true), (language("Ignored", "対象外"), true),
      (language("Rejected", "不明"), true), (language("From – to", "期間"), false),
    ] {
      page.element("th scope=\"col\"\(isNumber ? " class=\"num\"" : "")", title)
    }
    page.markup("</tr></thead><tbody>\n")
    let torn = run.summary.incompleteInputs.map(\.name)
    let order =
      run.summary.inputs.filter { torn.contains($0.name) }
      + run.summary.inputs.filter { !torn.contains($0.name) }
    for input in order.prefix(Self.inputLimit) { append(input, to: &page) }
    page.markup("</tbody></table></div>")
    if order.count > Self.inputLimit {
      let count = QuantityText.count(order.count - Self.inputLimit)
      page.element("p class=\"soft\"", language("… and \(count) more inputs", "… 他に \(count) 入力"))
    }
    page.markup("</section>\n")
  }

  private func append(_ input: InputAccount, to page: inout HTMLText) {
    page.markup("<tr><td>")
    page.text(input.name)
    for note in input.notes {
      page.markup("<br><span class=\"soft\">")
      page.text(note.code + (note.detail.isEmpty ? "" : " (\(note.detail))"))
      if let advice = ConditionAdvice.of(note.code, language) {
        page.text(": \(advice.meaning) → \(advice.remedy)")
      }
      page.markup("</span>")
    }
    page.markup("</td>")
    page.element("td", input.format.isEmpty ? "–" : input.format)
    page.element("td", input.status)
    let lines = input.lines
    for count in [lines.lines, lines.eventLines, lines.ignoredCount, lines.rejectedCount] {
      page.element("td class=\"num\"", QuantityText.count(count))
    }
    var span = "–"
    if let first = lines.firstEvent, let last = lines.lastEvent {
      span = first.span(to: last, in: run.zone)
    }
    page.element("td", span)
    page.markup("</tr>\n")
  }
}
