extension NaiveTimeline {
  /// The episodes of a rule among the events of one group.
  func episodes(of rule: TimelineRule, inGroup events: [TimelineEvent]) -> [NaiveEvents] {
    if rule.isSequence { return sequences(of: rule, in: events) }
    switch rule.window {
    case .none, .within: return slidingWindows(of: rule, in: events)
    case .each, .pieces: return periods(of: rule, in: events)
    }
  }

  /// At each event the window is (t - W, t], or what stands at t alone.
  ///
  /// An episode opens where the
  /// condition holds, goes on for the cooldown, and leaves nothing to the next one.
  private func slidingWindows(
    of rule: TimelineRule, in events: [TimelineEvent]
  ) -> [NaiveEvents] {
    var rest = events
    var episodes: [NaiveEvents] = []
    func window(at time: Int64) -> [TimelineEvent] {
      rest.filter { event in
        guard case .within(let length) = rule.window else { return event.time == time }
        return event.time > time - length && event.time <= time
      }
    }
    func holds(at time: Int64) -> Bool {
      rule.condition?.holds(for: window(at: time), in: zone) ?? true
    }
    while let opening = rest.map(\.time).first(where: holds) {
      let end = opening + rule.lengthOfCooldown
      let taken = window(at: opening) + rest.filter { $0.time > opening && $0.time <= end }
      episodes.append(NaiveEvents(events: taken, opening: opening, ofLastStep: taken))
      rest.removeAll { $0.time <= end }
    }
    return episodes
  }

  /// Each civil period is decided on its totals, and is an episode as a whole.
  private func periods(of rule: TimelineRule, in events: [TimelineEvent]) -> [NaiveEvents] {
    let periods = Dictionary(grouping: events) { rule.window.period(of: $0.time, in: zone) }
    return periods.values.filter { rule.condition?.holds(for: $0, in: zone) ?? true }
      .map { NaiveEvents(events: $0, opening: $0[$0.count - 1].time, ofLastStep: $0) }
  }
}
