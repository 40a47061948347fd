internal import ByteScan
internal import EventModel

/// Reads blocks of Squid lines with an index of their columns.
struct SquidReader: Sendable {
  private var lines: SquidLineReader
  /// Reads the early fields of ordinary lines; `nil` if the layout has none such.
  private let skim: SquidSkim?
  private var memory = SquidMemory()
  private var index = ColumnIndex()
  /// Where the users of the lines announced last stand.
  private var users: [TextPlace] = []

  /// How many lines are announced at once; more of them would leave the nearest cache again.
  private static let announcedCount = 64

  init(
    _ format: SquidLogformat, named name: String, timezone: CivilZone?, wanted: FieldSet,
    skims: Bool = true
  ) {
    lines = SquidLineReader(format, named: name, timezone: timezone, wanted: wanted)
    skim = skims ? SquidSkim(lines.layout, codes: format.codes, wanted: wanted) : nil
  }

  /// Whether the early fields of ordinary lines are read by the word.
  var skims: Bool { skim != nil }

  /// The fields that are set of a line that is read whole and carries them.
  var takenFields: FieldSet { lines.takenFields }

  /// Reads whole lines and makes one call of the sink for each.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, into sink: inout Sink
  ) {
    // The index is taken out of `self` while it is walked, and put back after.
    var index = ColumnIndex()
    var event = Event()
    swap(&index, &self.index)
    defer { swap(&index, &self.index) }
    index.index(block, separator: 0x20)
    let ends = index.ends
    let lineEnds = index.lineEnds
    var start = 0
    var number = firstLine
    var first = 0
    for line in lineEnds.indices {
      let next = Int(lineEnds[line])
      let feed = Int(ends[next - 1])
      if let skim, line % Self.announcedCount == 0 {
        announce(line, skim, ends, lineEnds, in: block, to: &sink)
      }
      let columns = LineColumns(block, ends: ends.extracting(first..<next), lineStart: start)
      if let skim, let columns,
        let early = skim.read(columns, announced: announced(line), &memory)
      {
        if sink.passes(early) {
          start = feed + 1
          number += 1
          first = next
          continue
        }
        let place = LinePlace(number: number, range: start..<feed)
        event.begin(early)
        if sink.isConcerned(by: event, in: block) {
          lines.note(ends, first..<next, in: block, from: start, lineEnd: feed)
          accept(&event, in: block, at: place, into: &sink)
        } else {
          sink.pass(event, at: place)
        }
      } else {
        let end = feed > start && block[feed - 1] == 0x0D ? feed - 1 : feed
        lines.note(ends, first..<next, in: block, from: start, lineEnd: end)
        let isEvent = read(
          block, at: LinePlace(number: number, range: start..<end), with: &event, into: &sink)
        if isEvent, let skim, let columns { skim.remember(event, of: columns, in: &memory) }
      }
      start = feed + 1
      number += 1
      first = next
    }
    if start < block.count {
      let end = block[block.count - 1] == 0x0D ? block.count - 1 : block.count
      lines.cut(block, line: start..<end)
      _ = read(
        block, at: LinePlace(number: number, range: start..<end), with: &event, into: &sink)
    }
  }

  /// Tells the sink the users of the next lines.
  private mutating func announce<Sink: LineSink & ~Copyable>(
    _ line: Int, _ skim: SquidSkim, _ ends: Span<UInt32>, _ lineEnds: Span<UInt32>,
    in block: Span<UInt8>, to sink: inout Sink
  ) {
    users.removeAll(keepingCapacity: true)
    var first = line == 0 ? 0 : Int(lineEnds[line - 1])
    let lines = line..<min(line + Self.announcedCount, lineEnds.count)
    users.append(addingCapacity: lines.count) { output in
      for line in lines {
        let next = Int(lineEnds[line])
        output.append(skim.user(ends, first..<next))
        first = next
      }
    }
    sink.announce(users: users.span, in: block)
  }

  /// What was announced of a line.
  @inline(__always)
  private func announced(_ line: Int) -> (place: TextPlace, number: Int) {
    let number = line % Self.announcedCount
    return (users[number], number)
  }

  /// Reads a line whose columns were noted; returns whether it is an event.
  private mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, at line: LinePlace, with event: inout Event, into sink: inout Sink
  ) -> Bool {
    if block[line.range.lowerBound] == 0 {
      // Rubble of a power loss, even where a layout would take it for a value.
      sink.reject(.nulRun, in: block, at: line)
      return false
    }
    switch lines.read(block, lineEnd: line.range.upperBound, into: &event) {
    case .event:
      if sink.isConcerned(by: event, in: block) {
        lines.complete(&event, in: block)
        sink.accept(&event, in: block, at: line)
      } else {
        sink.pass(event, at: line)
      }
      return true
    case .ignored(let reason):
      sink.ignore(reason, program: block.extracting(0..<0), at: line)
    case .rejected(let reason):
      let isNulRun = block.isNulRun(line.range)
      sink.reject(isNulRun ? .nulRun : reason, in: block, at: line)
    }
    return false
  }

  /// Reads the rest of a line whose early fields were skimmed and whose columns were noted.
  private mutating func accept<Sink: LineSink & ~Copyable>(
    _ event: inout Event, in block: Span<UInt8>, at line: LinePlace, into sink: inout Sink
  ) {
    guard lines.cutValues(block, lineEnd: line.range.upperBound) == nil else {
      // The skimming and the reading disagree; the line must not be lost over it.
      return sink.reject(.malformed, in: block, at: line)
    }
    lines.complete(&event, in: block)
    sink.accept(&event, in: block, at: line)
  }
}
