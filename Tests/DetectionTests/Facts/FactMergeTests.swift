internal import ByteScan
internal import EventModel
internal import SystemBoundary
internal import Testing

@testable internal import Detection

/// Runs are merged as if all of their records had been sorted together.
@Suite struct FactMergeTests {
  /// The record of a line; lines of different texts may have the same key.
  private func record(
    subject: Int, time: Int64, lineHash: UInt64, place: UInt64, text: String
  ) -> [UInt8] {
    var encoder = FactEncoder()
    let (name, bytes) = (Array("user\(subject)".utf8), Array(text.utf8))
    let place = SourcePlace(source: 0, line: place, offset: 0)
    encoder.begin(
      // Some subjects share a hash.
      subjectKind: 0, subjectByteCount: name.count, subjectHash: UInt64(subject / 2), eventKind: 0,
      time: Timestamp(microseconds: time), lineHash: lineHash, place: place, matchCount: 0,
      numberCount: 0, textCount: 0, elementCount: 0, lineCount: 1)
    encoder.append(subject: name.span)
    encoder.append(line: bytes.span, at: place)
    encoder.finish()
    return encoder.copiedRecord
  }

  /// What a merge hands out, subject by subject.
  private func merged(_ stores: [PartitionedFacts]) throws -> [[[UInt8]]] {
    var merge = try FactMerge(partition: 0, of: stores)
    var records = SubjectRecords()
    var groups: [[[UInt8]]] = []
    while try merge.nextSubject(into: &records) {
      groups.append(records.offsets.map { Array(records.bytes(ofRecordAt: $0)) })
    }
    return groups
  }

  private func subjectOrder(_ left: [UInt8], _ right: [UInt8]) -> Int {
    compareSubjects(recordAt: 0, of: left.span, recordAt: 0, of: right.span)
  }

  /// Whether a record stands before another.
  private func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let order = subjectOrder(left, right)
    return FactKey(recordAt: 0, of: left.span)
      .precedes(FactKey(recordAt: 0, of: right.span)) { _, _ in order }
  }

  /// The obvious way: of all records in the order of runs the first lowest one is taken out.
  private func sortedTogether(_ runs: [[[UInt8]]]) -> [[[UInt8]]] {
    var left = Array(runs.joined())
    var groups: [[[UInt8]]] = []
    while !left.isEmpty {
      var lowest = 0
      for index in left.indices where precedes(left[index], left[lowest]) { lowest = index }
      let record = left.remove(at: lowest)
      if let last = groups.last?.last, subjectOrder(last, record) == 0 {
        groups[groups.count - 1].append(record)
      } else {
        groups.append([record])
      }
    }
    return groups
  }

  @Test(arguments: 0..<30) func `any number of runs comes as one sorted whole`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let runCount = [1, 2, 3, 8, 33][Int(seed % 5)]
    var stores: [PartitionedFacts] = []
    var runs: [[[UInt8]]] = []
    for run in 0..<runCount {
      var store = PartitionedFacts(budgetByteCount: .max)
      var records: [[UInt8]] = []
      // Few times and hashes, so that keys of different runs are equal; within a run they are not.
      for place in 0..<Int.random(in: 0...12, using: &random) {
        records.append(
          record(
            subject: .random(in: 0..<5, using: &random), time: .random(in: 0..<4, using: &random),
            lineHash: .random(in: 0..<2, using: &random), place: UInt64(place),
            text: "line \(place) of run \(run)"))
      }
      for record in records { try store.append(record: record.span) }
      if Bool.random(using: &random) { try store.spill() }
      stores.append(store)
      runs.append(records)
    }
    #expect(try merged(stores) == sortedTogether(runs))
  }

  @Test func `records larger than a window and than a chunk come back whole`() throws {
    var random = SeededRandom(seed: 4)
    var (spilled, held) = (
      PartitionedFacts(budgetByteCount: .max), PartitionedFacts(budgetByteCount: .max)
    )
    for place in 0..<60 as Range<UInt64> {
      let byteCount = [10, 15_000, 17_000, 70_000, 300_000][Int(place % 5)]
      let made = record(
        subject: .random(in: 0..<3, using: &random), time: .random(in: 0..<9, using: &random),
        lineHash: 0, place: place, text: String(repeating: "\(place % 10)", count: byteCount))
      try spilled.append(record: made.span)
      try held.append(record: made.span)
      if place % 20 == 19 { try spilled.spill() }
    }
    let expected = try merged([held])
    #expect(expected.joined().count == 60)
    #expect(spilled.heldByteCount == 0 && spilled.spilledRuns.count == 3)
    #expect(try merged([spilled]) == expected)
  }
}
