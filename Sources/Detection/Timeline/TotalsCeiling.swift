internal import RuleProgram

/// The largest values that the totals of a rule can have in any window over some events.
///
/// A window holds some of the events, so its counts and sums are at most those of all of them. Most
/// people never send enough in all to reach what a rule asks of a day, and then no window need be
/// looked at.
struct TotalsCeiling {
  /// How the most that an aggregate can be is found.
  enum Form {
    /// One for each event of the rule.
    case events
    /// What the operand has in each event that is for the aggregate; below zero it is nothing.
    case sum(Operand)
    /// One for each event that is for the aggregate.
    case values
    /// It may be anything.
    case anything

    init(_ aggregate: Aggregate) {
      switch (aggregate.function, aggregate.operand) {
      case (.count, nil): self = .events
      case (.sum, .some(let operand)):
        // How many days are left depends on dates that may be changed.
        self = operand.part == .daysLeft ? .anything : .sum(operand)
      case (.distinct, .some(let operand)):
        // No event has more values than one where the field has one.
        if case .field(let field) = operand.origin, !field.isList {
          self = .values
        } else {
          self = .anything
        }
      // A field of several values counts more than once in an event.
      case (.count, .some), (.sum, nil), (.largest, _), (.smallest, _), (.distinct, nil):
        self = .anything
      }
    }
  }

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
      let most = Self.most(of: aggregates[index], numbered: index, over: rows, values: values)
      return most == .max ? nil : Int128(most)
    }
  }

  /// Takes what was added up before: the most of each aggregate, all of them, as
  /// ``most(of:numbered:over:values:)`` gives it.
  init(totals most: [UInt64]) { totals = most.map { $0 == .max ? nil : Int128($0) } }

  /// The most that a total can be in any window over some events, and over others beside them when
  /// theirs is added; the largest number if it may be anything.
  ///
  /// - Complexity: O(*n*) in the events.
  static func most(
    of aggregate: Aggregate, numbered index: Int, over rows: [TimelineRow], values: FactValues
  ) -> UInt64 {
    let bit: UInt64 = 1 << UInt64(index)
    switch Form(aggregate) {
    case .events: return UInt64(rows.count)
    case .sum(let operand):
      var sum: UInt64 = 0
      for row in rows where row.match.aggregates & bit != 0 {
        // What is below zero would make a part of the events more than all of them.
        values.forEachNumber(of: operand, of: row.fact) {
          sum = sum.addingClamped(UInt64(max(0, $0)))
        }
      }
      return sum
    case .values: return UInt64(rows.count { $0.match.aggregates & bit != 0 })
    case .anything: return .max
    }
  }

  /// The aggregates of which ``admits(_:)`` asks how large they can be.
  static func aggregates(asked condition: TotalsCondition) -> Set<Int> {
    switch condition {
    case .compare(.aggregate(let index), .greaterOrEqual, .constant),
      .compare(.aggregate(let index), .greater, .constant):
      [index]
    case .all(let parts), .any(let parts):
      parts.reduce(into: []) { $0.formUnion(aggregates(asked: $1)) }
    case .constant, .compare, .event, .notTrue: []
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
