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

  private static let lineByteCount = 10

  /// Lines of some keys, many of one second, some of them the same.
  private func lines(_ random: inout SeededRandom, keyCount: Int) -> [Line] {
    (0..<Int.random(in: 1...120, using: &random)).map { number in
      Line(
        key: Array("mx/4Q\(Int.random(in: 0..<keyCount, using: &random))".utf8),
        time: Timestamp(microseconds: Int64.random(in: 0..<6, using: &random) * 1_000_000),
        bytes: Array("line \(Int.random(in: 0..<40, using: &random))".utf8),
        place: SourcePlace(
          source: UInt32.random(in: 0..<2, using: &random), line: UInt64(number),
          offset: UInt64(number * Self.lineByteCount)))
    }
  }

  private func groups(_ stores: [FragmentStore]) throws -> [String] {
    var groups: [String] = []
    func add(_ group: FragmentGroup) {
      let lines = group.lines.map { line in
        "\(line.time.microseconds) \(line.place) "
          + String(decoding: [UInt8](group.bytes.extracting(line.range)), as: UTF8.self)
      }
      groups.append("\(group.family) \(group.key) \(lines)")
    }
    var stores = stores
    let sole = SoleRecords(takenOutOf: &stores)
    var rest = FragmentStore(budgetByteCount: 1 << 20)
    for batch in 0..<sole.batchCount {
      try sole.forEachGroup(ofBatch: batch, rest: &rest, add)
    }
    for partition in 0..<PartitionedFacts.partitionCount {
      try forEachFragmentGroup(partition: partition, of: stores + [rest], add)
    }
    return groups.sorted()
  }

  @Test(arguments: 0..<60) func `lines of one moment are in the order of their log`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let lines = lines(&random, keyCount: 1)
    func logged(swapping: Bool) throws -> [Line] {
      var store = FragmentStore(budgetByteCount: 1 << 20)
      for line in lines.shuffled(using: &random) {
        var place = line.place
        if swapping { place.source = 1 - place.source }
        try store.add(
          family: 3, key: line.key.span, time: line.time, line: line.bytes.span, at: place)
      }
      var logged: [Line] = []
      for partition in 0..<PartitionedFacts.partitionCount {
        try forEachFragmentGroup(partition: partition, of: [store]) { group in
          logged += group.linesAsLogged.map { line in
            Line(
              key: group.key, time: line.time,
              bytes: [UInt8](group.bytes.extracting(line.range)), place: line.place)
          }
        }
      }
      return logged
    }
    let found = try logged(swapping: false)
    #expect(found.count == lines.count)
    for (line, next) in zip(found, found.dropFirst()) {
      #expect(line.time <= next.time)
      if line.time == next.time, line.place.source == next.place.source {
        #expect(line.place.line < next.place.line)
      }
    }
    // Which input came first on the command line changes nothing, unless their least lines are the same.
    let firsts = Dictionary(grouping: lines) { "\($0.time) \($0.bytes)" }
    if firsts.values.allSatisfy({ Set($0.map(\.place.source)).count == 1 }) {
      #expect(try logged(swapping: true).map(\.bytes) == found.map(\.bytes))
    }
  }

  @Test(arguments: 0..<120) func `lines together are the lines one by one`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let lines = lines(&random, keyCount: [2, 5, 60][Int(seed % 3)])
    // Small budgets send some of them to disk.
    let budget = [1 << 20, 700, 4000][Int(seed / 3 % 3)]
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
        if own.count == 1, Bool.random(using: &random) {
          let line = own[0]
          try stores[worker].add(
            family: 3, key: key.span, time: line.time, line: line.bytes.span, at: line.place)
          continue
        }
        // A block holds lines of one input.
        for (source, lines) in Dictionary(grouping: own, by: \.place.source) {
          try add(lines, of: key, from: source, to: &stores[worker])
        }
      }
    }
    #expect(try groups(stores) == groups([single]))
  }

  /// Adds lines as of a block in which each stands where its number tells.
  private func add(
    _ lines: [Line], of key: [UInt8], from source: UInt32, to store: inout FragmentStore
  ) throws {
    var block: [UInt8] = []
    var places: [FragmentLine] = []
    let first = lines[0].place.line
    for line in lines.sorted(by: { $0.place.line < $1.place.line }) {
      let offset = Int(line.place.line - first) * Self.lineByteCount
      block += [UInt8](repeating: 0x2D, count: offset - block.count) + line.bytes
      places.append(
        FragmentLine(
          time: line.time, note: LineNote(first: 9), number: Int(line.place.line - first),
          range: offset..<(offset + line.bytes.count)))
    }
    try store.add(
      family: 3, key: key.span, lines: places.span, of: block.span,
      at: SourcePlace(source: source, line: first, offset: first * UInt64(Self.lineByteCount)))
  }
}
