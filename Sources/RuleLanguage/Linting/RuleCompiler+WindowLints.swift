internal import EventModel
internal import RuleProgram

/// Rules that count over the wrong kind of window, or cost more than they need to.
extension RuleCompiler {
  /// Warns of a limit on totals that starts from nothing with each period: what crosses its border
  /// is seen as two small parts.
  mutating func warnIfTumbling(_ syntax: RuleSyntax, _ rule: CompiledRule) {
    guard let grouping = syntax.grouping, let window = grouping.window,
      let condition = rule.condition, condition.onlyGrows(rule.aggregates)
    else { return }
    let range = grouping.windowRange(in: sources[source])
    switch window {
    case .within: return
    case .period(let name):
      let length = ["hour": "1h", "day": "24h", "week": "7d"][name.text] ?? "24h"
      report(.tumbling("each \(name.text)", sliding: "within \(length)"), at: range)
    case .pieces(let microseconds):
      let length = ChangedQuantity.duration(microseconds)
      report(.tumbling("each \(length)", sliding: "within \(length)"), at: range)
    }
  }

  /// Warns of a rule for which each line of a proxy's log must be read to its end.
  ///
  /// The engine leaves a line alone once time, user, outcome, method, status and sizes show that no
  /// rule can want it; `Condition.upperBound(knowing:)` is what it asks. A rule that asks for
  /// nothing of these on an allowed GET, which most lines are, or that looks up values of a web
  /// event in the past, leaves nothing alone.
  mutating func warnIfSlow(_ syntax: RuleSyntax, _ rule: CompiledRule) {
    let steps = syntax.pattern.map { [$0] } ?? syntax.steps.map(\.pattern)
    for (pattern, step) in zip(steps, rule.steps) {
      guard let web = step.alternatives.first(where: { $0.kind == .web }) else { continue }
      let bound = web.condition.withoutHistory.upperBound(knowing: .early).withoutExemptions
        .substituting(.allowed, for: .outcome).substituting(.get, for: .method)
      guard bound.isOpen else { continue }
      report(.slow, at: nameOfKind(.web, in: pattern) ?? pattern.range)
      return
    }
    // What is looked up is noted of every event that has it, whatever the rule selects.
    let looksBack = rule.historyTests.map(\.newness).contains { newness in
      guard newness.key == .user, case .field(let field) = newness.operand.origin else {
        return true
      }
      return Schema.declaration(of: field, in: .web) != nil
    }
    if looksBack { report(.slowHistory, at: syntax.name.range) }
  }

  /// Where a pattern names a kind, or the one define that stands for it.
  private func nameOfKind(_ kind: EventKind, in pattern: PatternSyntax) -> Range<Int>? {
    pattern.kinds.first { name in
      if let define = resolvedDefines[name.text] { return define?.kinds.contains(kind) ?? false }
      return name.text == kind.name
    }?.range
  }
}

extension Condition {
  /// The condition as if nothing were exempted: exemptions let nearly every event pass.
  fileprivate var withoutExemptions: Condition {
    switch self {
    case .notTrue: .constant(true)
    case .constant, .holds, .fails: self
    case .all(let parts): .allOf(parts.map(\.withoutExemptions))
    case .any(let parts): .anyOf(parts.map(\.withoutExemptions))
    }
  }

  /// Whether nothing is asked.
  fileprivate var isOpen: Bool {
    switch self {
    case .constant(let value): value
    case .all(let parts): parts.allSatisfy(\.isOpen)
    case .any(let parts): parts.contains(where: \.isOpen)
    case .holds, .fails, .notTrue: false
    }
  }
}

extension TotalsCondition {
  /// Whether it only asks whether sums and counts reach fixed limits, so that more events can only
  /// make it true.
  fileprivate func onlyGrows(_ aggregates: [Aggregate]) -> Bool {
    switch self {
    case .all(let parts), .any(let parts): parts.allSatisfy { $0.onlyGrows(aggregates) }
    case .compare(.aggregate(let index), .greaterOrEqual, .constant),
      .compare(.aggregate(let index), .greater, .constant):
      [.count, .sum, .distinct].contains(aggregates[index].function)
    case .constant, .compare, .event, .notTrue: false
    }
  }
}
