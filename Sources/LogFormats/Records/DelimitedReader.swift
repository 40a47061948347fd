internal import ByteScan
internal import EventModel

/// Reads separated values with quotes (RFC 4180), in which a record may go on over several lines.
///
/// The first record that has all identifying columns is the header; what stands before it (titles,
/// conditions of the search) is passed over, and it may come again, with other columns too. A record
/// of several lines has the place of its first line. If a block ends within one, its lines are left
/// to the next block.
struct DelimitedReader: Sendable {
  /// A record has at most so many lines and bytes; a quote that is open for longer was never closed.
  static let lineLimit = 256
  static let byteLimit = 1 << 20
  /// How many records before the header are passed over.
  static let titleLimit = 50

  private let separator: UInt8
  private let names: [String?]
  private let expected: [[UInt8]]
  private var filler: EventFiller
  private var cells: RecordCells
  private var index = CellIndex()
  private var record = QuotedRecord()
  /// The column of each place, from 0; −1 for one that the header lacks.
  private var columns: [Int]
  /// How many columns a record has; `nil` before the header.
  private var columnCount: Int?
  private let leastColumnCount: Int
  private var titleCount = 0
  private var header: [UInt8] = []
  /// Whether the line read last was a header.
  private var isBound = false
  private var event = Event()
  /// Whether cells are found by an index of their block; without it the result is the same.
  var usesIndex = true
  /// Tells of ordinary records that they concern nobody.
  private var early: EarlyRecords

  init(_ plan: RecordPlan, filler: EventFiller) {
    separator = plan.declaration.delimiter ?? (plan.declaration.syntax == .tsv ? 0x09 : 0x2C)
    names = plan.names
    expected = plan.identifyingColumns.map { Array($0.utf8) }
    self.filler = filler
    early = EarlyRecords(filler)
    cells = RecordCells(count: plan.places.count)
    columns = plan.places.map { if case .numbered(let number) = $0 { number - 1 } else { -1 } }
    leastColumnCount = plan.declaration.leastColumnCount ?? (columns.max() ?? -1) + 1
  }

  /// Which columns records have; `nil` before the header.
  private var layout: RecordLayout? {
    if awaitsHeader || !usesIndex { return nil }
    return RecordLayout(
      columns: columns, columnCount: columnCount ?? leastColumnCount,
      mayHaveMore: columnCount == nil)
  }

  /// Whether a header is still to come.
  private var awaitsHeader: Bool { columnCount == nil && !expected.isEmpty }

