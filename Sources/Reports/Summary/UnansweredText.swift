internal import Detection
internal import EventModel

/// Which rules the logs of a run could not answer, where and when: silence that means nothing.
struct UnansweredText {
  let language: ReportLanguage
  private static let shownRuleCount = 10

  /// For the account of a run: a line for each rule and source, and what to change there.
  func lines(_ entries: [NotEvaluable]) -> [String] {
    guard !entries.isEmpty else { return [] }
    var lines = [
      language(
        "Rules that these logs cannot answer (silence of these rules means nothing):",
        "このログでは判定できないルール(検出なしは安全を意味しません):")
    ]
    for entry in entries {
      lines.append(
        "  \(VisibleText.of(entry.rule)): \(lack(entry))\(on(entry.days))\(through(entry))")
      let advice = language(entry.advice.english, entry.advice.japanese)
      if !advice.isEmpty { lines.append("    → \(VisibleText.of(advice))") }
    }
    return lines
  }

  /// For a report of findings: a line for each source and what it lacks, with all rules it concerns.
  func briefLines(_ entries: [NotEvaluable]) -> [String] {
    guard !entries.isEmpty else { return [] }
    let heading = [
      language(
        "Not evaluable, so that silence means nothing (the account of the run tells what to change):",
        "判定できないため、検出なしは安全を意味しません(直し方は実行の収支に示します):")
    ]
    return heading
      + UnansweredGroup.groups(of: entries).map {
        "  \(lack($0.entry))\(on($0.entry.days)): \(names($0.rules))"
      }
  }

  /// For the account of a run: rules that nothing was read for on some of its days.
  func lines(_ silent: [SilentDays]) -> [String] {
    guard !silent.isEmpty else { return [] }
    var groups: [(days: CivilDays, rules: [String])] = []
    for entry in silent {
      if let index = groups.firstIndex(where: { $0.days == entry.days }) {
        groups[index].rules.append(entry.rule)
      } else {
        groups.append((entry.days, [entry.rule]))
      }
    }
    let heading = language(
      "Days of this run on which no log was read that these rules look at:",
      "この実行の期間のうち、次のルールが見るログのない日:")
    return [heading] + groups.map { "  \(DaysText.of($0.days)): \(names($0.rules))" }
  }

  private func lack(_ entry: NotEvaluable) -> String {
    let fields = entry.fields.map { VisibleText.of($0) }.joined(separator: ", ")
    let source = VisibleText.of(entry.source)
    return language("\(source) does not carry \(fields)", "\(source) に \(fields) がありません")
  }

  private func on(_ days: CivilDays) -> String {
    days.isEmpty ? "" : language(" (\(DaysText.of(days)))", "(\(DaysText.of(days)))")
  }

  /// The rules whose findings are missing to a rule over findings.
  private func through(_ entry: NotEvaluable) -> String {
    guard !entry.through.isEmpty else { return "" }
    let rules = entry.through.map { VisibleText.of($0) }.joined(separator: ", ")
    return language(" (through \(rules), whose findings it counts)", "(検出を数えている \(rules) を通じて)")
  }

  private func names(_ rules: [String]) -> String {
    let shown = rules.prefix(Self.shownRuleCount).map { VisibleText.of($0) }.joined(separator: ", ")
    let more = rules.count - Self.shownRuleCount
    guard more > 0 else { return shown }
    let count = QuantityText.count(more)
    return shown + language(", and \(count) more", "、他 \(count)")
  }
}

/// Civil days for people: stretches as `2026-10-12–2026-10-16`, single days as they are.
enum DaysText {
  private static let shownCount = 4

  /// Returns the first stretches, and how many days there are if these are not all of them.
  static func of(_ days: CivilDays) -> String {
    let shown = days.dates.prefix(shownCount).map { dates in
      dates.first == dates.last ? dates.first.text : "\(dates.first.text)–\(dates.last.text)"
    }.joined(separator: ", ")
    return days.stretches.count > shownCount
      ? "\(shown), … (\(QuantityText.count(days.count)))" : shown
  }
}

/// The rules that cannot be evaluated on one source for one reason.
struct UnansweredGroup {
  /// The source and what it lacks.
  var entry: NotEvaluable
  var rules: [String]

  /// Gathers entries by source, missing fields and days, in their order.
  ///
  /// - Complexity: O(*n* · *g*) for *g* groups, which are few.
  static func groups(of entries: [NotEvaluable]) -> [UnansweredGroup] {
    var groups: [UnansweredGroup] = []
    for entry in entries {
      if let index = groups.firstIndex(where: {
        ($0.entry.source, $0.entry.fields) == (entry.source, entry.fields)
          && $0.entry.days == entry.days
      }) {
        groups[index].rules.append(entry.rule)
      } else {
        groups.append(UnansweredGroup(entry: entry, rules: [entry.rule]))
      }
    }
    return groups
  }
}
