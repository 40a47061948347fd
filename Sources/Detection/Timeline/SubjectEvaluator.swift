internal import ByteScan
package import EventModel
package import People
package import RuleProgram

/// What the reduction of any subject needs; immutable and shared by all workers.
///
/// An object: a copy for each subject would count a reference to everything in it, and the workers
/// would wait for each other's counting.
package final class EvaluationContext: Sendable {
  package let program: RuleProgram
  package let people: PeopleDirectory
  package let companyDomains: CompanyDomains
  package let zone: CivilZone
  /// The inputs as evidence names them.
  package let files: EvidenceFiles
  /// The compiled conditions of the program, for what is asked of findings; without them rules over
  /// `alert` are left out.
  package let matcher: RuleMatcher?
  /// Whether rules over civil periods are decided on partials; the findings are the same without,
  /// and tests hold the engine to that.
  package let combines: Bool
  /// Whether findings tell of their events more than where the lines stand.
  package let showsEvents: Bool
  /// Brings a line of an input, as it is stored, into UTF-8; `nil` where it is that already.
  package let storedText: @Sendable (_ input: Int, _ line: ArraySlice<UInt8>) -> StoredText?
  /// How much memory what belongs to one subject may take.
  package let subjectBudget: SubjectBudget
  /// Whether someone asks to stop, asked again and again: then no further subject, rule, group or
  /// period is begun.
  package let isStopped: @Sendable () -> Bool
  /// What decides how a rule is evaluated, by its index.
  let traits: [RuleTraits]

  package init(
    program: RuleProgram, matcher: RuleMatcher? = nil, people: PeopleDirectory,
    companyDomains: CompanyDomains, zone: CivilZone, files: EvidenceFiles, combines: Bool = true,
    showsEvents: Bool = false,
    storedText: @escaping @Sendable (Int, ArraySlice<UInt8>) -> StoredText? = { _, _ in nil },
    subjectBudget: SubjectBudget = SubjectBudget(byteCount: .max, jobCount: 1),
    isStopped: @escaping @Sendable () -> Bool = { false }
  ) {
    self.program = program
    self.matcher = matcher
    self.people = people
    self.companyDomains = companyDomains
    self.zone = zone
    self.files = files
    self.combines = combines
    self.showsEvents = showsEvents
    self.storedText = storedText
    self.subjectBudget = subjectBudget
    self.isStopped = isStopped
    traits = program.rules.map { RuleTraits($0) }
  }
}

/// What decides how a rule is evaluated, found out once.
struct RuleTraits: Sendable {
  let isOverAlerts: Bool
  let isCombinable: Bool
  /// Whether it counts over civil periods.
  let isOfPeriods: Bool
  let asksHistory: Bool
  /// How far before an event others can be in its window; `nil` if there is no bound.
  let windowMicroseconds: Int64?
  /// How far before an event an episode can end that has to do with it; `nil` if there is no bound.
  let reachMicroseconds: Int64?

  init(_ rule: CompiledRule) {
    isOverAlerts = rule.isOverAlerts
    isCombinable = rule.isCombinable
    isOfPeriods =
      switch rule.window {
      case .calendar, .pieces: true
      case .none, .sliding: false
      }
    asksHistory = rule.asksHistory
    windowMicroseconds = rule.windowMicroseconds
    reachMicroseconds = rule.reachMicroseconds
  }
}

