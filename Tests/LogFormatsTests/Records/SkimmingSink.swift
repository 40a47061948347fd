import ByteScan
import EventModel

@testable import LogFormats

/// Records the calls, and holds what is told early of a record against its event.
struct SkimmingSink: LineSink {
  private var recording = RecordingSink()
  /// What was told early and is no field of the event, or another.
  private(set) var differences: [String] = []
  private(set) var earlyCount = 0
  /// What was told of the records of a batch that are not doubted, and of how many of all batches.
  private var sifted: [String?] = []
  private var users: [String] = []
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

  mutating func sift(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) -> UInt64 {
    var passed = recording.sift(batch, in: block)
    users = (0..<batch.count).map { String(decoding: batch.user($0, in: block), as: UTF8.self) }
    sifted = (0..<batch.count).map { batch.doubts[$0] == 0 ? batch.text($0) : nil }
    for row in sifted.indices where sifted[row] != nil {
      siftedCount += 1
      // Runs of several and single ones.
      if passesEvery > 0, row % (2 * passesEvery + 1) != 0 { passed |= 1 << UInt64(row) }
    }
    return passed
  }

  mutating func pass(_ lines: Range<Int>, of batch: borrowing EarlyBatch) {
    for line in lines { calls.append("passed " + users[line]) }
  }

  mutating func passes(_ early: borrowing EarlyEvent) -> Bool {
    earlyCount += 1
    if passesEvery > 0, earlyCount % passesEvery == 0 {
      calls.append("passed ?")
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

extension SkimmingSink {
  /// Whether each call is that of another sink, or tells that its event, whose user is the same, was passed.
  func hasPassed(_ whole: [String]) -> Bool {
    calls.count == whole.count
      && zip(calls, whole).allSatisfy { call, other in
        guard call.hasPrefix("passed ") else { return call == other }
        let user = call.dropFirst("passed ".count)
        return other.hasPrefix("event ")
          && (user == "?"
            || (user.isEmpty ? !other.contains(" user=") : other.contains(" user=\(user)")))
      }
  }

  /// Reads a whole text in a format of records.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - format: The format.
  ///   - usesIndex: Whether many records are looked at together.
  ///   - passesEvery: Which of the records that are told early are passed; 0 for none.
  /// - Returns: What was told.
  static func reading(
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
}
