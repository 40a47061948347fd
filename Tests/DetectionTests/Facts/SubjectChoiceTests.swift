internal import ByteScan
internal import EventModel
internal import SystemBoundary
internal import Testing

@testable internal import Detection

/// A merge of the facts of some subjects hands out what a merge of all would of them.
@Suite struct SubjectChoiceTests {
  private func record(of subject: [UInt8], time: Int64) -> [UInt8] {
    var encoder = FactEncoder()
    let (name, text) = (Array(subject.dropFirst()), Array("line".utf8))
    let place = SourcePlace(source: 0, line: UInt64(time), offset: 0)
    encoder.begin(
      subjectKind: subject[0], subjectByteCount: name.count,
      subjectHash: FactHead.hash(of: subject), eventKind: 0,
      time: Timestamp(microseconds: time), lineHash: 9, place: place, matchCount: 0,
      numberCount: 0, textCount: 0, elementCount: 0, lineCount: 1)
    encoder.append(subject: name.span)
    encoder.append(line: text.span, at: place)
    encoder.finish()
    return encoder.copiedRecord
  }

  /// The bytes of the records that a merge hands out, by subject.
  private func merged(
    _ stores: [PartitionedFacts], partition: Int, choosing choice: SubjectChoice
  ) throws -> [[UInt8]: [UInt8]] {
    var merge = try FactMerge(partition: partition, of: stores, choosing: choice)
    var found: [[UInt8]: [UInt8]] = [:]
    var records = SubjectRecords()
    while merge.beginSubject() {
      let name = merge.keptName
      records.removeAll()
      while try merge.takeRecord({ $0.append(to: &records) }) {}
      found[name] = records.bytes
    }
    return found
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `who is chosen is handed out as among all`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    // People and addresses of the same names, whose hashes differ.
    let subjects = (0..<40).map { [UInt8($0 % 2)] + Array("subject\($0 / 2)".utf8) }
    var stores = [PartitionedFacts](
      repeating: PartitionedFacts(budgetByteCount: .max), count: 3)
    for time in 0..<Int64(300) {
      let subject = subjects[Int(random.next() % 40)]
      try stores[Int(random.next() % 3)].append(record: record(of: subject, time: time).span)
    }
    let chosen = subjects.filter { _ in random.next() % 4 == 0 }
    for partition in 0..<PartitionedFacts.partitionCount {
      let all = try merged(stores, partition: partition, choosing: .everybody)
      let choice = SubjectChoice(only: chosen, inPartition: partition)
      let own = all.filter { chosen.contains($0.key) }
      #expect(choice.isNobody == !chosen.contains { inPartition($0, partition) })
      #expect(try merged(stores, partition: partition, choosing: choice) == own)
      #expect(Set(try Detection.subjects(ofPartition: partition, of: stores)) == Set(all.keys))
    }
  }

  private func inPartition(_ subject: [UInt8], _ partition: Int) -> Bool {
    PartitionedFacts.partition(ofSubjectHash: FactHead.hash(of: subject)) == partition
  }
}
