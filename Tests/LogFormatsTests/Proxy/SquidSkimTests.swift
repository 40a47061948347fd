import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Writes down the early fields of every event, and is concerned by every other line.
private struct EarlySink: LineSink {
  private(set) var calls: [String] = []
  private(set) var passCount = 0
  /// The users announced last, how many events named one of them, and events that named another.
  private var announced: [[UInt8]] = []
  private(set) var announcedCount = 0
  private(set) var wronglyAnnounced: [String] = []
  private var isOdd = false
  /// Which lines of a batch it passes, if they are not doubted.
  var passes: (Int) -> Bool = { _ in false }
  /// One text for each event, with what is known of it before anybody is concerned.
  private(set) var earlyTexts: [String] = []
  private(set) var batchedCount = 0

  mutating func sift(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) -> UInt64 {
    announced = (0..<batch.count).map { batch.user($0, in: block) }
    var passed: UInt64 = 0
    for line in 0..<batch.count where batch.doubts[line] == 0 && passes(line) {
      passed |= 1 << UInt64(line)
    }
    return passed
  }

  mutating func pass(_ lines: Range<Int>, of batch: borrowing EarlyBatch) {
    for line in lines {
      batchedCount += 1
      note(
        time: batch.times[line], user: announced[line],
        words: (batch.outcomes[line], batch.methods[line]), status: batch.statuses[line],
        bytes: (batch.bytesOut[line], batch.bytesIn[line]))
    }
  }

  private mutating func note(
    time: Int64, user: [UInt8], words: (outcome: UInt8, method: UInt8), status: Int64,
    bytes: (out: Int64, in: Int64)
  ) {
    earlyTexts.append(
      "\(time) \(String(decoding: user, as: UTF8.self)) \(words) \(status) \(bytes)")
  }

  mutating func announce(users: Span<TextPlace>, in block: Span<UInt8>) {
    announced.removeAll()
    for index in users.indices {
      announced.append([UInt8](block.extracting(users[index].range)))
    }
  }

  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool {
    var parts = ["early"]
    for field in FieldSet.early.fields {
      if let value = event.printedValue(of: field, in: block) {
        parts.append("\(field.name)=\(value)")
      }
    }
    calls.append(parts.joined(separator: " "))
    note(
      time: event.time.microseconds, user: [UInt8](event.text(.user, in: block)),
      words: (
        UInt8(event.number(.outcome) ?? 0), UInt8(event.number(.method) ?? 0)
      ), status: event.number(.status) ?? 0,
      bytes: (event.number(.bytesOut) ?? -1, event.number(.bytesIn) ?? -1))
    if event.announcedUser >= 0 {
      announcedCount += 1
      let user = [UInt8](event.text(.user, in: block))
      if announced[event.announcedUser] != user { wronglyAnnounced += calls.suffix(1) }
    }
    isOdd.toggle()
    return isOdd
  }

  mutating func pass(_ event: borrowing Event, at line: LinePlace) {
    passCount += 1
    calls.append("pass \(line.number) \(line.range)")
  }

  mutating func accept(_ event: inout Event, in block: Span<UInt8>, at line: LinePlace) {
    var parts = ["accept \(line.number) \(line.range)"]
    for field in Field.allCases {
      if let value = event.printedValue(of: field, in: block) {
        parts.append("\(field.name)=\(value)")
      }
    }
    calls.append(parts.joined(separator: " "))
  }

  mutating func acceptFragment(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, in block: Span<UInt8>,
    at line: LinePlace
  ) {}

  mutating func ignore(_ reason: IgnoreReason, program: Span<UInt8>, at line: LinePlace) {
    calls.append("ignore \(reason) \(line.number)")
  }

  mutating func addLines(_ count: Int) {}

  mutating func reject(_ reason: RejectReason, in block: Span<UInt8>, at line: LinePlace) {
    calls.append("reject \(reason) \(line.number)")
  }
}

/// Skimming a line must tell the same as reading it.
struct SquidSkimTests {
  private static let lines = [
    "1795243388.835    164 127.0.0.1 TCP_MISS/200 257 POST http://12.gigafile.nu/u sato.k HIER_DIRECT/127.77.1.1 text/html 62914765",
    "1795243388.836  21100 10.1.6.85 TCP_TUNNEL/200 21375 CONNECT app.example.net:443 u01585 HIER_DIRECT/203.0.113.38 - 8460",
    "1795243389.001      0 10.1.6.85 TCP_DENIED/407 3800 CONNECT app.example.net:443 - HIER_NONE/- text/html -",
    "1795243390.100   1000 10.1.6.86 TCP_REFRESH_UNMODIFIED/304 290 GET http://www.example.jp/ EXAMPLE\\\\yamada HIER_DIRECT/203.0.113.1 - 606",
    "1795243391.100   1000 10.1.6.86 TCP_MISS_ABORTED/000 0 PUT http://up.example.jp/ yamada%20k HIER_DIRECT/203.0.113.1 - 70000",
    "1795243391.200      9 10.1.6.86 NONE/403 0 PROPPATCH error:invalid-request suzuki HIER_NONE/- - 1234567890123",
    "1795243391.300     12 10.1.6.87 TCP_HIT/503 99999999999 PROPFIND /dav suzuki HIER_NONE/- - 0",
  ]

