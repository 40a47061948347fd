internal import ByteScan
internal import EventModel
internal import RuleProgram

/// Tells a rule in English, one template for each node of the syntax.
struct EnglishProse {
  let words: ProseWords

  /// The sections of a rule, in the order in which they are read.
  func sections(of rule: RuleSyntax) -> [ProseSection] {
    let whole: [ProseSection] =
      [
        ProseSection(heading: "\(rule.name.text): \(rule.title.value)", sentences: remarks(rule))
      ] + condition(of: rule) + [
        ProseSection(
          heading: "Severity and score", sentences: severity(of: rule), items: score(of: rule)),
        ProseSection(heading: "Exceptions", items: exceptions(of: rule)),
        ProseSection(heading: "Why", sentences: rule.why?.value ?? ""),
        ProseSection(heading: "Message", sentences: message(of: rule)),
        ProseSection(heading: "What to do next", sentences: rule.next?.value ?? ""),
        ProseSection(heading: "Owner", sentences: rule.owner?.value ?? ""),
        ProseSection(heading: "Terms", items: terms(of: rule)),
        ProseSection(
          heading: "Examples", sentences: dayZero(of: rule), items: rule.tests.map(example)),
      ]
    return whole.filter { !$0.text.isEmpty }
  }

  /// Those sections that tell what counts and when the rule alerts.
  func condition(of rule: RuleSyntax) -> [ProseSection] {
    [
      ProseSection(
        heading: "What counts",
        sentences: rule.pattern.map { "Any \(selection($0))" } ?? "",
        items: rule.steps.map(step), isNumbered: true),
      ProseSection(heading: "Findings it rests on", sentences: findings(of: rule)),
      ProseSection(heading: "When it alerts", sentences: decision(of: rule)),
    ].filter { !$0.text.isEmpty }
  }

  private func remarks(_ rule: RuleSyntax) -> String {
    var text = "Category: \(rule.category?.text ?? "custom")."
    if !rule.tags.isEmpty {
      text += " Techniques: \(rule.tags.map(\.text).joined(separator: ", "))."
    }
    if rule.isTrial { text += " The rule is on trial; its findings are reported apart." }
    return text
  }

  // MARK: Patterns

  /// What a pattern selects, what it leaves out, and what happens when something is not recorded.
  func selection(_ pattern: PatternSyntax) -> String {
    let scope = words.scope(of: pattern.kinds)
    var text = pattern.kinds.map(kind).englishList("or")
    var absence = ""
    if let condition = pattern.condition {
      text += " where \(clause(condition, in: scope))"
      let reading = AbsenceReading(of: condition, in: scope)
      if !reading.needed.isEmpty {
        absence += " Where no \(names(reading.needed, in: scope)) is recorded, this is not met."
      }
      absence += partialAbsence(reading, in: scope)
    }
    guard let exemption = pattern.exemption else { return "\(text).\(absence)" }
    text += "\(pattern.condition == nil ? "" : ",") unless \(clause(exemption, in: scope))"
    let reading = AbsenceReading(of: exemption, in: scope).assuming(
      pattern.condition.map { AbsenceReading(of: $0, in: scope) })
    if !reading.needed.isEmpty {
      absence +=
        " The exemption does not hold where no \(names(reading.needed, in: scope)) is recorded."
    }
    return "\(text).\(absence)\(partialAbsence(reading, in: scope))"
  }

  private func partialAbsence(_ reading: AbsenceReading, in scope: Scope) -> String {
    reading.partial.isEmpty
      ? ""
      : " Where no \(names(reading.partial, in: scope)) is recorded, the condition on it is taken as"
        + " not met."
  }

  private func names(_ fields: [ResolvedField], in scope: Scope) -> String {
    fields.map { name(of: $0, in: scope) }.englishList("or")
  }

  /// The name of an event kind, with the word that rules use where it is another.
  func kind(_ name: NameSyntax) -> String {
    guard words.pattern(of: name.text) == nil, let kind = EventKind(name: name.text) else {
      return "`\(name.text)`"
    }
    let known = EnglishNames.kind(kind)
    return known == name.text ? known : "\(known) (\(name.text))"
  }

  private func step(_ step: RuleSyntax.Step) -> String {
    let scope = words.scope(of: step.pattern.kinds)
    let label = step.name.map { " (called \"\($0.text)\" below)" } ?? ""
    var times = step.minimumCount > 1 ? "At least \(step.minimumCount) times" : "At least once"
    if let distinct = step.distinct {
      let field = scope.resolve(distinct.text).map { name(of: $0, in: scope) } ?? distinct.text
      times += ", each with a different \(field)"
    }
    return "\(times)\(label): \(selection(step.pattern))"
  }

  // MARK: Decision

  private func decision(of rule: RuleSyntax) -> String {
    let scope = words.scope(of: rule)
    let keys = rule.grouping?.keys.map { key in
      scope.resolve(key.text).map { name(of: $0, in: scope) } ?? key.text
    }
    let perKey = "For each \((keys ?? ["user"]).englishList("and")),"
    let condition = rule.condition.map { clause($0, in: scope) }
    let fulfilled = condition.map { "when \($0)" } ?? "as soon as there is one"
    var text: String
    switch rule.grouping?.window {
    case .within(let microseconds)? where !rule.steps.isEmpty:
      text =
        "\(perKey) it alerts when these steps happen in this order, the first and the last within "
        + "\(duration(microseconds)). Records of the same time may stand in either order."
    case .within(let microseconds)?:
      text =
        "\(perKey) it looks at what counts in the \(duration(microseconds)) up to each record, and "
        + "alerts \(fulfilled)."
    case .period(let period)?:
      let start = period.text == "week" ? ", from Monday" : ""
      text =
        "\(perKey) it takes each \(period.text) (\(words.civilTimezone)\(start)) by itself, and alerts "
        + "\(fulfilled)."
    case .pieces(let microseconds)?:
      text =
        "\(perKey) it takes each stretch of \(duration(microseconds)) from midnight "
        + "(\(words.civilTimezone)) by itself, and alerts \(fulfilled)."
    case nil: text = "\(perKey) it alerts as soon as there is one."
    }
    text += totalsAbsence(of: rule, in: scope) + bundling(of: rule)
    if keys?.first == nil || keys?.first == "user" {
      text += " Records without a known user go by their source address or host."
    }
    return text
  }

  private func bundling(of rule: RuleSyntax) -> String {
    switch rule.grouping?.window {
    case .period?, .pieces?: return " Each such period gives one finding at most."
    case .within(let window)?:
      let length = duration(rule.cooldownMicroseconds ?? window)
      return
        " What follows within \(length) of that moment belongs to the same finding; then counting"
        + " starts anew."
    case nil:
      let length = duration(rule.cooldownMicroseconds ?? 3_600_000_000)
      return " What follows within \(length) of the first belongs to the same finding."
    }
  }

  private func totalsAbsence(of rule: RuleSyntax, in scope: Scope) -> String {
    let fields = ProseTotals.optionalOperands(of: rule, in: scope)
    var text = ""
    if !fields.isEmpty {
      text += " Where no \(names(fields, in: scope)) is recorded, it is left out of that total."
    }
    if ProseTotals.usesHistory(rule) {
      text +=
        " The comparison with what is usual needs 10 days of activity; before that it is not met."
    }
    return text
  }
}
