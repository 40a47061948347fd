internal import EventModel
internal import RuleProgram

/// Keeps every window, period and chain of one group of rows that came near to what a rule asks, and
/// the totals and habits of every period.
///
/// A class, because the functions that find episodes hand it on from closure to closure.
final class WindowLog: EpisodeWatch {
  /// A civil period that has events, with its totals.
  struct Period {
    var rows: Range<Int>
    /// By the number of the habit: the period's total that it is taken from.
    var totals: [Int64?]
  }

  private let judge: WindowJudge
  private var near: [UnmetWindow] = []
  /// For a rule with habits: every period, in order of time.
  private(set) var periods: [Period] = []

  init(rule: CompiledRule, rows: [TimelineRow]) { judge = WindowJudge(rule: rule, rows: rows) }

  func see(_ window: Range<Int>, _ totals: RunningTotals, habits: [ScaledTotal?]) {
    if !judge.rule.habits.isEmpty {
      let totals = judge.rule.habits.map { totals.value($0.aggregate) }
      periods.append(Period(rows: window, totals: totals))
    }
    if let unmet = judge.judge(window, totals, habits: habits, nearerThan: .halfOfOneLimit) {
      near.append(unmet)
    }
  }

  func see(_ progress: SequenceProgress) {
    if let unmet = judge.judge(progress, nearerThan: .twoSteps) { near.append(unmet) }
  }

  /// Returns the nearest windows that share no time with an episode, nor with each other.
  ///
  /// - Parameters:
  ///   - episodes: What the rule made of the same rows.
  ///   - limit: How many are wanted.
  ///   - timeline: The timeline of the rows.
  ///   - group: The values of the further `per` fields.
  /// - Returns: The nearest first.
  /// - Complexity: O(*n* log *n*) in the windows that came near.
  func misses(
    apartFrom episodes: [Episode], limit: Int, in timeline: Timeline, group: [[UInt8]]
  ) -> [(near: NearGroup, order: EventOrder)] {
    var taken = episodes.map(span)
    var misses: [(near: NearGroup, order: EventOrder)] = []
    let nearest = near.enumerated().sorted { a, b in
      a.element.nearness == b.element.nearness
        ? a.offset < b.offset : a.element.nearness < b.element.nearness
    }
    for window in nearest.map(\.element) where misses.count < limit {
      let span = span(of: window)
      guard !taken.contains(where: { $0.overlaps(span) }) else { continue }
      taken.append(span)
      misses.append(judge.group(of: window, in: timeline, group: group))
    }
    return misses
  }

  /// The time in which nothing is apart from an episode.
  ///
  /// A sequence that began early enough to be completed where the episode was has come to its end
  /// with it.
  private func span(of episode: Episode) -> ClosedRange<Int64> {
    let (first, last) = (episode.rows[0].time, episode.rows[episode.rows.count - 1].time)
    guard let length = sequenceLength else { return first...last }
    let completion = episode.rows[episode.opening].time
    return min(first, completion.subtractingClamped(length))...last
  }

  /// The time in which nothing is apart from a window; of a sequence all the time it had.
  private func span(of window: UnmetWindow) -> ClosedRange<Int64> {
    let rows = judge.rows
    let first = rows[window.rows.lowerBound].time
    let last = rows[window.rows.upperBound - 1].time
    guard let length = sequenceLength else { return first...last }
    return first...max(last, first.addingClamped(length))
  }

  /// How long a sequence may take, in microseconds; `nil` for rules of one step.
  private var sequenceLength: Int64? {
    guard judge.rule.steps.count > 1 else { return nil }
    if case .sliding(let length) = judge.rule.window { return length }
    return .max
  }
}

extension Nearness {
  /// What is nearer is worth telling an investigator of: one limit is wanting, and at least half of it
  /// was reached.
  fileprivate static let halfOfOneLimit = Nearness(
    testCount: 1, distance: Nearness.wholeTest / 2 + 1)

  /// The same of sequences: all steps but the last were met.
  fileprivate static let twoSteps = Nearness(testCount: 2, distance: 0)
}
