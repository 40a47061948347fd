package import EventModel
internal import People
package import RuleProgram

/// What one rule costs a run, as the engine itself decides it.
package struct RuleCost: Sendable {
  /// A kind of event that the rule selects.
  package struct Selected: Hashable, Sendable {
    package var kind: EventKind
    package var lookAhead: LookAhead
    package var fact: FactCost
  }

  /// What the reduction keeps of a subject besides its facts.
  package struct Memory: Hashable, Sendable {
    /// Bytes of each selected event of the one subject at hand, besides its record.
    package var perEvent: Int
    /// The totals that keep every distinct value in the window, by their place in
    /// ``CompiledRule/aggregates``.
    package var totalsOfValues: [Int]
    /// Bytes of the chains of a sequence, for each subject and group.
    package var sequence: Int?
    /// Bytes for each active day of each subject and group, for `usual` and `peak`.
    package var perHabitDay: Int?
    /// Bytes for each value that a subject was seen with, beside its text, and for each day on which
    /// it was, for `is new to`.
    package var perSightedValue: Int?
    package var perSightedDay: Int?
  }

  package var rule: CompiledRule
  /// In the order of ``EventKind``.
  package var selected: [Selected]
  /// The kinds whose events must be read whole because the rule asks what is new; and of others each
  /// event that names no person.
  package var kindsReadForHistory: [EventKind]
  /// Whether events of one subject, group and period are melted into one record.
  package var isCombinable: Bool
  package var memory: Memory

  /// From how many events of one subject, group and period on they are melted.
  package static let leastMeltedCount = FactCombiner.leastMeltedCount
  /// How many of the largest events a melted record still knows by their lines.
  package static let meltedLineCount = EvidenceChoice.lineLimit

  /// Works out what a rule costs.
  ///
  /// - Parameters:
  ///   - index: The index of the rule.
  ///   - program: All rules.
  ///   - zone: Gives the clock of a place by its IANA name.
  /// - Throws: What `zone` throws.
  package init(ofRule index: Int, in program: RuleProgram, zone: (String) throws -> CivilZone)
    throws
  {
    let program = program.onlyRule(index)
    let rule = program.rules[0]
    self.rule = rule
    let plan = FactPlan(program)
    selected = rule.kinds.kinds.map { kind in
      Selected(
        kind: kind, lookAhead: LookAhead(program.selecting(kind), on: kind),
        fact: FactCost(of: kind, plan, matchCount: 1))
    }
    kindsReadForHistory = []
    if rule.asksHistory {
      let sightings = SightingPlan(program, try program.matcher(zone: zone))
      kindsReadForHistory = EventKind.allCases.filter(sightings.needsWhole)
    }
    isCombinable = rule.isCombinable
    memory = Memory(
      perEvent: MemoryLayout<Timeline.Fact>.stride + MemoryLayout<TimelineRow>.stride,
      totalsOfValues: rule.aggregates.indices.filter {
        RunningTotals.keepsValues(rule.aggregates[$0].function)
      })
    if rule.steps.count > 1 {
      memory.sequence = rule.sequenceSteps.reduce(0) { $0 + $1.byteCount }
    }
    if !rule.habits.isEmpty { memory.perHabitDay = DailyTotals.byteCountPerDay(of: rule) }
    if rule.asksHistory {
      memory.perSightedValue = SightingTable.byteCountPerValue
      memory.perSightedDay = SightingTable.byteCountPerDay
    }
  }
}

/// What all rules of a program cost together.
package struct ProgramCost: Sendable {
  /// A kind of event, and which of its lines are read whole.
  package struct Kind: Sendable {
    package var kind: EventKind
    package var lookAhead: LookAhead
    /// The ids of the rules without whose selections more lines would be left early: each admits
    /// every line of some method and outcome.
    package var openers: [String]
    /// The ids of the rules that ask what is new, so that every event is read whole.
    package var historians: [String]
  }

  package var rules: [RuleCost]
  package var kinds: [Kind]
  /// The roots in use: facts are kept once for each that selects an event.
  package var roots: [Field]

  /// Works out what the rules cost.
  ///
  /// - Throws: What `zone` throws.
  package init(of program: RuleProgram, zone: (String) throws -> CivilZone) throws {
    rules = try program.rules.indices.map { try RuleCost(ofRule: $0, in: program, zone: zone) }
    let costs = rules
    kinds = EventKind.allCases.compactMap { kind in
      let conditions = program.selecting(kind)
      guard !conditions.isEmpty else { return nil }
      return Kind(
        kind: kind, lookAhead: LookAhead(conditions, on: kind),
        openers: costs.filter { cost in
          cost.selected.contains { $0.kind == kind && !$0.lookAhead.open.isEmpty }
        }.map(\.rule.id),
        historians: costs.filter { $0.kindsReadForHistory.contains(kind) }.map(\.rule.id))
    }
    roots = FactMapper.usedRoots(of: program)
  }
}

extension RuleProgram {
  /// The conditions of all steps on a kind, as far as single events can answer them.
  func selecting(_ kind: EventKind) -> [Condition] {
    rules.flatMap(\.steps).flatMap(\.alternatives).filter { $0.kind == kind }
      .map(\.condition.withoutHistory)
  }

  fileprivate func matcher(zone: (String) throws -> CivilZone) throws -> RuleMatcher {
    let people = PeopleDirectory(
      roster: Roster(), program: self, zone: try zone(civilTimezone))
    return try RuleMatcher(
      program: self, people: RosterRecords(people), looksAhead: false, zone: zone)
  }
}
