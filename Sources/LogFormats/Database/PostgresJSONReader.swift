internal import ByteScan
internal import EventModel

/// Reads the JSON log of PostgreSQL (15 and later): statements that `pgaudit` or `log_statement` tells,
/// and sign-ins that were refused.
///
///     {"timestamp":"2026-11-22 08:01:12.254 JST","user":"sato","dbname":"crm","remote_host":"10.0.0.5",…
///      "message":"AUDIT: SESSION,3,1,READ,SELECT,TABLE,public.customers,\"select …\",<not logged>,500"}
///
/// `pgaudit.log_rows` puts the number of rows at the end.
struct PostgresJSONReader: Sendable {
  private var cutter = JSONCutter(
    ["timestamp", "user", "dbname", "remote_host", "message", "error_severity"].map { [$0] })
  private var cells = RecordCells(count: 6)

  mutating func read(
    _ block: Span<UInt8>, _ line: Range<Int>, in zone: CivilZone?, into event: inout Event
  ) -> LineOutcome {
    guard cutter.cut(block, line: line, into: &cells) == .record, cells.isSet(0), cells.isSet(5)
    else { return .rejected(.malformed) }
    guard cells.isSet(4), let text = text(4, block) else { return .ignored(.irrelevant) }
    guard let clock = Self.clock(block.extracting(cells[0].range)) else {
      return .rejected(.badTime)
    }
    let message = text.span
    var scanner = TextScanner(0..<message.count)
    if scanner.skip("statement: ", in: message) {
      let statement = message.extracting(scanner.rest)
      guard let action = StatementKind.action(of: statement) else {
        return .ignored(.irrelevant)
      }
      guard let time = clock.time(in: zone) else { return .rejected(.zoneUnknown) }
      begin(&event, at: time, action, code: "statement", block)
      event.set(.statement, copying: statement)
      return .event
    }
    guard scanner.skip("AUDIT: ", in: message) else { return .ignored(.irrelevant) }
    return readAudit(message, scanner.rest, clock.time(in: zone), block, into: &event)
  }

  /// `SESSION,3,1,READ,SELECT,TABLE,public.customers,"select …",<not logged>,500`.
  private func readAudit(
    _ message: Span<UInt8>, _ text: Range<Int>, _ time: Timestamp?, _ block: Span<UInt8>,
    into event: inout Event
  ) -> LineOutcome {
    var record = QuotedRecord()
    guard
      case .record = record.cut(
        message, from: text.lowerBound, separator: UInt8(ascii: ","), isLast: true),
      record.count >= 9
    else { return .rejected(.malformed) }
    func value(_ column: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      let range = Int(record.starts[column])..<Int(record.ends[column])
      record.forms[column].append(message, range, to: &bytes)
      return bytes
    }
    guard value(3) == Array("READ".utf8) else { return .ignored(.irrelevant) }
    guard let time else { return .rejected(.zoneUnknown) }
    let isExport = value(4).span.starts(with: "COPY")
    begin(&event, at: time, isExport ? .export : .select, code: "READ", block)
    event.set(.table, copying: value(6).span)
    event.set(.statement, copying: value(7).span)
    // Of a COPY pgaudit counts no rows.
    if !isExport, record.count > 9, let rows = try? value(9).span.decimalCount() {
      event.set(.rows, to: rows)
    }
    return .event
  }

  private func begin(
    _ event: inout Event, at time: Timestamp, _ action: Word, code: String, _ block: Span<UInt8>
  ) {
    event.begin(.query, at: time)
    event.set(.code, copying: code)
    event.set(.outcome, to: .allowed)
    event.set(.action, to: action)
    if let user = text(1, block) { event.set(.user, copying: user.span) }
    if let database = text(2, block) { event.set(.database, copying: database.span) }
    if cells.isSet(3), block[cells[3].range.lowerBound] != UInt8(ascii: "[") {
      event.setPeer(cells[3].range, in: block)
    }
  }

  private func text(_ slot: Int, _ block: Span<UInt8>) -> [UInt8]? {
    guard cells.isSet(slot) else { return nil }
    var bytes: [UInt8] = []
    let cell = cells[slot]
    cell.form.append(block, cell.range, to: &bytes)
    return bytes
  }

  /// Reads `2026-11-22 08:01:12.254 JST`; only UTC and GMT say what they are.
  private static func clock(_ text: Span<UInt8>) -> ClockReading? {
    guard let year = text.fixedDigits(4, at: 0), text.has(UInt8(ascii: "-"), at: 4),
      let month = text.fixedDigits(2, at: 5), let day = text.fixedDigits(2, at: 8),
      let clock = text.clock(at: 11), let fraction = text.fraction(at: 19)
    else { return nil }
    var civil = CivilTime(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
      second: clock.second)
    guard civil.isValid else { return nil }
    civil.microsecond = fraction.microsecond
    let zone = text.extracting(min(20 + fraction.byteCount, text.count)..<text.count)
    let isUniversal = zone.equals("UTC") || zone.equals("GMT")
    return ClockReading(
      civil: civil, offsetInSeconds: isUniversal ? 0 : nil, byteCount: text.count)
  }
}
