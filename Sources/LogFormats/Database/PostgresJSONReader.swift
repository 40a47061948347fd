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
  private static let values = JSONCutter(
    ["timestamp", "user", "dbname", "remote_host", "message", "error_severity"].map { [$0] })

  private var cutter = Self.values
  private var cells = RecordCells(count: 6)
  private var texts = CellText()
  private var messages = PostgresMessage()

  mutating func read(
    _ block: Span<UInt8>, _ line: Range<Int>, in zone: CivilZone?, into event: inout Event
  ) -> LineOutcome {
    guard cutter.cut(block, line: line, into: &cells) == .record, cells.isSet(0), cells.isSet(5)
    else { return .rejected(.malformed) }
    guard cells.isSet(4) else { return .ignored(.irrelevant) }
    let stamp = block.extracting(cells[0].range)
    guard let clock = PostgresMessage.clock(stamp), clock.byteCount == stamp.count else {
      return .rejected(.badTime)
    }
    texts.decode(cells[4], in: block)
    let message = texts.decoded
    let outcome = messages.read(message.span, clock, in: zone, into: &event)
    guard outcome == .event else { return outcome }
    texts.set(.user, of: &event, to: cells[1], in: block)
    texts.set(.database, of: &event, to: cells[2], in: block)
    if cells.isSet(3), block[cells[3].range.lowerBound] != UInt8(ascii: "[") {
      event.setPeer(cells[3].range, in: block)
    }
    return .event
  }
}
