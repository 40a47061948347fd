package import EventModel
package import RuleProgram

/// What one exception, or one disabled rule, came to in a run; for those who answer for it.
package struct ExceptionAccount: Hashable, Sendable {
  /// A rule that the exception names.
  package struct Share: Hashable, Sendable {
    package var rule: String
    /// How many events the rule did not get.
    package var eventCount: Int
    /// Whether the rule alerts on single events, so that each of them would have been in an alert.
    package var alertsOnEach: Bool
    package init(rule: String, eventCount: Int, alertsOnEach: Bool) {
      self.rule = rule
      self.eventCount = eventCount
      self.alertsOnEach = alertsOnEach
    }
  }

  /// The name of the `allow`, or the id of the disabled rule.
  package var name: String
  /// The rules it names; the rule itself if that is disabled.
  package var shares: [Share]
  /// The last day on which it holds, as `yyyy-MM-dd`.
  package var lastDay: String
  /// Whether the run has events after that day.
  package var hasEnded: Bool
  package var reason: String
  /// Who answers for it; `nil` for a disabled rule.
  package var approver: String?
  /// Where it stands, as `file:line:column`.
  package var place: String
  package var events: LeftOutEvents
  package init(
    name: String, shares: [Share], lastDay: String, hasEnded: Bool, reason: String,
    approver: String?, place: String, events: LeftOutEvents
  ) {
    self.name = name
    self.shares = shares
    self.lastDay = lastDay
    self.hasEnded = hasEnded
    self.reason = reason
    self.approver = approver
    self.place = place
    self.events = events
  }

  fileprivate init(
    name: String, rules: [CompiledRule], term: ExceptionTerm, approver: String?,
    events: LeftOutEvents, newestEvent: Timestamp?
  ) {
    self.init(
      name: name,
      shares: rules.enumerated().map { index, rule in
        Share(
          rule: rule.id, eventCount: events.eventsByRule[index],
          alertsOnEach: rule.steps.count == 1 && rule.window == .none && rule.condition == nil)
      },
      lastDay: term.lastDay.text, hasEnded: newestEvent.map { $0 >= term.endsAt } ?? false,
      reason: term.reason, approver: approver, place: term.place, events: events)
  }
}

extension RunSummary {
  /// Puts together what the exceptions of a program came to.
  ///
  /// - Parameters:
  ///   - program: The rules and exceptions.
  ///   - counts: What each worker has left out.
  ///   - newestEvent: The time of the newest plausible event of the run.
  package mutating func noteExceptions(
    of program: RuleProgram, leftOut counts: [[LeftOutEvents]], newestEvent: Timestamp?
  ) {
    let ruleCounts = program.allowances.map(\.rules.count) + program.disabledRules.map { _ in 1 }
    var sums = ruleCounts.map { LeftOutEvents(ruleCount: $0) }
    for worker in counts {
      for (index, events) in worker.enumerated() { sums[index].add(events) }
    }
    allowed = program.allowances.enumerated().map { index, allowance in
      ExceptionAccount(
        name: allowance.name, rules: allowance.rules.map { program.rules[$0] },
        term: allowance.term, approver: allowance.approver, events: sums[index],
        newestEvent: newestEvent)
    }
    disabled = program.disabledRules.enumerated().map { index, disabled in
      let rule = program.rules[disabled.rule]
      return ExceptionAccount(
        name: rule.id, rules: [rule], term: disabled.term, approver: nil,
        events: sums[program.allowances.count + index], newestEvent: newestEvent)
    }
  }
}
