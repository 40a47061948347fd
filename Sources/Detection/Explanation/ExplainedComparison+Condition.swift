internal import EventModel
internal import RuleProgram

extension TotalsCondition {
  /// The comparisons that the condition is made of, in its order; those that must not hold are turned
  /// round.
  ///
  /// - Complexity: O(*n*) in the size of the condition.
  func comparisons(
    isWanted: Bool = true
  ) -> [(left: TotalsValue, comparison: Comparison, right: TotalsValue)] {
    switch self {
    case .constant, .event: []
    case .compare(let left, let comparison, let right):
      [(left, isWanted ? comparison : comparison.negated, right)]
    case .all(let parts), .any(let parts):
      parts.flatMap { $0.comparisons(isWanted: isWanted) }
    case .notTrue(let part): part.comparisons(isWanted: !isWanted)
    }
  }
}

extension ExplainedComparison.Reading {
  /// Compares two sides.
  init(_ left: ScaledTotal?, _ comparison: Comparison, _ right: ScaledTotal?) {
    self.left = left?.truncated
    self.right = right?.truncated
    holds = comparison.holds(left, right)
    guard let left, let right else { return }
    margin = holds ? left.distance(to: right) : comparison.shortfall(of: left, from: right)
  }
}

extension ScaledTotal {
  /// How far apart two numbers are, cut to a whole number and clamped to 64 bits.
  fileprivate func distance(to other: ScaledTotal) -> Int64 {
    let unit = denominator * other.denominator
    guard unit > 0 else { return .max }
    let (difference, overflow) = (numerator * other.denominator)
      .subtractingReportingOverflow(other.numerator * denominator)
    return overflow ? .max : Int64(clamping: difference.magnitude / UInt128(unit))
  }
}
