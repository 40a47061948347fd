package import ByteScan
package import EventModel
package import RuleProgram

/// Why a finding stands: every event that it counts, in order, and what the rule made of them.
package struct FindingExplanation: Sendable {
  /// The finding, as the logs give it now.
  package var finding: Finding
  package var events: [ContributingEvent]
  /// The position in ``events`` at which the condition first held.
  package var opening: Int
  /// For a sequence: the positions in ``events`` of each step; empty otherwise.
  package var steps: [[Int]]
  /// The comparisons of totals that the condition is made of, in its order.
  package var comparisons: [ExplainedComparison]
  package var habits: [ExplainedHabit]
  package var news: [ExplainedNews]
  package var score: ExplainedScore
}

/// A comparison of totals, and how far beyond its limit the finding is.
package struct ExplainedComparison: Hashable, Sendable {
  /// What the two sides came to at one moment.
  package struct Reading: Hashable, Sendable {
    /// Cut to whole numbers; `nil` if a total in it does not exist.
    package var left: Int64?
    package var right: Int64?
    package var holds: Bool
    /// By how much the left side is beyond the limit where it holds, else by how much it is off;
    /// `nil` if a side does not exist.
    package var margin: Int64?
  }

  package var left: TotalsValue
  package var comparison: Comparison
  package var right: TotalsValue
  /// What the numbers are.
  package var unit: ValueType
  /// When the condition first held.
  package var atOpening: Reading
  /// With all contributing events.
  package var atEnd: Reading
}

/// What a rule compared a day with.
package struct ExplainedHabit: Hashable, Sendable {
  package var habit: Habit
  /// The value, cut to a whole number; `nil` if too few days had events.
  package var value: Int64?
  /// What the numbers are.
  package var unit: ValueType
  /// The days with events that were looked at, each with its total.
  package var days: [(date: CivilDate, total: Int64)] {
    zip(dates, totals).map { ($0, $1) }
  }
  package var dates: [CivilDate]
  package var totals: [Int64]
}

/// A value that was asked whether it is new, and what was known of it.
package struct ExplainedNews: Hashable, Sendable {
  package var newness: Newness
  /// The value, in the form in which it is compared.
  package var value: String
  /// Whether the rule asks that it is not new.
  package var asksFailure: Bool
  /// The civil day of the first contributing event with the value.
  package var date: CivilDate
  /// The day of the first event of the subject in these logs.
  package var knownSince: CivilDate?
  /// The last day before ``date`` on which the subject had the value; `nil` if there is none in
  /// these logs.
  package var lastSeen: CivilDate?
}

/// The score as a sum.
package struct ExplainedScore: Hashable, Sendable {
  package struct Term: Hashable, Sendable {
    package var points: Int
    package var why: String
    /// Whether it is part of the sum.
    package var isAdded: Bool
    /// The position of the contributing event that made it true: the first of which it is true with
    /// the totals so far, else with all totals; `nil` if it is true of none.
    package var firstEvent: Int?
  }

  package var base: Int
  package var terms: [Term]
  /// What base and added terms come to, before it is cut to 0…100.
  package var sum: Int
  /// The score.
  package var score: Int
  /// The position of the event whose score it is: the first that reaches it.
  package var event: Int
}
