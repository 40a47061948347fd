internal import RuleProgram

extension TotalsCondition {
  /// Whether the condition is true for the totals, and for the event at hand if it asks of one.
  ///
  /// A comparison with a total that does not exist (the largest of nothing) is not true.
  ///
  /// - Parameters:
  ///   - totals: Returns the total of an aggregate, or `nil`.
  ///   - habits: Returns the value of a habit, or `nil`.
  ///   - eventConditions: One bit for each event condition that is true.
  /// - Returns: Whether it is true; never unknown.
  /// - Complexity: O(*n*) in the size of the condition.
  func isTrue(
    totals: (Int) -> Int64?, habits: (Int) -> ScaledTotal? = { _ in nil },
    eventConditions: UInt64 = 0
  ) -> Bool {
    switch self {
    case .constant(let value):
      value
    case .compare(let left, let comparison, let right):
      comparison.holds(
        left.value(totals: totals, habits: habits), right.value(totals: totals, habits: habits))
    case .event(let index):
      eventConditions & (1 << UInt64(index)) != 0
    case .all(let conditions):
      conditions.allSatisfy {
        $0.isTrue(totals: totals, habits: habits, eventConditions: eventConditions)
      }
    case .any(let conditions):
      conditions.contains {
        $0.isTrue(totals: totals, habits: habits, eventConditions: eventConditions)
      }
    case .notTrue(let condition):
      !condition.isTrue(totals: totals, habits: habits, eventConditions: eventConditions)
    }
  }
}

/// A total times a factor, or a median, as an exact fraction.
struct ScaledTotal: Hashable, Sendable {
  var numerator: Int128
  var denominator: Int128

  init(numerator: Int128, denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Creates a whole number.
  init(_ number: Int64) { self.init(numerator: Int128(number), denominator: 1) }
}

extension TotalsValue {
  /// The value as an exact fraction, or `nil` if a total in it does not exist.
  func value(totals: (Int) -> Int64?, habits: (Int) -> ScaledTotal?) -> ScaledTotal? {
    switch self {
    case .constant(let number): return ScaledTotal(number)
    case .aggregate(let index): return totals(index).map { ScaledTotal($0) }
    case .habit(let index): return habits(index)
    case .scaled(let factor, let inner):
      guard let inner = inner.value(totals: totals, habits: habits) else { return nil }
      return ScaledTotal(
        numerator: inner.numerator * Int128(factor.numerator),
        denominator: inner.denominator * Int128(factor.denominator))
    }
  }
}

extension Comparison {
  /// Compares two fractions exactly; not true when one is missing.
  func holds(_ left: ScaledTotal?, _ right: ScaledTotal?) -> Bool {
    guard let left, let right else { return false }
    // A total has 63 bits; factors are written by hand, and the checker keeps them under 32 bits,
    // so that these products stay below 127 bits. A median of two totals is a sum over two: one
    // bit more on either side, and still below.
    let a = left.numerator * right.denominator
    let b = right.numerator * left.denominator
    return switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
