internal import RuleProgram

extension Comparison {
  /// Returns by how much the left number would have to change for the comparison to hold.
  ///
  /// - Returns: A whole number, rounded up and clamped to 64 bits; 0 where it holds already.
  func shortfall(of left: ScaledTotal, from right: ScaledTotal) -> Int64 {
    if holds(left, right) { return 0 }
    let (a, b) = (left.numerator * right.denominator, right.numerator * left.denominator)
    let (difference, overflow) = b.subtractingReportingOverflow(a)
    let unit = left.denominator * right.denominator
    guard !overflow, unit > 0 else { return .max }
    let magnitude = Int128(clamping: difference.magnitude)
    let whole = magnitude / unit
    let ceiling = magnitude % unit == 0 ? whole : whole + 1
    return switch self {
    case .greaterOrEqual, .lessOrEqual, .equal: Int64(clamping: ceiling)
    case .greater, .less: Int64(clamping: whole + 1)
    case .notEqual: 1
    }
  }
}

extension Nearness {
  /// A test of a number that is off by so much, beside the numbers that it compares.
  init(gap: Int64, among left: Int64, _ right: Int64) {
    let largest = max(left.magnitude, right.magnitude, 1)
    let share = UInt128(gap.magnitude) * UInt128(Self.wholeTest) / UInt128(largest)
    self.init(testCount: 1, distance: Int(min(max(share, 1), UInt128(Self.wholeTest - 1))))
  }
}

extension ScaledTotal {
  /// The whole number nearest to zero beside it, clamped to 64 bits.
  var truncated: Int64 { denominator == 0 ? .max : Int64(clamping: numerator / denominator) }
}
