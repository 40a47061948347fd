internal import ByteScan
internal import EventModel

/// Reads the message of a record of PostgreSQL's log, however the record was written.
///
///     statement: SELECT * FROM customers
///     duration: 12.034 ms  execute <unnamed>: SELECT * FROM customers WHERE id = $1
///     AUDIT: SESSION,3,1,READ,SELECT,TABLE,public.customers,"select …",<not logged>,500
///
/// `log_statement` and `log_min_duration_statement` write the first two, pgaudit the last one, with
/// the number of rows at its end if `pgaudit.log_rows` is on.
///
/// Nothing is allocated per message once the buffers have grown.
struct PostgresMessage: Sendable {
  private static let readCode = Array("READ".utf8)
  private static let statementCode = Array("statement".utf8)
  private var record = QuotedRecord()
  private var texts = CellText()

  /// Begins an event and gives it what the message tells; the time needs a zone if `clock` has none.
  mutating func read(
    _ message: Span<UInt8>, _ clock: ClockReading, in zone: CivilZone?, into event: inout Event
  ) -> LineOutcome {
    var scanner = TextScanner(0..<message.count)
    if scanner.skip("AUDIT: ", in: message) {
      return readAudit(message, scanner.rest, clock.time(in: zone), into: &event)
    }
    guard let statement = Self.statement(message), let action = StatementKind.action(of: statement)
    else { return .ignored(.irrelevant) }
    guard let time = clock.time(in: zone) else { return .rejected(.zoneUnknown) }
    Self.begin(&event, at: time, action, code: Self.statementCode)
    event.set(.statement, copying: statement)
    return .event
  }

  /// What was run; `nil` if the message tells of anything else, such as the parsing of a statement.
  @_lifetime(copy message)
  private static func statement(_ message: Span<UInt8>) -> Span<UInt8>? {
    var scanner = TextScanner(0..<message.count)
    if scanner.skip("duration: ", in: message) {
      guard scanner.upTo(" ms  ", in: message) != nil else { return nil }
    }
    if scanner.skip("statement: ", in: message) { return message.extracting(scanner.rest) }
    // A statement that was prepared, with its name.
    guard scanner.skip("execute ", in: message), scanner.upTo(": ", in: message) != nil else {
      return nil
    }
    return message.extracting(scanner.rest)
  }

  /// `SESSION,3,1,READ,SELECT,TABLE,public.customers,"select …",<not logged>,500`.
  private mutating func readAudit(
    _ message: Span<UInt8>, _ text: Range<Int>, _ time: Timestamp?, into event: inout Event
  ) -> LineOutcome {
    guard
      case .record = record.cut(
        message, from: text.lowerBound, separator: UInt8(ascii: ","), isLast: true),
      record.count >= 9
    else { return .rejected(.malformed) }
    // What is prepared reads nothing yet.
    guard message.extracting(cell(3).range).equals("READ"),
      !message.extracting(cell(4).range).equals("PREPARE")
    else {
      return .ignored(.irrelevant)
    }
    guard let time else { return .rejected(.zoneUnknown) }
    let isExport = message.extracting(cell(4).range).starts(with: "COPY")
    Self.begin(&event, at: time, isExport ? .export : .select, code: Self.readCode)
    texts.copy(cell(6), in: message, to: .table, of: &event)
    texts.copy(cell(7), in: message, to: .statement, of: &event)
    guard !isExport, record.count > 9 else { return .event }
    // Of a COPY pgaudit counts no rows.
    if let rows = try? message.extracting(cell(9).range).decimalCount() {
      event.set(.rows, to: rows)
    }
    return .event
  }

  private func cell(_ column: Int) -> RecordCells.Cell {
    RecordCells.Cell(
      range: Int(record.starts[column])..<Int(record.ends[column]), form: record.forms[column])
  }

  private static func begin(
    _ event: inout Event, at time: Timestamp, _ action: Word, code: [UInt8]
  ) {
    event.begin(.query, at: time)
    event.set(.code, copying: code.span)
    event.set(.outcome, to: .allowed)
    event.set(.action, to: action)
  }

  /// Reads `2026-11-22 08:01:12.254 JST` from the front of a text; only UTC, GMT and numbers (`+09`) say what they are.
  ///
  /// - Complexity: O(1), but for the length of the zone's name.
  static func clock(_ text: Span<UInt8>) -> ClockReading? {
    guard let year = text.fixedDigits(4, at: 0), text.has(UInt8(ascii: "-"), at: 4),
      let month = text.fixedDigits(2, at: 5), text.has(UInt8(ascii: "-"), at: 7),
      let day = text.fixedDigits(2, at: 8), text.has(0x20, at: 10),
      let clock = text.clock(at: 11), let fraction = text.fraction(at: 19)
    else { return nil }
    var civil = CivilTime(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
      second: clock.second)
    guard civil.isValid else { return nil }
    civil.microsecond = fraction.microsecond
    let start = min(20 + fraction.byteCount, text.count)
    var end = start
    while end < text.count, text[end] > 0x20 { end += 1 }
    let zone = text.extracting(start..<end)
    var offset: Int?
    if zone.equals("UTC") || zone.equals("GMT") {
      offset = 0
    } else if let first = zone.count > 0 ? zone[0] : nil,
      first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
    {
      guard let read = try? zone.zoneOffset(at: 0), read.byteCount == zone.count else { return nil }
      offset = read.seconds
    }
    return ClockReading(civil: civil, offsetInSeconds: offset, byteCount: end)
  }
}
