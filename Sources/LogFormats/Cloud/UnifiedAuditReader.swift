internal import ByteScan
internal import EventModel

/// What records of the unified audit log are wrapped in.
enum UnifiedAuditWrapping: Hashable, Sendable {
  /// One record a line, as the Management Activity API gives them.
  case json
  /// The export of the portal or of `Search-UnifiedAuditLog`, with the record in the column `AuditData`.
  case csv
}

/// Reads a file of records of the Microsoft 365 unified audit log.
struct UnifiedAuditReader: Sendable {
  private let wrapping: UnifiedAuditWrapping
  private var json = UnifiedAuditValue.cutter
  private var cells = RecordCells(count: UnifiedAuditValue.count)
  private var events: UnifiedAuditEvents
  private var event = Event()
  private var record = QuotedRecord()
  /// The column with the records, and how many there are; `nil` before the header.
  private var dataColumn: Int?
  private var columnCount = 0
  /// How many records stood before the header.
  private var titleCount = 0
  private var text: [UInt8] = []

  init(_ wrapping: UnifiedAuditWrapping, named name: String, wanted: FieldSet) {
    self.wrapping = wrapping
    events = UnifiedAuditEvents(named: name, wanted: wanted)
  }

  /// Reads whole lines; the result is how many bytes were read, the rest begins a record that does
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
      var outcome = LineOutcome.ignored(.blank)
      var lineCount = 1
      if !range.isEmpty, !block.isBlankLine(range) {
        if wrapping == .json {
          outcome = finish(json.cut(block, line: range, into: &cells), block)
        } else {
          guard let found = readRecord(block, range, isLast: isLast) else { return start }
          (outcome, lineCount) = found
        }
      }
      if lineCount == 1, outcome.mayBeRubble, block.isNulRun(range) { outcome = .rejected(.nulRun) }
      sink.take(outcome, &event, in: block, at: line, lineCount: lineCount)
      for _ in 1..<lineCount {
        _ = lines.next()
        number += 1
      }
      start = lines.offset
    }
    return block.count
  }

  private mutating func finish(_ cut: CutOutcome, _ block: Span<UInt8>) -> LineOutcome {
    switch cut {
    case .record: events.read(cells, in: block, into: &event)
    case .ignored(let reason): .ignored(reason)
    case .rejected(let reason): .rejected(reason)
    }
  }

  /// Reads the separated values that begin in a line; `nil` if they go on behind the block.
  private mutating func readRecord(
    _ block: Span<UInt8>, _ line: Range<Int>, isLast: Bool
  ) -> (LineOutcome, lineCount: Int)? {
    switch record.cut(block, from: line.lowerBound, separator: 0x2C, isLast: isLast) {
    case .open: return nil
    case .broken: return (.rejected(.openQuote), 1)
    case .record(let end):
      let count = max(1, block.extracting(line.lowerBound..<end).lineCount)
      return (readColumns(block), count)
    }
  }

  private mutating func readColumns(_ block: Span<UInt8>) -> LineOutcome {
    // The header may come again where exports were put together.
    if let column = record.column(named: Array("AuditData".utf8), in: block),
      record.column(named: Array("CreationDate".utf8), in: block) != nil
    {
      dataColumn = column
      columnCount = record.count
      return .ignored(.header)
    }
    guard let dataColumn else {
      titleCount += 1
      return titleCount > DelimitedReader.titleLimit ? .rejected(.noHeader) : .ignored(.comment)
    }
    guard record.count == columnCount else { return .rejected(.columnCount) }
    text.removeAll(keepingCapacity: true)
    let range = Int(record.starts[dataColumn])..<Int(record.ends[dataColumn])
    record.forms[dataColumn].append(block, range, to: &text)
    // The text is taken out of `self` while other parts of it are at work, and put back after.
    var text: [UInt8] = []
    swap(&text, &self.text)
    defer { swap(&text, &self.text) }
    return finish(json.cut(text.span, line: 0..<text.count, into: &cells), text.span)
  }
}

extension LineOutcome {
  /// Whether the line may be rubble of a power loss: it could not be read, or stands before the header.
  fileprivate var mayBeRubble: Bool {
    switch self {
    case .rejected, .ignored(.comment): true
    case .event, .ignored: false
    }
  }
}
