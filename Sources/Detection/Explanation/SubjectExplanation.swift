/// A window, period or sequence of a rule that came near, of the subject of a finding.
package struct NearMiss: Hashable, Sendable {
  /// The index of the rule in the program.
  package var rule: Int
  package var group: NearGroup
}

/// What the logs tell about one finding, and about its subject.
package struct SubjectExplanation: Sendable {
  /// Why the finding stands; `nil` if the rules do not make it of these logs.
  package var explanation: FindingExplanation?
  /// Other findings of the same rule about the subject.
  package var others: [Finding] = []
  /// What came near to the rule of the finding, and to other rules, apart from findings.
  package var ownMisses: NearestFew<NearMiss>
  package var otherMisses: NearestFew<NearMiss>
  /// Events that the rule of the finding left out for one reason alone.
  package var nearEvents: [NearEvent] = []

  /// Creates the result of no event.
  package init(nearCount: Int) {
    ownMisses = NearestFew(capacity: nearCount)
    otherMisses = NearestFew(capacity: nearCount)
  }
}

/// Which finding is to be explained, and how much is to be told beside it.
package struct ExplainedFinding: Sendable {
  /// The id of the finding.
  package var id: String
  package var subject: Subject
  /// The index of its rule in the program.
  package var rule: Int
  /// How many near misses of each sort are kept.
  package var nearCount: Int
  /// Whether raw lines are kept.
  package var keepsText: Bool
  package init(id: String, subject: Subject, rule: Int, nearCount: Int, keepsText: Bool) {
    self.id = id
    self.subject = subject
    self.rule = rule
    self.nearCount = nearCount
    self.keepsText = keepsText
  }
}