/// Runs every rule over the timeline of one subject.
///
/// - Parameters:
///   - records: The records of the subject.
///   - context: Rules, people and places.
///   - alerts: The rules over `alert`, if there are any.
///   - notes: Takes the subject if up to its last event too little is known of it to tell what is
///     new to it, and what disabled rules over `alert` did not count.
/// - Returns: The findings of rules that need single events, then those of partials, then those of
///   rules over `alert`; in each part by rule, group and time.
/// - Complexity: O(*n* log *n*) in the subject's facts for each rule that matched one.
func findings(
  of records: SubjectRecords, in context: EvaluationContext, alerts: AlertLayer?,
  notes: inout ReductionNotes
) -> [Finding] {
  let timeline = Timeline(records, answeringHistoryIn: context, learning: &notes.learning)
  // Many a subject is there because it was seen, and not because a rule selected something.
  if timeline.rows.isEmpty, timeline.partials.isEmpty { return [] }
  let values = FactValues(timeline: timeline, people: context.people)
  var builder = FindingBuilder(context: context, values: values)
  var raised = timeline.findings(
    ofRulesWhere: { traits in
      !traits.isOverAlerts && !(context.combines && traits.isCombinable)
    }, values: values, builder: &builder, context: context)
  if context.combines { raised += findings(ofPartialsOf: values, &builder, context) }
  // Rules over findings are judged on all findings of a subject or not at all.
  guard let alerts, !context.isStopped() else { return raised.map(\.finding) }
  return raised.map(\.finding) + alerts.findings(on: raised, of: values, notes: &notes)
}

extension Timeline {
  /// Returns the findings of the rules that need single events, by rule, group and time.
  ///
  /// - Complexity: O(*n* log *n*) in the subject's facts for each rule that matched one.
  func findings(
    ofRulesWhere isWanted: (RuleTraits) -> Bool = { _ in true }, values: FactValues,
    builder: inout FindingBuilder, context: EvaluationContext
  ) -> [RaisedFinding] {
    var findings: [RaisedFinding] = []
    for (index, rows) in rows.sorted(by: { $0.key < $1.key }) {
      guard isWanted(context.traits[Int(index)]) else { continue }
      let rule = context.program.rules[Int(index)]
      if context.isStopped() { break }
      for group in grouped(rows, by: rule.groupBy, values: values) {
        if context.isStopped() { break }
        for episode in episodes(of: group, rule: rule, values: values, zone: context.zone) {
          findings.append(builder.finding(of: episode, rule: rule))
        }
      }
    }
    return findings
  }
}

/// Returns the findings of the rules that are decided on partials, by rule, group and time.
private func findings(
  ofPartialsOf values: FactValues, _ builder: inout FindingBuilder, _ context: EvaluationContext
) -> [RaisedFinding] {
  var findings: [RaisedFinding] = []
  let table = PartialTable(of: values, in: context)
  var days = DailyTotals()
  var last: PartialKey?
  for entry in table.entries.sorted(by: { $0.key.precedes($1.key) }) {
    if context.isStopped() { break }
    let rule = context.program.rules[Int(entry.key.rule)]
    if last?.rule != entry.key.rule || last?.group != entry.key.group { days = DailyTotals() }
    last = entry.key
    var habits: [ScaledTotal?] = []
    // Most periods are quiet, and nothing more need be known of them than that.
    if rule.condition != nil || !rule.habits.isEmpty {
      let totals = table.totals(of: entry)
      if !rule.habits.isEmpty {
        habits = days.next(
          context.zone.day(ofPeriodFrom: entry.key.period), of: rule,
          totals: { totals[$0].value })
      }
      let holds = rule.condition?.isTrue(totals: { totals[$0].value }, habits: { habits[$0] })
      guard holds ?? true else { continue }
    }
    findings.append(builder.finding(of: table.partial(of: entry), rule: rule, habits: habits))
  }
  return findings
}

/// Splits rows by the values of the further `per` fields; a row that lacks one counts nowhere.
func grouped(
  _ rows: [TimelineRow], by operands: [Operand], values: FactValues
) -> [[TimelineRow]] {
  if operands.isEmpty { return [rows] }
  var groups: [[[UInt8]]: [TimelineRow]] = [:]
  for row in rows {
    guard let key = values.group(of: row.fact, by: operands) else { continue }
    groups[key, default: []].append(row)
  }
  let order: ([[UInt8]], [[UInt8]]) -> Bool = { a, b in
    a.lexicographicallyPrecedes(b) { $0.lexicographicallyPrecedes($1) }
  }
  return groups.sorted { order($0.key, $1.key) }.map(\.value)
}

