import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Separated values are read by an index of their block, and must come to what reading them by their quotes
/// does; so must what is told of a record before there is an event.
struct DelimitedReaderTests {
  static let names = ConformanceFolder.names.filter { name in
    guard let folder = try? ConformanceFolder(name),
      case .records(let plan) = folder.format.layout
    else { return false }
    return plan.declaration.syntax == .csv || plan.declaration.syntax == .tsv
  }

  private static func sink(
    _ bytes: [UInt8], _ format: LogFormat, usesIndex: Bool, passesEvery: Int = 0
  ) -> SkimmingSink {
    var sink = SkimmingSink(passesEvery: passesEvery)
    guard case .records(let plan) = format.layout else { return sink }
    var reader = RecordReader(
      plan, named: format.name, timezone: format.timezone ?? .utc, wanted: .all)
    reader.usesIndex = usesIndex
    _ = reader.read(bytes.span, firstLine: 1, isLast: true, into: &sink)
    return sink
  }

  /// A sample with some of its cells in quotes, and some bytes more or less.
  private static func varied(_ sample: [UInt8], _ turn: Int, _ random: inout SeededRandom)
    -> [UInt8]
  {
    let tabs = sample.count(where: { $0 == 0x09 })
    let separator: UInt8 = tabs > sample.count(where: { $0 == 0x2C }) ? 0x09 : 0x2C
    var bytes: [UInt8] = []
    for line in sample.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let cells = line.split(separator: separator, omittingEmptySubsequences: false).map { cell in
        let isBare = !cell.contains(0x22) && cell.last != 0x0D
        let isQuoted = isBare && turn % 3 > 0 && Int.random(in: 0...turn % 3, using: &random) > 0
        return isQuoted ? [0x22] + Array(cell) + [0x22] : Array(cell)
      }
      bytes += cells.joined(separator: [separator])
      bytes.append(0x0A)
    }
    let signs = Array("\"\"\"\",\t\n\r\0 -".utf8)
    for _ in 0..<(turn < 3 ? 0 : Int.random(in: 1...6, using: &random)) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      if Bool.random(using: &random) {
        bytes.remove(at: place)
      } else {
        bytes.insert(signs.randomElement(using: &random) ?? 0, at: place)
      }
    }
    return bytes
  }

  @Test func `there are samples with and without a header`() { #expect(Self.names.count >= 5) }

  @Test(arguments: names, 0..<20)
  func `an index changes nothing`(_ name: String, seed: UInt64) throws {
    let folder = try ConformanceFolder(name)
    var random = SeededRandom(seed: seed)
    for turn in 0..<30 {
      let bytes = Self.varied(folder.sample, turn, &random)
      let plain = Self.sink(bytes, folder.format, usesIndex: false)
      let quick = Self.sink(bytes, folder.format, usesIndex: true)
      #expect(quick.calls == plain.calls, "seed \(seed), turn \(turn)")
      #expect(quick.differences == [], "seed \(seed), turn \(turn)")
      // Whatever is passed by its early fields alone is an event that would have been taken.
      let passing = Self.sink(bytes, folder.format, usesIndex: true, passesEvery: 2)
      let pairs = zip(passing.calls, plain.calls)
      #expect(passing.calls.count == plain.calls.count, "seed \(seed), turn \(turn)")
      #expect(
        pairs.allSatisfy { $0 == $1 || $0 == "passed" && $1.hasPrefix("event") },
        "seed \(seed), turn \(turn)")
    }
  }

  @Test func `ordinary records are told of before there is an event`() throws {
    var told = 0
    for name in ["csv", "tsv"] {
      let folder = try ConformanceFolder(name)
      told += Self.sink(folder.sample, folder.format, usesIndex: true).earlyCount
    }
    #expect(told > 4, "RecordSkim reads no record of Conformance/csv and tsv any more")
  }
}

/// Records the calls, and holds what is told early of a record against its event.
struct SkimmingSink: LineSink {
  private var recording = RecordingSink()
  /// What was told early and is no field of the event, or another.
  private(set) var differences: [String] = []
  private(set) var earlyCount = 0
  private var last: EarlyEvent?
  private let passesEvery: Int
  private(set) var calls: [String] = []

  /// - Parameter passesEvery: Each so many-th early event is passed; 0 for none.
  init(passesEvery: Int) {
    self.passesEvery = passesEvery
    recording.fields = Field.allCases
  }

  mutating func announce(users: Span<TextPlace>, in block: Span<UInt8>) {
    recording.announce(users: users, in: block)
  }

  mutating func passes(_ early: borrowing EarlyEvent) -> Bool {
    earlyCount += 1
    if passesEvery > 0, earlyCount % passesEvery == 0 {
      calls.append("passed")
      return true
    }
    last = copy early
    return false
  }

  mutating func accept(_ event: inout Event, in block: Span<UInt8>, at line: LinePlace) {
    if let early = last {
      var twin = Event()
      twin.begin(early)
      for field in Field.allCases where FieldSet.early.contains(field) && field != .host {
        let (told, found) = (
          twin.printedValue(of: field, in: block), event.printedValue(of: field, in: block)
        )
        if told != found {
          differences.append("\(field.name): \(told ?? "-"), not \(found ?? "-")")
        }
      }
      if early.announcedUser != event.announcedUser { differences.append("announced user") }
      last = nil
    }
    let before = recording.calls.count
    recording.accept(&event, in: block, at: line)
    take(from: before)
  }

  mutating func acceptFragment(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, in block: Span<UInt8>,
    at line: LinePlace
  ) { noteNoEvent() }

  mutating func addLines(_ count: Int) {
    let before = recording.calls.count
    recording.addLines(count)
    take(from: before)
  }

  mutating func ignore(_ reason: IgnoreReason, program: Span<UInt8>, at line: LinePlace) {
    noteNoEvent()
    let before = recording.calls.count
    recording.ignore(reason, program: program, at: line)
    take(from: before)
  }

  mutating func reject(_ reason: RejectReason, in block: Span<UInt8>, at line: LinePlace) {
    noteNoEvent()
    let before = recording.calls.count
    recording.reject(reason, in: block, at: line)
    take(from: before)
  }

  private mutating func noteNoEvent() {
    if last != nil { differences.append("told early of a line that is no event") }
    last = nil
  }

  private mutating func take(from before: Int) { calls += recording.calls[before...] }
}
