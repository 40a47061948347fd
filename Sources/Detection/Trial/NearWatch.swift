internal import RuleProgram

/// Sees every window or step of a sequence of one group of rows, and keeps the nearest.
///
/// A class, because the functions that find episodes hand it on from closure to closure.
final class NearWatch: EpisodeWatch {
  private let judge: WindowJudge
  private var nearest: UnmetWindow?

  init(rule: CompiledRule, rows: [TimelineRow]) { judge = WindowJudge(rule: rule, rows: rows) }

  func see(_ window: Range<Int>, _ totals: RunningTotals, habits: [ScaledTotal?]) {
    nearest =
      judge.judge(window, totals, habits: habits, nearerThan: nearest?.nearness) ?? nearest
  }

  func see(_ progress: SequenceProgress) {
    nearest = judge.judge(progress, nearerThan: nearest?.nearness) ?? nearest
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
    nearest.map { nearest in
      let group = judge.group(of: nearest, in: timeline, group: group)
      return (group.near, group.order)
    }
  }
}
