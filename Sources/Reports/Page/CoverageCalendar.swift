internal import ByteScan
internal import Detection
internal import EventModel

/// Which days the logs of each source cover: a calendar of weeks for each, and what is missing in
/// words.
struct CoverageCalendar {
  /// The most weeks that a calendar shows, and the most sources.
  static let weekLimit = 105
  static let sourceLimit = 60

  let run: PublishedRun
  let language: ReportLanguage

  private typealias DayState = SourceCoverage.DayState

  /// Appends the calendars.
  ///
  /// - Complexity: O(*n*) in the days of the sources.
  func append(to page: inout HTMLText) {
    page.markup("<section class=\"part\" id=\"coverage\">")
    page.element("h2", language("Coverage by day", "日ごとのログの有無"))
    let coverage = run.summary.coverage
    guard !coverage.isEmpty else {
      page.element("p", language("No source of this run has events.", "出来事のあるログ源はありません。"))
      page.markup("</section>\n")
      return
    }
    page.element(
      "p class=\"soft\"",
      language(
        "What is missing here could not be judged: silence on such a day means nothing.",
        "欠けている日は判定していません。その日に検出がないことは安全を意味しません。"))
    appendLegend(to: &page)
    page.markup("<div class=\"calendars\">")
    for source in coverage.prefix(Self.sourceLimit) { append(source, to: &page) }
    page.markup("</div>")
    if coverage.count > Self.sourceLimit {
      let count = QuantityText.count(coverage.count - Self.sourceLimit)
      page.element(
        "p class=\"soft\"", language("… and \(count) more sources", "… 他に \(count) のログ源"))
    }
    let lines = SourceCoverageText(zone: run.zone, language: language).lines(coverage)
    if !lines.isEmpty {
      page.markup("<ul class=\"plain\">")
      for line in lines.dropFirst() {
        page.element("li", line.trimmingPrefix(while: { $0 == " " }))
      }
      page.markup("</ul>")
    }
    page.markup("</section>\n")
  }

  private func appendLegend(to page: inout HTMLText) {
    page.markup("<ul class=\"legend\">")
    for state in DayState.allCases {
      page.markup("<li><svg width=\"11\" height=\"11\" aria-hidden=\"true\">")
      appendCell(state, x: 0, y: 0, title: nil, to: &page)
      page.markup("</svg>")
      page.text(Self.name(of: state, language))
      page.markup("</li>")
    }
    page.markup("</ul>\n")
  }

  private func append(_ source: SourceCoverage, to page: inout HTMLText) {
    let all = source.days.values.reduce(into: CivilDays()) { $0 = $0.union($1) }
    page.markup("<div class=\"calendar\">")
    page.element("h4", source.source)
    guard let first = all.stretches.first?.lowerBound, let last = all.stretches.last?.upperBound
    else {
      page.markup("</div>\n")
      return
    }
    let events = QuantityText.count(source.events)
    page.element(
      "p class=\"soft\"",
      source.span.first.span(to: source.span.last, in: run.zone) + " · "
        + language(QuantityText.count(source.events, "event"), "\(events) 件")
        + (source.isJudged
          ? "" : language(" · too little is known to tell holes", " · 欠けを判断できるだけの記録がありません")))
    // Weeks begin on Monday; 1970-01-01 was a Thursday.
    let lastWeek = (last + 3) / 7
    let firstWeek = max((first + 3) / 7, lastWeek - Self.weekLimit + 1)
    let width = (lastWeek - firstWeek + 1) * 13 + 4
    page.markup("<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
    page.attribute("aria-label", source.source)
    page.markup("><svg width=\"\(max(width, 60))\" height=\"108\" role=\"img\"")
    page.attribute("aria-label", summary(of: source))
    page.markup(">")
    appendMonths(firstWeek...lastWeek, to: &page)
    for state in DayState.allCases {
      for stretch in source.days[state]?.stretches ?? [] {
        for day in stretch where (day + 3) / 7 >= firstWeek {
          let title =
            state == .present || state == .quiet
            ? nil : "\(CivilDate(daysSince1970: day).text) \(Self.name(of: state, language))"
          appendCell(
            state, x: ((day + 3) / 7 - firstWeek) * 13, y: 14 + (day + 3) % 7 * 13, title: title,
            to: &page)
        }
      }
    }
    page.markup("</svg></div></div>\n")
  }

  /// Names the months above the weeks that begin in them, with the year where it changes.
  private func appendMonths(_ weeks: ClosedRange<Int>, to page: inout HTMLText) {
    var (month, year) = ("", "")
    var free = 0
    for week in weeks {
      let monday = CivilDate(daysSince1970: week * 7 - 3).text
      let x = (week - weeks.lowerBound) * 13
      guard monday.prefix(7) != month, x >= free else { continue }
      let text = monday.prefix(4) == year ? monday.dropFirst(5).prefix(2) : monday.prefix(7)
      page.markup("<text x=\"\(x)\" y=\"9\">\(text)</text>")
      (month, year) = (String(monday.prefix(7)), String(monday.prefix(4)))
      free = x + text.count * 6 + 6
    }
  }

  private func summary(of source: SourceCoverage) -> String {
    DayState.allCases.compactMap { state in
      source.days[state].map { days in
        "\(Self.name(of: state, language)): \(QuantityText.count(days.count))"
      }
    }.joined(separator: language(", ", "、"))
  }

  private func appendCell(
    _ state: DayState, x: Int, y: Int, title: String?, to page: inout HTMLText
  ) {
    let fill =
      switch state {
      case .present: "#a9bfcd"
      case .quiet: "#edf0f2"
      case .partial: "#dfb96a"
      case .volumeDrop: "#e6cf9c"
      case .missing: "#a32828"
      case .late: "#ffffff"
      }
    page.markup(
      "<rect x=\"\(x)\" y=\"\(y)\" width=\"11\" height=\"11\" rx=\"1.5\" fill=\"\(fill)\"")
    if state == .late {
      page.markup(" stroke=\"#a32828\" stroke-width=\"1.5\"")
    }
    if let title {
      page.markup(">")
      page.element("title", title)
      page.markup("</rect>")
    } else {
      page.markup("/>")
    }
    // Not by colour alone.
    if state == .partial || state == .missing {
      page.markup(
        "<path d=\"M\(x + 3) \(y + 8)L\(x + 8) \(y + 3)\" stroke=\"#fff\" stroke-width=\"1.4\"/>")
    }
  }

  private static func name(of state: DayState, _ language: ReportLanguage) -> String {
    switch state {
    case .present: language("present", "あり")
    case .quiet: language("quiet", "静か")
    case .partial: language("partial", "一部欠け")
    case .volumeDrop: language("volume drop", "件数の激減")
    case .missing: language("missing", "なし")
    case .late: language("late, not there yet", "未着")
    }
  }
}

extension String {
  /// The text without the characters at its beginning that fit.
  fileprivate func trimmingPrefix(while fits: (Character) -> Bool) -> String {
    String(drop(while: fits))
  }
}
