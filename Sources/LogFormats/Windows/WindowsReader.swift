internal import ByteScan
internal import EventModel

/// Reads a file of Windows events in one of the wrappings.
struct WindowsReader: Sendable {
  private let wrapping: WindowsWrapping
  private var json: JSONCutter
  private let xml = WindowsXMLCutter()
  private var table: WindowsTable?
  private var cells = RecordCells(count: WindowsValue.allCases.count)
  private var events: WindowsEventReader
  private var event = Event()
  private var key: [UInt8] = []

  init(_ wrapping: WindowsWrapping, named name: String, timezone: CivilZone?, wanted: FieldSet) {
    self.wrapping = wrapping
    json = wrapping.cutter
    var order: DateOrder?
    if case .table(let own) = wrapping {
      order = own
      table = WindowsTable(own)
    }
    events = WindowsEventReader(named: name, zone: timezone, dates: order, wanted: wanted)
  }

  /// Reads whole lines; the result is how many bytes were read, the rest begins an event that does
  /// not end here.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, isLast: Bool, into sink: inout Sink
  ) -> Int {
    var lines = LineCursor(block)
    var number = firstLine
    var start = 0
    while let range = lines.next() {
      let line = LinePlace(number: number, range: range)
      number += 1
      if range.isEmpty || block.isBlankLine(range) {
        sink.ignore(.blank, program: block.extracting(0..<0), at: line)
      } else if block[range.lowerBound] == 0 {
        sink.reject(.nulRun, in: block, at: line)
      } else if wrapping == .xml || table != nil {
        let read =
          table == nil
          ? readXML(block, line, isLast: isLast, into: &sink)
          : readRow(block, line, isLast: isLast, into: &sink)
        guard let count = read else { return start }
        for _ in 1..<count {
          _ = lines.next()
          number += 1
        }
      } else {
        finish(json.cut(block, line: range, into: &cells), block, line, into: &sink)
      }
      start = lines.offset
    }
    return block.count
  }

  /// Reads the event that begins in a line; returns its number of lines, `nil` if it goes on behind the block.
  private mutating func readXML<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ line: LinePlace, isLast: Bool, into sink: inout Sink
  ) -> Int? {
    switch XMLEventLines.find(block, from: line.range, isLast: isLast) {
    case .unfinished: return nil
    case .frame:
      sink.ignore(.header, program: block.extracting(0..<0), at: line)
      return 1
    case .none:
      sink.reject(block.isNulRun(line.range) ? .nulRun : .malformed, in: block, at: line)
      return 1
    case .event(let range, let lineCount):
      let outcome = xml.cut(block, range, into: &cells)
      finish(outcome, block, line, lineCount: lineCount, into: &sink)
      return lineCount
    }
  }

  /// Reads the row that begins in a line; returns its number of lines, `nil` if it goes on behind the block.
  private mutating func readRow<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ line: LinePlace, isLast: Bool, into sink: inout Sink
  ) -> Int? {
    switch table?.cut(block, line.range, isLast: isLast, into: &cells) {
    case .row(let outcome, let lineCount):
      finish(outcome, block, line, lineCount: lineCount, into: &sink)
      return lineCount
    case .unfinished, nil: return nil
    }
  }

  @inline(__always)
  private mutating func finish<Sink: LineSink & ~Copyable>(
    _ cut: CutOutcome, _ block: Span<UInt8>, _ line: LinePlace, lineCount: Int = 1,
    into sink: inout Sink
  ) {
    var outcome: LineOutcome
    if cut == .record, lineCount == 1, let family = wrapping.handleFamily,
      case .success(let time)? = events.waitingTime(cells, in: block)
    {
      key.removeAll(keepingCapacity: true)
      WindowsDeletion.appendKey(cells, block, to: &key)
      return sink.acceptFragment(family, key: key.span, time: time, in: block, at: line)
    }
    switch cut {
    case .record: outcome = events.read(cells, in: block, into: &event)
    case .ignored(let reason): outcome = .ignored(reason)
    case .rejected(let reason): outcome = .rejected(reason)
    }
    if case .rejected = outcome, block.isNulRun(line.range) { outcome = .rejected(.nulRun) }
    sink.take(outcome, &event, in: block, at: line, lineCount: lineCount)
  }
}
