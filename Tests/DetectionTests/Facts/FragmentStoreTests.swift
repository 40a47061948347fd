import ByteScan
import EventModel
import Testing

@testable import Detection

/// Lines that come together make the same groups as lines that come one by one.
struct FragmentStoreTests {
  private struct Line {
    var key: [UInt8]
    var time: Timestamp
    var bytes: [UInt8]
    var place: SourcePlace
  }

  /// Lines of a few keys, many of one second, some of them the same.
  private func lines(_ random: inout SeededRandom) -> [Line] {
    (0..<Int.random(in: 1...120, using: &random)).map { number in
      Line(
        key: Array("mx/4Q\(Int.random(in: 0..<5, using: &random))".utf8),
        time: Timestamp(microseconds: Int64.random(in: 0..<6, using: &random) * 1_000_000),
        bytes: Array("line \(Int.random(in: 0..<40, using: &random))".utf8),
        place: SourcePlace(
          source: UInt32.random(in: 0..<2, using: &random), line: UInt64(number),
          offset: UInt64(number) * 10))
    }
  }

  private func groups(_ stores: [FragmentStore]) throws -> [String] {
    var groups: [String] = []
    for partition in 0..<PartitionedFacts.partitionCount {
      try forEachFragmentGroup(partition: partition, of: stores) { group in
        let lines = group.lines.map { line in
          "\(line.time.microseconds) \(line.place) "
            + String(decoding: [UInt8](group.bytes.extracting(line.range)), as: UTF8.self)
        }
        groups.append("\(group.family) \(group.key) \(lines)")
      }
    }
    return groups
  }

  @Test(arguments: 0..<60) func `lines together are the lines one by one`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let lines = lines(&random)
    // A small budget sends some of them to disk.
    let budget = seed % 2 == 0 ? 1 << 20 : 700
    var single = FragmentStore(budgetByteCount: 1 << 20)
    for line in lines {
      try single.add(
        family: 3, key: line.key.span, time: line.time, line: line.bytes.span, at: line.place)
    }
    var stores = [FragmentStore(budgetByteCount: budget), FragmentStore(budgetByteCount: budget)]
    var rest = lines[...]
    while !rest.isEmpty {
      let part = rest.prefix(Int.random(in: 1...30, using: &random))
      rest = rest.dropFirst(part.count)
      let worker = Int.random(in: 0..<2, using: &random)
      for (key, own) in Dictionary(grouping: part, by: \.key) {
        if own.count == 1 {
          let line = own[0]
          try stores[worker].add(
            family: 3, key: key.span, time: line.time, line: line.bytes.span, at: line.place)
          continue
        }
        stores[worker].beginLines(
          family: 3, key: key.span, lineCount: own.count, time: own[0].time, at: own[0].place)
        for line in own {
          stores[worker].append(
            line: line.bytes.span, at: line.place, time: line.time, note: LineNote(first: 9))
        }
        try stores[worker].endLines()
      }
    }
    #expect(try groups(stores) == groups([single]))
  }
}
