package import EventModel
package import RuleProgram

/// A comparison of totals that did not hold.
package struct UnmetTotal: Hashable, Sendable {
  package var left: TotalsValue
  /// What would have had to hold.
  package var comparison: Comparison
  package var right: TotalsValue
  /// What the two sides came to, cut to whole numbers; `nil` if a total in it does not exist: the
  /// largest of nothing, or a habit of too few days.
  package var leftValue: Int64?
  package var rightValue: Int64?
  /// By how much the left side is off.
  package var gap: Int64?
  /// What the numbers are.
  package var unit: ValueType
}

/// A sequence that began and did not come to its end.
package struct UnfinishedSequence: Hashable, Sendable {
  /// How many steps were met, one after the other.
  package var metCount: Int
  /// How many events or distinct values the next step had, and how many it needs.
  package var filledCount: Int
  package var neededCount: Int
  /// How many events of the subject each step selects, in the whole run.
  package var selectedCounts: [Int]
  /// By how much the next event of the missing step came too late, in microseconds.
  package var lateness: Int64?
}

/// The window, period or sequence that came nearest to what the rule asks, of one subject and one
/// group of further `per` fields without any match.
package struct NearGroup: Hashable, Sendable {
  package enum Shortfall: Hashable, Sendable {
    case totals([UnmetTotal])
    case sequence(UnfinishedSequence)
  }

  package var subject: Subject
  /// The values of the further `per` fields, in their order.
  package var group: [String]
  /// The times of the first and last of its events.
  package var first: Timestamp
  package var last: Timestamp
  package var eventCount: Int
  /// Where the first lines of its first and last event stand.
  package var firstPlace: SourcePlace
  package var lastPlace: SourcePlace
  package var nearness: Nearness
  package var shortfall: Shortfall
}
