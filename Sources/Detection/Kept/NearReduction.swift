internal import EventModel
internal import RuleProgram
package import SystemBoundary

/// What came of judging subjects on what is near.
package struct NearFindings: Sendable {
  /// What the rules of each scope find from their starts on.
  package var found: [Finding] = []
  /// Those that must be judged on everything.
  package var unclear: [[UInt8]] = []

  package init() {}

  /// Adds what came of other subjects.
  package mutating func add(_ other: NearFindings) {
    found += other.found
    unclear += other.unclear
  }
}

/// Judges the subjects of a partition about whom something new may have to be said, on what is near.
///
/// A new event changes an episode only if a window that holds it satisfies the rule, or if the
/// episode takes it in. So where no finding stands that reaches to what is new, and the events from a
/// window before that satisfy no rule by themselves, all findings of the subject are as they were,
/// whatever else is known of it: windows that end before the first new event are what they have been,
/// and all events of the later ones are here. Where a finding stands that reaches there, the same holds
/// of the time before its first event; see ``NearScope``. A window that is cut off may seem to satisfy a
/// rule; then the subject is judged as a whole, and nothing is wrong.
///
/// - Parameters:
///   - partition: A number below ``PartitionedFacts/partitionCount``.
///   - stores: The new facts, and those kept of the same subjects from the horizon on.
///   - scopes: What is judged; other subjects are left out.
///   - standing: The findings that stand.
///   - context: Rules, people and places.
///   - notes: Takes who is known for too short a time.
/// - Returns: The findings of the rules of each scope, and who must be judged on everything.
/// - Throws: ``SystemError`` when spilled facts cannot be read back.
/// - Complexity: As of judging the events within reach.
package func reduceNear(
  partition: Int, of stores: [PartitionedFacts], scopes: [[UInt8]: NearScope],
  standing: [[UInt8]: [StandingSpan]], in context: EvaluationContext,
  notes: inout ReductionNotes
) throws(SystemError) -> NearFindings {
  var near = NearFindings()
  let choice = SubjectChoice(only: scopes.keys, inPartition: partition)
  if choice.isNobody { return near }
  var merge = try FactMerge(partition: partition, of: stores, choosing: choice)
  let budget = context.subjectBudget
  var gathered = BoundedRecords(budget, program: context.program)
  var bound = ShownBound()
  while merge.beginSubject() {
    let name = merge.keptName
    guard let scope = scopes[name] else {
      while try merge.takeRecord({ _ in }) {}
      continue
    }
    // Whoever needs much memory is judged with care, as a whole.
    let isSmall = try gathered.gather(from: &merge, upTo: budget.shareByteCount, { false })
    let found =
      isSmall
      ? gathered.records.nearFindings(
        in: scope, standing: standing[name] ?? [], context, learning: &notes.learning)
      : nil
    if let found { bound.add(found, to: &near.found) } else { near.unclear.append(name) }
    if !isSmall { while try merge.takeRecord({ _ in }) {} }
    gathered.removeAll(keepingCapacity: isSmall)
  }
  return near
}

extension StandingSpan {
  fileprivate init(of rows: [TimelineRow], rule: UInt16) {
    let times = rows.map(\.time)
    self.init(rule: rule, first: times.first ?? 0, last: times.last ?? 0)
  }
}

extension SubjectRecords {
  /// What the rules of a scope find from their starts on; `nil` if that is not clear.
  fileprivate func nearFindings(
    in scope: NearScope, standing: [StandingSpan], _ context: EvaluationContext,
    learning: inout Set<Subject>
  ) -> [Finding]? {
    let timeline = Timeline(self, answeringHistoryIn: context, learning: &learning)
    if timeline.rows.isEmpty, timeline.partials.isEmpty { return [] }
    let values = FactValues(timeline: timeline, people: context.people)
    guard hasNoPartialFinding(values, in: scope, context) else { return nil }
    var found: [UInt16: [Episode]] = [:]
    for (index, start) in scope.starts {
      let traits = context.traits[Int(index)]
      if context.combines, traits.isCombinable { continue }
      let rule = context.program.rules[Int(index)]
      let horizon = NearScope.horizon(of: index, from: start, in: context)
      let rows = (timeline.rows[index] ?? []).drop { $0.time < horizon }
      guard let last = rows.last, last.time >= start else { continue }
      let opened = grouped(Array(rows), by: rule.groupBy, values: values).flatMap {
        episodes(of: $0, rule: rule, values: values, zone: context.zone)
      }
      if opened.isEmpty { continue }
      // One that opens earlier stands already, or is of a window that is cut off.
      guard traits.isJudgedNear, opened.allSatisfy({ $0.rows[$0.opening].time >= start }),
        // Events are shown of the first findings of a rule, group by group.
        rule.groupBy.isEmpty
          || opened.count + standing.count(where: { $0.rule == index }) <= ShownEvent.findingLimit
      else { return nil }
      found[index] = opened
    }
    if found.isEmpty, !standing.contains(where: scope.covers) { return [] }
    let spans = found.flatMap { index, episodes in
      episodes.map { StandingSpan(of: $0.rows, rule: index) }
    }
    if context.mayAlert(from: scope.changesFrom(in: context), on: spans, besides: standing) {
      return nil
    }
    var earlier: [String: Int] = [:]
    for finding in standing where !scope.covers(finding) {
      earlier[context.program.rules[Int(finding.rule)].id, default: 0] += 1
    }
    var builder = FindingBuilder(context: context, values: values, after: earlier)
    return found.sorted { $0.key < $1.key }.flatMap { index, episodes in
      episodes.map { builder.finding(of: $0, rule: context.program.rules[Int(index)]).finding }
    }
  }

  /// Whether no civil period within reach satisfies its rule.
  private func hasNoPartialFinding(
    _ values: FactValues, in scope: NearScope, _ context: EvaluationContext
  ) -> Bool {
    guard context.combines,
      scope.starts.keys.contains(where: { context.traits[Int($0)].isCombinable })
    else { return true }
    let table = PartialTable(of: values, in: context)
    return table.entries.allSatisfy { entry in
      let index = entry.key.rule
      guard let start = scope.starts[index] else { return true }
      let rule = context.program.rules[Int(index)]
      if entry.key.period < NearScope.horizon(of: index, from: start, in: context) { return true }
      guard let condition = rule.condition else { return false }
      let totals = table.totals(of: entry)
      return !condition.isTrue(totals: { totals[$0].value }, habits: { _ in nil })
    }
  }
}
