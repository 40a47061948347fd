import ByteScan
import LogArchive
import SystemBoundary
import Testing

/// One row of the fault matrix.
struct GzipFault: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var bytes: [UInt8]
  /// What must be readable before the fault.
  var text: [UInt8]
  var codes: [InputCode]
  var status: FileLedger.Status
  var name = "log.gz"
  var members = 1

  init(
    _ description: String, _ bytes: [UInt8], gives text: [UInt8], _ codes: [InputCode],
    _ status: FileLedger.Status, members: Int = 1, name: String = "log.gz"
  ) {
    testDescription = description
    self.bytes = bytes
    self.text = text
    self.codes = codes
    self.status = status
    self.members = members
    self.name = name
  }
}

private let lineTotal = 2000
private let text = sampleLines(lineTotal)
private let good = GzipSample(text).bytes

private func changed(_ bytes: [UInt8], at index: Int, to value: UInt8) -> [UInt8] {
  var bytes = bytes
  bytes[index] = value
  return bytes
}

private func members(_ texts: [[UInt8]], level: Int = 6) -> [UInt8] {
  var sample = GzipSample()
  for text in texts { sample.append(text, level: level) }
  return sample.bytes
}

private func cutHeader(_ header: [UInt8]) -> [UInt8] { good + header }

struct GzipFaultTests {
  static let faults: [GzipFault] = [
    GzipFault("good", good, gives: text, [], .complete),
    GzipFault(
      "A02 trailer without its last 4 bytes", good.dropLast(4), text, [.gzipTrailerMissing]),
    GzipFault(
      "A02 trailer without its last 8 bytes", good.dropLast(8), text, [.gzipTrailerMissing]),
    GzipFault(
      "A03 check sum", changed(good, at: good.count - 8, to: good[good.count - 8] ^ 1), text,
      [.gzipCheckSum]),
    GzipFault(
      "A03 size", changed(good, at: good.count - 1, to: good[good.count - 1] ^ 1), text,
      [.gzipSize]),
    GzipFault(
      "A05 garbage after the last member", good + Array(repeating: 0x58, count: 45), text,
      [.trailingGarbage]),
    GzipFault(
      "A06 zero padding", good + Array(repeating: 0, count: 512), gives: text, [.zeroPadding],
      .completeWarn),
    GzipFault("A07 garbage between members", good + [0x58, 0x58] + good, text, [.trailingGarbage]),
    GzipFault(
      "A08 two members", good + GzipSample(sampleLines(9)).bytes, gives: text + sampleLines(9), [],
      .complete, members: 2),
    GzipFault(
      "A08 3,000 tiny members", members((0..<3000).map { sampleLines(1, from: $0) }),
      gives: sampleLines(3000), [], .complete, members: 3000),
    GzipFault(
      "A08 an empty block at the end", good + GzipSample([]).bytes, gives: text, [], .complete,
      members: 2),
    GzipFault(
      "A09 member border inside a line", members([Array(text[..<777]), Array(text[777...])]),
      gives: text, [], .complete, members: 2),
    GzipFault(
      "A10 100 empty members, then data",
      members(Array(repeating: [], count: 100) + [text]), gives: text, [], .complete,
      members: 101),
    GzipFault(
      "A10 all empty", members(Array(repeating: [], count: 100)), gives: [], [.emptyContent],
      .completeWarn, members: 100),
    GzipFault(
      "A11 every optional header part",
      GzipSample(text, header: GzipSample.fullHeader).bytes
        + GzipSample(text, header: GzipSample.fullHeader).bytes,
      gives: text + text, [], .complete, members: 2),
    GzipFault(
      "A12 header check sum",
      GzipSample(
        text, header: changed(GzipSample.fullHeader, at: GzipSample.fullHeader.count - 1, to: 0)
      ).bytes, gives: [], [.gzipHeader], .incomplete, members: 0),
    GzipFault(
      "A12 reserved flags", changed(good, at: 3, to: 0x20), gives: [], [.gzipHeader], .incomplete,
      members: 0),
    GzipFault(
      "A12 another method", changed(good, at: 2, to: 7), gives: [], [.gzipHeader], .incomplete,
      members: 0),
    GzipFault(
      "A12 second header cut at 5 bytes", good + GzipSample.plainHeader.prefix(5), text,
      [.gzipHeader]),
    GzipFault("A13 no byte", [], gives: [], [.emptyNotGzip], .incomplete, members: 0),
    GzipFault(
      "A13 gzip of nothing", GzipSample([]).bytes, gives: [], [.emptyContent], .completeWarn),
    GzipFault(
      "A14 text named gz", text, gives: text, [.suffixMismatch], .completeWarn, members: 0),
    GzipFault(
      "A14 gzip named log", good, gives: text, [.suffixMismatch], .completeWarn,
      name: "access.log"),
    GzipFault(
      "A17 zip", [0x50, 0x4B, 3, 4] + text, gives: [], [.unsupportedContainer], .skipped,
      members: 0, name: "a.zip"),
    GzipFault(
      "A17 xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0] + text, gives: [], [.unsupportedContainer],
      .skipped, members: 0, name: "a.xz"),
    GzipFault(
      "A17 tar in gzip",
      GzipSample(Array(repeating: 0x61, count: 257) + Array("ustar".utf8) + text).bytes, gives: [],
      [.unsupportedContainer], .skipped),
    GzipFault(
      "A15 gzip in gzip", GzipSample(good).bytes, gives: [], [.unsupportedContainer], .skipped),
    GzipFault(
      "A18 stored blocks", GzipSample(text, level: 0).bytes, gives: text, [], .complete),
    GzipFault("A18 live writer", liveWriter, text, [.gzipUnfinished]),
    GzipFault(
      "C06 a mark in each member",
      members([[0xEF, 0xBB, 0xBF] + text, [0xEF, 0xBB, 0xBF] + sampleLines(2)]),
      gives: text + sampleLines(2), [], .complete, members: 2),
  ]

