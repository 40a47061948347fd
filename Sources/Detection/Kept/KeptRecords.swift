internal import ByteScan
internal import EventModel
package import SystemBoundary

/// The records of one subject in the form in which they outlive a run: as bytes, end to end, with
/// what must be known of them without reading them.
///
/// Of lines that wait for the rest of their record the same: the key of the record stands where
/// facts have their subject.
package struct KeptRecords: Hashable, Sendable {
  /// One byte for the kind of the subject (or the family of a record), then its name.
  package var subject: [UInt8]
  /// The records, end to end.
  package var bytes: [UInt8] = []
  /// How many records there are.
  package var count = 0
  /// The times of the earliest and the latest event, in microseconds since 1970-01-01T00:00:00Z.
  ///
  /// A partial counts with all of its period. `nil` if there are only sightings.
  package var times: ClosedRange<Int64>?
  /// The first and the last civil day of a sighting, as days since 1970-01-01.
  package var sightingDays: ClosedRange<Int>?

  package init(subject: [UInt8]) { self.subject = subject }

  /// Takes records from where they were kept; see ``isSound``.
  package init(subject: [UInt8], bytes: [UInt8]) {
    self.subject = subject
    self.bytes = bytes
  }

  /// Whether the lengths of the records lead from one to the next, and to the end.
  package var isSound: Bool {
    var offset = 0
    while offset < bytes.count {
      guard bytes.count - offset >= FactRecord.headerByteCount else { return false }
      let length = Int(bytes.span.littleEndian(UInt32.self, at: offset))
      guard length >= FactRecord.headerByteCount, length <= bytes.count - offset else {
        return false
      }
      offset += length
    }
    return true
  }

  /// The events that matter for a short time, those that matter for a long time, and what was seen;
  /// parts without records are left out.
  ///
  /// - Parameter context: The rules that select them.
  /// - Returns: The parts, and how long after its time an event of each can matter, in microseconds.
  /// - Complexity: O(*n*) in the bytes.
  package func parts(
    by context: EvaluationContext
  ) -> [(records: KeptRecords, reach: Int64)] {
    let none = (records: KeptRecords(subject: subject), reach: Int64(0))
    var (near, far, sightings) = (none, none, none)
    forEachRecord(of: bytes) { record in
      if record[FactRecord.eventKindOffset] == FactRecord.sightingKind {
        return sightings.records.append(record)
      }
      var reach: Int64 = 0
      Self.forEachRule(of: record) { rule in
        reach = max(reach, context.traits[Int(rule)].windowMicroseconds ?? .max)
      }
      if reach <= Self.nearMicroseconds {
        near.records.append(record)
        near.reach = max(near.reach, reach)
      } else {
        far.records.append(record)
        far.reach = max(far.reach, reach)
      }
    }
    return [near, far, sightings].filter { $0.records.count > 0 }
  }

  /// Records with what must be known of them.
  package struct HeadedPart: Sendable {
    package var records: KeptRecords
    package var head: FactHead
    /// What rules can count of them.
    package var tallies: RuleTallies
  }

  /// ``parts(by:)`` with what must be known of each.
  ///
  /// - Complexity: O(*n*) in the bytes, the matches and the sums that they are for.
  package func headedParts(by context: EvaluationContext) -> [HeadedPart] {
    parts(by: context).map { part in
      let tallies = RuleTallies(of: part.records, in: context)
      let head = FactHead(of: part.records, reach: part.reach, tallies: tallies.kept)
      return HeadedPart(records: part.records, head: head, tallies: tallies)
    }
  }

  /// Most rules look no further back than this, in microseconds.
  package static let nearMicroseconds: Int64 = 2 * 86_400_000_000

  /// The longest period of a partial: a week, and a day for its zone.
  private static let longestPeriod: Int64 = 8 * 86_400_000_000

  /// Adds one record.
  mutating func append(_ record: Span<UInt8>) {
    bytes.append(copying: record)
    count += 1
    let kind = record[FactRecord.eventKindOffset]
    if kind == FactRecord.sightingKind {
      let day = SightingRecord.head(ofRecordAt: 0, of: record).firstDay
      noteSightings(day...day)
      SightingRecord.forEachValue(ofRecordAt: 0, of: record) { _, _, runs in
        for run in runs { noteSightings(run) }
      }
      return
    }
    let time = FactKey(recordAt: 0, of: record).event.time
    let end = kind == FactRecord.partialKind ? time + Self.longestPeriod : time
    times = min(times?.lowerBound ?? time, time)...max(times?.upperBound ?? end, end)
  }

  private mutating func noteSightings(_ days: ClosedRange<Int>) {
    let known = sightingDays ?? days
    sightingDays =
      min(known.lowerBound, days.lowerBound)...max(known.upperBound, days.upperBound)
  }

  /// A number that tells some bytes from others.
  package static func fingerprint(of bytes: [UInt8]) -> UInt64 {
    stableHash64(bytes.span, seed: 0x6b65_7074)
  }

  /// A number that tells one set of records from another one, in whatever order they stand.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package var fingerprint: UInt64 {
    var sum: UInt64 = 0
    forEachRecord(of: bytes) { sum &+= stableHash64($0, seed: 0x6b65_7074) }
    return sum
  }
}

