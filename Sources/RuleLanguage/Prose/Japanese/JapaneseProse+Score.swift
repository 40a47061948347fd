internal import ByteScan
internal import EventModel
internal import RuleProgram

extension JapaneseProse {
  /// The severity and where the score begins.
  func severity(of rule: RuleSyntax) -> String {
    let name = rule.severity?.text ?? "medium"
    let severity = JapaneseNames.severity(name)
    let isDefault = rule.severity == nil ? "(指定がないときの値)" : ""
    let score =
      rule.score.map { "点数は \($0) 点" }
      ?? "点数は重大度「\(severity)」の既定値である \(ProseTotals.defaultScore(ofSeverity: name)) 点"
    let adding =
      rule.scoreTerms.isEmpty ? "です。" : "から始め、次の場合に加減します(0 から 100 まで)。"
    let band = "点数が 20、40、70、90 に達すると、重大度を低、中、高、緊急へ引き上げます。引き下げはしません。"
    return "重大度は「\(severity)」\(isDefault)です。\(score)\(adding)"
      + (rule.scoreTerms.isEmpty ? "" : band)
  }

  /// The terms of the score.
  func score(of rule: RuleSyntax) -> [String] {
    let scope = words.scope(of: rule)
    return rule.scoreTerms.map { term in
      let verb = term.points < 0 ? "引きます" : "加えます"
      return "\(clause(term.condition, in: scope).beforeNoun)場合、\(abs(term.points)) 点を\(verb)。"
    } + (asksOfMissing(rule, scope) ? ["記録がない項目についての条件は、満たされないものとして扱います。"] : [])
  }

  private func asksOfMissing(_ rule: RuleSyntax, _ scope: Scope) -> Bool {
    rule.scoreTerms.contains { !AbsenceReading.fields(of: $0.condition, in: scope).isEmpty }
  }

  /// Exceptions that name the rule, and its standstill.
  func exceptions(of rule: RuleSyntax) -> [String] {
    let id = rule.name.text
    let allows = words.allows.filter { $0.rules.contains { $0.text == id } }.map { allow in
      let what = allow.pattern.map { selection($0, "を数えません。") } ?? ""
      let until = allow.until.map { "\($0.text) まで" } ?? ""
      return "\(allow.name.text)(\(until)): \(what)"
        + "理由: \(allow.reason?.value ?? "")。承認: \(allow.by?.value ?? "")。"
    }
    let stops = words.stops.filter { $0.rule == id }.map { stop in
      "このルールは \(stop.until.text) まで止めています。理由: \(stop.reason)。"
    }
    return stops + allows
  }

  // MARK: Terms

  /// What the names in the rule stand for.
  func terms(of rule: RuleSyntax) -> [String] {
    let used = UsedNames(rule, in: words)
    var terms = used.defines.compactMap { name in
      words.pattern(of: name).map { pattern in
        let title = JapaneseNames.define(name).map { "\($0)(\(name))" } ?? "「\(name)」"
        return "\(title): \(selection(pattern, "をいいます。"))"
      }
    }
    terms += used.lists.compactMap { words.list($0).map(contents) }
    terms += used.calendars.compactMap { words.calendars[$0].map(openHours) }
    terms += used.flags.map { flag in
      let before = duration(words.beforeNoticeMicroseconds)
      let meaning =
        switch flag {
        case .departing: "退職の通知日の\(before)前から退職日までの人。"
        case .departed: "退職日の翌日以降の人。"
        case .onFinalLeave: "最終出社日の翌日から退職日までの人。"
        case .contractor: "名簿の雇用形態によります。"
        case .temp: "名簿の雇用形態によります。"
        case .watched: "一覧 watchlist にある人。"
        case .privileged: "一覧 privileged_users にある人。"
        case .known: "名簿に載っている人。"
        }
      return "\(JapaneseNames.flag(flag)): \(meaning)"
    }
    if used.comparesWithNames {
      terms.append("氏名に似ている: 数字と記号を除いた文字が、名簿のローマ字氏名の部分の組み合わせと一致すること。")
    }
    if ProseTotals.asksWhatIsNew(rule) {
      terms.append("現れたことがない: それより前の日に記録がないこと。履歴が14日に満たない利用者では成り立ちません。")
    }
    return terms
  }

  private func contents(of list: ValueList) -> String {
    let count = list.entries.count
    let title = "一覧 \(list.name)(\(JapaneseNames.listType(list.type)))"
    guard count > 0 else { return "\(title): 空です。" }
    let limited = list.entries.count { $0.endsAt != nil }
    let ends = limited > 0 ? "うち\(limited)件は期限つきです。" : ""
    let shown = list.entries.prefix(count > 8 ? 5 : 8).map(\.value).japaneseList
    return "\(title): \(shown)\(count > 8 ? " ほか、全\(count)件。" : "。")\(ends)"
  }

  private func openHours(of calendar: CalendarSyntax) -> String {
    let open = calendar.openings.map { opening in
      let days = [opening.firstDay, opening.lastDay].map { JapaneseNames.weekdays[$0 - 1] }
      let span = days[0] == days[1] ? days[0] : "\(days[0])から\(days[1])"
      return
        "\(span)の \(ProseQuantity.time(opening.startMinute)) から \(ProseQuantity.time(opening.endMinute))"
    }
    let closed = calendar.closed.map { day in
      if case .name(let list) = day.value { "一覧 \(list) の日" } else { literal(day, as: nil) }
    }
    let zone = calendar.timezone?.value ?? words.civilTimezone
    let except = closed.isEmpty ? "" : "。\(closed.japaneseList)を除きます"
    return "暦 \(calendar.name.text)(\(zone)): \(open.japaneseList)\(except)。"
  }
}
