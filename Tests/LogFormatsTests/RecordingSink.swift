import ByteScan
import EventModel

@testable import LogFormats

/// Writes down what a reader makes of each line, so that tests can compare readable texts.
struct RecordingSink: LineSink {
  /// One line of text for each call: `event web user=… …`, `open on … file …`, `ignored blank`,
  /// `rejected bad_time`.
  private(set) var calls: [String] = []
  private(set) var lines: [LinePlace] = []
  /// The servers of which transfers were noted, call by call.
  private(set) var transfers: [String] = []
  private(set) var fragments:
    [(family: FragmentFamily, key: [UInt8], line: JoinedLine, note: LineNote)] = []
  /// The users announced last; an event that carries the number of another is told as such.
  private var announced: [[UInt8]] = []
  /// The fields to write down; `time` and `source` only where asked for.
  var fields: [Field] = Field.allCases.filter { ![.time, .source].contains($0) }

  mutating func announce(users: Span<TextPlace>, in block: Span<UInt8>) {
    announced.removeAll()
    for index in users.indices {
      announced.append([UInt8](block.extracting(users[index].range)))
    }
  }

  mutating func sift(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) -> UInt64 {
    announced = (0..<batch.count).map { batch.user($0, in: block) }
    return 0
  }

  mutating func accept(_ event: inout Event, in block: Span<UInt8>, at line: LinePlace) {
    lines.append(line)
    calls.append(describe(event, in: block))
    guard event.announcedUser >= 0 else { return }
    if announced[event.announcedUser] != [UInt8](event.text(.user, in: block)) {
      calls.append("announced as somebody else")
    }
  }

  mutating func acceptOpen(
    _ event: inout Event, on server: Span<UInt8>, in block: Span<UInt8>, at line: LinePlace
  ) {
    lines.append(line)
    calls.append("open on \(String(lossy: server)): " + describe(event, in: block))
  }

  mutating func noteTransfer(on server: Span<UInt8>) { transfers.append(String(lossy: server)) }

  mutating func acceptFragment(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, in block: Span<UInt8>,
    at line: LinePlace
  ) {
    take(
      family, key,
      FragmentLine(time: time, note: LineNote(), number: line.number, range: line.range),
      in: block, at: lines.count)
  }

  mutating func acceptFragments(
    _ family: FragmentFamily, key: Span<UInt8>, lines: Span<FragmentLine>, in block: Span<UInt8>
  ) {
    for index in lines.indices {
      // Other lines of the block were told meanwhile; what is written down is in their order.
      let number = lines[index].place.number
      let later = self.lines.firstIndex { $0.number > number } ?? self.lines.count
      take(family, key, lines[index], in: block, at: later)
    }
  }

  private mutating func take(
    _ family: FragmentFamily, _ key: Span<UInt8>, _ line: FragmentLine, in block: Span<UInt8>,
    at index: Int
  ) {
    let name = String(lossy: key).replacing("\0", with: "/")
    lines.insert(line.place, at: index)
    calls.insert("fragment \(family) \(name)", at: index)
    let bytes = [UInt8](block.extracting(line.place.range))
    fragments.append(
      (family, [UInt8](key), JoinedLine(time: line.time, bytes: bytes), line.note))
  }

  mutating func ignore(_ reason: IgnoreReason, program: Span<UInt8>, at line: LinePlace) {
    lines.append(line)
    calls.append(
      "ignored \(reason.rawValue)" + (program.isEmpty ? "" : " " + String(lossy: program)))
  }

  mutating func addLines(_ count: Int) {
    for _ in 0..<count {
      if let last = lines.last { lines.append(last) }
      calls.append("continued")
    }
  }

  mutating func reject(_ reason: RejectReason, in block: Span<UInt8>, at line: LinePlace) {
    lines.append(line)
    calls.append("rejected \(reason.rawValue)")
  }

  private func describe(_ event: borrowing Event, in block: Span<UInt8>) -> String {
    var parts = ["event", event.kind.name]
    for field in fields {
      guard let value = event.printedValue(of: field, in: block) else { continue }
      parts.append("\(field.name)=\(value)")
    }
    return parts.joined(separator: " ")
  }
}

extension LogReader {
  /// What a fresh reader makes of a text, cut into blocks of at least `blockByteCount` bytes.
  static func record(
    _ text: String, as format: LogFormat, options: LogReaderOptions = LogReaderOptions(),
    wanted: FieldSet = .all, blockByteCount: Int = .max, fields: [Field]? = nil
  ) -> RecordingSink {
    record(
      Array(text.utf8), as: format, options: options, wanted: wanted,
      blockByteCount: blockByteCount, fields: fields)
  }

  static func record(
    _ bytes: [UInt8], as format: LogFormat, options: LogReaderOptions = LogReaderOptions(),
    wanted: FieldSet = .all, blockByteCount: Int = .max, fields: [Field]? = nil
  ) -> RecordingSink {
    var reader = LogReader(format, options: options, wanted: wanted)
    var sink = RecordingSink()
    if let fields { sink.fields = fields }
    var start = 0
    var end = 0
    while start < bytes.count {
      end = min(bytes.count, blockByteCount < bytes.count ? end + blockByteCount : bytes.count)
      while end < bytes.count && bytes[end - 1] != 0x0A { end += 1 }
      // What a reader leaves unread stands in front of the next block.
      start += reader.read(
        bytes.span.extracting(start..<end), firstLine: sink.calls.count + 1,
        isLast: end == bytes.count, into: &sink)
    }
    return sink
  }
}

extension EarlyBatch {
  /// The bytes of the user of a line that is not doubted; none of one that is.
  func user(_ line: Int, in block: Span<UInt8>) -> [UInt8] {
    guard doubts[line] == 0 else { return [] }
    if userCounts[line] > 16 { return [UInt8](block.extracting(longUsers[line].range)) }
    let words = [userLows[line], userHighs[line]]
    let bytes = words.flatMap { word in (0..<8).map { UInt8(word >> (8 * $0) & 0xFF) } }
    return Array(bytes.prefix(Int(userCounts[line])))
  }
}

/// A small generator whose numbers depend on nothing but the seed.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
