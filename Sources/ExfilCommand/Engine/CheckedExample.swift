package import EventModel

/// What became of one test of a rule or one sample of a format.
package struct CheckedExample: Hashable, Sendable {
  /// The rule or format it belongs to.
  package var owner: String
  /// Its own name; may be empty.
  package var name: String
  /// Where it stands, as `file:line:column`.
  package var place: String
  package var passed: Bool
  package var expected: Wording
  package var got: Wording
  /// Why the engine came to what it did, a line each.
  package var explanation: [String]

  /// Creates the result of a test or sample.
  package init(
    owner: String, name: String, place: String, passed: Bool, expected: Wording, got: Wording,
    explanation: [String] = []
  ) {
    self.owner = owner
    self.name = name
    self.place = place
    self.passed = passed
    self.expected = expected
    self.got = got
    self.explanation = explanation
  }
}
