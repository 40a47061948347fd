package import Detection
package import EventModel
internal import RuleProgram

/// The closing account of a run for people, as it goes to standard error.
///
/// Each input has a line whose numbers add up; the last line says plainly whether everything was read.
package struct RunSummaryText: Sendable {
  private let zone: CivilZone
  private let language: ReportLanguage
  private static let shownNameCount = 10

  /// Creates a writer that prints times in the civil zone of the run.
  package init(zone: CivilZone, language: ReportLanguage) {
    self.zone = zone
    self.language = language
  }

  /// Returns the account, one line feed at the end of each line.
  ///
  /// - Complexity: O(*n* log *n*) in the inputs and identities.
  package func text(of summary: RunSummary, _ conclusion: RunConclusion) -> String {
    var lines: [String] = []
    for input in summary.inputs {
      lines += InputText(zone: zone, language: language).lines(input)
    }
    let unanswered = UnansweredText(language: language)
    lines += unanswered.lines(summary.notEvaluable)
    lines += unanswered.lines(summary.silentDays)
    lines += SourceCoverageText(zone: zone, language: language).lines(summary.coverage)
    lines += unjudged(summary)
    lines += weakened(summary)
    lines += ExceptionText(zone: zone, language: language).lines(summary)
    lines += people(summary)
    let warnings = summary.warnings + RosterText(zone: zone).warnings(summary.roster)
    lines += warnings.map {
      language("warning: ", "警告: ") + VisibleText.of(language($0.english, $0.japanese))
    }
    lines.append(totals(summary, conclusion))
    lines.append(closing(summary, conclusion))
    return lines.map { $0 + "\n" }.joined()
  }

  private func unjudged(_ summary: RunSummary) -> [String] {
    guard !summary.unjudged.isEmpty else { return [] }
    let heading = language(
      "Rules that were NOT judged for these subjects, whose events need more memory "
        + "(run again with a larger --memory):",
      "メモリーが足りず、次の対象について判定していないルール(--memory を増やして実行し直してください):")
    return [heading]
      + summary.unjudged.map { entry in
        let names = entry.subjects.prefix(Self.shownNameCount).map { VisibleText.of($0) }
        return "  \(VisibleText.of(entry.rule))" + list(names, of: entry.subjects.count)
      }
  }

  private func weakened(_ summary: RunSummary) -> [String] {
    guard !summary.weakened.isEmpty else { return [] }
    let heading = language(
      "Rules over findings that count too little here (rules whose findings they count are above):",
      "検出を数えるルールのうち、上のルールの検出が欠け、数が少なくなるもの:")
    return [heading]
      + summary.weakened.map { entry in
        let rules = entry.without.map { VisibleText.of($0) }.joined(separator: ", ")
        return "  \(VisibleText.of(entry.rule)): " + language("without \(rules)", "\(rules) の検出なし")
      }
  }

  private func people(_ summary: RunSummary) -> [String] {
    var lines: [String] = []
    if !summary.unknownIdentities.isEmpty {
      lines.append(
        language("Identities that the roster does not know", "名簿にない利用者")
          + named(counts: summary.unknownIdentities))
    }
    if !summary.ambiguousIdentities.isEmpty {
      lines.append(
        language("Identities that fit two people", "二人に当てはまる利用者")
          + named(counts: summary.ambiguousIdentities))
    }
    if !summary.silentPeople.isEmpty {
      let names = summary.silentPeople
      lines.append(
        language("People of the roster that no log names", "どのログにも現れない名簿の人")
          + list(names.prefix(Self.shownNameCount).map { VisibleText.of($0) }, of: names.count))
    }
    if !summary.stillLearning.isEmpty {
      let names = summary.stillLearning
      lines.append(
        language(
          "Known for less than 14 days, so that nothing can be called new to them",
          "記録が14日に満たず、何が初めてかをまだ言えない利用者")
          + list(names.prefix(Self.shownNameCount).map { VisibleText.of($0) }, of: names.count))
    }
    if summary.eventsWithoutSubject > 0 {
      let count = QuantityText.count(summary.eventsWithoutSubject)
      lines.append(
        language(
          "Events that name neither person, address nor host: \(count)",
          "人も端末も書かれていない出来事: \(count)"))
    }
    return lines
  }

  /// The most frequent names first.
  private func named(counts: [String: Int]) -> String {
    let sorted = counts.sorted {
      $0.value == $1.value
        ? $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) : $0.value > $1.value
    }
    let shown = sorted.prefix(Self.shownNameCount).map {
      "\(VisibleText.of($0.key)) \(QuantityText.count($0.value))"
    }
    return list(shown, of: counts.count)
  }

  private func list(_ shown: [String], of count: Int) -> String {
    let more = count - shown.count
    let rest =
      more > 0
      ? language(", and \(QuantityText.count(more)) more", "、他 \(QuantityText.count(more))") : ""
    return " (\(QuantityText.count(count))): " + shown.joined(separator: ", ") + rest
  }

  private func totals(_ summary: RunSummary, _ conclusion: RunConclusion) -> String {
    let accounts = summary.inputs.map(\.lines)
    let lines = accounts.reduce(0) { $0 + $1.lines }
    let events = accounts.reduce(0) { $0 + $1.events.values.reduce(0, +) }
    let rejected = accounts.reduce(0) { $0 + $1.rejectedCount }
    let size = ValueText.size(summary.inputs.reduce(0) { $0 + Int64($1.byteCount) })
    let findings = conclusion.liveCount
    let hidden = conclusion.raisedCount - conclusion.publishedCount
    let english = [
      QuantityText.count(summary.inputs.count, "input"), size, QuantityText.count(lines, "line"),
      QuantityText.count(events, "event"), "\(QuantityText.count(rejected)) rejected",
      QuantityText.count(summary.ruleCount, "rule"),
      QuantityText.count(summary.peopleCount, "person", "people"),
      QuantityText.count(findings, "finding"),
    ]
    let japanese = [
      "入力 \(QuantityText.count(summary.inputs.count))", size, "\(QuantityText.count(lines)) 行",
      "出来事 \(QuantityText.count(events))", "不明 \(QuantityText.count(rejected))",
      "ルール \(QuantityText.count(summary.ruleCount))",
      "名簿 \(QuantityText.count(summary.peopleCount)) 人", "検出 \(QuantityText.count(findings))",
    ]
    var text = language(
      "Total: " + english.joined(separator: ", "), "合計: " + japanese.joined(separator: "、"))
    let bySeverity = Severity.allCases.reversed().compactMap { severity in
      conclusion.published[severity].map { "\(severity.name) \(QuantityText.count($0))" }
    }
    if !bySeverity.isEmpty { text += " (\(bySeverity.joined(separator: ", ")))" }
    if conclusion.trialCount > 0 {
      let count = QuantityText.count(conclusion.trialCount)
      text += language(", \(count) on trial", "、試行中のルール \(count)")
    }
    if hidden > 0 {
      let count = QuantityText.count(hidden)
      text += language(", \(count) more outside the filters", "、条件外 \(count)")
    }
    return text
  }

  private func closing(_ summary: RunSummary, _ conclusion: RunConclusion) -> String {
    let status = conclusion.exitStatus
    guard summary.balances else {
      return language(
        "The accounts do not balance: this is an internal error and no report is published "
          + "(exit status \(status)).",
        "行数の収支が合いません。内部エラーのため報告は出しません(終了コード \(status))。")
    }
    let missing = summary.incompleteInputs
    if missing.isEmpty, summary.isStopped {
      return language(
        "Everything was read, but the run was interrupted before everybody was judged "
          + "(exit status \(status)).",
        "すべて読み取りましたが、全員の判定が終わる前に中断されました(終了コード \(status))。")
    }
    guard !missing.isEmpty || summary.inputs.isEmpty || status == 2 else {
      return language(
        "Everything was read (exit status \(status)).", "すべて読み取りました(終了コード \(status))。")
    }
    if summary.inputs.isEmpty {
      return language(
        "Nothing was read (exit status \(status)).", "何も読み取っていません(終了コード \(status))。")
    }
    if missing.isEmpty, !summary.unjudged.isEmpty {
      return language(
        "Everything was read, but NOT every rule could be judged for everybody "
          + "(exit status \(status)).",
        "すべて読み取りましたが、判定できなかったルールと対象があります(終了コード \(status))。")
    }
    let count = QuantityText.count(missing.count)
    let all = QuantityText.count(summary.inputs.count)
    return language(
      "NOT everything was read: \(count) of \(all) inputs incomplete; what is missing there "
        + "could not be judged (exit status \(status)).",
      "すべては読み取れていません: 入力 \(all) のうち \(count) が不完全で、欠けた部分は判定していません"
        + "(終了コード \(status))。")
  }
}
