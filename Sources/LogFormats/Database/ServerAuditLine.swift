internal import ByteScan
internal import EventModel

/// Turns one line of MariaDB's `server_audit` log into a query or a sign-in.
///
///     20261121 23:01:26,db01,sato,10.0.0.5,3,6,QUERY,shop,'select * from customers',0
///     time              server user host  connection query operation database object result
///
/// Statements that read are queries; a statement that writes what it reads into a file is an export.
enum ServerAuditLine {
  /// The operations that the log knows, for telling the format.
  private static let connectionWords: [StaticString] = ["CONNECT", "FAILED_CONNECT"]

  static func read(
    _ block: Span<UInt8>, _ line: Range<Int>, in zone: CivilZone?, into event: inout Event
  ) -> LineOutcome {
    guard let clock = clock(block.extracting(line)) else { return .rejected(.malformed) }
    guard clock.civil.isValid else { return .rejected(.badTime) }
    var scanner = TextScanner((line.lowerBound + 18)..<line.upperBound)
    guard let server = scanner.upTo(",", in: block), let user = scanner.upTo(",", in: block),
      let host = scanner.upTo(",", in: block), scanner.number(in: block) != nil,
      scanner.skip(",", in: block), scanner.number(in: block) != nil, scanner.skip(",", in: block),
      let operation = scanner.upTo(",", in: block), let database = scanner.upTo(",", in: block)
    else { return .rejected(.malformed) }
    let name = block.extracting(operation)
    let isSignIn = Self.connectionWords.contains { name.equals($0) }
    guard isSignIn || name.equals("QUERY") else { return .ignored(.irrelevant) }
    guard let object = scanner.upToLast(",", in: block) else { return .rejected(.malformed) }
    let result = block.extracting(scanner.rest)
    var statement: [UInt8] = []
    var action: Word?
    if !isSignIn {
      guard object.count > 1, block[object.lowerBound] == UInt8(ascii: "'") else {
        return .rejected(.malformed)
      }
      CellForm.backslash.append(
        block, (object.lowerBound + 1)..<(object.upperBound - 1), to: &statement)
      action = StatementKind.action(of: statement.span)
      guard action != nil else { return .ignored(.irrelevant) }
    }
    guard let time = clock.time(in: zone) else { return .rejected(.zoneUnknown) }
    event.begin(isSignIn ? .login : .query, at: time)
    event.set(.code, toBlockRange: operation)
    event.set(.user, toBlockRange: user)
    event.set(.outcome, to: result.equals("0") ? .allowed : .failed)
    event.setPeer(host, in: block)
    if let action {
      event.set(.action, to: action)
      event.set(.database, toBlockRange: database)
      event.set(.statement, copying: statement.span)
    } else {
      event.set(.service, toBlockRange: server)
      event.set(.kindOfLogin, to: .networkLogin)
    }
    return .event
  }

  /// Reads `20261121 23:01:26,`.
  private static func clock(_ text: Span<UInt8>) -> ClockReading? {
    guard let year = text.fixedDigits(4, at: 0), let month = text.fixedDigits(2, at: 4),
      let day = text.fixedDigits(2, at: 6), text.has(0x20, at: 8), let clock = text.clock(at: 9),
      text.has(UInt8(ascii: ","), at: 17)
    else { return nil }
    return ClockReading(
      civil: CivilTime(
        year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
        second: clock.second), offsetInSeconds: nil, byteCount: 17)
  }
}
