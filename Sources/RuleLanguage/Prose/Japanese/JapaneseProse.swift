internal import ByteScan
internal import EventModel
internal import RuleProgram

/// Tells a rule in Japanese, one template for each node of the syntax.
struct JapaneseProse {
  let words: ProseWords

  /// The sections of a rule, in the order in which they are read.
  func sections(of rule: RuleSyntax) -> [ProseSection] {
    let whole: [ProseSection] =
      [
        ProseSection(heading: "\(rule.name.text)「\(rule.title.value)」", sentences: remarks(rule))
      ] + condition(of: rule) + [
        ProseSection(heading: "重大度と点数", sentences: severity(of: rule), items: score(of: rule)),
        ProseSection(heading: "例外", items: exceptions(of: rule)),
        ProseSection(heading: "理由", sentences: rule.why?.value ?? ""),
        ProseSection(heading: "通知文", sentences: message(of: rule)),
        ProseSection(heading: "通知後の対応", sentences: rule.next?.value ?? ""),
        ProseSection(heading: "担当", sentences: rule.owner?.value ?? ""),
        ProseSection(heading: "用語", items: terms(of: rule)),
        ProseSection(heading: "例", sentences: dayZero(of: rule), items: rule.tests.map(example)),
      ]
    return whole.filter { !$0.text.isEmpty }
  }

  /// Those sections that tell what counts and when the rule alerts.
  func condition(of rule: RuleSyntax) -> [ProseSection] {
    [
      ProseSection(
        heading: "対象", sentences: subject(of: rule), items: rule.steps.map(step),
        isNumbered: true),
      ProseSection(heading: "もとになる通知", sentences: findings(of: rule)),
      ProseSection(heading: "判定", sentences: decision(of: rule)),
    ].filter { !$0.text.isEmpty }
  }

  /// What stands below the title: category, techniques, and whether the rule is on trial.
  private func remarks(_ rule: RuleSyntax) -> String {
    var parts = ["分類は「\(JapaneseNames.category(rule.category?.text ?? "custom"))」です。"]
    if !rule.tags.isEmpty { parts.append("関連する手口: \(rule.tags.map(\.text).japaneseList)。") }
    if rule.isTrial { parts.append("試行中のルールで、通知は別に報告します。") }
    return parts.joined()
  }

  private func subject(of rule: RuleSyntax) -> String {
    rule.pattern.map { selection($0, "を対象とします。", all: "すべての") } ?? ""
  }

  // MARK: Patterns

  /// What a pattern selects, what it leaves out, and what happens when something is not recorded.
  ///
  /// `ending` is what is said of it, with the particle; `all` stands before the kind where nothing
  /// restricts it.
  func selection(_ pattern: PatternSyntax, _ ending: String, all: String = "") -> String {
    let scope = words.scope(of: pattern.kinds)
    let kinds = pattern.kinds.map(kind).joined(separator: "または")
    var text = all + kinds + ending
    if let condition = pattern.condition {
      text = "\(kinds)のうち、\(clause(condition, in: scope).beforeNoun)もの\(ending)"
      let reading = AbsenceReading(of: condition, in: scope)
      if !reading.needed.isEmpty {
        text += "\(names(reading.needed, in: scope))の記録がないものは当てはまりません。"
      }
      text += partialAbsence(reading, in: scope)
    }
    guard let exemption = pattern.exemption else { return text.withBlanksAroundLatin }
    text += "ただし、\(clause(exemption, in: scope).beforeNoun)場合を除きます。"
    let reading = AbsenceReading(of: exemption, in: scope).assuming(
      pattern.condition.map { AbsenceReading(of: $0, in: scope) })
    if !reading.needed.isEmpty {
      text += "\(names(reading.needed, in: scope))の記録がない場合は除きません。"
    }
    return (text + partialAbsence(reading, in: scope)).withBlanksAroundLatin
  }

  private func partialAbsence(_ reading: AbsenceReading, in scope: Scope) -> String {
    reading.partial.isEmpty
      ? ""
      : "\(names(reading.partial, in: scope))の記録がない場合、その条件は満たされないものとして扱います。"
  }

