package import ByteScan
package import EventModel

/// How long an exception holds, and what its author says of it.
package struct ExceptionTerm: Hashable, Sendable {
  /// The last civil day on which it holds.
  package var lastDay: CivilDate
  /// The first moment at which it no longer holds: the end of that day in the civil zone.
  package var endsAt: Timestamp
  package var reason: String
  /// Where the exception stands, as `file:line:column`.
  package var place: String
  package init(lastDay: CivilDate, endsAt: Timestamp, reason: String, place: String) {
    self.lastDay = lastDay
    self.endsAt = endsAt
    self.reason = reason
    self.place = place
  }
}

/// `allow`: events that are taken from some rules before these count them.
package struct Allowance: Hashable, Sendable {
  package var name: String
  /// Indices in ``RuleProgram/rules``, each once, in the order of the declaration.
  package var rules: [Int]
  /// The events, one alternative for each kind.
  package var alternatives: [Selection.Alternative]
  package var term: ExceptionTerm
  /// Who answers for it, as `by` says.
  package var approver: String
  package init(
    name: String, rules: [Int], alternatives: [Selection.Alternative], term: ExceptionTerm,
    approver: String
  ) {
    self.name = name
    self.rules = rules
    self.alternatives = alternatives
    self.term = term
    self.approver = approver
  }
}

/// `disable rule`: a rule that counts no event up to the end of a day.
package struct DisabledRule: Hashable, Sendable {
  /// The index in ``RuleProgram/rules``; no other entry has the same.
  package var rule: Int
  package var term: ExceptionTerm
  package init(rule: Int, term: ExceptionTerm) {
    self.rule = rule
    self.term = term
  }
}
