internal import ByteScan
internal import EventModel

/// A number for what stands in each hour of some records, by which another run can tell what was added.
///
/// What was seen of a value on a day counts once, however records share it, and stands a day early:
/// civil days begin at most 14 hours before those of UTC.
package struct HourPrints: Hashable, Sendable {
  /// By hours since 1970-01-01T00:00Z.
  private var prints: [Int64: UInt64] = [:]
  private var seen: Set<UInt64> = []

  private static let hourMicroseconds: Int64 = 3_600_000_000

  package init() {}

  /// Adds records of a subject.
  ///
  /// - Complexity: O(*n*) in their bytes.
  package mutating func add(_ records: KeptRecords) {
    forEachRecord(of: records.bytes) { record in
      guard record[FactRecord.eventKindOffset] == FactRecord.sightingKind else {
        let time = FactKey(recordAt: 0, of: record).event.time
        let hour = (time - (time < 0 ? Self.hourMicroseconds - 1 : 0)) / Self.hourMicroseconds
        prints[hour, default: 0] &+= stableHash64(record, seed: 0x6b65_7074)
        return
      }
      let (root, firstDay) = SightingRecord.head(ofRecordAt: 0, of: record)
      add(sighting: [root?.rawValue ?? 0], on: firstDay)
      SightingRecord.forEachValue(ofRecordAt: 0, of: record) { key, text, runs in
        let name = [root?.rawValue ?? 0, UInt8(truncatingIfNeeded: key)] + text
        for day in runs.joined() { add(sighting: name, on: day) }
      }
    }
  }

  private mutating func add(sighting name: [UInt8], on day: Int) {
    let print = stableHash64(name.span, seed: UInt64(bitPattern: Int64(day)))
    guard seen.insert(print).inserted else { return }
    prints[Int64(day - 1) * 24, default: 0] &+= print
  }

  /// What of it is other than it was.
  ///
  /// - Parameter before: What stood there.
  /// - Returns: The start of the earliest hour in which something was added, in microseconds, and
  ///   whether in some hour something was changed or lost; `nil` if nothing is other than it was.
  /// - Complexity: O(*n*) in the hours.
  package func change(since before: HourPrints) -> (from: Int64, isLoss: Bool)? {
    var first: Int64?
    var isLoss = false
    for (hour, print) in prints where before.prints[hour] != print {
      first = min(first ?? hour, hour)
      if before.prints[hour] != nil { isLoss = true }
    }
    for hour in before.prints.keys where prints[hour] == nil {
      first = min(first ?? hour, hour)
      isLoss = true
    }
    return first.map { ($0 * Self.hourMicroseconds, isLoss) }
  }

  /// The numbers as bytes that outlive a run.
  package var kept: [UInt8] {
    prints.sorted { $0.key < $1.key }.flatMap { hour, print in
      (0..<8).map { UInt8(truncatingIfNeeded: hour >> (8 * $0)) }
        + (0..<8).map { UInt8(truncatingIfNeeded: print >> (8 * $0)) }
    }
  }

  /// Reads ``kept``.
  package init(kept: [UInt8]) {
    for offset in stride(from: 0, to: kept.count / 16 * 16, by: 16) {
      let hour = kept.span.littleEndian(UInt64.self, at: offset)
      prints[Int64(bitPattern: hour)] = kept.span.littleEndian(UInt64.self, at: offset + 8)
    }
  }
}
