internal import ByteScan
internal import EventModel

/// How PostgreSQL writes its log, besides the JSON of which each record is one line.
enum PostgresWriting: Hashable, Sendable {
  /// `log_destination = csvlog`: separated values without a header.
  case csv
  /// `log_destination = stderr`: lines with a prefix; those that begin with a tab go on with a message.
  case stderr
}

/// Reads a file of PostgreSQL's log whose records may have several lines.
struct PostgresLogReader: Sendable {
  private let writing: PostgresWriting
  private let zone: CivilZone?
  private let source: [UInt8]
  private var record = QuotedRecord()
  private var text: [UInt8] = []
  private var messages = PostgresMessage()
  private var event = Event()

  init(_ writing: PostgresWriting, named name: String, timezone: CivilZone?) {
    self.writing = writing
    zone = timezone
    source = Array(name.utf8)
  }

  /// Reads whole lines; the result is how many bytes were read, the rest begins a record that does
  /// not end here.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, isLast: Bool, into sink: inout Sink
  ) -> Int {
    // The event is taken out of `self` while the text beside it is looked at, and put back after.
    var event = Event()
    swap(&event, &self.event)
    defer { swap(&event, &self.event) }
    var lines = LineCursor(block)
    var number = firstLine
    var start = 0
    while let range = lines.next() {
      let line = LinePlace(number: number, range: range)
      number += 1
      var outcome = LineOutcome.ignored(.blank)
      var lineCount = 1
      if block.isBlankLine(range) {
        outcome = .ignored(.blank)
      } else if block.isNulRun(range) {
        outcome = .rejected(.nulRun)
      } else {
        let found =
          writing == .csv
          ? readRow(block, range, isLast: isLast, into: &event)
          : readLines(block, range, isLast: isLast, into: &event)
        guard let found else { return start }
        (outcome, lineCount) = found
      }
      if outcome == .event {
        let source = source
        event.set(.source, copying: source.span)
      }
      sink.take(outcome, &event, in: block, at: line, lineCount: lineCount)
      for _ in 1..<lineCount {
        _ = lines.next()
        number += 1
      }
      start = lines.offset
    }
    return block.count
  }

  /// Columns of every version:
  /// <https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-CSVLOG>.
  private enum Column {
    static let time = 0
    static let user = 1
    static let database = 2
    static let peer = 4
    static let severity = 11
    static let message = 13
    /// 23 up to version 12, `backend_type` since 13, `leader_pid` and `query_id` since 14.
    static let counts = 23...26
  }

  /// Reads the row that begins in a line; `nil` if it goes on behind the block.
  private mutating func readRow(
    _ block: Span<UInt8>, _ line: Range<Int>, isLast: Bool, into event: inout Event
  ) -> (LineOutcome, lineCount: Int)? {
    switch record.cut(block, from: line.lowerBound, separator: 0x2C, isLast: isLast) {
    case .open: return nil
    case .broken: return (.rejected(.openQuote), 1)
    case .record(let end):
      let count = max(1, block.extracting(line.lowerBound..<end).lineCount)
      return (readColumns(block, into: &event), count)
    }
  }

  private func cell(_ column: Int) -> Range<Int> {
    Int(record.starts[column])..<Int(record.ends[column])
  }

  private mutating func readColumns(
    _ block: Span<UInt8>, into event: inout Event
  ) -> LineOutcome {
    guard Column.counts ~= record.count else { return .rejected(.columnCount) }
    let stamp = block.extracting(cell(Column.time))
    guard let clock = PostgresMessage.clock(stamp), clock.byteCount == stamp.count else {
      return .rejected(.badTime)
    }
    guard !cell(Column.severity).isEmpty else { return .rejected(.malformed) }
    text.removeAll(keepingCapacity: true)
    record.forms[Column.message].append(block, cell(Column.message), to: &text)
    let message = text
    let outcome = messages.read(message.span, clock, in: zone, into: &event)
    guard outcome == .event else { return outcome }
    for (field, column) in [(Field.user, Column.user), (.database, Column.database)] {
      text.removeAll(keepingCapacity: true)
      record.forms[column].append(block, cell(column), to: &text)
      event.set(field, copying: text.span)
    }
    Self.setPeer(cell(Column.peer), block, &event)
    return .event
  }

  /// `10.0.0.5:53412`, a name with its port, or `[local]`, which is no machine.
  private static func setPeer(
    _ range: Range<Int>, _ block: Span<UInt8>, _ event: inout Event
  ) {
    let peer = block.extracting(range)
    guard peer.count > 0, peer[0] != UInt8(ascii: "[") else { return }
    let end = peer.lastOffset(of: UInt8(ascii: ":"), before: peer.count) ?? peer.count
    event.setPeer(range.lowerBound..<(range.lowerBound + end), in: block)
  }

  /// Reads the lines of one message; `nil` if it may go on behind the block.
  private mutating func readLines(
    _ block: Span<UInt8>, _ line: Range<Int>, isLast: Bool, into event: inout Event
  ) -> (LineOutcome, lineCount: Int)? {
    guard let prefix = PostgresPrefix(block, line) else { return (.rejected(.malformed), 1) }
    text.removeAll(keepingCapacity: true)
    text.append(copying: block.extracting(prefix.message))
    var lineCount = 1
    var feed = block.firstOffset(of: 0x0A, from: line.upperBound)
    while let end = feed, lineCount < DelimitedReader.lineLimit {
      let next = end + 1
      guard next < block.count else {
        if !isLast { return nil }
        break
      }
      guard block[next] == 0x09 else { break }
      feed = block.firstOffset(of: 0x0A, from: next)
      // The tab was put in front of the line by the log.
      text.append(0x0A)
      text.append(
        copying: block.extracting(
          block.withoutCarriageReturn((next + 1)..<(feed ?? block.count))))
      lineCount += 1
    }
    guard prefix.isLog else { return (.ignored(.irrelevant), lineCount) }
    let message = text
    let outcome = messages.read(message.span, prefix.clock, in: zone, into: &event)
    if outcome == .event {
      event.set(.user, toBlockRange: prefix.user)
      event.set(.database, toBlockRange: prefix.database)
      if let peer = prefix.peer { Self.setPeer(peer, block, &event) }
    }
    return (outcome, lineCount)
  }
}
