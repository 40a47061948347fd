internal import EventModel

/// What is new about a subject: from when on, and for which rules.
package struct FreshSpan: Hashable, Sendable {
  /// The time of the earliest of it, in microseconds; nothing earlier was added, changed or lost.
  package var from: Int64
  /// The rules that select any of it, or that ask when something was seen.
  package var rules: Set<UInt16>

  package init(from: Int64, rules: Set<UInt16>) {
    self.from = from
    self.rules = rules
  }

  /// What is new altogether.
  package mutating func formUnion(_ other: FreshSpan) {
    from = min(from, other.from)
    rules.formUnion(other.rules)
  }

  /// From when on events must be known to tell whether any episode is new or other than it was;
  /// `nil` if all of them must.
  ///
  /// - Complexity: O(*n*) in the rules.
  package func horizon(in context: EvaluationContext) -> Int64? {
    var horizon = from
    for rule in rules {
      guard let window = context.traits[Int(rule)].windowMicroseconds else { return nil }
      horizon = min(horizon, from.subtractingClamped(window))
    }
    return horizon
  }
}

/// A finding that stands, as far as it matters to whether others do.
package struct StandingSpan: Hashable, Sendable {
  /// The rule's index.
  package var rule: UInt16
  /// The time of its last event, in microseconds.
  package var last: Int64

  package init(rule: UInt16, last: Int64) {
    self.rule = rule
    self.last = last
  }
}

extension KeptRecords {
  /// The rules that select any of the records.
  ///
  /// - Complexity: O(*n*) in the records and their matches.
  package var rules: Set<UInt16> {
    var rules: Set<UInt16> = []
    forEachRecord(of: bytes) { rules.formUnion(Self.rules(of: $0)) }
    return rules
  }

  /// The rules that select one record.
  static func rules(of record: Span<UInt8>) -> [UInt16] {
    var reader = RecordReader(record, at: subjectRange(recordAt: 0, of: record).upperBound)
    switch record[FactRecord.eventKindOffset] {
    case FactRecord.sightingKind: return []
    case FactRecord.partialKind: return [reader.readUInt16()]
    default:
      var counts = RecordReader(record, at: FactRecord.matchCountOffset)
      return (0..<counts.readUInt16()).map { _ in reader.readMatch().rule }
    }
  }
}

extension EvaluationContext {
  /// The rules that ask when something was seen.
  package var rulesAskingHistory: Set<UInt16> {
    Set(traits.indices.filter { traits[$0].asksHistory }.map { UInt16($0) })
  }
}