  private func names(_ fields: [ResolvedField], in scope: Scope) -> String {
    fields.map { name(of: $0, in: scope) }.japaneseChoice
  }

  /// The name of an event kind, with the word that rules use.
  func kind(_ name: NameSyntax) -> String {
    let known =
      JapaneseNames.define(name.text) ?? EventKind(name: name.text).map(JapaneseNames.kind)
    return known.map { "\($0)(\(name.text))" } ?? "「\(name.text)」"
  }

  // MARK: Steps

  private func step(_ step: RuleSyntax.Step) -> String {
    let label = step.name.map { "(以下「\($0.text)」)" } ?? ""
    let scope = words.scope(of: step.pattern.kinds)
    var times = step.minimumCount > 1 ? " \(step.minimumCount) 回以上" : ""
    if let distinct = step.distinct {
      let name = scope.resolve(distinct.text).map { self.name(of: $0, in: scope) } ?? distinct.text
      times = "、互いに異なる\(name)で \(step.minimumCount) 件以上"
    }
    return selection(step.pattern, "が\(times)あること\(label)。")
  }

  // MARK: Decision

  private func decision(of rule: RuleSyntax) -> String {
    let scope = words.scope(of: rule)
    let keys = rule.grouping?.keys.map { key in
      scope.resolve(key.text).map { name(of: $0, in: scope) } ?? key.text
    }
    let perKey = (keys ?? ["利用者"]).joined(separator: "と") + "ごとに"
    var text: String
    switch rule.grouping?.window {
    case .within(let microseconds)? where !rule.steps.isEmpty:
      text =
        "\(perKey)、上の段階が順に起こり、最初から最後までが\(duration(microseconds))以内のときに通知します。"
        + "同じ時刻の記録は、どちらが先でもよいものとします。"
    case .within(let microseconds)?:
      text = "\(perKey)、直近\(duration(microseconds))の対象を合わせて見て、\(fulfilled(rule, scope))通知します。"
    case .period(let period)?:
      let name = ["hour": "1時間", "day": "1日", "week": "1週間"][period.text] ?? period.text
      text =
        "\(perKey)、\(name)(\(words.civilTimezone)\(period.text == "week" ? "、月曜始まり" : ""))の"
        + "区切りで対象を合わせて見て、\(fulfilled(rule, scope))通知します。"
    case .pieces(let microseconds)?:
      text =
        "\(perKey)、午前0時(\(words.civilTimezone))から\(duration(microseconds))ずつの区切りで"
        + "対象を合わせて見て、\(fulfilled(rule, scope))通知します。"
    case nil:
      text = "\(perKey)、対象が一件でもあれば通知します。"
    }
    text += totalsAbsence(of: rule, in: scope) + bundling(of: rule)
    if keys?.first == nil || keys?.first == "利用者" {
      text += "利用者が分からない記録は、送信元アドレスか端末ごとに扱います。"
    }
    return text.withBlanksAroundLatin
  }

  private func fulfilled(_ rule: RuleSyntax, _ scope: Scope) -> String {
    rule.condition.map { "\(clause($0, in: scope).beforeNoun)ときに" } ?? "一件でもあれば"
  }

  private func bundling(of rule: RuleSyntax) -> String {
    switch rule.grouping?.window {
    case .period?, .pieces?: return "一つの区切りの通知は一件です。"
    case .within(let window)?:
      let length = duration(rule.cooldownMicroseconds ?? window)
      return "条件が成り立ってから\(length)のあいだの対象は同じ通知にまとめ、その後は数え直します。"
    case nil:
      let length = duration(rule.cooldownMicroseconds ?? 3_600_000_000)
      return "最初の対象から\(length)のあいだは同じ通知にまとめます。"
    }
  }

  /// What totals do with values that are not recorded.
  private func totalsAbsence(of rule: RuleSyntax, in scope: Scope) -> String {
    let fields = ProseTotals.optionalOperands(of: rule, in: scope)
    var text = ""
    if !fields.isEmpty {
      text += "\(names(fields, in: scope))の記録がないものは、その合計や数に入れません。"
    }
    if ProseTotals.usesHistory(rule) {
      text += "比べる期間に活動した日が10日に満たないうちは、普段との比較は成り立ちません。"
    }
    return text
  }
}
