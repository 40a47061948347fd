internal import ByteScan
internal import EventModel

/// Reads the lines of a log in columns (W3C extended, Zeek, or named by the format) by an index of the
/// separators of a block.
///
/// What the index cannot tell (lines of `#`, doubled quotes, escapes) goes to ``ColumnCutter``, which every
/// line may be given to with the same result.
struct ColumnReader: Sendable {
  private var cutter: ColumnCutter
  private var filler: EventFiller
  private var cells: RecordCells
  private var index = CellIndex()
  private var event = Event()
  /// The byte whose lines the index marks: a quote, or where quotes mean nothing, a backslash.
  private let mark: UInt8
  /// The place of each column, −1 for none; empty if a column has several.
  private var slots: [Int] = []
  /// Whether the line read last told that the columns are others.
  private var hasNewColumns = false
  /// Tells of ordinary records that they concern nobody.
  private var early: EarlyRecords

  init(_ plan: RecordPlan, filler: EventFiller) {
    cutter = ColumnCutter(plan)
    self.filler = filler
    early = EarlyRecords(filler, comment: UInt8(ascii: "#"))
    cells = RecordCells(count: plan.places.count)
    mark = UInt8(ascii: plan.declaration.syntax == .zeek ? "\\" : "\"")
    bind()
  }

  /// Reads whole lines and makes one call of the sink for each.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, into sink: inout Sink
  ) {
    var index = CellIndex()
    swap(&index, &self.index)
    defer { swap(&index, &self.index) }
    // A header may change the separator; then the rest of the block is read without the index.
    let separator = self.separator(of: block)
    index.index(block, separator: separator, quote: mark, pairs: mark == UInt8(ascii: "\""))
    let ends = index.ends
    var start = 0
    var first = 0
    early.begin()
    var layout = layout(separator)
    var line = 0
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
      let isIndexed = cutter.separator == separator
      read(
        block, place, ends, isIndexed ? first..<next : first..<first,
        isQuoted: info.isQuoted, isLoose: info.isLoose || !isIndexed, line: line, into: &sink)
      if hasNewColumns {
        hasNewColumns = false
        layout = self.layout(separator)
        early.forget()
      }
      first = next
      start = feed + 1
      line += 1
    }
    guard start < block.count else { return }
    // The last line of all has no line feed.
    let place = LinePlace(
      number: firstLine + index.lineCount, range: block.withoutCarriageReturn(start..<block.count))
    read(
      block, place, ends, first..<first, isQuoted: true, isLoose: true, line: index.lineCount,
      into: &sink)
  }

  /// The separator of the columns that are known, or that the first header of a block will name.
  private func separator(of block: Span<UInt8>) -> UInt8 {
    var probe = cutter
    var lines = LineCursor(block)
    while !probe.isBound, let line = lines.next(), line.isEmpty || block[line.lowerBound] == 0x23 {
      if !line.isEmpty { _ = probe.readDirective(block, line) }
    }
    return probe.separator
  }

  /// Which columns records have whose separator was indexed; `nil` if they are not known.
  private func layout(_ separator: UInt8) -> RecordLayout? {
    guard cutter.isBound, cutter.separator == separator,
      !cutter.isAligned || cutter.columnCount <= ColumnRows.alignedColumnLimit
    else { return nil }
    return RecordLayout(
      columns: cutter.columns, columnCount: cutter.columnCount, mayHaveMore: cutter.mayHaveMore,
      isAligned: cutter.isAligned)
  }

  private mutating func bind() {
    slots = [Int](repeating: -1, count: cutter.columnCount)
    for (slot, column) in cutter.columns.enumerated() where column >= 0 && column < slots.count {
      if slots[column] >= 0 {
        slots = []
        return
      }
      slots[column] = slot
    }
  }

  @inline(__always)
  private mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ place: LinePlace, _ ends: Span<UInt32>, _ own: Range<Int>,
    isQuoted: Bool, isLoose: Bool, line: Int, into sink: inout Sink
  ) {
    let range = place.range
    if range.isEmpty || (block[range.lowerBound].isBlank && block.isBlankLine(range)) {
      return sink.ignore(.blank, program: block.extracting(0..<0), at: place)
    }
    if block[range.lowerBound] == 0 { return sink.reject(.nulRun, in: block, at: place) }
    var outcome = LineOutcome.event
    if block[range.lowerBound] == UInt8(ascii: "#") {
      let (before, separator) = (cutter.columns, cutter.separator)
      outcome = Self.outcome(of: cutter.cut(block, line: range, into: &cells))
      if cutter.columns != before || slots.count != cutter.columnCount {
        bind()
        hasNewColumns = true
      }
      if cutter.separator != separator { hasNewColumns = true }
    } else if !isLoose, !cutter.isAligned, own.count == cutter.columnCount {
      cells.set(cutter.columns, ends, own, line: range, quoted: isQuoted ? block : nil)
    } else if isLoose || !cutAligned(block, ends, own, range) {
      outcome = Self.outcome(of: cutter.cut(block, line: range, into: &cells))
    }
    if outcome == .event {
      outcome = filler.begin(&event, from: cells, in: block)
      if outcome == .event, !isLoose { early.number(&event, line: line) }
    }
    if case .rejected = outcome, block.isNulRun(range) { outcome = .rejected(.nulRun) }
    filler.report(outcome, &event, from: cells, in: block, at: place, to: &sink)
  }

  private static func outcome(of cut: CutOutcome) -> LineOutcome {
    switch cut {
    case .record: .event
    case .ignored(let reason): .ignored(reason)
    case .rejected(let reason): .rejected(reason)
    }
  }

  /// Finds the values of a line in whose columns blanks are aligned, and whose quotes stand around whole
  /// values; returns false, with nothing decided, for any other line.
  @inline(__always)
  private mutating func cutAligned(
    _ block: Span<UInt8>, _ ends: Span<UInt32>, _ own: Range<Int>, _ line: Range<Int>
  ) -> Bool {
    guard cutter.isAligned, !slots.isEmpty, own.count >= slots.count else { return false }
    cells.clear()
    var column = 0
    var cell = own.lowerBound
    var start = line.lowerBound
    while cell < own.upperBound {
      let end = cell + 1 == own.upperBound ? line.upperBound : Int(ends[cell])
      cell += 1
      if start == end {
        start = end + 1
        continue
      }
      if column == slots.count { return cutter.mayHaveMore }
      let isQuoted = block[start] == UInt8(ascii: "\"")
      let slot = slots[column]
      if slot >= 0 { cells.set(slot, isQuoted ? start + 1 : start, isQuoted ? end - 1 : end) }
      column += 1
      start = end + 1
    }
    return column == slots.count
  }
}
