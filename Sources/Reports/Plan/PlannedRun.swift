package import Detection
package import EventModel

/// What a format gives to the rules, and what is taken of it.
package struct PlannedSource: Sendable {
  /// A rule that a source in this format cannot answer.
  package struct Unanswerable: Hashable, Sendable {
    package var rule: String
    package var lacking: FieldSet
    package init(rule: String, lacking: FieldSet) {
      self.rule = rule
      self.lacking = lacking
    }
  }

  package var format: String
  package var kind: EventKind
  /// Every field that the lines can tell, and those that are taken from a line that is read whole.
  package var carried: FieldSet
  package var taken: FieldSet
  /// Whether the early fields of a line are looked at before the rest of it is read.
  package var looksAhead: Bool
  /// Whether the early fields of ordinary lines are read without a loop over their bytes.
  package var skims: Bool
  package var unanswerable: [Unanswerable]

  package init(
    format: String, kind: EventKind, carried: FieldSet, taken: FieldSet, looksAhead: Bool,
    skims: Bool, unanswerable: [Unanswerable]
  ) {
    self.format = format
    self.kind = kind
    self.carried = carried
    self.taken = taken
    self.looksAhead = looksAhead
    self.skims = skims
    self.unanswerable = unanswerable
  }
}

/// What rules will cost a run, before any log is read.
package struct PlannedRun: Sendable {
  package var cost: ProgramCost
  /// In the order in which formats are tried.
  package var sources: [PlannedSource]

  package init(cost: ProgramCost, sources: [PlannedSource]) {
    self.cost = cost
    self.sources = sources
  }

  /// Whether any source of a kind looks at early fields before it reads on.
  func looksAhead(at kind: EventKind) -> Bool {
    sources.contains { $0.kind == kind && $0.looksAhead }
  }
}
