internal import Detection
package import EventModel

/// What `exfil identify` says about one input, for people.
package struct IdentityText: Sendable {
  private let zone: CivilZone
  private let language: ReportLanguage

  /// Creates a writer that prints times in the civil zone.
  package init(zone: CivilZone, language: ReportLanguage) {
    self.zone = zone
    self.language = language
  }

  /// Returns the lines about one input, one line feed at the end of each.
  package func text(of identity: InputIdentity) -> String {
    var lines = ["\(VisibleText.of(identity.name))  \(status(of: identity))"]
    for format in identity.formats {
      add("format", "書式", format.name, to: &lines)
      for reason in format.reasons { add("  because", "  理由", told(reason), to: &lines) }
    }
    if let other = identity.runnerUp {
      add("  runner-up", "  次の候補", text(of: other), to: &lines)
    }
    if !identity.encoding.isEmpty {
      add(
        "encoding", "文字コード", identity.encoding + (identity.isGzip ? ", gzip" : ""), to: &lines)
    }
    let zone = told(identity.zone)
    if !zone.isEmpty { add("zone", "時間帯", zone, to: &lines) }
    if let year = identity.year { add("year", "年", told(year), to: &lines) }
    lines += contents(of: identity)
    for kind in identity.kinds { lines += fields(of: kind) }
    for need in identity.needs { add("needs", "必要", told(need), to: &lines) }
    if !identity.answerableRules.isEmpty {
      add("can run", "判定できる", identity.answerableRules.joined(separator: ", "), to: &lines)
    }
    lines += rules(identity.unanswerableRules, "cannot run", "判定不可") { fields in
      language("no \(fields)", "\(fields) がありません")
    }
    lines += rules(identity.unfedRules, "sees nothing", "材料なし") { fields in
      language("no event here has \(fields)", "\(fields) のある出来事が一件もありません")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func told(_ wording: Wording) -> String { language(wording.english, wording.japanese) }

  private func add(_ heading: String, _ japanese: String, _ text: String, to lines: inout [String])
  {
    let name = DisplayWidth.fit(language(heading, japanese), to: 14)
    lines.append("  \(name)\(VisibleText.of(text))")
  }

  private func status(of identity: InputIdentity) -> String {
    switch identity.status {
    case "readable": language("readable", "読み取れます")
    case "not recognised": language("not recognised", "書式が分かりません")
    default: VisibleText.of(identity.status)
    }
  }

  private func text(of other: InputIdentity.RunnerUp) -> String {
    let (count, all) = (QuantityText.count(other.lineCount), QuantityText.count(other.sampledCount))
    return language(
      "\(other.name) reads \(count) of \(all) sampled lines",
      "\(other.name): 調べた \(all) 行のうち \(count) 行")
  }

  /// What was read: lines, times, rejects.
  private func contents(of identity: InputIdentity) -> [String] {
    guard let account = identity.lines else { return [] }
    var lines: [String] = []
    add(
      "lines", "行",
      language(
        "\(QuantityText.count(account.lines)) = events \(QuantityText.count(account.eventLines))"
          + " + ignored \(QuantityText.count(account.ignoredCount))"
          + " + rejected \(QuantityText.count(account.rejectedCount))",
        "\(QuantityText.count(account.lines)) = 出来事 \(QuantityText.count(account.eventLines))"
          + " + 対象外 \(QuantityText.count(account.ignoredCount))"
          + " + 不明 \(QuantityText.count(account.rejectedCount))"), to: &lines)
    if let first = account.firstEvent, let last = account.lastEvent {
      add("time", "期間", "\(first.minutes(in: zone))–\(last.minutes(in: zone))", to: &lines)
    }
    if account.rejectedCount > 0 {
      add(
        "rejected", "不明",
        Self.percent(account.rejectedCount, of: account.lines)
          + language(" of the lines", "の行"), to: &lines)
      for reject in account.firstRejects.prefix(3) {
        let sample = DisplayWidth.cut(VisibleText.of(reject.sample), to: 60)
        add(
          "  example", "  例",
          language("line \(reject.line), ", "\(reject.line) 行目、") + "\(reject.reason): \(sample)",
          to: &lines)
      }
    }
    return lines
  }

  /// Which fields of a kind are there, are never filled, and cannot be there.
  private func fields(of kind: InputIdentity.Kind) -> [String] {
    var lines: [String] = []
    var heading = kind.kind
    if kind.source != kind.kind { heading += " (\(kind.source))" }
    if let events = kind.events {
      heading +=
        ", " + language(QuantityText.count(events, "event"), "出来事 \(QuantityText.count(events))")
      add("events", "出来事", heading, to: &lines)
      let filled = kind.filled.map { field in
        field.events == events
          ? field.name : "\(field.name) \(Self.percent(field.events, of: events))"
      }
      if !filled.isEmpty { add("  with", "  項目あり", filled.joined(separator: ", "), to: &lines) }
      if !kind.empty.isEmpty {
        add("  never with", "  常に空", kind.empty.joined(separator: ", "), to: &lines)
      }
    } else {
      add("carries", "項目", heading + ": " + kind.empty.joined(separator: ", "), to: &lines)
    }
    let names = kind.missing.map(\.name)
    if !names.isEmpty { add("  cannot have", "  書式にない", names.joined(separator: ", "), to: &lines) }
    return lines
  }

  /// Rules with the same reason and advice in one line.
  private func rules(
    _ rules: [InputIdentity.SilentRule], _ heading: String, _ japanese: String,
    _ reason: (String) -> String
  ) -> [String] {
    var groups: [(first: InputIdentity.SilentRule, names: [String])] = []
    for rule in rules {
      if let index = groups.firstIndex(where: {
        ($0.first.missingFields, $0.first.advice) == (rule.missingFields, rule.advice)
      }) {
        groups[index].names.append(rule.rule)
      } else {
        groups.append((rule, [rule.rule]))
      }
    }
    var lines: [String] = []
    for group in groups {
      let fields = group.first.missingFields.joined(separator: ", ")
      add(
        heading, japanese, group.names.joined(separator: ", ") + ": " + reason(fields), to: &lines)
      let advice = told(group.first.advice)
      if !advice.isEmpty { add("  change", "  対処", advice, to: &lines) }
    }
    return lines
  }

  /// A share with one decimal, cut; what is not nothing is not called 0.
  private static func percent(_ part: Int, of whole: Int) -> String {
    let perMille = part * 1000 / max(whole, 1)
    if perMille == 0, part > 0 { return "<0.1 %" }
    return perMille % 10 == 0 ? "\(perMille / 10) %" : "\(perMille / 10).\(perMille % 10) %"
  }
}
