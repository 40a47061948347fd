internal import ByteScan
internal import EventModel

/// Reads blocks of Squid lines with an index of their columns.
struct SquidReader: Sendable {
  private var lines: SquidLineReader
  /// Reads the early fields of ordinary lines; `nil` if the layout has none such.
  private let skim: SquidSkim?
  private var memory = SquidMemory()
  private var index = ColumnIndex()
  /// The lines looked at together, and storage for looking at them.
  private var batch = EarlyBatch(.web)
  private var firsts = [UInt32](repeating: 0, count: ColumnRows.limit)
  private var scratch = SquidScratch()

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

  /// Reads whole lines and makes one call of the sink for each, or for several that it passes.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, into sink: inout Sink
  ) {
    // The index is taken out of `self` while it is walked, and put back after.
    var index = ColumnIndex()
    var event = Event()
    swap(&index, &self.index)
    defer { swap(&index, &self.index) }
    index.index(block, separator: 0x20)
    let lineCount = index.lineEnds.count
    var first = 0
    while first < lineCount {
      let lines = first..<min(first + ColumnRows.limit, lineCount)
      var passed: UInt64?
      if let skim {
        passed = Self.sift(
          lines, in: block, index, skim, memory, &firsts, &scratch, &batch, into: &sink)
      }
      read(lines, passed, in: block, index, firstLine: firstLine, with: &event, into: &sink)
      first = lines.upperBound
    }
    let columnCount = lineCount == 0 ? 0 : Int(index.lineEnds[lineCount - 1])
    let start = columnCount == 0 ? 0 : Int(index.ends[columnCount - 1]) + 1
    if start < block.count {
      let end = block[block.count - 1] == 0x0D ? block.count - 1 : block.count
      lines.cut(block, line: start..<end)
      _ = read(
        block, at: LinePlace(number: firstLine + lineCount, range: start..<end), with: &event,
        into: &sink)
    }
  }

  /// Tells the sink the early fields of lines.
  ///
  /// Returns the lines that it passes, a bit a line; `nil` if it was told nothing, because none of them
  /// is an ordinary line.
  private static func sift<Sink: LineSink & ~Copyable>(
    _ lines: Range<Int>, in block: Span<UInt8>, _ index: borrowing ColumnIndex,
    _ skim: SquidSkim, _ memory: SquidMemory, _ firsts: inout [UInt32],
    _ scratch: inout SquidScratch, _ batch: inout EarlyBatch, into sink: inout Sink
  ) -> UInt64? {
    guard
      let rows = ColumnRows(
        block, index, lines: lines, columnCount: skim.columnCount, firsts: &firsts,
        doubts: &batch.doubts)
    else { return nil }
    batch.count = lines.count
    skim.read(rows, memory, &scratch, in: block, into: &batch)
    return sink.sift(batch, in: block)
  }

  /// Reads some lines of the block, those of them apart that the sink passes.
  private mutating func read<Sink: LineSink & ~Copyable>(
    _ range: Range<Int>, _ passed: UInt64?, in block: Span<UInt8>,
    _ index: borrowing ColumnIndex, firstLine: Int, with event: inout Event,
    into sink: inout Sink
  ) {
    let ends = index.ends
    let lineEnds = index.lineEnds
    var line = range.lowerBound
    while line < range.upperBound {
      let row = line - range.lowerBound
      let run = Self.runLength(passed ?? 0, from: row)
      if run > 0 {
        sink.pass(row..<(row + run), of: batch)
        line += run
        continue
      }
      let first = line == 0 ? 0 : Int(lineEnds[line - 1])
      let start = first == 0 ? 0 : Int(ends[first - 1]) + 1
      let columns = first..<Int(lineEnds[line])
      if passed != nil, batch.doubts[row] == 0, let skim,
        let early = skim.early(row, of: batch, ends.extracting(columns))
      {
        finish(
          early, ends, columns, in: block, from: start, number: firstLine + line, with: &event,
          into: &sink)
      } else {
        read(
          ends, columns, in: block, from: start, number: firstLine + line, with: &event,
          into: &sink)
      }
      line += 1
    }
  }

  /// How many bits are set one after the other from a place on.
  private static func runLength(_ bits: UInt64, from place: Int) -> Int {
    (~(bits >> UInt64(place))).trailingZeroBitCount
  }

  /// Reads one line, given by the ends of its columns.
  private mutating func read<Sink: LineSink & ~Copyable>(
    _ ends: Span<UInt32>, _ range: Range<Int>, in block: Span<UInt8>, from start: Int,
    number: Int, with event: inout Event, into sink: inout Sink
  ) {
    let feed = Int(ends[range.upperBound - 1])
    let columns = LineColumns(block, ends: ends.extracting(range), lineStart: start)
    if let skim, let columns, let early = skim.read(columns, &memory) {
      return finish(
        early, ends, range, in: block, from: start, number: number, with: &event, into: &sink)
    }
    let end = feed > start && block[feed - 1] == 0x0D ? feed - 1 : feed
    lines.note(ends, range, in: block, from: start, lineEnd: end)
    let isEvent = read(
      block, at: LinePlace(number: number, range: start..<end), with: &event, into: &sink)
    if isEvent, let skim, let columns { skim.remember(event, of: columns, in: &memory) }
  }

  /// Goes on with a line of which the early fields are known.
  private mutating func finish<Sink: LineSink & ~Copyable>(
    _ early: EarlyEvent, _ ends: Span<UInt32>, _ range: Range<Int>, in block: Span<UInt8>,
    from start: Int, number: Int, with event: inout Event, into sink: inout Sink
  ) {
    if sink.passes(early) { return }
    let feed = Int(ends[range.upperBound - 1])
    let place = LinePlace(number: number, range: start..<feed)
    event.begin(early)
    if sink.isConcerned(by: event, in: block) {
      lines.note(ends, range, in: block, from: start, lineEnd: feed)
      accept(&event, in: block, at: place, into: &sink)
    } else {
      sink.pass(event, at: place)
    }
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
