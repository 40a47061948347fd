internal import EventModel
internal import RuleProgram

/// Looks for totals that satisfy a condition: the sums and counts of some window.
///
/// It answers "no" only where no totals can. Tests of single events, habits, and totals compared
/// with other totals count as possible either way.
struct TotalsSolver {
  private let aggregates: [Aggregate]
  private var stepsLeft = 10_000

  private init(_ rule: CompiledRule) { aggregates = rule.aggregates }

  /// Whether the totals of some window may satisfy the condition.
  ///
  /// - Complexity: at most 10 000 comparisons.
  static func mayBeTrue(_ condition: TotalsCondition, of rule: CompiledRule) -> Bool {
    var solver = TotalsSolver(rule)
    return solver.canReach([condition], [:])
  }

  private mutating func canReach(
    _ goals: [TotalsCondition], _ known: [Int: NumberBounds]
  ) -> Bool {
    var goals = goals
    var bounds = known
    var choices: [[TotalsCondition]] = []
    while let goal = goals.popLast() {
      stepsLeft -= 1
      guard stepsLeft > 0 else { return true }
      switch goal {
      case .constant(let value):
        guard value else { return false }
      case .all(let parts): goals += parts
      case .any(let parts): choices.append(parts)
      case .event, .notTrue: continue
      case .compare(.aggregate(let index), let comparison, .constant(let number)):
        guard narrow(&bounds, index, comparison, number) else { return false }
      case .compare(.constant(let number), let comparison, .aggregate(let index)):
        guard narrow(&bounds, index, comparison.mirrored, number) else { return false }
      case .compare: continue
      }
    }
    guard let choice = choices.popLast() else { return true }
    let rest = choices.map(TotalsCondition.any)
    return choice.contains { canReach(rest + [$0], bounds) }
  }

  private func narrow(
    _ known: inout [Int: NumberBounds], _ index: Int, _ comparison: Comparison, _ number: Int64
  ) -> Bool {
    let open = NumberBounds(lowest(of: aggregates[index]) ... .max)
    return known[index, default: open].narrow(comparison, number)
  }

  /// The least that a total can be: a window is looked at when an event falls into it.
  private func lowest(of aggregate: Aggregate) -> Int64 {
    switch (aggregate.function, aggregate.condition) {
    case (.count, nil): 1
    case (.count, _), (.distinct, _): 0
    case (.sum, _), (.largest, _), (.smallest, _):
      aggregate.operand?.part == .daysLeft ? .min : 0
    }
  }
}
