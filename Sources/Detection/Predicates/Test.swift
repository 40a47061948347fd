import EventModel
import RuleProgram

/// What a test says of an event.
enum Outcome: UInt8, Hashable, Sendable {
  /// A value is missing, so the test is neither true nor false.
  case unknown
  case isFalse, isTrue

  init(_ isTrue: Bool) { self = isTrue ? .isTrue : .isFalse }
}

/// A compiled predicate: numbers and table indices only, so looking at one touches no reference.
struct Test: Sendable {
  /// A run of entries in ``RuleMatcher/patterns``.
  struct PatternRange: Hashable, Sendable { var start, end: Int }

  enum Action: Sendable {
    case missingText(slot: Int)
    case missingNumber(NumberSource)
    case missingField(Field)
    case missingUser
    case missingPhase
    /// The number lies within the bounds, or outside if inverted.
    case number(NumberSource, lowest: Int64, highest: Int64, isInverted: Bool)
    case numbers(NumberSource, Comparison, numerator: Int64, denominator: Int64, NumberSource)
    case word(NumberSource, UInt128)
    case equalTexts(slot: Int, otherSlot: Int)
    case text(slot: Int, TextMatch, PatternRange)
    /// One bit of the set of lists that a probe finds.
    case listed(probe: Int, bit: Int)
    case civilDay(list: Int)
    case userFlag(UserFlag)
    case userPhase(UInt8)
    case timeOfDay(startMinute: Int, endMinute: Int)
    case calendar(Int, isDuring: Bool)
    /// A part of several conditions, so that its answer is kept too.
    case condition(ConditionID)
    case quantified(Quantifier, Field, ConditionID)
    case resemblesUser(slot: Int)
    case encrypted(isElement: Bool)
  }

  var action: Action
  /// Whether the test looks at the element of the enclosing quantifier, and so can't be cached.
  var isPerElement: Bool
  /// A rough price: cheap tests of a formula are asked first.
  var cost: Int
}

/// A pattern of a text test, in the form of the text, and when it stops to count.
struct Pattern: Sendable {
  /// Where it stands in ``RuleMatcher/patternBytes``.
  var start, end: Int
  var endsAt: Timestamp
}
