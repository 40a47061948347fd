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
    var lines = sample.split(separator: 0x0A, omittingEmptySubsequences: false)
    // Many lines are looked at together.
    if turn % 6 == 5 {
      let short = lines.filter { $0.count < 200 }
      lines += (0..<100).map { _ in short.randomElement(using: &random) ?? [] }
    }
    for line in lines {
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

  /// The first lines of a sample: some have hundreds.
  private static func front(of sample: [UInt8]) -> [UInt8] {
    guard sample.count > 4_000, let end = sample[4_000...].firstIndex(of: 0x0A) else {
      return sample
    }
    return Array(sample[...end])
  }

  @Test(arguments: names, 0..<8)
  func `an index changes nothing`(_ name: String, seed: UInt64) throws {
    let folder = try ConformanceFolder(name)
    let front = Self.front(of: folder.sample)
    var random = SeededRandom(seed: seed)
    for turn in 0..<30 {
      let bytes = Self.varied(front, turn, &random)
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

  private static let header = "日時,種別,ユーザー名,操作,パス,サイズ,ドライブ,シリアル,文書,枚数\n"

  @Test func `ordinary records are told of before there is an event`() throws {
    let folder = try ConformanceFolder("csv")
    let lines = (10..<60).map { "2026/10/12 09:31:\($0),ファイル,sato,コピー,E:\\a.xlsx,12,USB,,,\n" }
    let text = Self.header + lines.joined()
    let sink = Self.sink(Array(text.utf8), folder.format, usesIndex: true)
    #expect(sink.calls.count == 51 && sink.differences == [])
    #expect(sink.siftedCount == 49, "together, all but the first, whose date is not known yet")
    // With users that are too long for it they are told one by one.
    let long = text.replacing("sato", with: "sato.taro@example.co.jp")
    let other = Self.sink(Array(long.utf8), folder.format, usesIndex: true)
    #expect(other.calls.count == 51 && other.differences == [])
    #expect(other.siftedCount == 0)
    #expect(other.earlyCount == 22, "until it has shown not to pay, for nobody is passed")
  }

  @Test(arguments: 0..<40)
  func `times of many records are those of each`(seed: UInt64) throws {
    let folder = try ConformanceFolder("csv")
    var random = SeededRandom(seed: seed)
    let dates = ["2026/10/12", "2026/10/13", "2026/02/30", "2026/1/3", "1969/12/31", ""]
    let clocks = ["09:31:", "09:32:", "23:59:", "24:00:", "9:31:", " 09:31:", "09:31;"]
    func pick(_ texts: [String]) -> String {
      // Mostly the first, as in a log.
      Bool.random(using: &random) ? texts[0] : texts.randomElement(using: &random) ?? ""
    }
    let lines = (0..<150).map { _ in
      let seconds = ["00", "01", "59", "60", "6a", "7", "123"].randomElement(using: &random) ?? ""
      return "\(pick(dates)) \(pick(clocks))\(seconds),ファイル,sato,コピー,E:\\a.xlsx,12,USB,,,\n"
    }
    let bytes = Array((Self.header + lines.joined()).utf8)
    let plain = Self.sink(bytes, folder.format, usesIndex: false)
    let quick = Self.sink(bytes, folder.format, usesIndex: true)
    #expect(quick.calls == plain.calls, "seed \(seed)")
    #expect(quick.differences == [], "seed \(seed)")
  }
}

/// Records the calls, and holds what is told early of a record against its event.
struct SkimmingSink: LineSink {
  private var recording = RecordingSink()
  /// What was told early and is no field of the event, or another.
  private(set) var differences: [String] = []
  private(set) var earlyCount = 0
  /// What was told of the records of a batch that are not doubted, and of how many of all batches.
  private var sifted: [String?] = []
  private(set) var siftedCount = 0
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
    sifted = []
  }

  mutating func sift(_ batch: borrowing EarlyBatch) -> UInt64 {
    var passed = recording.sift(batch)
    sifted = (0..<batch.count).map { batch.doubts[$0] == 0 ? batch.text($0) : nil }
    for row in sifted.indices where sifted[row] != nil {
      siftedCount += 1
      // Runs of several and single ones.
      if passesEvery > 0, row % (2 * passesEvery + 1) != 0 { passed |= 1 << UInt64(row) }
    }
    return passed
  }

  mutating func pass(_ lines: Range<Int>, of batch: borrowing EarlyBatch) {
    for _ in lines { calls.append("passed") }
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
    if event.announcedUser >= 0, event.announcedUser < sifted.count {
      let (told, found) = (sifted[event.announcedUser], EarlyBatch.text(event))
      if told != found { differences.append("sifted: \(told ?? "doubted"), not \(found)") }
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

extension EarlyBatch {
  /// What is told of a record; −1 for a word that is missing.
  fileprivate func text(_ row: Int) -> String {
    let outcome = Word(rawValue: outcomes[row]).map { Int($0.rawValue) } ?? -1
    let method = methods[row] < Word.get.rawValue ? -1 : Int(methods[row])
    return
      "\(kind) \(times[row]) \(outcome) \(method) \(statuses[row]) \(bytesOut[row]) \(bytesIn[row])"
  }

  /// The same of an event.
  fileprivate static func text(_ event: borrowing Event) -> String {
    let numbers: [Int64] = [
      event.time.microseconds, event.number(.outcome) ?? -1, event.number(.method) ?? -1,
      event.number(.status) ?? -1, event.number(.bytesOut) ?? -1, event.number(.bytesIn) ?? -1,
    ]
    return "\(event.kind) " + numbers.map { "\($0)" }.joined(separator: " ")
  }
}
