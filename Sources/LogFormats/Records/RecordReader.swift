internal import ByteScan
internal import EventModel

/// Reads the records of a declared format, in a file of their own or in the text of a syslog line.
struct RecordReader: Sendable {
  private enum Cutter: Sendable {
    case columns(ColumnCutter)
    case pattern(LinePatternCutter)
  }

  /// Records of separated values have lines of their own.
  private var delimited: DelimitedReader?
  private var columns: ColumnReader?
  /// Whether columns and separated values are read by an index of their block, and ordinary records looked
  /// at together; without it the result is the same.
  var usesIndex = true { didSet { delimited?.usesIndex = usesIndex } }
  /// These keep which key came after which, so they are used in their places.
  private var keyValue: KeyValueCutter?
  private var header: EventHeaderCutter?
  private var json: JSONCutter?
  private var cutter: Cutter?
  private var filler: EventFiller
  private var cells: RecordCells
  private var event = Event()
  /// Tells of ordinary records that they concern nobody.
  private var chunk: RecordChunk

  /// - Parameters:
  ///   - plan: The compiled declaration.
  ///   - name: What events say of their source.
  ///   - timezone: The zone of times that name none.
  ///   - wanted: The fields that anybody will look at.
  init(_ plan: RecordPlan, named name: String, timezone: CivilZone?, wanted: FieldSet) {
    // Times of a W3C log are UTC by definition, unless the declaration knows better.
    let isW3C = plan.declaration.syntax == .w3c && !plan.declaration.isLocal
    filler = EventFiller(
      plan, named: name, zone: timezone ?? (isW3C ? .utc : nil), wanted: wanted)
    cells = RecordCells(count: plan.places.count)
    chunk = RecordChunk(filler, slotCount: plan.places.count)
    let expected = plan.declaration.identifyingColumns
    switch plan.declaration.syntax {
    case .csv, .tsv: delimited = DelimitedReader(plan, filler: filler)
    case .keyValue: keyValue = KeyValueCutter(plan)
    case .w3c, .zeek, .columns:
      columns = ColumnReader(plan, filler: filler)
      cutter = .columns(ColumnCutter(plan))
    case .cef:
      header = EventHeaderCutter(plan.names, isCEF: true, expecting: expected)
    case .leef:
      header = EventHeaderCutter(plan.names, isCEF: false, expecting: expected)
    case .json:
      json = JSONCutter(plan.paths, takesArrays: plan.declaration.takesArrays)
    case .apache, .nginx:
      let pattern = plan.pattern ?? LinePattern.empty
      cutter = .pattern(LinePatternCutter(pattern, names: plan.names))
    }
  }