  private func text(_ random: inout SeededRandom, lineCount: Int) -> [UInt8] {
    let alphabet = Array(" 0123456789.-/ax\t%\\TD_\r\0".utf8)
    var bytes: [UInt8] = []
    for _ in 0..<lineCount {
      var line = Array((Self.lines.randomElement(using: &random) ?? "").utf8)
      let mutationCount = Int.random(in: 0...4, using: &random) - 2
      for _ in 0..<max(0, mutationCount) {
        let place = Int.random(in: 0..<line.count, using: &random)
        let byte = alphabet.randomElement(using: &random) ?? 0x20
        switch Int.random(in: 0..<3, using: &random) {
        case 0: line[place] = byte
        case 1: line.remove(at: place)
        default: line.insert(byte, at: place)
        }
      }
      bytes += line
      bytes.append(0x0A)
    }
    if Bool.random(using: &random) { bytes.removeLast() }
    return bytes
  }

  private func calls(
    _ bytes: [UInt8], layout: String, wanted: FieldSet, skims: Bool,
    passes: @escaping (Int) -> Bool = { _ in false }
  ) throws -> EarlySink {
    var reader = SquidReader(
      try SquidLogformat(layout), named: "site", timezone: nil, wanted: wanted, skims: skims)
    var sink = EarlySink()
    sink.passes = passes
    // Two blocks, so that what the first one told is used for the second.
    let half = bytes.count / 2 + (bytes[(bytes.count / 2)...].firstIndex(of: 0x0A) ?? 0)
    let cut = min(bytes.count, half - bytes.count / 2 + 1)
    let middle = bytes.span.extracting(0..<cut)
    reader.read(middle, firstLine: 1, into: &sink)
    reader.read(bytes.span.extracting(cut..<bytes.count), firstLine: 1000, into: &sink)
    return sink
  }

  @Test(arguments: 0..<80)
  func `a skimmed line tells what the same line tells that is read`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let bytes = text(&random, lineCount: 200)
    let layouts = [SquidLogformat.adviceText, SquidLogformat.nativeText]
    let layout = layouts[Int(seed % 2)]
    var wanted = FieldSet.all
    if seed % 3 == 0 { wanted = FieldSet(.domain) }
    let skimmed = try calls(bytes, layout: layout, wanted: wanted, skims: true)
    let read = try calls(bytes, layout: layout, wanted: wanted, skims: false)
    #expect(skimmed.calls == read.calls, "seed \(seed), \(layout)")
    #expect(skimmed.wronglyAnnounced == [], "seed \(seed): the user is the one that was announced")
    // Most of the lines have a column too many for the native layout.
    #expect(seed % 2 == 1 || skimmed.announcedCount > 20)
    #expect(read.announcedCount == 0)
    #expect(skimmed.calls.count > 100)
  }

  @Test(arguments: 0..<60)
  func `lines passed together tell what each of them tells that is read`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let bytes = text(&random, lineCount: 300)
    let layout = seed % 4 == 3 ? SquidLogformat.nativeText : SquidLogformat.adviceText
    let read = try calls(bytes, layout: layout, wanted: .all, skims: false)
    let passed = try calls(
      bytes, layout: layout, wanted: .all, skims: true, passes: { ($0 &+ Int(seed)) % 5 != 0 })
    #expect(passed.earlyTexts == read.earlyTexts, "seed \(seed), \(layout)")
    #expect(seed % 4 == 3 || passed.batchedCount > 20, "seed \(seed): lines are passed together")
    // What is no event comes in its turn.
    let others = { (sink: EarlySink) in
      sink.calls.filter { $0.hasPrefix("reject") || $0.hasPrefix("ignore") }
    }
    #expect(others(passed) == others(read), "seed \(seed)")
  }

  @Test func `the usual layouts are skimmed, others are not`() throws {
    func isSkimmed(_ layout: String, wanted: FieldSet = .all) throws -> Bool {
      let format = try SquidLogformat(layout)
      return SquidSkim(SquidLayout(format), codes: format.codes, wanted: wanted) != nil
    }
    #expect(try isSkimmed(SquidLogformat.adviceText))
    #expect(try isSkimmed(SquidLogformat.nativeText))
    #expect(try !isSkimmed("%ts.%03tu %>a %Ss/%03>Hs %rm %ru %un %<Hs"))
    #expect(try !isSkimmed("%>a - %un [%tl] \"%rm %ru HTTP/%rv\" %>Hs %<st %Ss:%Sh"))
    #expect(try !isSkimmed("%ts.%03tu %>A %Ss/%03>Hs %<st %rm %ru %un"))
  }
}
