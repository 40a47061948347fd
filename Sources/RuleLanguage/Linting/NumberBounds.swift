internal import RuleProgram

/// The numbers that a value may still be.
struct NumberBounds: Sendable {
  private var lowest: Int64
  private var highest: Int64
  private var excluded: Set<Int64> = []

  init(_ range: ClosedRange<Int64>) { (lowest, highest) = (range.lowerBound, range.upperBound) }

  /// Whether any is left.
  var isPossible: Bool {
    lowest < highest || (lowest == highest && !excluded.contains(lowest))
  }

  /// Takes in a comparison that is true; returns whether any number is left.
  mutating func narrow(_ comparison: Comparison, _ number: Int64) -> Bool {
    switch comparison {
    case .equal: (lowest, highest) = (max(lowest, number), min(highest, number))
    case .notEqual: excluded.insert(number)
    case .lessOrEqual: highest = min(highest, number)
    case .greaterOrEqual: lowest = max(lowest, number)
    case .less:
      guard number > .min else { return false }
      highest = min(highest, number - 1)
    case .greater:
      guard number < .max else { return false }
      lowest = max(lowest, number + 1)
    }
    return isPossible
  }
}
