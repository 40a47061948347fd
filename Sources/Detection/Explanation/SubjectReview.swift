internal import RuleProgram
package import SystemBoundary

/// Goes over the timelines of one subject once more, as the reduction does, and notes how a finding
/// comes about and what comes near to one.
struct SubjectReview {
  let wanted: ExplainedFinding
  let context: EvaluationContext
  var result: SubjectExplanation

  init(of wanted: ExplainedFinding, in context: EvaluationContext) {
    self.wanted = wanted
    self.context = context
    result = SubjectExplanation(nearCount: wanted.nearCount)
  }

  /// Goes over the facts of a subject, and then over its findings.
  ///
  /// - Complexity: that of the reduction without partials, and linear in the windows of each rule.
  mutating func review(_ records: SubjectRecords, alerts: AlertLayer?) {
    var notes = ReductionNotes()
    let timeline = Timeline(records, answeringHistoryIn: context, learning: &notes.learning)
    guard timeline.subject.isSame(as: wanted.subject) else { return }
    let values = FactValues(timeline: timeline, people: context.people)
    let raised = review(values, grounds: []) { !$0.isOverAlerts }
    guard let layer = alerts?.timeline(on: raised, of: values, notes: &notes) else { return }
    _ = review(layer.values, grounds: layer.grounds) { _ in true }
  }

  /// Goes over one layer, and returns its findings.
  private mutating func review(
    _ values: FactValues, grounds: [RaisedFinding?], isWanted: (CompiledRule) -> Bool
  ) -> [RaisedFinding] {
    var builder = FindingBuilder(context: context, values: values, grounds: grounds)
    var raised: [RaisedFinding] = []
    for (index, rows) in values.timeline.rows.sorted(by: { $0.key < $1.key }) {
      let rule = context.program.rules[Int(index)]
      guard isWanted(rule) else { continue }
      for group in grouped(rows, by: rule.groupBy, values: values) {
        let log = WindowLog(rule: rule, rows: group)
        let episodes = episodes(
          of: group, rule: rule, values: values, zone: context.zone, watch: log)
        for episode in episodes {
          let found = builder.finding(of: episode, rule: rule)
          raised.append(found)
          guard Int(index) == wanted.rule else { continue }
          if found.finding.id == wanted.id {
            result.explanation = EpisodeExplainer(
              rule: rule, values: values, context: context, grounds: grounds,
              keepsText: wanted.keepsText
            ).explanation(of: episode, finding: found.finding, log: log, group: group)
          } else {
            result.others.append(found.finding)
          }
        }
        note(log, episodes, Int(index), values, of: group)
      }
    }
    return raised
  }

  private mutating func note(
    _ log: WindowLog, _ episodes: [Episode], _ index: Int, _ values: FactValues,
    of group: [TimelineRow]
  ) {
    let rule = context.program.rules[index]
    guard index == wanted.rule || !rule.isTrial else { return }
    let key = values.group(of: group[0].fact, by: rule.groupBy) ?? []
    let misses = log.misses(
      apartFrom: episodes, limit: wanted.nearCount, in: values.timeline, group: key)
    for (near, order) in misses {
      let miss = NearMiss(rule: index, group: near)
      if index == wanted.rule {
        result.ownMisses.offer(miss, near.nearness, order)
      } else {
        result.otherMisses.offer(miss, near.nearness, order)
      }
    }
  }
}

/// Explains a finding from the facts of its subject.
///
/// - Parameters:
///   - wanted: Which finding.
///   - yields: What the workers made of the events of the subject.
///   - context: Rules with their conditions, people and places; nothing is combined.
/// - Returns: What the logs tell about it.
/// - Throws: ``SystemError`` when spilled facts cannot be read back.
package func explain(
  _ wanted: ExplainedFinding, from yields: [SubjectMapper.Yield], in context: EvaluationContext
) throws(SystemError) -> SubjectExplanation {
  var review = SubjectReview(of: wanted, in: context)
  let alerts = AlertLayer(context)
  for partition in 0..<PartitionedFacts.partitionCount {
    var merge = try FactMerge(partition: partition, of: yields.map(\.facts))
    var records = SubjectRecords()
    while try merge.nextSubject(into: &records) { review.review(records, alerts: alerts) }
  }
  var nearest: [NearestFew<NearEvent>] = []
  for yield in yields where !yield.nearest.isEmpty {
    if nearest.isEmpty {
      nearest = yield.nearest
    } else {
      for index in nearest.indices { nearest[index].formUnion(yield.nearest[index]) }
    }
  }
  // A sequence is told by its chains.
  if nearest.count == 1 { review.result.nearEvents = nearest[0].elements }
  review.result.others.sortForReports()
  return review.result
}

extension Subject {
  /// Whether the two have the same bytes.
  fileprivate func isSame(as other: Subject) -> Bool {
    kind == other.kind && value.utf8.elementsEqual(other.value.utf8)
  }
}

extension NearestFew {
  /// Keeps an element if it is among the nearest.
  fileprivate mutating func offer(_ element: Element, _ nearness: Nearness, _ order: EventOrder) {
    if admits(nearness, order) { insert(element, nearness, order) }
  }
}