  /// Reads whole lines and makes one call of the sink for each record or line.
  ///
  /// `isLast` says that nothing comes after this block. The result is how many bytes were read; the rest
  /// begins a record that does not end here.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, isLast: Bool, into sink: inout Sink
  ) -> Int {
    if delimited != nil {
      return delimited?.read(block, firstLine: firstLine, isLast: isLast, into: &sink) ?? 0
    }
    if columns != nil, usesIndex {
      columns?.read(block, firstLine: firstLine, into: &sink)
      return block.count
    }
    if var cutter = keyValue {
      keyValue = nil
      readLines(block, firstLine, &cutter, into: &sink)
      keyValue = cutter
      return block.count
    }
    if var cutter = header {
      header = nil
      readLines(block, firstLine, &cutter, into: &sink)
      header = cutter
      return block.count
    }
    if var cutter = json {
      json = nil
      readLines(block, firstLine, &cutter, into: &sink)
      json = cutter
      return block.count
    }
    switch cutter {
    case nil: break
    case .columns(var cutter):
      readLines(block, firstLine, &cutter, into: &sink)
      self.cutter = .columns(cutter)
    case .pattern(var cutter): readLines(block, firstLine, &cutter, into: &sink)
    }
    return block.count
  }

  private mutating func readLines<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ firstLine: Int, _ cutter: inout some RecordCutter,
    into sink: inout Sink
  ) {
    var lines = LineCursor(block)
    var number = firstLine
    chunk.begin()
    while usesIndex, chunk.pays {
      while !chunk.isFull, let range = lines.next() {
        let line = LinePlace(number: number, range: range)
        number += 1
        if range.isEmpty || block.isBlankLine(range) {
          chunk.add(.ignored(.blank), at: line)
        } else if block[range.lowerBound] == 0 {
          chunk.add(.rejected(.nulRun), at: line)
        } else {
          chunk.cut(line, of: block, with: &cutter)
        }
      }
      if chunk.count == 0 { return }
      chunk.report(in: block, with: &filler, &event, to: &sink)
    }
    while let range = lines.next() {
      let line = LinePlace(number: number, range: range)
      number += 1
      if range.isEmpty || block.isBlankLine(range) {
        sink.ignore(.blank, program: block.extracting(0..<0), at: line)
        continue
      }
      if block[range.lowerBound] == 0 {
        sink.reject(.nulRun, in: block, at: line)
        continue
      }
      var outcome: LineOutcome
      switch cutter.cut(block, line: range, into: &cells) {
      case .record: outcome = filler.begin(&event, from: cells, in: block)
      case .ignored(let reason): outcome = .ignored(reason)
      case .rejected(let reason): outcome = .rejected(reason)
      }
      if case .rejected = outcome, block.isNulRun(range) { outcome = .rejected(.nulRun) }
      filler.report(outcome, &event, from: cells, in: block, at: line, to: &sink)
    }
  }

  /// Reads one record in the text of a syslog line.
  ///
  /// What it comes to is handed on if it is an event, or if `handsOn` says that anything else is, too.
  ///
  /// - Returns: What it came to.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, text: Range<Int>, envelope: EventFiller.Envelope, at line: LinePlace,
    handsOn: Bool, _ event: inout Event, to sink: inout Sink
  ) -> LineOutcome {
    var outcome = cut(block, text)
    if outcome == .event {
      outcome = filler.begin(&event, from: cells, in: block, envelope: envelope)
    }
    if outcome == .event || handsOn {
      filler.report(
        outcome, &event, from: cells, envelope: envelope, in: block, at: line, to: &sink)
    }
    return outcome
  }

  /// Begins with the lines of another block of syslog.
  mutating func beginChunk() { chunk.begin() }

  /// What became of a record that was to be looked at together with others.
  enum Gathering { case refused, added, full }

  /// Adds a record in the text of a syslog line to those that are looked at together, unless that is not worth the
  /// while; once they are full, ``report(in:_:to:)`` must be called.
  @inline(__always)
  mutating func add(
    _ block: Span<UInt8>, text: Range<Int>, envelope: EventFiller.Envelope, at line: LinePlace
  ) -> Gathering {
    guard usesIndex, chunk.pays else { return .refused }
    let outcome = cut(block, text)
    chunk.add(outcome, &cells, envelope, at: line)
    return chunk.isFull ? .full : .added
  }

  /// Hands on what became of the records that were added.
  mutating func report<Sink: LineSink & ~Copyable>(
    in block: Span<UInt8>, _ event: inout Event, to sink: inout Sink
  ) { chunk.report(in: block, with: &filler, &event, to: &sink) }

  /// Takes one record apart; an event is what is left for the filler to judge.
  private mutating func cut(_ block: Span<UInt8>, _ text: Range<Int>) -> LineOutcome {
    guard !text.isEmpty else { return .rejected(.malformed) }
    let outcome: CutOutcome
    switch cutter {
    case _ where delimited != nil:
      outcome = delimited?.cutAlone(block, line: text, into: &cells) ?? .rejected(.malformed)
    case _ where keyValue != nil:
      outcome = keyValue?.cut(block, line: text, into: &cells) ?? .rejected(.malformed)
    case _ where header != nil:
      outcome = header?.cut(block, line: text, into: &cells) ?? .rejected(.malformed)
    case _ where json != nil:
      outcome = json?.cut(block, line: text, into: &cells) ?? .rejected(.malformed)
    case nil: outcome = .rejected(.malformed)
    case .columns(var cutter): outcome = cutter.cut(block, line: text, into: &cells)
    case .pattern(var cutter): outcome = cutter.cut(block, line: text, into: &cells)
    }
    switch outcome {
    case .record: return .event
    case .ignored(let reason): return .ignored(reason)
    case .rejected(let reason): return .rejected(reason)
    }
  }
}