/// Finds the episodes of a rule in the rows of one group.
///
/// - Parameters:
///   - rows: The rows, in the order of the timeline.
///   - rule: The rule that they matched.
///   - values: The values of the subject.
///   - zone: The civil zone.
///   - watch: Sees every window and every step of a sequence on the way, if there is one.
/// - Returns: The episodes in order of time.
func episodes(
  of rows: [TimelineRow], rule: CompiledRule, values: FactValues, zone: CivilZone,
  watch: (any EpisodeWatch)? = nil
) -> [Episode] {
  if rule.steps.count > 1 {
    var length = Int64.max
    if case .sliding(let microseconds) = rule.window { length = microseconds }
    return sequenceEpisodes(
      of: rows,
      steps: rule.sequenceSteps,
      lengthMicroseconds: length, cooldownMicroseconds: rule.cooldownMicroseconds,
      value: { step, fact in
        rule.steps[step].distinctOperand.flatMap { values.texts(of: $0, of: fact).first }
      },
      visit: watch.map { watch in { watch.see($0) } })
  }
  let condition = rule.condition
  // Whoever watches wants to see the windows that came to nothing too.
  if watch == nil, let condition,
    !TotalsCeiling(of: rule.aggregates, over: rows, values: values).admits(condition)
  {
    return []
  }
  let totals = RunningTotals(of: rule.aggregates, values: values)
  let holds: (RunningTotals) -> Bool = { totals in
    condition?.isTrue(totals: totals.value) ?? true
  }
  let visit: (Range<Int>, RunningTotals) -> Void = { watch?.see($0, $1, habits: []) }
  switch rule.window {
  case .none:
    return slidingEpisodes(
      of: rows, lengthMicroseconds: nil, cooldownMicroseconds: rule.cooldownMicroseconds,
      totals: totals, visit: visit, holds: holds)
  case .sliding(let microseconds):
    return slidingEpisodes(
      of: rows, lengthMicroseconds: microseconds, cooldownMicroseconds: rule.cooldownMicroseconds,
      totals: totals, visit: visit, holds: holds)
  case .calendar, .pieces:
    var days = DailyTotals()
    return periodEpisodes(
      of: rows,
      period: { time in
        zone.periodStart(at: Timestamp(microseconds: time), of: rule.window).microseconds
      },
      totals: totals,
      habits: { period, totals in
        guard !rule.habits.isEmpty else { return [] }
        return days.next(zone.day(ofPeriodFrom: period), of: rule, totals: totals.value)
      },
      visit: { watch?.see($0, $1, habits: $2) },
      holds: { totals, habits in
        condition?.isTrue(totals: totals.value, habits: { habits[$0] }) ?? true
      })
  }
}

extension CompiledRule {
  /// What each step needs.
  var sequenceSteps: [SequenceStep] {
    steps.map {
      SequenceStep(
        minimumCount: $0.minimumCount, countsDistinctValues: $0.distinctOperand != nil)
    }
  }
}

extension CivilZone {
  /// The civil day of a period's start, in days since 1970-01-01.
  func day(ofPeriodFrom start: Int64) -> Int {
    date(at: Timestamp(microseconds: start)).daysSince1970
  }

  /// The start of the civil period of a window that a time falls into.
  func periodStart(at time: Timestamp, of window: RuleWindow) -> Timestamp {
    switch window {
    case .calendar(.hour): startOfHour(at: time)
    case .calendar(.day): startOfDay(at: time)
    case .calendar(.week): startOfWeek(at: time)
    case .pieces(let microseconds): startOfPiece(at: time, lengthInMicroseconds: microseconds)
    case .none, .sliding: time
    }
  }
}
