internal import EventModel
internal import RuleProgram

/// Rules as a table for people.
package struct RuleListText: Sendable {
  private let language: ReportLanguage
  private let style: TerminalStyle
  private let width: Int

  /// Creates a table.
  ///
  /// - Parameters:
  ///   - language: The language of headings and phrases.
  ///   - width: The columns of the terminal; clamped to 60…240.
  ///   - usesColours: Whether severities are coloured.
  package init(language: ReportLanguage, width: Int = 120, usesColours: Bool = false) {
    self.language = language
    self.width = min(max(width, 60), 240)
    style = TerminalStyle(usesColours: usesColours)
  }

  /// Returns two lines for each rule, and one that counts them.
  ///
  /// - Complexity: O(*n*) in the rules.
  package func text(of listings: [RuleListing]) -> String {
    let columns = Columns(listings, width: width)
    var text = style.bold(line(columns, headings)) + "\n"
    for listing in listings {
      text += line(columns, cells(of: listing), listing.rule.severity) + "\n"
      text += DisplayWidth.cut("    " + details(of: listing), to: width) + "\n"
    }
    return text + "\n" + closing(listings) + "\n"
  }

  /// What stands in a line, from left to right.
  private struct Cells {
    var rule: String
    var severity: String
    var score: String
    var category: String
    var window: String
    var tests: String
    var attack: String
  }

  private struct Columns {
    var rule: Int
    var category: Int
    var window: Int
    let severity = 8
    let score = 5
    let tests = 8

    init(_ listings: [RuleListing], width: Int) {
      func widest(_ least: Int, _ most: Int, _ text: (RuleListing) -> String) -> Int {
        min(most, max(least, listings.map { DisplayWidth.of(VisibleText.of(text($0))) }.max() ?? 0))
      }
      rule = widest(8, width < 110 ? 24 : 36) { $0.rule.id }
      category = widest(8, width < 110 ? 12 : 22) { $0.rule.category }
      window = widest(8, 12) { $0.window ?? "-" }
    }
  }

  private var headings: Cells {
    Cells(
      rule: language("rule", "ルール"), severity: language("severity", "重大度"),
      score: language("score", "点"), category: language("category", "分類"),
      window: language("window", "期間"), tests: language("tests", "テスト"), attack: "ATT&CK")
  }

  private func cells(of listing: RuleListing) -> Cells {
    Cells(
      rule: VisibleText.of(listing.rule.id), severity: listing.rule.severity.name,
      score: String(listing.rule.baseScore), category: listing.rule.category,
      window: listing.window ?? "-",
      tests: "\(listing.alertTestCount)+\(listing.silenceTestCount)",
      attack: listing.techniques.isEmpty ? "-" : listing.techniques.joined(separator: ", "))
  }

  private func line(_ columns: Columns, _ cells: Cells, _ severity: Severity? = nil) -> String {
    let fitted = DisplayWidth.fit(cells.severity, to: columns.severity)
    var parts = [DisplayWidth.fit(cells.rule, to: columns.rule)]
    parts.append(severity.map { style.severity(fitted, $0) } ?? fitted)
    parts.append(DisplayWidth.fit(cells.score, to: columns.score, alignRight: true))
    parts.append(DisplayWidth.fit(cells.category, to: columns.category))
    parts.append(DisplayWidth.fit(cells.window, to: columns.window))
    parts.append(DisplayWidth.fit(cells.tests, to: columns.tests, alignRight: true))
    let used =
      columns.rule + columns.severity + columns.score + columns.category + columns.window
      + columns.tests + 12
    parts.append(DisplayWidth.cut(cells.attack, to: width - used))
    return parts.joined(separator: "  ")
  }

  private func details(of listing: RuleListing) -> String {
    var parts = [VisibleText.of(listing.rule.title)]
    if listing.rule.isTrial { parts[0] = language("[trial] ", "[試行] ") + parts[0] }
    if listing.isDisabled, let day = listing.disabling?.lastDay.text {
      parts[0] = language("[disabled until \(day)] ", "[\(day) まで停止] ") + parts[0]
    }
    parts.append(listing.kinds.joined(separator: ", "))
    if listing.heldAllowanceCount > 0 {
      let count = QuantityText.count(listing.heldAllowanceCount)
      parts.append(
        language(
          QuantityText.count(listing.heldAllowanceCount, "exception"), "例外 \(count) 件"))
    }
    let place = listing.place
    parts.append(VisibleText.of(place.file) + (place.line.map { ":\($0)" } ?? ""))
    return parts.joined(separator: "  ")
  }

  private func closing(_ listings: [RuleListing]) -> String {
    let testCount = listings.reduce(0) { $0 + $1.alertTestCount + $1.silenceTestCount }
    let halfTested = listings.count { $0.alertTestCount == 0 || $0.silenceTestCount == 0 }
    let severities = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = listings.count { $0.rule.severity == severity }
      return count > 0 ? "\(severity.name) \(QuantityText.count(count))" : nil
    }.joined(separator: ", ")
    let rules = QuantityText.count(listings.count, "rule")
    let tests = QuantityText.count(testCount, "test")
    var text = language(
      "\(rules) (\(severities)), \(tests) (must alert + must not alert)",
      "ルール \(QuantityText.count(listings.count)) 件(\(severities))、テスト "
        + "\(QuantityText.count(testCount)) 件(検出すべき例+検出してはならない例)")
    let trialCount = listings.count { $0.rule.isTrial }
    if trialCount > 0 {
      let count = QuantityText.count(trialCount)
      text += language("; \(count) on trial", "。試行中 \(count) 件")
    }
    let disabledCount = listings.count(where: \.isDisabled)
    if disabledCount > 0 {
      let count = QuantityText.count(disabledCount)
      text += language("; \(count) disabled", "。停止中 \(count) 件")
    }
    if halfTested > 0 {
      let without = QuantityText.count(halfTested, "rule lacks", "rules lack")
      text += language(
        "; \(without) one of the two",
        "。どちらかのテストがないルール \(QuantityText.count(halfTested)) 件")
    }
    return text
  }
}
