package import EventModel
package import RuleProgram

/// A value that a test looked at, in the form in which it is compared.
package struct TestedValue: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case number(Int64, ValueType)
    case text(String)
  }

  package var operand: Operand
  package var content: Content
}

/// A test that kept an event from being selected, and what it looked at.
package struct UnmetTest: Hashable, Sendable {
  /// What would have had to come of the test.
  package enum Role: Hashable, Sendable {
    /// It had to be true.
    case wanted
    /// It was true, and exempts the event (`unless`).
    case exempting
  }

  package var predicate: Predicate
  /// Whether the rule asks that the test is false, with its value there: `not in`.
  package var asksFailure: Bool
  package var role: Role
  /// The fields without which the test is neither true nor false; empty if it has its values.
  package var missing: FieldSet
  /// What the test looked at; at most ``shownValueCount`` of a field with several values.
  package var values: [TestedValue]
  /// By how much the number is off, in its own unit; `nil` for tests that know no degrees.
  package var gap: Int64?
  /// What `any` asks of one and the same value, each part by itself; empty for other tests.
  package var parts: [Part] = []
  /// Whether too little is known of the subject yet to tell what is new to it.
  package var isTooEarly = false

  /// A part of a test of several values, and whether some value passes it.
  package struct Part: Hashable, Sendable {
    package var predicate: Predicate
    package var isTrue: Bool
  }

  /// How many values of a field with several are kept.
  static let shownValueCount = 5
}
