internal import ByteScan
internal import Digests
internal import EventModel
package import RuleProgram

/// What kept facts depend on in a program: for each rule what selects its events and what of them is
/// kept, and for all of them what events mean.
///
/// Limits, scores, texts and exceptions are not in it: facts that were kept answer whatever they are.
package struct ProgramPrint: Hashable, Sendable {
  /// The ids of the rules with what selects their events.
  package struct Rule: Hashable, Sendable, Codable {
    package var id: String
    package var selection: String
  }

  package var rules: [Rule]
  /// What is looked up in the past, in the order of its numbers in records.
  package var history: [String]
  /// Everything that decides on findings, in one digest.
  package var whole: String

  /// Takes the print of a program.
  ///
  /// - Parameters:
  ///   - program: The rules.
  ///   - surroundings: What else decides what facts are: the version of their form, the roster's domains.
  /// - Complexity: O(*n*) in the rules and the lists they use.
  package init(of program: RuleProgram, surroundings: String) {
    let notation = RuleNotation(program)
    let lists = ListPrints(program)
    let domains = program.companyDomains.map { lists.print(of: $0) } ?? ""
    let common = [
      surroundings, program.civilTimezone, String(program.beforeNoticeMicroseconds), domains,
    ].joined(separator: "\u{0}")
    rules = program.rules.map { rule in
      Rule(
        id: rule.id,
        selection: Self.digest(common + "\u{0}" + rule.selection(notation, lists)))
    }
    history = program.historyKeys.map { "\($0.root.name) \(notation.name(of: $0.operand))" }
    let verdicts = program.rules.map { $0.verdict(notation) }
    let exceptions =
      program.allowances.map { "\($0.rules) \($0.term)" }
      + program.disabledRules.map { "\($0.rule) \($0.term)" }
    whole = Self.digest(
      ([common] + rules.map(\.selection) + verdicts + exceptions).joined(separator: "\u{0}"))
  }

  /// A print as it was kept.
  init(rules: [Rule], history: [String], whole: String) {
    self.rules = rules
    self.history = history
    self.whole = whole
  }

  private static func digest(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return SHA256Digest.digest(of: bytes.span).hex
  }
}

/// What the lists of a program hold, worked out once for each.
private struct ListPrints {
  let prints: [String]
  let calendars: [String]
  let flags: [ListID?]

  init(_ program: RuleProgram) {
    prints = program.lists.map { list in
      var hasher = SHA256Hasher()
      for entry in list.entries {
        let ending = entry.endsAt.map { " \($0.microseconds)" } ?? ""
        hasher.add(Array("\(entry.value)\(ending)\n".utf8)[...])
      }
      return "\(list.name) \(list.type.rawValue) \(hasher.digest.hex)"
    }
    calendars = program.calendars.map { calendar in
      let days = calendar.closedDays.sorted().map(String.init).joined(separator: ",")
      let open = calendar.open.map { hours in
        "\(hours.weekdays.sorted())\(hours.startMinute)-\(hours.endMinute)"
      }
      return "\(calendar.name) \(calendar.timezone) \(open) \(days)"
    }
    flags = [program.watchlist, program.privilegedUsers]
  }

  func print(of list: ListID) -> String { prints[list.index] }
}

extension CompiledRule {
  /// What selects the events of the rule and decides what is kept of them.
  fileprivate func selection(_ notation: RuleNotation, _ lists: ListPrints) -> String {
    var parts = ["\(root.name) \(window)"]
    var used = Set<ListID>()
    var calendars = Set<CalendarID>()
    var asksFlags = false
    func add(_ condition: Condition?) {
      guard let condition else { return parts.append("-") }
      parts.append(notation.text(of: condition))
      condition.forEachPredicate { predicate in
        switch predicate {
        case .textList(_, _, let list, _), .inList(_, let list): used.insert(list)
        case .calendar(let calendar, _): calendars.insert(calendar)
        case .user: asksFlags = true
        default: break
        }
      }
    }
    for step in steps {
      parts.append("step \(step.minimumCount)")
      if let operand = step.distinctOperand { parts.append(notation.name(of: operand)) }
      for alternative in step.alternatives {
        parts.append(alternative.kind.name)
        add(alternative.condition)
        add(alternative.exemption)
        if let history = alternative.history { parts.append(notation.text(of: history, in: self)) }
      }
    }
    for condition in eventConditions { add(condition) }
    for aggregate in aggregates {
      parts.append(notation.text(of: aggregate))
      add(aggregate.condition)
    }
    parts += groupBy.map { notation.name(of: $0) }
    parts.append("\(habits) \(condition == nil)")
    for part in message {
      switch part {
      case .value(let operand, _): parts.append("value \(notation.name(of: operand))")
      case .stepValue(let step, let operand, _):
        parts.append("value \(step) \(notation.name(of: operand))")
      default: break
      }
    }
    parts += used.map { lists.print(of: $0) }.sorted()
    parts += calendars.map { lists.calendars[$0.index] }.sorted()
    if asksFlags { parts += lists.flags.compactMap { $0 }.map { lists.print(of: $0) } }
    return parts.joined(separator: "\n")
  }
}

extension CompiledRule {
  /// Whether it asks of an event how near the person was to leaving, so that what is kept of people
  /// depends on the dates in the roster.
  package var asksPhase: Bool {
    var asks = false
    func look(_ condition: Condition?) {
      condition?.forEachPredicate { if case .userPhase = $0 { asks = true } }
    }
    for alternative in steps.flatMap(\.alternatives) {
      look(alternative.condition)
      look(alternative.exemption)
    }
    eventConditions.forEach { look($0) }
    aggregates.forEach { look($0.condition) }
    return asks
  }

  /// What becomes of the selected events: limits, scores, texts.
  fileprivate func verdict(_ notation: RuleNotation) -> String {
    var parts = [
      id, title, category, severity.name, "\(baseScore) \(cooldownMicroseconds) \(isTrial)", why,
      next,
      owner,
    ]
    parts += tags
    if let condition { parts.append(notation.text(of: condition, in: self)) }
    for term in scoreTerms {
      parts.append("\(term.points) \(term.why) \(notation.text(of: term.condition, in: self))")
    }
    for part in message {
      switch part {
      case .text(let text): parts.append(text)
      case .aggregate(let index): parts.append("total \(index)")
      case .stepCount(let step): parts.append("count \(step)")
      case .value, .stepValue: parts.append("value")
      }
    }
    return parts.joined(separator: "\n")
  }
}

extension Condition {
  /// Hands out every test of the condition, those inside quantifiers too.
  fileprivate func forEachPredicate(_ body: (Predicate) -> Void) {
    switch self {
    case .constant: break
    case .holds(let predicate), .fails(let predicate):
      body(predicate)
      if case .quantified(_, _, let inner) = predicate { inner.forEachPredicate(body) }
    case .all(let conditions), .any(let conditions):
      for condition in conditions { condition.forEachPredicate(body) }
    case .notTrue(let condition): condition.forEachPredicate(body)
    }
  }
}
