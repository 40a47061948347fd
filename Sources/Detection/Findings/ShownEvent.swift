package import EventModel
package import RuleProgram

/// An event that a finding rests on, for reports that show more of it than where its lines stand.
package struct ShownEvent: Codable, Hashable, Sendable {
  package var time: Timestamp
  package var kind: EventKind
  /// Bytes that left; `nil` if the event does not tell.
  package var bytesOut: Int64?
  /// Where to, as logged; empty if the event does not tell, or is known by its lines alone.
  package var destination = ""
  /// What: a path, an attachment or a document; empty if nothing that the rules keep tells.
  package var object = ""
  /// Its lines among the evidence of the finding.
  package var evidence: Range<Int>
  /// The fronts of its raw lines, in the order of the evidence; empty where they are not kept.
  ///
  /// Lines that are not stored as UTF-8 are brought into it, for people to read.
  @KeptTexts package var texts: [[UInt8]] = []
  /// How those of its lines are stored that are not UTF-8: `cp932`; empty if all are.
  package var storedAs = ""
  /// The compared totals after this event, in the order of ``Finding/limits``; empty for rules over
  /// whole periods, of which not every event is kept.
  package var totals: [Int64?] = []

  /// The most bytes that are kept of a raw line.
  package static let textByteCount = 400
  /// The most events that are shown of one finding.
  package static let limit = 24
  /// For how many findings of one rule and subject events are shown.
  package static let findingLimit = 20

  package init(time: Timestamp, kind: EventKind, bytesOut: Int64?, evidence: Range<Int>) {
    self.time = time
    self.kind = kind
    self.bytesOut = bytesOut
    self.evidence = evidence
  }

  /// About how many bytes it takes.
  var byteCount: Int {
    texts.reduce(160 + destination.utf8.count + object.utf8.count + 16 * totals.count) {
      $0 + $1.count + 32
    }
  }
}

/// A total that decided a finding, with the limit it was held against.
package struct FindingLimit: Codable, Hashable, Sendable {
  /// The total as the rule names it: `sum(bytes_out)`.
  package var total: String
  package var comparison: Comparison
  /// What the total came to with all events; `nil` if it does not exist.
  package var value: Int64?
  /// What it was held against; `nil` if that does not exist.
  package var limit: Int64?
  /// What both numbers are.
  package var unit: ValueType

  package init(
    total: String, comparison: Comparison, value: Int64?, limit: Int64?, unit: ValueType
  ) {
    self.total = total
    self.comparison = comparison
    self.value = value
    self.limit = limit
    self.unit = unit
  }
}