/// Hands out each of the records that stand end to end.
func forEachRecord(of bytes: [UInt8], _ body: (Span<UInt8>) -> Void) {
  var offset = 0
  while offset < bytes.count {
    let record = bytes.span.record(at: offset)
    body(record)
    offset += record.count
  }
}

/// Hands out the records of one partition, subject by subject.
///
/// - Parameters:
///   - partition: A number below ``PartitionedFacts/partitionCount``.
///   - stores: Where the records are.
///   - context: Melts what can be melted, so that less is kept; `nil` keeps every record.
///   - body: Takes the records of one subject; subjects come in an order that depends on them alone.
/// - Throws: ``SystemError`` when spilled records cannot be read back.
package func forEachSubject(
  partition: Int, of stores: [PartitionedFacts], melting context: EvaluationContext? = nil,
  _ body: (KeptRecords) throws(SystemError) -> Void
) throws(SystemError) {
  var merge = try FactMerge(partition: partition, of: stores)
  let combiner = context.flatMap { FactCombiner($0) }
  var records = SubjectRecords()
  while try merge.nextSubject(into: &records) {
    let first = records.offsets[0]
    let kind = records.bytes[first + FactRecord.subjectKindOffset]
    let name = subjectRange(recordAt: first, of: records.bytes.span)
    var kept = KeptRecords(subject: [kind] + records.bytes[name])
    if let combiner {
      var buffer = FactBuffer()
      combiner.combine(records, into: &buffer)
      var melted = SubjectRecords()
      for key in buffer.sortedKeys() { buffer.append(recordOf: key, to: &melted) }
      records = melted
    }
    for offset in records.offsets { kept.append(records.bytes.span.record(at: offset)) }
    try body(kept)
  }
}

/// Whose records are in one partition, in no order; some may be there more than once.
///
/// - Parameters:
///   - partition: A number below ``PartitionedFacts/partitionCount``.
///   - stores: Where the records are.
/// - Returns: The subjects, as kept records name theirs.
/// - Throws: ``SystemError`` when spilled records cannot be read back.
/// - Complexity: O(*n*) in the records, unless some are on disk.
package func subjects(
  ofPartition partition: Int, of stores: [PartitionedFacts]
) throws(SystemError) -> [[UInt8]] {
  if stores.allSatisfy(\.spilledRuns.isEmpty) {
    return stores.flatMap { $0.partitions[partition].subjects }
  }
  var subjects: [[UInt8]] = []
  try forEachSubject(partition: partition, of: stores) { subjects.append($0.subject) }
  return subjects
}

extension PartitionedFacts {
  /// Takes records in that were kept.
  ///
  /// - Parameters:
  ///   - kept: The records.
  ///   - counts: Whether they count as facts of this run.
  /// - Throws: ``SystemError`` when the spill file cannot be written.
  /// - Complexity: O(*n*) in the bytes.
  package mutating func restore(
    _ kept: KeptRecords, counting counts: Bool = false
  ) throws(SystemError) {
    var offset = 0
    while offset < kept.bytes.count {
      let record = kept.bytes.span.record(at: offset)
      if counts { try append(record: record) } else { try append(sighting: record) }
      offset += record.count
    }
  }
}

/// Whom or what the subject of kept records is.
extension Subject {
  package init(kept: [UInt8]) {
    self.init(
      kind: SubjectCode.kind(kept.first ?? 0), value: String(logBytes: Array(kept.dropFirst())))
  }

  /// The front of kept records of this subject.
  package var keptName: [UInt8] { [SubjectCode.code(kind)] + Array(value.utf8) }
}
