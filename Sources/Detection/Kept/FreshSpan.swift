internal import EventModel
internal import RuleProgram

/// What is new about a subject: from when on, and for which rules.
package struct FreshSpan: Hashable, Sendable {
  /// The time of the earliest of it, in microseconds; nothing earlier was added, changed or lost.
  package var from: Int64
  /// The rules that select any of it, or that ask when something was seen; if something was changed or
  /// lost, all that may have selected that.
  package var rules: Set<UInt16>
  /// Whether something was changed or lost, so that what is there says little of what is new.
  package var isLoss: Bool

  package init(from: Int64, rules: Set<UInt16>, isLoss: Bool = false) {
    self.from = from
    self.rules = rules
    self.isLoss = isLoss
  }

  /// What is new altogether.
  package mutating func formUnion(_ other: FreshSpan) {
    from = min(from, other.from)
    rules.formUnion(other.rules)
    isLoss = isLoss || other.isLoss
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
  /// The times of its first and its last event, in microseconds.
  package var first: Int64
  package var last: Int64

  package init(rule: UInt16, first: Int64, last: Int64) {
    self.rule = rule
    self.first = first
    self.last = last
  }
}

extension KeptRecords {
  /// The rules that select any of the records.
  ///
  /// - Complexity: O(*n*) in the records and their matches.
  package var rules: Set<UInt16> {
    var rules: Set<UInt16> = []
    forEachRecord(of: bytes) { record in Self.forEachRule(of: record) { rules.insert($0) } }
    return rules
  }

  /// Hands out the rules that select one record.
  static func forEachRule(of record: Span<UInt8>, _ body: (UInt16) -> Void) {
    var reader = RecordReader(record, at: subjectRange(recordAt: 0, of: record).upperBound)
    switch record[FactRecord.eventKindOffset] {
    case FactRecord.sightingKind: return
    case FactRecord.partialKind: body(reader.readUInt16())
    default:
      var counts = RecordReader(record, at: FactRecord.matchCountOffset)
      for _ in 0..<counts.readUInt16() { body(reader.readMatch().rule) }
    }
  }
}

extension EvaluationContext {
  /// The rules that may have selected anything about a subject.
  ///
  /// - Parameter subject: The subject, as kept records name theirs.
  /// - Returns: The indices of the rules.
  package func rules(about subject: [UInt8]) -> Set<UInt16> {
    let isSource = subject.first == SubjectCode.code(.source)
    return Set(
      program.rules.indices.filter { (program.rules[$0].root == .source) == isSource }
        .map { UInt16($0) })
  }

  /// The rules that ask when something was seen.
  package var rulesAskingHistory: Set<UInt16> {
    Set(traits.indices.filter { traits[$0].asksHistory }.map { UInt16($0) })
  }
}
