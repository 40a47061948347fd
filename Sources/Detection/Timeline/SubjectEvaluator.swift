package import EventModel
package import People
package import RuleProgram

/// What the reduction of any subject needs; immutable and shared by all workers.
package struct EvaluationContext: Sendable {
  package let program: RuleProgram
  package let people: PeopleDirectory
  package let companyDomains: CompanyDomains
  package let zone: CivilZone
  /// The inputs as evidence names them: their paths, made printable.
  package let files: [String]

  package init(
    program: RuleProgram, people: PeopleDirectory, companyDomains: CompanyDomains, zone: CivilZone,
    files: [String]
  ) {
    self.program = program
    self.people = people
    self.companyDomains = companyDomains
    self.zone = zone
    self.files = files
  }
}

/// Runs every rule over the timeline of one subject.
///
/// - Returns: The findings, by rule and then by time.
/// - Complexity: O(*n* log *n*) in the subject's facts for each rule that matched one.
func findings(of records: SubjectRecords, in context: EvaluationContext) -> [Finding] {
  let timeline = Timeline(records)
  let person =
    timeline.subject.kind == .user ? context.people.person(id: timeline.subject.value) : nil
  let values = FactValues(timeline: timeline, people: context.people, person: person)
  let builder = FindingBuilder(context: context, timeline: timeline, values: values)
  var findings: [Finding] = []
  for (index, rows) in timeline.rows.sorted(by: { $0.key < $1.key }) {
    let rule = context.program.rules[Int(index)]
    for group in grouped(rows, by: rule.groupBy, values: values) {
      for episode in episodes(of: group, rule: rule, values: values, zone: context.zone) {
        findings.append(builder.finding(of: episode, rule: rule))
      }
    }
  }
  return findings
}

/// Splits rows by the values of the further `per` fields; a row that lacks one counts nowhere.
private func grouped(
  _ rows: [TimelineRow], by operands: [Operand], values: FactValues
) -> [[TimelineRow]] {
  if operands.isEmpty { return [rows] }
  var groups: [[[UInt8]]: [TimelineRow]] = [:]
  for row in rows {
    let key = operands.compactMap { values.texts(of: $0, of: row.fact).first }
    guard key.count == operands.count else { continue }
    groups[key, default: []].append(row)
  }
  let order: ([[UInt8]], [[UInt8]]) -> Bool = { a, b in
    a.lexicographicallyPrecedes(b) { $0.lexicographicallyPrecedes($1) }
  }
  return groups.sorted { order($0.key, $1.key) }.map(\.value)
}

private func episodes(
  of rows: [TimelineRow], rule: CompiledRule, values: FactValues, zone: CivilZone
) -> [Episode] {
  if rule.steps.count > 1 {
    var length = Int64.max
    if case .sliding(let microseconds) = rule.window { length = microseconds }
    return sequenceEpisodes(
      of: rows,
      steps: rule.steps.map {
        SequenceStep(
          minimumCount: $0.minimumCount, countsDistinctValues: $0.distinctOperand != nil)
      },
      lengthMicroseconds: length, cooldownMicroseconds: rule.cooldownMicroseconds,
      value: { step, fact in
        rule.steps[step].distinctOperand.flatMap { values.texts(of: $0, of: fact).first }
      })
  }
  let totals = RunningTotals(of: rule.aggregates, values: values)
  let condition = rule.condition
  let holds: (RunningTotals) -> Bool = { totals in
    condition?.isTrue(totals: totals.value) ?? true
  }
  switch rule.window {
  case .none:
    return slidingEpisodes(
      of: rows, lengthMicroseconds: nil, cooldownMicroseconds: rule.cooldownMicroseconds,
      totals: totals, holds: holds)
  case .sliding(let microseconds):
    return slidingEpisodes(
      of: rows, lengthMicroseconds: microseconds, cooldownMicroseconds: rule.cooldownMicroseconds,
      totals: totals, holds: holds)
  case .calendar, .pieces:
    return periodEpisodes(
      of: rows,
      period: { time in
        zone.periodStart(at: Timestamp(microseconds: time), of: rule.window).microseconds
      },
      totals: totals, holds: holds)
  }
}

extension CivilZone {
  /// The start of the civil period of a window that a time falls into.
  fileprivate func periodStart(at time: Timestamp, of window: RuleWindow) -> Timestamp {
    switch window {
    case .calendar(.hour): startOfHour(at: time)
    case .calendar(.day): startOfDay(at: time)
    case .calendar(.week): startOfWeek(at: time)
    case .pieces(let microseconds): startOfPiece(at: time, lengthInMicroseconds: microseconds)
    case .none, .sliding: time
    }
  }
}
