internal import RuleProgram

extension TotalsCondition {
  /// Whether the condition is true for the totals, and for the event at hand if it asks of one.
  ///
  /// A comparison with a total that does not exist (the largest of nothing) is not true.
  ///
  /// - Parameters:
  ///   - totals: Returns the total of an aggregate, or `nil`.
  ///   - eventConditions: One bit for each event condition that is true.
  /// - Returns: Whether it is true; never unknown.
  /// - Complexity: O(*n*) in the size of the condition.
  func isTrue(totals: (Int) -> Int64?, eventConditions: UInt64 = 0) -> Bool {
    switch self {
    case .constant(let value):
      value
    case .compare(let left, let comparison, let right):
      comparison.holds(left.value(totals: totals), right.value(totals: totals))
    case .event(let index):
      eventConditions & (1 << UInt64(index)) != 0
    case .all(let conditions):
      conditions.allSatisfy { $0.isTrue(totals: totals, eventConditions: eventConditions) }
    case .any(let conditions):
      conditions.contains { $0.isTrue(totals: totals, eventConditions: eventConditions) }
    }
  }
}

/// A total times a factor, as an exact fraction.
struct ScaledTotal {
  var numerator: Int128
  var denominator: Int128
}

extension TotalsValue {
  /// The value as an exact fraction, or `nil` if a total in it does not exist.
  func value(totals: (Int) -> Int64?) -> ScaledTotal? {
    switch self {
    case .constant(let number):
      return ScaledTotal(numerator: Int128(number), denominator: 1)
    case .aggregate(let index):
      return totals(index).map { ScaledTotal(numerator: Int128($0), denominator: 1) }
    case .scaled(let factor, let inner):
      guard let inner = inner.value(totals: totals) else { return nil }
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
    // so that these products stay below 127 bits.
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
