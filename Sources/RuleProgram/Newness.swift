package import EventModel

/// What `is new to … for …` asks: whether a value was seen before.
///
/// A value is new on a civil day if no event of the key had it on any of the days before, as far
/// back as ``dayCount``; it stays new for the whole of its first day. All events of the key count,
/// whether or not a rule selects them. While the key's own history is shorter than
/// ``learningDayCount`` the answer is unknown, as if the value were missing.
package struct Newness: Hashable, Sendable {
  /// The value that may be new.
  package var operand: Operand
  /// Which of several values must be new; `nil` for a field of one value.
  package var quantifier: Quantifier?
  /// To whom or what it is new: the root of the rule.
  package var key: Field
  /// How many civil days before the event's own are looked at.
  package var dayCount: Int

  package init(operand: Operand, quantifier: Quantifier? = nil, key: Field, dayCount: Int) {
    self.operand = operand
    self.quantifier = quantifier
    self.key = key
    self.dayCount = dayCount
  }

  /// So many days after the first event of a key, what is new to it begins to be known.
  package static let learningDayCount = 14
}

/// A total as it usually is: `usual(…)` or `peak(…)` over the active days before.
package struct Habit: Hashable, Sendable {
  package enum Function: String, Hashable, Sendable {
    /// The median of the days' totals.
    case usual
    /// The largest of the days' totals.
    case peak
  }

  package var function: Function
  /// An entry of ``CompiledRule/aggregates``, taken for each day apart.
  package var aggregate: Int
  /// How many civil days before the day at hand are looked at.
  package var dayCount: Int

  package init(function: Function, aggregate: Int, dayCount: Int) {
    self.function = function
    self.aggregate = aggregate
    self.dayCount = dayCount
  }

  /// With fewer active days nothing can be called a habit, and its value is missing.
  package static let leastActiveDayCount = 10
}
