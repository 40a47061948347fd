internal import RuleProgram

/// The largest values that the totals of a rule can have in any window over some events.
///
/// A window holds some of the events, so its counts and sums are at most those of all of them. Most
/// people never send enough in all to reach what a rule asks of a day, and then no window need be
/// looked at.
struct TotalsCeiling {
  /// By aggregate: the most it can be; `nil` if it may be anything.
  private let totals: [Int128?]

  /// Adds up all events.
  ///
  /// - Parameters:
  ///   - aggregates: The totals of the rule.
  ///   - rows: The events that it selects.
  ///   - values: The values of the events.
  /// - Complexity: O(*n*) in the events.
  init(of aggregates: [Aggregate], over rows: [TimelineRow], values: FactValues) {
    totals = aggregates.indices.map { index in
      let aggregate = aggregates[index]
      switch (aggregate.function, aggregate.operand) {
      case (.count, nil): return Int128(rows.count)
      case (.sum, .some(let operand)):
        var sum: Int128 = 0
        for row in rows where row.match.aggregates & (1 << UInt64(index)) != 0 {
          // What is below zero would make a part of the events more than all of them.
          values.forEachNumber(of: operand, of: row.fact) { sum += Int128(max(0, $0)) }
        }
        return sum
      // A field of several values counts more than once in an event.
      case (.count, .some), (.sum, nil), (.largest, _), (.smallest, _), (.distinct, _): return nil
      }
    }
  }

  /// Whether a condition may hold in a window; false only if it holds in none.
  ///
  /// - Complexity: O(*n*) in the size of the condition.
  func admits(_ condition: TotalsCondition) -> Bool {
    switch condition {
    case .compare(.aggregate(let index), .greaterOrEqual, .constant(let least)):
      totals[index].map { $0 >= Int128(least) } ?? true
    case .compare(.aggregate(let index), .greater, .constant(let most)):
      totals[index].map { $0 > Int128(most) } ?? true
    case .all(let parts): parts.allSatisfy { admits($0) }
    case .any(let parts): parts.contains { admits($0) }
    case .constant(let value): value
    case .compare, .event, .notTrue: true
    }
  }
}
