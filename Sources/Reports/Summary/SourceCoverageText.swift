internal import ByteScan
internal import Detection
internal import EventModel

/// On which days the logs of a run are not all there.
///
/// Sources that are whole, and those of which too little is known to tell, are not named.
struct SourceCoverageText {
  let zone: CivilZone
  let language: ReportLanguage
  private static let shownCount = 5

  /// For the account of a run: each source with its days, holes and drops.
  func lines(_ coverage: [SourceCoverage]) -> [String] {
    let torn = coverage.filter { !$0.isWhole }
    guard !torn.isEmpty else { return [] }
    return [heading] + torn.flatMap { [brief($0)] + details($0) }
  }

  /// For a report of findings: a line for each source.
  func briefLines(_ coverage: [SourceCoverage]) -> [String] {
    let torn = coverage.filter { !$0.isWhole }
    return torn.isEmpty ? [] : [heading] + torn.map(brief)
  }

  private var heading: String {
    language(
      "Logs that are not all there (what they do not hold could not be judged):",
      "欠けのあるログ(ない部分は判定していません):")
  }

  private func brief(_ source: SourceCoverage) -> String {
    var parts: [String] = []
    for state in SourceCoverage.DayState.allCases {
      guard state != .present, state != .quiet, let days = source.days[state] else { continue }
      parts.append("\(name(of: state)) \(DaysText.of(days))")
    }
    if parts.isEmpty {
      let count = source.holes.count
      parts.append(
        language(QuantityText.count(count, "hole"), "空白 \(QuantityText.count(count)) か所"))
    }
    return "  \(VisibleText.of(source.source)): " + parts.joined(separator: language("; ", "、"))
  }

  private func name(of state: SourceCoverage.DayState) -> String {
    switch state {
    case .present: language("present", "あり")
    case .quiet: language("quiet", "静か")
    case .partial: language("partial", "一部欠け")
    case .volumeDrop: language("volume drop", "件数の激減")
    case .missing: language("missing", "なし")
    case .late: language("late, not there yet", "未着")
    }
  }

  private func details(_ source: SourceCoverage) -> [String] {
    var lines = source.holes.map { hole in
      text(hole, language("no events from", "出来事なし")) { usual in
        language("where about \(usual) are usual", "普段は約 \(usual) 件")
      }
    }
    if let tail = source.tail {
      lines.append(
        text(tail, language("nothing after", "以後なし")) { usual in
          language(
            "where about \(usual) are usual until the end of this run", "この実行の終わりまで普段は約 \(usual) 件")
        })
    }
    lines += source.drops.map { drop in
      let day = CivilDate(daysSince1970: drop.day).text
      let (events, usual) = (QuantityText.count(drop.events), QuantityText.count(drop.usual))
      return language(
        "\(day): \(events) events, usually \(usual)", "\(day): \(events) 件(普段は \(usual) 件)")
    }
    var shown = Array(lines.prefix(Self.shownCount))
    if lines.count > shown.count {
      let more = QuantityText.count(lines.count - shown.count)
      shown.append(
        language(
          "and \(more) more (`--format summary` has all)", "他に \(more) 件(`--format summary` に全件)"))
    }
    return shown.map { "    " + $0 }
  }

  private func text(
    _ hole: SourceCoverage.Hole, _ opening: String, _ usual: (String) -> String
  ) -> String {
    let length = ValueText.duration(microseconds: hole.length / 60_000_000 * 60_000_000)
    return "\(opening) \(hole.from.span(to: hole.to, in: zone)) (\(length)), "
      + usual(QuantityText.count(hole.expected))
  }
}
