internal import EventModel
internal import RuleProgram

/// Sees every window or step of a sequence of one group of rows, and keeps the nearest.
///
/// A class, because the functions that find episodes hand it on from closure to closure.
final class NearWatch {
  private let rule: CompiledRule
  private let rows: [TimelineRow]
  private var nearest: (nearness: Nearness, rows: Range<Int>, shortfall: NearGroup.Shortfall)?

  init(rule: CompiledRule, rows: [TimelineRow]) {
    self.rule = rule
    self.rows = rows
  }

  /// Sees a window or period with its totals.
  func see(_ window: Range<Int>, _ totals: RunningTotals, habits: [ScaledTotal?]) {
    guard let condition = rule.condition else { return }
    let whole = WindowTotals(rule: rule, totals: totals.value, habits: { habits[$0] })
    let nearness = whole.nearness(of: condition, toBeing: true)
    guard !nearness.isMet, nearest.map({ nearness < $0.nearness }) ?? true else { return }
    nearest = (nearness, window, .totals(whole.unmet(in: condition)))
  }

  /// Sees how far a chain of events has come.
  func see(_ progress: SequenceProgress) {
    let needed = rule.steps[progress.step].minimumCount
    let isStepMet = progress.filledCount >= needed
    let metCount = progress.step + (isStepMet ? 1 : 0)
    guard metCount < rule.steps.count else { return }
    let filled = isStepMet ? 0 : progress.filledCount
    let next = rule.steps[metCount].minimumCount
    let nearness = Nearness(
      testCount: rule.steps.count - metCount, distance: Nearness.wholeTest / next * (next - filled))
    guard nearest.map({ nearness < $0.nearness }) ?? true else { return }
    let first = rows.firstIndex { $0.time >= progress.start } ?? progress.row
    nearest = (
      nearness, first..<(progress.row + 1),
      .sequence(
        UnfinishedSequence(
          metCount: metCount, filledCount: filled, neededCount: next, selectedCounts: [],
          lateness: nil))
    )
  }

  /// Returns the nearest there was.
  ///
  /// - Parameters:
  ///   - timeline: The timeline of the rows.
  ///   - group: The values of the further `per` fields.
  /// - Returns: It, and where it stands among others as near; `nil` if nothing was seen.
  func result(
    in timeline: Timeline, group: [[UInt8]]
  ) -> (nearest: NearGroup, order: EventOrder)? {
    guard let nearest else { return nil }
    let (first, last) = (rows[nearest.rows.lowerBound], rows[nearest.rows.upperBound - 1])
    var shortfall = nearest.shortfall
    if case .sequence(var sequence) = shortfall {
      sequence.selectedCounts = rule.steps.indices.map { step in
        rows.count { $0.match.steps & (1 << UInt8(step)) != 0 }
      }
      sequence.lateness = lateness(of: sequence, after: last, since: first.time)
      shortfall = .sequence(sequence)
    }
    let order = timeline.facts[first.fact].order
    return (
      NearGroup(
        subject: timeline.subject, group: group.map { String(logBytes: $0) },
        first: Timestamp(microseconds: first.time), last: Timestamp(microseconds: last.time),
        eventCount: nearest.rows.count, firstPlace: order.place,
        lastPlace: timeline.facts[last.fact].order.place, nearness: nearest.nearness,
        shortfall: shortfall),
      order
    )
  }

  /// By how much the next event of the step that is missing comes after the window of the chain.
  private func lateness(
    of sequence: UnfinishedSequence, after last: TimelineRow, since start: Int64
  ) -> Int64? {
    guard case .sliding(let length) = rule.window, sequence.filledCount == 0 else { return nil }
    let bit = UInt8(1) << UInt8(sequence.metCount)
    guard
      let next = rows.first(where: { $0.time >= last.time && $0.match.steps & bit != 0 })
    else { return nil }
    let late = next.time - start - length
    return late > 0 ? late : nil
  }
}
