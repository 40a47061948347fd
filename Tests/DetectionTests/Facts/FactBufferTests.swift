internal import EventModel
internal import SystemBoundary
internal import Testing

@testable internal import Detection

/// A buffer knows how much memory it takes.
@Suite struct FactBufferTests {
  private func record(byteCount: Int) -> [UInt8] {
    var encoder = FactEncoder()
    let name = Array("sato".utf8)
    let line = [UInt8](repeating: 120, count: byteCount - FactRecord.headerByteCount - 4 - 24)
    let place = SourcePlace(source: 0, line: 1, offset: 0)
    encoder.begin(
      subjectKind: 0, subjectByteCount: name.count, subjectHash: 1, eventKind: 0,
      time: Timestamp(microseconds: 0), lineHash: 0, place: place, matchCount: 0,
      numberCount: 0, textCount: 0, elementCount: 0, lineCount: 1)
    encoder.append(subject: name.span)
    encoder.append(line: line.span, at: place)
    encoder.finish()
    return encoder.copiedRecord
  }

  /// A record of few bytes: many subjects with few names, kinds and hashes.
  private func record(_ random: inout SeededRandom, line: UInt64) -> [UInt8] {
    var encoder = FactEncoder()
    let name = Array("user \(Int.random(in: 0..<6, using: &random))".utf8)
    let place = SourcePlace(source: 0, line: line, offset: 0)
    encoder.begin(
      subjectKind: UInt8.random(in: 0..<3, using: &random), subjectByteCount: name.count,
      subjectHash: UInt64.random(in: 0..<3, using: &random), eventKind: 0,
      time: Timestamp(microseconds: Int64.random(in: 0..<50, using: &random)),
      lineHash: UInt64.random(in: 0..<4, using: &random), place: place, matchCount: 0,
      numberCount: 0, textCount: 0, elementCount: 0, lineCount: 0)
    encoder.append(subject: name.span)
    encoder.finish()
    return encoder.copiedRecord
  }

  @Test(arguments: 0..<30) func `keys are in the order that comparing them all gives`(
    seed: UInt64
  ) {
    var random = SeededRandom(seed: seed)
    var buffer = FactBuffer()
    var records: [[UInt8]] = []
    // One name and kind has one hash, as it has in logs; some share it with others.
    var hashes: [[UInt8]: [UInt8]] = [:]
    for line in 0..<Int.random(in: 0...300, using: &random) {
      var made = record(&random, line: UInt64(line))
      let subject = [made[FactRecord.subjectKindOffset]] + made[FactRecord.headerByteCount...]
      let range = FactRecord.subjectHashOffset..<(FactRecord.subjectHashOffset + 8)
      if let known = hashes[subject] { made.replaceSubrange(range, with: known) }
      hashes[subject] = Array(made[range])
      records.append(made)
      buffer.append(record: made.span)
    }
    let expected = records.indices.sorted { left, right in
      let (first, second) = (records[left], records[right])
      let key = FactKey(recordAt: 0, of: first.span)
      return key.precedes(FactKey(recordAt: 0, of: second.span)) { _, _ in
        compareSubjects(recordAt: 0, of: first.span, recordAt: 0, of: second.span)
      }
    }
    let lines = buffer.sortedKeys().map { Int($0.event.place.line) }
    #expect(lines == expected, "seed \(seed)")
  }

  @Test(arguments: [
    // Bytes of the records in order, and what is left empty at the end of chunks of 65,536 bytes.
    ([1000], 0),
    ([1000, 2000, 3000], 0),
    // The fifth does not fit into what the others have left of the chunk.
    ([15_000, 15_000, 15_000, 15_000, 15_000], 5536),
    // Large ones have chunks of their own, and the chunk at hand stays open.
    ([1000, 40_000, 40_000, 1000], 0),
    ([90_000], 0),
  ])
  func `what chunks leave empty counts as taken`(_ byteCounts: [Int], _ emptyByteCount: Int) {
    var buffer = FactBuffer()
    var sum = 0
    for byteCount in byteCounts { sum += buffer.append(record: record(byteCount: byteCount).span) }
    let records = byteCounts.reduce(0, +) + byteCounts.count * FactBuffer.keyByteCount
    #expect(sum == records + emptyByteCount && buffer.byteCount == sum)
    #expect(buffer.count == byteCounts.count)
    buffer.removeAll()
    #expect(buffer.isEmpty && buffer.byteCount == 0)
  }
}