  static var liveWriter: [UInt8] {
    var sample = GzipSample()
    sample.append(text, end: .flushed)
    return sample.bytes
  }

  @Test(arguments: faults, [true, false])
  func `reads all that is readable, and says what is wrong`(
    fault: GzipFault, readsAhead: Bool
  ) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(fault.bytes, to: fault.name)
    for blockByteCount in [300, 256 << 10] {
      var options = ReaderOptions()
      options.readsAhead = readsAhead
      options.blockByteCount = blockByteCount
      let reading = try Reading(path, options: options)
      #expect(reading.text == fault.text)
      #expect(reading.torn == nil && reading.oversize.isEmpty)
      #expect(reading.codes == fault.codes)
      #expect(reading.ledger.status == fault.status)
      #expect(reading.ledger.memberCount == fault.members)
    }
  }

  @Test(arguments: [1, 7, 64, 4096, 1 << 20], InflateEngine.allCases)
  func `no seam of the input changes the text`(pieceByteCount: Int, engine: InflateEngine) {
    for fault in Self.faults
    where fault.bytes.starts(with: [0x1F, 0x8B]) && fault.status != .skipped {
      var source = GzipSource(
        MemoryStore(fault.bytes, pieceByteCount: pieceByteCount), engine: engine,
        inputByteCount: min(pieceByteCount, 4096))
      var found: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 10_000)
      while true {
        var target = piece.mutableSpan
        let byteCount = source.read(into: &target)
        if byteCount == 0 { break }
        found += piece[..<byteCount]
      }
      #expect(found == fault.text, "\(fault.testDescription)")
      let expected = fault.codes.filter { $0 != .emptyContent && $0 != .suffixMismatch }
      #expect(source.notes.map(\.code) == expected, "\(fault.testDescription)")
    }
  }

  @Test(arguments: [10, 50, 90]) func `A01 a cut gives the lines before it`(percent: Int) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Array(good.prefix(good.count * percent / 100)), to: "a.gz")
    let reading = try Reading(path)
    #expect(reading.codes == [.gzipTruncated])
    #expect(reading.ledger.notes.first?.storedOffset == UInt64(good.count * percent / 100))
    #expect(reading.ledger.isEvidenceMissing)
    #expect(reading.lineCount > lineTotal * percent / 200)
    #expect(text.starts(with: reading.text + (reading.torn ?? [])))
    #expect(reading.text.last == 0x0A)
    #expect(reading.torn?.isEmpty == false)
  }

  @Test(arguments: 0..<40)
  func `A04 no flipped bit passes unnoticed, and none stops the program`(seed: UInt64) throws {
    let place = 10 + Int(seed &* 0x9E37_79B9_7F4A_7C15 >> 16) % (good.count - 10)
    let bytes = changed(good, at: place, to: good[place] ^ 1 << UInt8(seed % 8))
    let directory = try TemporaryDirectory()
    let reading = try Reading(try directory.write(bytes, to: "a.gz"))
    #expect(reading.ledger.isEvidenceMissing, "byte \(place), bit \(seed % 8)")
  }

  @Test(arguments: [1000, 70_000, 1 << 20])
  func `what ISA-L refuses and zlib reads is read, and no byte comes twice`(pieceByteCount: Int) {
    // The second stored block begins after a header of 10 bytes and a full block; its length no
    // longer agrees with its complement, so the first engine breaks there.
    var store = MemoryStore(
      GzipSample(text, level: 0).bytes + good, pieceByteCount: pieceByteCount)
    store.brokenAtFirst = 10 + 5 + 65_535 + 3
    var source = GzipSource(store)
    let found = decoded(&source)
    #expect(found == text + text)
    #expect(source.notes.isEmpty && source.memberCount == 2)
    #expect(source.stored.brokenAtFirst == nil, "the break was never met")
  }

  /// All that a source decodes.
  func decoded<Store>(_ source: inout GzipSource<Store>) -> [UInt8] {
    var found: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 5000)
    while true {
      var target = piece.mutableSpan
      let byteCount = source.read(into: &target)
      if byteCount == 0 { return found }
      found += piece[..<byteCount]
    }
  }

  @Test(arguments: InflateEngine.allCases)
  func `wherever a small file is cut, the cut is told and the text before it is good`(
    engine: InflateEngine
  ) {
    let small = sampleLines(20)
    let whole = GzipSample(small).bytes
    for length in 1..<whole.count {
      var source = GzipSource(
        MemoryStore(Array(whole[..<length]), pieceByteCount: 5), engine: engine)
      let found = decoded(&source)
      #expect(small.starts(with: found), "\(length) bytes")
      let expected: InputCode =
        length < 10
        ? .gzipHeader : length < whole.count - 8 ? .gzipTruncated : .gzipTrailerMissing
      #expect(source.notes.map(\.code) == [expected], "\(length) bytes")
    }
  }

  @Test(arguments: 0..<50, InflateEngine.allCases)
  func `noise after a header ends with a note, never with a crash`(
    seed: UInt64, engine: InflateEngine
  ) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let noise = (0..<3000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 56)
    }
    var source = GzipSource(
      MemoryStore(GzipSample.plainHeader + noise, pieceByteCount: 100), engine: engine)
    _ = decoded(&source)
    #expect(!source.notes.isEmpty, "seed \(seed)")
  }

  @Test func `both engines agree on what comes before a break`() {
    for place in stride(from: 100, to: good.count, by: good.count / 23) {
      let bytes = changed(good, at: place, to: good[place] ^ 0x55)
      var results: [[UInt8]] = []
      for engine in InflateEngine.allCases {
        var source = GzipSource(MemoryStore(bytes, pieceByteCount: 999), engine: engine)
        results.append(decoded(&source))
      }
      // ISA-L does not mind a reference to before the start of the text, and breaks a little later.
      #expect(results[0].starts(with: results[1]), "byte \(place)")
    }
  }
}

