internal import ByteScan
internal import EventModel

/// Turns what vsftpd says of one command into a file event or a sign-in, in its own log or by syslog.
///
///     [pid 3288] [sato] OK DOWNLOAD: Client "10.0.0.5", "/srv/a.zip", 5000000 bytes, 528.28Kbyte/sec
///
/// By syslog the first brackets are part of the envelope.
enum VsftpdText {
  /// Reads a line of vsftpd's own log, which begins with a time.
  static func readLine(
    _ block: Span<UInt8>, _ line: Range<Int>, in zone: CivilZone?, into event: inout Event
  ) -> LineOutcome {
    let front: CalendarFront
    do throws(CalendarFront.Failure) { front = try CalendarFront(block, line) } catch {
      return error.outcome
    }
    var scanner = TextScanner(front.rest)
    guard scanner.skip(" [pid ", in: block), scanner.upTo("] ", in: block) != nil else {
      return .rejected(.malformed)
    }
    let time = front.clock.time(in: zone)
    let outcome = read(
      block, scanner.rest, at: time ?? Timestamp(microseconds: 0), into: &event)
    return outcome == .event && time == nil ? .rejected(.zoneUnknown) : outcome
  }

  /// Reads the text after the envelope.
  static func read(
    _ block: Span<UInt8>, _ text: Range<Int>, at time: Timestamp, into event: inout Event
  ) -> LineOutcome {
    var scanner = TextScanner(text)
    guard scanner.skip("[", in: block), let user = scanner.upTo("] ", in: block) else {
      return .ignored(.irrelevant)
    }
    let isAllowed = scanner.skip("OK ", in: block)
    guard isAllowed || scanner.skip("FAIL ", in: block),
      let operation = scanner.upTo(": Client \"", in: block),
      let client = scanner.upTo("\"", in: block)
    else { return .ignored(.irrelevant) }
    if block.extracting(operation).equals("LOGIN") {
      event.begin(.login, at: time)
      event.set(.service, copying: "ftp")
      event.set(.kindOfLogin, to: .networkLogin)
      event.set(.outcome, to: isAllowed ? .allowed : .failed)
    } else {
      guard let action = action(block.extracting(operation)) else { return .ignored(.irrelevant) }
      guard scanner.skip(", \"", in: block) else { return .rejected(.malformed) }
      event.begin(.file, at: time)
      event.set(.action, to: action)
      event.set(.volume, to: .network)
      guard fill(&event, with: scanner.rest, action, isAllowed: isAllowed, in: block) else {
        return .rejected(.malformed)
      }
    }
    event.set(.code, toBlockRange: operation)
    event.set(.user, toBlockRange: user)
    event.setPeer(Self.address(client, in: block), in: block)
    return .event
  }

  /// Reads the name of a file, and how much of it went over, if the command moves data.
  private static func fill(
    _ event: inout Event, with rest: Range<Int>, _ action: Word, isAllowed: Bool,
    in block: Span<UInt8>
  ) -> Bool {
    var scanner = TextScanner(rest)
    var size: Int64?
    guard let path = scanner.upToLast("\"", in: block), !path.isEmpty else { return false }
    if scanner.skip(", ", in: block), let count = scanner.number(in: block),
      scanner.skip(" bytes", in: block)
    {
      size = count
    }
    if let size { event.set(.size, to: size) }
    // What has been sent before a transfer broke off did leave.
    event.set(.outcome, to: isAllowed || size ?? 0 > 0 ? .allowed : .failed)
    guard action == .rename else {
      event.set(.path, toBlockRange: path)
      return true
    }
    // Both names in one text: only a second absolute one tells where the first ends.
    var names = TextScanner(path)
    let split = names.upTo(" /", in: block)
    event.set(.path, toBlockRange: split ?? path)
    if split != nil {
      event.set(.targetPath, toBlockRange: (names.rest.lowerBound - 1)..<names.rest.upperBound)
    }
    return true
  }

  private static func action(_ operation: Span<UInt8>) -> Word? {
    if operation.equals("DOWNLOAD") { return .download }
    if operation.equals("UPLOAD") || operation.equals("APPEND") { return .write }
    if operation.equals("DELETE") || operation.equals("RMDIR") { return .deleteFile }
    if operation.equals("RENAME") { return .rename }
    return operation.equals("MKDIR") ? .create : nil
  }

  /// An IPv4 address without the form of IPv6 around it.
  private static func address(_ range: Range<Int>, in block: Span<UInt8>) -> Range<Int> {
    let isMapped = block.extracting(range).starts(with: "::ffff:")
    return (range.lowerBound + (isMapped ? 7 : 0))..<range.upperBound
  }
}
