internal import EventModel
internal import SystemBoundary
internal import Testing

@testable internal import Detection

/// Facts come back subject by subject and in order of time, however they were gathered.
@Suite struct FactOrderTests {
  private func record(
    subject: String, hash: UInt64, time: Int64, line: UInt64
  ) -> [UInt8] {
    var encoder = FactEncoder()
    let name = Array(subject.utf8)
    let text = Array("line".utf8)
    let place = SourcePlace(source: 0, line: line, offset: 0)
    encoder.begin(
      subjectKind: 0, subjectByteCount: name.count, subjectHash: hash, eventKind: 0,
      time: Timestamp(microseconds: time), lineHash: 9, place: place, matchCount: 0,
      numberCount: 0, textCount: 0, elementCount: 0, lineCount: 1)
    encoder.append(subject: name.span)
    encoder.append(line: text.span, at: place)
    encoder.finish()
    return encoder.copiedRecord
  }

  private func subjects(of stores: [PartitionedFacts]) throws -> [[Int64]] {
    var groups: [[Int64]] = []
    for partition in 0..<PartitionedFacts.partitionCount {
      var merge = try FactMerge(partition: partition, of: stores)
      var records = SubjectRecords()
      while try merge.nextSubject(into: &records) {
        groups.append(Timeline(records).facts.map(\.time))
      }
    }
    return groups
  }

  @Test func `subjects that share a hash stay apart`() throws {
    var store = PartitionedFacts(budgetByteCount: .max)
    for (index, subject) in ["sato", "abe", "sato", "abe", "kato"].enumerated() {
      try store.append(
        record: record(
          subject: subject, hash: 5, time: Int64(10 - index), line: UInt64(index)
        ).span)
    }
    // In the order of the names, since the hash does not tell them apart.
    #expect(try subjects(of: [store]) == [[7, 9], [6], [8, 10]])
  }

  @Test(arguments: [200, 1000, 100_000]) func `spilling changes nothing`(
    budgetByteCount: Int
  ) throws {
    var random = SeededRandom(seed: UInt64(budgetByteCount))
    var roomy = PartitionedFacts(budgetByteCount: .max)
    var tight = [PartitionedFacts](
      repeating: PartitionedFacts(budgetByteCount: budgetByteCount), count: 3)
    for line in 0..<300 {
      let subject = Int.random(in: 0..<9, using: &random)
      let made = record(
        subject: "user\(subject)", hash: UInt64(subject) << 59,
        time: Int64.random(in: 0...50, using: &random), line: UInt64(line))
      try roomy.append(record: made.span)
      try tight[line % 3].append(record: made.span)
    }
    #expect(try subjects(of: [roomy]) == subjects(of: tight))
    #expect(budgetByteCount == 100_000 || tight[0].spilledByteCount > 0)
  }
}
