package import EventModel

/// A sweep as a table for people, with a bar for the findings of each value.
package struct SweepText: Sendable {
  private let zone: CivilZone
  private let language: ReportLanguage
  private let style: TerminalStyle
  private static let barWidth = 30

  /// Creates a writer that prints times in the civil zone of the run.
  package init(zone: CivilZone, language: ReportLanguage, usesColours: Bool = false) {
    self.zone = zone
    self.language = language
    style = TerminalStyle(usesColours: usesColours)
  }

  /// Returns the table, one line feed at the end of each line.
  ///
  /// - Complexity: O(*n*) in the values.
  package func text(of report: SweepReport) -> String {
    var lines = [
      style.bold("\(VisibleText.of(report.rule)).\(VisibleText.of(report.name))")
        + "  \(VisibleText.of(report.title))", span(report), "",
    ]
    let heads = [
      language("value", "値"), language("findings", "検出"), language("a week", "週あたり"),
      language("people", "人"), language("a week", "週あたり"),
    ]
    let cells = report.rows.map { row in
      [
        row.value, QuantityText.count(row.findingCount),
        SweepReport.decimal(report.tenthsPerWeek(row.findingCount)),
        QuantityText.count(row.subjectCount),
        SweepReport.decimal(report.tenthsPerWeek(row.subjectWeekCount)),
      ]
    }
    let widths = heads.indices.map { column in
      ([heads] + cells).map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      zip(cells, widths).map { DisplayWidth.fit($0, to: $1, alignRight: true) }
        .joined(separator: "  ")
    }
    lines.append(style.bold("  " + line(heads)))
    let most = report.rows.map(\.findingCount).max() ?? 0
    for (row, cells) in zip(report.rows, cells) {
      let bar = Self.bar(row.findingCount, of: most)
      lines.append((row.isPresent ? "* " : "  ") + line(cells) + (bar.isEmpty ? "" : "  " + bar))
    }
    lines += ["", present(report)]
    return lines.map { $0 + "\n" }.joined()
  }

  private func span(_ report: SweepReport) -> String {
    guard let span = report.span else {
      return language("No event was read.", "出来事がありません。")
    }
    let weeks = SweepReport.decimal(report.tenthsOfWeeks)
    return span.lowerBound.span(to: span.upperBound, in: zone)
      + language(", \(weeks) weeks", "、\(weeks) 週")
  }

  private func present(_ report: SweepReport) -> String {
    let value = VisibleText.of(report.present)
    return report.rows.contains(where: \.isPresent)
      ? language("* as the rules have it: \(value)", "* 今のルールの値: \(value)")
      : language(
        "The rules have \(value), which is outside of the sweep.", "今のルールの値は \(value) で、範囲の外です。")
  }

  /// A bar whose length is to the widest one as the counts are; what is there is never nothing.
  private static func bar(_ count: Int, of most: Int) -> String {
    guard count > 0 else { return "" }
    return String(repeating: "█", count: max(1, count * barWidth / most))
  }
}
