internal import EventModel
internal import RuleProgram

/// What of one subject can be judged on what is near: which rules, and of each from when on.
///
///     kept, not read      │ a window before   │ judged
///     ───────────●────●───┼───────────────────┼──●──────●──────▶ time
///        findings that    │  no finding       start    from: something is new
///        stay as they are │  reaches here
///
/// No finding of the rule that stands ends within reach of the start, so that nothing is open there; and
/// nothing earlier is new. So what the rule finds from the start on depends on the events of a window
/// before it and on nothing else that is kept, and what it has found earlier stays as it is.
package struct NearScope: Hashable, Sendable {
  /// From when on something is new, in microseconds.
  package let from: Int64
  /// By rule: from when on its findings are found anew, in microseconds.
  package let starts: [UInt16: Int64]

  /// Finds out from when on rules must be judged; `nil` if some rule must be judged on everything.
  ///
  /// - Parameters:
  ///   - span: What is new.
  ///   - standing: The findings of the subject that stand.
  ///   - context: The rules.
  /// - Complexity: O(*r* + *n* log *n*) in the rules and the findings.
  package init?(
    of span: FreshSpan, standing: [StandingSpan], in context: EvaluationContext
  ) {
    let latest = standing.sorted { $0.last > $1.last }
    var starts: [UInt16: Int64] = [:]
    for rule in span.rules {
      let traits = context.traits[Int(rule)]
      guard traits.windowMicroseconds != nil, let reach = traits.reachMicroseconds else {
        return nil
      }
      var start = span.from
      for finding in latest where finding.rule == rule {
        guard finding.last >= start.subtractingClamped(reach) else { break }
        guard traits.isJudgedNear else { return nil }
        start = min(start, finding.first)
      }
      starts[rule] = start
    }
    from = span.from
    self.starts = starts
  }

  /// From when on events must be known, in microseconds.
  ///
  /// - Complexity: O(*n*) in the rules.
  package func horizon(in context: EvaluationContext) -> Int64 {
    starts.reduce(from) { horizon, next in
      min(horizon, Self.horizon(of: next.key, from: next.value, in: context))
    }
  }

  /// From when on events of a rule must be known, in microseconds.
  static func horizon(of rule: UInt16, from start: Int64, in context: EvaluationContext) -> Int64 {
    start.subtractingClamped(context.traits[Int(rule)].windowMicroseconds ?? .max)
  }

  /// The start of the earliest rule, in microseconds.
  package var earliestStart: Int64 { starts.values.min() ?? from }

  /// From when on findings may be other than they were, in microseconds: new ones open no earlier than
  /// something is new, and those that go on, or end sooner, have opened at most a cooldown before.
  ///
  /// - Complexity: O(*n*) in the rules.
  func changesFrom(in context: EvaluationContext) -> Int64 {
    starts.keys.reduce(from) { first, rule in
      let cooldown = context.program.rules[Int(rule)].cooldownMicroseconds
      return min(first, from.subtractingClamped(cooldown))
    }
  }

  /// Whether a finding that stood is looked for anew.
  package func covers(_ finding: StandingSpan) -> Bool {
    starts[finding.rule].map { finding.last >= $0 } ?? false
  }
}

extension RuleTraits {
  /// Whether findings of the rule may be looked for among the events of some time only.
  ///
  /// Totals of civil periods are melted, and what was new on a day is known of all that was seen; whether
  /// these rules have anything to say is all that is asked of what is near.
  var isJudgedNear: Bool { !isOfPeriods && !asksHistory && !isOverAlerts }
}

extension EvaluationContext {
  /// Whether a rule over findings may have other findings about a subject than it had, if some of its
  /// findings are other than they were.
  ///
  /// - Parameters:
  ///   - start: From when on they may be, in microseconds.
  ///   - found: All findings from then on that were not there before, and perhaps others.
  ///   - standing: The findings of the subject that stood.
  /// - Returns: Whether it may; false is certain.
  func mayAlert(
    from start: Int64, on found: [StandingSpan], besides standing: [StandingSpan]
  ) -> Bool {
    rulesOverAlerts.contains { index in
      let traits = traits[Int(index)]
      guard let window = traits.windowMicroseconds, let reach = traits.reachMicroseconds,
        matcher?.exceptions.disablings[Int(index)] == nil
      else { return true }
      var grounds: Set<UInt16> = []
      for finding in standing + found {
        if finding.rule == index, finding.last >= start.subtractingClamped(reach) { return true }
        if finding.last >= start.subtractingClamped(window) { grounds.insert(finding.rule) }
      }
      return program.canAlert(rule: Int(index)) { grounds.contains(UInt16($0)) }
    }
  }

  /// The rules over findings.
  private var rulesOverAlerts: [UInt16] {
    traits.indices.filter { traits[$0].isOverAlerts }.map { UInt16($0) }
  }
}