extension GzipFault {
  /// A row whose input is incomplete.
  init(
    _ description: String, _ bytes: some Sequence<UInt8>, _ text: [UInt8], _ codes: [InputCode]
  ) {
    self.init(description, Array(bytes), gives: text, codes, .incomplete)
  }
}

/// Stored bytes in memory.
struct MemoryStore: StoredBytes {
  let bytes: [UInt8]
  let pieceByteCount: Int
  /// A byte that reads wrong until the source is gone back in.
  var brokenAtFirst: Int?
  private(set) var offset: UInt64 = 0
  let isCut = false

  init(_ bytes: [UInt8], pieceByteCount: Int) {
    self.bytes = bytes
    self.pieceByteCount = pieceByteCount
  }

  mutating func read(into target: inout MutableSpan<UInt8>) -> Int {
    let start = Int(offset)
    let byteCount = min(target.count, pieceByteCount, bytes.count - start)
    target.copy(bytes.span.extracting(start..<(start + byteCount)), at: 0)
    if let place = brokenAtFirst, start..<(start + byteCount) ~= place {
      target.copy([bytes[place] ^ 0xFF].span, at: place - start)
    }
    offset += UInt64(byteCount)
    return byteCount
  }

  mutating func rewind(to offset: UInt64) -> Bool {
    brokenAtFirst = nil
    self.offset = offset
    return true
  }
}
