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
      subjectKind: 0, subject: name.span, subjectHash: 1, eventKind: 0,
      time: Timestamp(microseconds: 0), lineHash: 0, place: place, matchCount: 0,
      numberCount: 0, textCount: 0, elementCount: 0, lineCount: 1)
    encoder.append(line: line.span, at: place)
    encoder.finish()
    return encoder.copiedRecord
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
