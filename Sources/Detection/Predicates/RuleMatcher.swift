package import EventModel
package import RuleProgram

/// All conditions of a program, compiled for single events: immutable, shared by every worker.
///
/// Each worker makes a ``MatchContext`` of it, which holds what is known of the event at hand.
package final class RuleMatcher: Sendable {
  /// A step of a rule that events of some kind may satisfy.
  package struct Attempt: Hashable, Sendable {
    /// The index of the rule in ``RuleProgram/rules``.
    package let rule: Int
    /// The index of the step in ``CompiledRule/steps``.
    package let step: Int
    /// The index of the alternative in ``Selection/alternatives``.
    package let alternative: Int
    package let condition: ConditionID
  }

  let code: ConditionCode
  let tests: [Test]
  let sources: [TextSource]
  let probes: [ListProbe]
  let patterns: [Pattern]
  let patternBytes: [UInt8]
  let dayLists: [DayList]
  let lists: ListTables
  let people: any UserRecords
  let calendars: [OpeningHours]
  /// The zones of the clocks; the first is the civil zone of the program.
  let zones: [CivilZone]
  private let values: [Operand: ValueID]
  /// For each kind of event: the steps to try.
  let groups: [AttemptGroups]
  /// What must hold of the early fields of an event if any step is to be satisfied, by
  /// ``EarlyBounds/index(for:)``.
  let earlyBounds: [EarlyBounds.Bound]
  /// What is off, until when and for which rules.
  let exceptions: ExceptionPlan
  private let eventConditions: [[ConditionID]]
  private let aggregateConditions: [[ConditionID?]]

  /// Compiles the conditions of all rules.
  ///
  /// - Parameters:
  ///   - program: The rules and their lists.
  ///   - people: The roster; names of users in rules and lists are looked up here too.
  ///   - looksAhead: Whether many events will be asked about, and ``MatchContext/mightMatch(_:in:)``
  ///     first; without, that always says yes, its bounds need not be worked out, and no part of a
  ///     condition is shared.
  ///   - common: The lists that this program shares with others.
  ///   - early: Gives the early conditions of the program if they were worked out already.
  ///   - zone: Gives the clock of a place by its IANA name.
  /// - Throws: What `zone` throws.
  /// - Complexity: linear in rules, tests and the bytes of the live lists.
  package init(
    program: RuleProgram, people: any UserRecords, looksAhead: Bool = true,
    common: CommonLists? = nil, early: () -> EarlyConditions? = { nil },
    zone: (String) throws -> CivilZone
  ) throws {
    self.people = people
    let asking = program
    let program = program.withoutHistory
    var table = PredicateTable(
      program: program, people: people, sharesParts: looksAhead, common: common)
    var attempts = [[Attempt]](repeating: [], count: EventKind.allCases.count)
    for (rule, compiled) in program.rules.enumerated() {
      for (step, selection) in compiled.steps.enumerated() {
        for (index, alternative) in selection.alternatives.enumerated() {
          attempts[Int(alternative.kind.rawValue)].append(
            Attempt(
              rule: rule, step: step, alternative: index,
              condition: table.condition(alternative.condition)))
        }
      }
    }
    // An exception takes away what a rule has selected, so no bound has to know of it.
    exceptions = ExceptionPlan(program) { table.condition($0) }
    if looksAhead {
      earlyBounds = (early() ?? EarlyConditions(of: asking)).bounds.flatMap { bounds in
        EarlyBounds.compile(bounds, knowsDepartures: people.departures != nil) {
          table.condition($0)
        }
      }
    } else {
      // Tests of rules make a matcher each, and need no bounds.
      let open = EarlyBounds.Bound(
        quick: QuickBound(.constant(true)), whole: table.condition(.constant(true)))
      earlyBounds = [EarlyBounds.Bound](repeating: open, count: EarlyBounds.boundCount)
    }
    eventConditions = program.rules.map { rule in
      rule.eventConditions.map { table.condition($0) }
    }
    aggregateConditions = program.rules.map { rule in
      rule.aggregates.map { $0.condition.map { table.condition($0) } }
    }
    var values: [Operand: ValueID] = [:]
    for operand in asking.rules.flatMap(\.readOperands) where values[operand] == nil {
      let source = operand.textSource(elements: nil)
      var element = source
      if case .firstElement = source.origin { element.origin = .element }
      values[operand] = ValueID(
        operand, slot: table.slot(of: source), elementSlot: table.slot(of: element))
    }
    var zones = [program.civilTimezone]
    calendars = program.calendars.map { calendar in
      let clock = zones.firstIndex(of: calendar.timezone) ?? zones.count
      if clock == zones.count { zones.append(calendar.timezone) }
      return OpeningHours(calendar, clock: clock)
    }
    self.zones = try zones.map(zone)
    self.values = values
    let code = table.code
    let tests = table.tests
    groups = attempts.map { AttemptGroups($0, code: code, tests: tests) }
    self.code = code
    self.tests = tests
    sources = table.sources
    probes = table.probes
    patterns = table.patterns
    patternBytes = table.patternBytes
    dayLists = table.dayLists
    lists = table.lists.build()
  }

  /// Returns the steps to try on an event of a kind, in the order of the rules.
  package func attempts(for kind: EventKind) -> [Attempt] {
    groups[Int(kind.rawValue)].attempts
  }

  /// How many rules there are.
  var ruleCount: Int { eventConditions.count }

  /// Returns the ids of ``CompiledRule/eventConditions`` of a rule, in their order.
  package func eventConditions(ofRule rule: Int) -> [ConditionID] { eventConditions[rule] }

  /// Returns the ids of the inner `where` of ``CompiledRule/aggregates`` of a rule, in their order.
  package func aggregateConditions(ofRule rule: Int) -> [ConditionID?] {
    aggregateConditions[rule]
  }

  /// Returns the id of an operand that a rule names in `per`, `at least … distinct`, a total or a
  /// message; `nil` for any other.
  ///
  /// - Complexity: one look-up; ask once, not for each event.
  package func value(of operand: Operand) -> ValueID? { values[operand] }
}
