internal import EventModel
internal import RuleProgram
package import SystemBoundary

/// Finds the subjects of a partition about whom something new may have to be said.
///
/// A new event changes an episode only if a window that holds it satisfies the rule, or if the
/// episode takes it in. So where no finding stands that reaches to what is new, and the events from a
/// window before that satisfy no rule by themselves, all findings of the subject are as they were,
/// whatever else is known of it: windows that end before the first new event are what they have been,
/// and all events of the later ones are here. A window that is cut off may seem to satisfy a rule; then the
/// subject is judged as a whole, and nothing is wrong.
///
/// - Parameters:
///   - partition: A number below ``PartitionedFacts/partitionCount``.
///   - stores: The new facts, and those kept of the same subjects from the horizon on.
///   - fresh: What is new; other subjects are left out.
///   - standing: The findings that stand.
///   - context: Rules, people and places.
///   - notes: Takes who is known for too short a time.
/// - Returns: Those that must be judged on everything.
/// - Throws: ``SystemError`` when spilled facts cannot be read back.
/// - Complexity: As of judging the events within reach.
package func unquietSubjects(
  partition: Int, of stores: [PartitionedFacts], fresh: [[UInt8]: FreshSpan],
  standing: [[UInt8]: [StandingSpan]], in context: EvaluationContext,
  notes: inout ReductionNotes
) throws(SystemError) -> [[UInt8]] {
  var merge = try FactMerge(partition: partition, of: stores)
  let budget = context.subjectBudget
  var gathered = BoundedRecords(budget, program: context.program)
  var unquiet: [[UInt8]] = []
  while merge.beginSubject() {
    let name = merge.keptName
    guard let span = fresh[name] else {
      while try merge.takeRecord({ _ in }) {}
      continue
    }
    // Whoever needs much memory is judged with care, as a whole.
    let isSmall = try gathered.gather(from: &merge, upTo: budget.shareByteCount, { false })
    let isQuiet =
      isSmall
      && gathered.records.areQuiet(
        since: span, standing: standing[name] ?? [], in: context, learning: &notes.learning)
    if !isQuiet { unquiet.append(name) }
    if !isSmall { while try merge.takeRecord({ _ in }) {} }
    gathered.removeAll(keepingCapacity: isSmall)
  }
  return unquiet
}

extension SubjectRecords {
  /// Whether all findings about the subject are what they were before there was anything new.
  fileprivate func areQuiet(
    since fresh: FreshSpan, standing: [StandingSpan], in context: EvaluationContext,
    learning: inout Set<Subject>
  ) -> Bool {
    if fresh.reaches(standing, in: context) { return false }
    let timeline = Timeline(self, answeringHistoryIn: context, learning: &learning)
    if timeline.rows.isEmpty, timeline.partials.isEmpty { return true }
    let values = FactValues(timeline: timeline, people: context.people)
    return fresh.rules.allSatisfy { index in
      let traits = context.traits[Int(index)]
      guard let window = traits.windowMicroseconds else { return false }
      if context.combines, traits.isCombinable { return true }
      let horizon = fresh.from.subtractingClamped(window)
      let rows = (timeline.rows[index] ?? []).drop { $0.time < horizon }
      guard let last = rows.last, last.time >= fresh.from else { return true }
      let rule = context.program.rules[Int(index)]
      return grouped(Array(rows), by: rule.groupBy, values: values).allSatisfy {
        episodes(of: $0, rule: rule, values: values, zone: context.zone).isEmpty
      }
    } && hasNoPartialFinding(values, since: fresh, in: context)
  }

  /// Whether no civil period within reach satisfies its rule.
  private func hasNoPartialFinding(
    _ values: FactValues, since fresh: FreshSpan, in context: EvaluationContext
  ) -> Bool {
    guard context.combines,
      fresh.rules.contains(where: { context.traits[Int($0)].isCombinable })
    else { return true }
    let table = PartialTable(of: values, in: context)
    return table.entries.allSatisfy { entry in
      guard fresh.rules.contains(entry.key.rule) else { return true }
      let rule = context.program.rules[Int(entry.key.rule)]
      guard let window = context.traits[Int(entry.key.rule)].windowMicroseconds else {
        return false
      }
      if entry.key.period < fresh.from.subtractingClamped(window) { return true }
      guard let condition = rule.condition else { return false }
      let totals = table.totals(of: entry)
      return !condition.isTrue(totals: { totals[$0].value }, habits: { _ in nil })
    }
  }
}
