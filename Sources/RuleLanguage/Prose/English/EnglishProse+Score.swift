internal import ByteScan
internal import EventModel
internal import RuleProgram

extension EnglishProse {
  /// The severity and where the score begins.
  func severity(of rule: RuleSyntax) -> String {
    let name = rule.severity?.text ?? "medium"
    let isDefault = rule.severity == nil ? " (none is given)" : ""
    let score =
      rule.score.map { "The score is \($0)" }
      ?? "The score is \(ProseTotals.defaultScore(ofSeverity: name)), as for every rule of that severity"
    let adding =
      rule.scoreTerms.isEmpty ? "." : " at first, changed by what follows, from 0 to 100."
    let band =
      " A score of 20, 40, 70 or 90 raises the severity to low, medium, high or critical; nothing"
      + " lowers it."
    return "The severity is \(name)\(isDefault). \(score)\(adding)"
      + (rule.scoreTerms.isEmpty ? "" : band)
  }

  /// The terms of the score.
  func score(of rule: RuleSyntax) -> [String] {
    let scope = words.scope(of: rule)
    let terms = rule.scoreTerms.map { term in
      let verb = term.points < 0 ? "minus" : "plus"
      return "\(verb) \(abs(term.points)) if \(clause(term.condition, in: scope))."
    }
    let asksOfMissing = rule.scoreTerms.contains {
      !AbsenceReading.fields(of: $0.condition, in: scope).isEmpty
    }
    return terms + (asksOfMissing ? ["a condition on what is not recorded is not met."] : [])
  }

  /// Exceptions that name the rule, and its standstill.
  func exceptions(of rule: RuleSyntax) -> [String] {
    let id = rule.name.text
    let allows = words.allows.filter { $0.rules.contains { $0.text == id } }.map { allow in
      let what = allow.pattern.map { "not counted is any \(selection($0))" } ?? ""
      let until = allow.until.map { " (until \($0.text))" } ?? ""
      return "\(allow.name.text)\(until): \(what)"
        + " Reason: \(allow.reason?.value ?? ""). Approved by: \(allow.by?.value ?? "")."
    }
    let stops = words.stops.filter { $0.rule == id }.map { stop in
      "The rule is switched off until \(stop.until.text). Reason: \(stop.reason)."
    }
    return stops + allows
  }

  // MARK: Terms

  /// What the names in the rule stand for.
  func terms(of rule: RuleSyntax) -> [String] {
    let used = UsedNames(rule, in: words)
    var terms = used.defines.compactMap { name in
      words.pattern(of: name).map { "`\(name)`: any \(selection($0))" }
    }
    terms += used.lists.compactMap { words.list($0).map(contents) }
    terms += used.calendars.compactMap { words.calendars[$0].map(openHours) }
    terms += used.flags.map { flag in
      let before = duration(words.beforeNoticeMicroseconds)
      let meaning =
        switch flag {
        case .departing: "from \(before) before the notice date to the last day."
        case .departed: "from the day after the last day."
        case .onFinalLeave: "from the day after the last day in the office to the last day."
        case .contractor: "employed as a contractor, by the roster."
        case .temp: "employed through an agency, by the roster."
        case .watched: "in the list watchlist."
        case .privileged: "in the list privileged_users."
        case .known: "named in the roster."
        }
      return "\(EnglishNames.flag(flag)): \(meaning)"
    }
    if used.comparesWithNames {
      terms.append(
        "resembles the user's own name: without digits and signs it is a combination of the parts of"
          + " the name in the roster.")
    }
    if ProseTotals.asksWhatIsNew(rule) {
      terms.append(
        "new: no record on an earlier day; never met before the user has 14 days of history.")
    }
    return terms
  }

  private func contents(of list: ValueList) -> String {
    let count = list.entries.count
    let title = "list \(list.name) (\(EnglishNames.listType(list.type)))"
    guard count > 0 else { return "\(title): empty." }
    let limited = list.entries.count { $0.endsAt != nil }
    let ends = limited > 0 ? " Of these, \(limited) will end." : ""
    let shown = list.entries.prefix(count > 8 ? 5 : 8).map(\.value).joined(separator: ", ")
    return "\(title): \(shown)\(count > 8 ? " and more, \(count) in all." : ".")\(ends)"
  }

  private func openHours(of calendar: CalendarSyntax) -> String {
    let open = calendar.openings.map { opening in
      let days = [opening.firstDay, opening.lastDay].map { EnglishNames.weekdays[$0 - 1] }
      let span = days[0] == days[1] ? days[0] : "\(days[0]) to \(days[1])"
      return
        "\(span) \(ProseQuantity.time(opening.startMinute)) to \(ProseQuantity.time(opening.endMinute))"
    }
    let closed = calendar.closed.map { day in
      if case .name(let list) = day.value {
        "the days of the list \(list)"
      } else {
        literal(day, as: nil)
      }
    }
    let zone = calendar.timezone?.value ?? words.civilTimezone
    let except = closed.isEmpty ? "" : ", but not on \(closed.englishList("or"))"
    return "open hours of \(calendar.name.text) (\(zone)): \(open.englishList("and"))\(except)."
  }
}
