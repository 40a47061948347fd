internal import EventModel
internal import RuleProgram
package import SystemBoundary

/// What one partition of the facts came to for a rule that is tried.
package struct TrialReduction: Sendable {
  /// What the rule finds, as a scan finds it.
  package var findings: [Finding] = []
  /// The subjects that are known for too short a time to tell what is new to them.
  package var learning: Set<Subject> = []
  /// Subjects and groups without a match: how near each came.
  package var nearest: NearestFew<NearGroup>
  /// By step: events that history takes back, with what it says.
  package var takenBack: [NearestFew<NearEvent>]
  /// By step: how many events are selected as far as each tells alone, and how many of these are
  /// left when history is asked.
  package var selectedCounts: [Int]
  package var settledCounts: [Int]
  /// Selected events that lack a further `per` field, and so count nowhere.
  package var ungroupedCount = 0

  /// Creates the result of no fact.
  package init(stepCount: Int, nearCount: Int) {
    nearest = NearestFew(capacity: nearCount)
    takenBack = (0..<stepCount).map { _ in NearestFew(capacity: nearCount) }
    selectedCounts = [Int](repeating: 0, count: stepCount)
    settledCounts = selectedCounts
  }

  /// Adds what another partition came to.
  package mutating func formUnion(_ other: TrialReduction) {
    findings += other.findings
    learning.formUnion(other.learning)
    nearest.formUnion(other.nearest)
    for step in selectedCounts.indices {
      takenBack[step].formUnion(other.takenBack[step])
      selectedCounts[step] += other.selectedCounts[step]
      settledCounts[step] += other.settledCounts[step]
    }
    ungroupedCount += other.ungroupedCount
  }

  /// Adds one subject.
  ///
  /// It takes the way of ``findings(of:in:learning:)`` for a rule that is not combined, and looks at
  /// what happens on it.
  fileprivate mutating func add(_ records: SubjectRecords, in context: EvaluationContext) {
    let rule = context.program.rules[0]
    let unsettled = Timeline(records)
    let selected = unsettled.rows[0] ?? []
    count(selected, in: \.selectedCounts)
    let timeline = Timeline(records, answeringHistoryIn: context, learning: &learning)
    let rows = timeline.rows[0] ?? []
    count(rows, in: \.settledCounts)
    if rule.asksHistory, !selected.isEmpty {
      noteTakenBack(
        selected, leaving: rows, values: FactValues(timeline: unsettled, people: context.people),
        in: context)
    }
    guard !rows.isEmpty else { return }
    let values = FactValues(timeline: timeline, people: context.people)
    var builder = FindingBuilder(context: context, values: values)
    ungroupedCount += rows.count
    for group in grouped(rows, by: rule.groupBy, values: values) {
      ungroupedCount -= group.count
      let watch = NearWatch(rule: rule, rows: group)
      let episodes = episodes(
        of: group, rule: rule, values: values, zone: context.zone, watch: watch)
      findings += episodes.map { builder.finding(of: $0, rule: rule).finding }
      let key = values.group(of: group[0].fact, by: rule.groupBy) ?? []
      guard episodes.isEmpty, let near = watch.result(in: timeline, group: key),
        nearest.admits(near.nearest.nearness, near.order)
      else { continue }
      nearest.insert(near.nearest, near.nearest.nearness, near.order)
    }
  }

  private mutating func count(
    _ rows: [TimelineRow], in counts: WritableKeyPath<TrialReduction, [Int]>
  ) {
    for row in rows {
      for step in self[keyPath: counts].indices where row.match.steps & (1 << UInt8(step)) != 0 {
        self[keyPath: counts][step] += 1
      }
    }
  }
}

/// Evaluates one partition of the facts of a rule that is tried.
///
/// - Parameters:
///   - partition: A number below ``PartitionedFacts/partitionCount``.
///   - stores: What the workers made; nothing in them is combined.
///   - context: A program of one rule, people and places.
///   - nearCount: How many subjects and groups without a match are kept.
/// - Returns: The findings, and what came near to one.
/// - Throws: ``SystemError`` when spilled facts cannot be read back.
package func reduceTrial(
  partition: Int, of stores: [PartitionedFacts], in context: EvaluationContext, nearCount: Int
) throws(SystemError) -> TrialReduction {
  var merge = try FactMerge(partition: partition, of: stores)
  var records = SubjectRecords()
  var reduction = TrialReduction(
    stepCount: context.program.rules[0].steps.count, nearCount: nearCount)
  while try merge.nextSubject(into: &records) { reduction.add(records, in: context) }
  return reduction
}