  /// Reads whole lines and makes one call of the sink for each, but one for all further lines of an
  /// event.
  ///
  /// `isLast` says that nothing comes after this block. The result is how many bytes were read; the rest
  /// begins a record that does not end here.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, isLast: Bool, into sink: inout Sink
  ) -> Int {
    // The index is taken out of `self` while it is walked, and put back after.
    var index = CellIndex()
    swap(&index, &self.index)
    defer { swap(&index, &self.index) }
    index.index(block, separator: separator, quote: UInt8(ascii: "\""))
    let ends = index.ends
    var start = 0
    var line = 0
    var first = 0
    early.begin()
    var layout = layout
    while line < index.lineCount {
      let passed = early.pass(from: line, layout, index, in: block, with: &filler, to: &sink)
      if passed > 0 {
        line += passed
        first = index[line: line - 1].endCount
        start = Int(ends[first - 1]) + 1
        continue
      }
      let info = index[line: line]
      let next = info.endCount
      let feed = Int(ends[next - 1])
      let end = feed > start && block[feed - 1] == 0x0D ? feed - 1 : feed
      let place = LinePlace(number: firstLine + line, range: start..<end)
      var lineCount = 1
      if block[start] == 0 {
        sink.reject(.nulRun, in: block, at: place)
      } else if end == start || (next - first == 1 && block.isBlankLine(place.range)) {
        sink.ignore(.blank, program: block.extracting(0..<0), at: place)
      } else if info.isLoose || awaitsHeader || !usesIndex {
        switch readSlowly(block, place, isLast: isLast, into: &sink) {
        case nil: return start
        case let count?: lineCount = count
        }
      } else {
        readQuickly(
          block, ends, first..<next, place, line: line, isQuoted: info.isQuoted, into: &sink)
      }
      if isBound {
        // It was a header, perhaps with other columns.
        isBound = false
        layout = self.layout
        early.forget()
      }
      line += lineCount
      guard line <= index.lineCount else { return block.count }
      first = index[line: line - 1].endCount
      start = Int(ends[first - 1]) + 1
    }
    guard start < block.count else { return block.count }
    // The last line of all has no line feed.
    let place = LinePlace(
      number: firstLine + line, range: block.withoutCarriageReturn(start..<block.count))
    if block[start] == 0 {
      sink.reject(.nulRun, in: block, at: place)
    } else if block.isBlankLine(place.range) {
      sink.ignore(.blank, program: block.extracting(0..<0), at: place)
    } else if readSlowly(block, place, isLast: isLast, into: &sink) == nil {
      return start
    }
    return block.count
  }

  /// Reads a record of one line, whose quotes stand around whole cells, by the ends of its cells.
  @inline(__always)
  private mutating func readQuickly<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ ends: Span<UInt32>, _ own: Range<Int>, _ place: LinePlace,
    line: Int, isQuoted: Bool, into sink: inout Sink
  ) {
    if isSameHeader(block, place) {
      return sink.ignore(.header, program: block.extracting(0..<0), at: place)
    }
    guard own.count == columnCount ?? max(own.count, leastColumnCount) else {
      return report(.rejected(.columnCount), block, place, lineCount: 1, into: &sink)
    }
    cells.set(columns, ends, own, line: place.range, quoted: isQuoted ? block : nil)
    if early.pass(line, cells, in: block, with: &filler, to: &sink) { return }
    let outcome = filler.begin(&event, from: cells, in: block)
    if outcome == .event { early.number(&event, line: line) }
    report(outcome, block, place, lineCount: 1, into: &sink)
  }

  /// Reads a record by its quotes; returns how many lines it has, or `nil` if it does not end here.
  private mutating func readSlowly<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ place: LinePlace, isLast: Bool, into sink: inout Sink
  ) -> Int? {
    let start = place.range.lowerBound
    let end: Int
    switch record.cut(block, from: start, separator: separator, isLast: isLast) {
    case .open: return nil
    case .broken:
      sink.reject(.openQuote, in: block, at: place)
      return 1
    case .record(let recordEnd): end = recordEnd
    }
    let lineCount = max(1, block.extracting(start..<end).lineCount)
    if awaitsHeader {
      var outcome = LineOutcome.ignored(.header)
      if !bind(block, place.range) {
        outcome = titleCount > Self.titleLimit ? .rejected(.noHeader) : .ignored(.comment)
      }
      report(outcome, block, place, lineCount: lineCount, into: &sink)
      return lineCount
    }
    if lineCount == 1, isSameHeader(block, place) {
      sink.ignore(.header, program: block.extracting(0..<0), at: place)
      return 1
    }
    finish(block, place, lineCount: lineCount, into: &sink)
    return lineCount
  }

  /// Whether a line is the header once more.
  @inline(__always)
  private func isSameHeader(_ block: Span<UInt8>, _ place: LinePlace) -> Bool {
    place.range.count == header.count && !header.isEmpty
      && block.extracting(place.range).hasSameBytes(as: header.span)
  }

  /// Makes an event of the record at hand.
  private mutating func finish<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ place: LinePlace, lineCount: Int, into sink: inout Sink
  ) {
    guard record.count == columnCount ?? max(record.count, leastColumnCount) else {
      return report(.rejected(.columnCount), block, place, lineCount: lineCount, into: &sink)
    }
    Self.set(&cells, to: columns, of: record)
    report(
      filler.begin(&event, from: cells, in: block), block, place, lineCount: lineCount, into: &sink)
  }

  /// Sets every value to its column of a record; one that the record lacks is missing.
  private static func set(
    _ cells: inout RecordCells, to columns: [Int], of record: borrowing QuotedRecord
  ) {
    for slot in columns.indices {
      let column = columns[slot]
      if column < 0 || column >= record.count {
        cells.set(slot, 0, 0)
      } else {
        cells.set(
          slot, Int(record.starts[column]), Int(record.ends[column]), record.forms[column])
      }
    }
  }

  /// Finds the values of a record that stands alone in a text and has no header.
  mutating func cutAlone(
    _ block: Span<UInt8>, line: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    let text = block.extracting(0..<line.upperBound)
    guard case .record = record.cut(text, from: line.lowerBound, separator: separator, isLast: true)
    else { return .rejected(.openQuote) }
    guard record.count >= leastColumnCount, !columns.contains(-1) else {
      return .rejected(.columnCount)
    }
    Self.set(&cells, to: columns, of: record)
    return .record
  }

  /// Takes the record at hand for the header, if it has all columns that tell the format.
  private mutating func bind(_ block: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard !expected.isEmpty else { return false }
    titleCount += 1
    let found = names.map { name in
      name.map { record.column(named: Array($0.utf8), in: block) ?? -1 }
    }
    // A value without its column would be missing in every event.
    guard expected.allSatisfy({ record.column(named: $0, in: block) != nil }),
      !found.contains(-1), record.count >= leastColumnCount
    else { return false }
    for (slot, column) in found.enumerated() {
      if let column { columns[slot] = column }
    }
    columnCount = record.count
    isBound = true
    header = [UInt8](block.extracting(line))
    return true
  }

  @inline(__always)
  private mutating func report<Sink: LineSink & ~Copyable>(
    _ outcome: LineOutcome, _ block: Span<UInt8>, _ place: LinePlace, lineCount: Int,
    into sink: inout Sink
  ) {
    var outcome = outcome
    if case .rejected = outcome, columnCount != nil, isHeader(block, place) {
      outcome = .ignored(.header)
    }
    filler.report(
      outcome, &event, from: cells, in: block, at: place, lineCount: lineCount, to: &sink)
  }

  /// Whether a line that could not be read is a header with other columns.
  private mutating func isHeader(_ block: Span<UInt8>, _ place: LinePlace) -> Bool {
    let outcome = record.cut(
      block, from: place.range.lowerBound, separator: separator, isLast: true)
    guard case .record = outcome else { return false }
    return bind(block, place.range)
  }
}
