package import EventModel

/// A raw line of a contributing event.
package struct ContributingLine: Hashable, Sendable {
  package var place: SourcePlace
  /// SHA-256 of the raw line without its line end, in hexadecimal.
  package var sha256: String
  /// The raw line, if it was asked for.
  package var text: [UInt8]?
}

/// One of the events that a finding counts, with what the totals came to when it was counted.
package struct ContributingEvent: Sendable {
  package var kind: EventKind
  package var time: Timestamp
  /// Its lines, the first one first; none for a finding of another rule.
  package var lines: [ContributingLine]
  /// The values that the rule asks about, as logged.
  package var values: [TestedValue]
  /// By the number of the aggregate: the total after this event; `nil` for the largest or smallest
  /// of nothing.
  package var totals: [Int64?]
  /// For a rule over findings: the finding that this event stands for.
  package var ground: Finding?
}
