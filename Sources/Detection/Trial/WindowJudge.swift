internal import EventModel
internal import RuleProgram

/// Sees the windows, periods and steps of a sequence that one group of rows goes through.
protocol EpisodeWatch: AnyObject {
  /// Sees a window or period with its totals, before it is judged.
  func see(_ window: Range<Int>, _ totals: RunningTotals, habits: [ScaledTotal?])
  /// Sees how far a chain of events has come.
  func see(_ progress: SequenceProgress)
}

/// A window, period or chain of events that did not satisfy its rule.
struct UnmetWindow {
  var nearness: Nearness
  /// Indices into the rows of its group.
  var rows: Range<Int>
  var shortfall: NearGroup.Shortfall
}

/// Says how near a window or chain of one group of rows came to what the rule asks.
struct WindowJudge {
  let rule: CompiledRule
  let rows: [TimelineRow]

  /// Returns what a window or period lacks; `nil` if it lacks nothing, or came no nearer than
  /// another that is already known.
  func judge(
    _ window: Range<Int>, _ totals: RunningTotals, habits: [ScaledTotal?],
    nearerThan known: Nearness? = nil
  ) -> UnmetWindow? {
    guard let condition = rule.condition else { return nil }
    let whole = WindowTotals(rule: rule, totals: totals.value, habits: { habits[$0] })
    let nearness = whole.nearness(of: condition, toBeing: true)
    guard !nearness.isMet, known.map({ nearness < $0 }) ?? true else { return nil }
    return UnmetWindow(
      nearness: nearness, rows: window, shortfall: .totals(whole.unmet(in: condition)))
  }

  /// The same of a chain of events.
  func judge(
    _ progress: SequenceProgress, nearerThan known: Nearness? = nil
  ) -> UnmetWindow? {
    let needed = rule.steps[progress.step].minimumCount
    let isStepMet = progress.filledCount >= needed
    let metCount = progress.step + (isStepMet ? 1 : 0)
    guard metCount < rule.steps.count else { return nil }
    let filled = isStepMet ? 0 : progress.filledCount
    let next = rule.steps[metCount].minimumCount
    let nearness = Nearness(
      testCount: rule.steps.count - metCount, distance: Nearness.wholeTest / next * (next - filled))
    guard known.map({ nearness < $0 }) ?? true else { return nil }
    let first = min(firstRow(from: progress.start), progress.row)
    return UnmetWindow(
      nearness: nearness, rows: first..<(progress.row + 1),
      shortfall: .sequence(
        UnfinishedSequence(
          metCount: metCount, filledCount: filled, neededCount: next, selectedCounts: [],
          lateness: nil)))
  }

  /// The first row of a time or later; rows stand in order of time.
  private func firstRow(from time: Int64) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].time < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Returns an unmet window as people are told of it.
  ///
  /// - Parameters:
  ///   - window: The window, of these rows.
  ///   - timeline: The timeline of the rows.
  ///   - group: The values of the further `per` fields.
  /// - Returns: It, and where it stands among others as near.
  func group(
    of window: UnmetWindow, in timeline: Timeline, group: [[UInt8]]
  ) -> (near: NearGroup, order: EventOrder) {
    let (first, last) = (rows[window.rows.lowerBound], rows[window.rows.upperBound - 1])
    var shortfall = window.shortfall
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
        eventCount: window.rows.count, firstPlace: order.place,
        lastPlace: timeline.facts[last.fact].order.place, nearness: window.nearness,
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
