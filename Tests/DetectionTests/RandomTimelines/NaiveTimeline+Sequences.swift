extension NaiveTimeline {
  /// A sequence is complete where a chain of its steps first ends.
  ///
  /// The episode takes the events of
  /// each step from the latest possible start to there, then further matches of the last step until
  /// the cooldown ends, and leaves nothing to the next one.
  func sequences(of rule: TimelineRule, in events: [TimelineEvent]) -> [NaiveEvents] {
    guard case .within(let length) = rule.window else { return [] }
    var rest = events
    var episodes: [NaiveEvents] = []
    let isLast: (TimelineEvent) -> Bool = { event in
      rule.steps[rule.steps.count - 1].pattern.selects(event, in: zone)
    }
    func start(of end: Int64) -> Int64? {
      let chain = NaiveChain(
        steps: rule.steps, zone: zone, events: rest.filter { $0.time <= end })
      return Set(chain.events.map(\.time)).sorted(by: >)
        .first { $0 >= end - length && chain.isPossible(from: $0) }
    }
    while let end = rest.map(\.time).first(where: { start(of: $0) != nil }) {
      let begin = start(of: end) ?? end
      let chain = rest.filter { $0.time >= begin && $0.time <= end }
      let later = rest.filter {
        $0.time > end && $0.time <= end + rule.lengthOfCooldown && isLast($0)
      }
      episodes.append(
        NaiveEvents(
          events: chain + later, opening: end, ofLastStep: chain.filter(isLast) + later))
      rest.removeAll { $0.time <= end + rule.lengthOfCooldown }
    }
    return episodes
  }
}

/// Tries every choice of events for the steps of a sequence; exponential.
struct NaiveChain {
  var steps: [TimelineRule.Step]
  var events: [TimelineEvent]
  /// By step: which events it may take.
  private var isMatch: [[Bool]]

  init(steps: [TimelineRule.Step], zone: TimelineZone, events: [TimelineEvent]) {
    self.steps = steps
    self.events = events
    isMatch = steps.map { step in events.map { step.pattern.selects($0, in: zone) } }
  }

  /// Whether there are different events for all steps, each step not before the one before it, and
  /// none before a moment.
  func isPossible(from start: Int64) -> Bool {
    var tried: Set<Choice> = []
    return extend(Choice(step: 0, floor: start, latest: start), &tried)
  }

  /// How far a choice has come.
  private struct Choice: Hashable {
    var step: Int
    /// No event of the step is before it: the time of the last event of the steps before.
    var floor: Int64
    /// The time of the last event so far.
    var latest: Int64
    var used: Set<Int> = []
    /// What the step has so far: event numbers, or the values that it counts.
    var has: Set<String> = []
  }

  private func extend(_ choice: Choice, _ tried: inout Set<Choice>) -> Bool {
    if choice.step == steps.count { return true }
    // Come to in another way, and in vain.
    guard tried.insert(choice).inserted else { return false }
    let step = steps[choice.step]
    if choice.has.count == step.minimumCount {
      var next = choice
      next.step += 1
      next.floor = choice.latest
      next.has = []
      return extend(next, &tried)
    }
    for index in events.indices
    where isMatch[choice.step][index] && events[index].time >= choice.floor {
      guard !choice.used.contains(index) else { continue }
      var next = choice
      next.used.insert(index)
      next.latest = max(choice.latest, events[index].time)
      if let field = step.distinct {
        guard let value = events[index].value(field) else { continue }
        guard next.has.insert(value).inserted else { continue }
      } else {
        next.has.insert("\(index)")
      }
      if extend(next, &tried) { return true }
    }
    return false
  }
}
