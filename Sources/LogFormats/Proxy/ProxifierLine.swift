internal import ByteScan
internal import EventModel

/// What stands in front of the text in a log of Proxifier: `[10.30 16:49:06] text`, or with the year
/// `[2019.11.27 21:29:24] text`.
struct ProxifierFront {
  let clock: ClockReading
  let message: Range<Int>

  /// Reads the front of a line; `nil` if it is of another log.
  init?(_ block: Span<UInt8>, _ line: Range<Int>) {
    guard line.count > 17, block[line.lowerBound] == UInt8(ascii: "[") else { return nil }
    let text = block.extracting(line)
    let hasYear = text[5] == UInt8(ascii: ".")
    let start = hasYear ? 6 : 1
    guard text.has(UInt8(ascii: "."), at: start + 2), text.has(0x20, at: start + 5),
      let month = text.fixedDigits(2, at: start), let day = text.fixedDigits(2, at: start + 3),
      let clock = text.clock(at: start + 6), text.has(UInt8(ascii: "]"), at: start + 14),
      text.has(0x20, at: start + 15)
    else { return nil }
    let year = hasYear ? text.fixedDigits(4, at: 1) : 0
    guard let year, year > 0 || !hasYear else { return nil }
    let civil = CivilTime(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
      second: clock.second)
    // Without a year, a leap day is one in some year.
    var checked = civil
    if !hasYear { checked.year = 2000 }
    guard checked.isValid else { return nil }
    self.clock = ClockReading(civil: civil, offsetInSeconds: nil, byteCount: start + 15)
    message = (line.lowerBound + start + 16)..<line.upperBound
  }
}

/// Turns the line with which Proxifier ends a connection into a web event.
///
///     chrome.exe *64 - www.example.com:443 close, 1051 bytes (1.02 KB) sent, 592 bytes received, lifetime 04:01
///     └─ program ──┘   └──── target ─────┘        └ what went through it, client to server and back
enum ProxifierLine {
  /// Reads the text of a line; anything but the end of a connection is irrelevant.
  ///
  /// - Complexity: O(*n*) in the bytes of the text.
  static func read(
    _ block: Span<UInt8>, _ message: Range<Int>, at time: Timestamp, into event: inout Event
  ) -> LineOutcome {
    var scanner = TextScanner(message)
    guard let program = scanner.upTo(" - ", in: block), let target = scanner.word(in: block) else {
      return .ignored(.irrelevant)
    }
    _ = scanner.skip("(IPv6) ", in: block)
    guard scanner.skip("close, ", in: block) else { return .ignored(.irrelevant) }
    guard let sent = bytes(before: " sent, ", &scanner, block),
      let received = bytes(before: " received, ", &scanner, block)
    else { return .rejected(.malformed) }
    event.begin(.web, at: time)
    event.set(.method, to: .connect)
    event.set(.outcome, to: .allowed)
    event.set(.bytesOut, to: sent)
    event.set(.bytesIn, to: received)
    event.set(.url, toBlockRange: target)
    let parts = UrlParts(block, target: target, isAuthority: true, wantsPath: false)
    if let host = parts.host { event.set(.domain, toBlockRange: host) }
    // The name of the program alone: its number and width stand behind it.
    var name = TextScanner(program)
    if let name = name.upTo(" (", in: block) ?? name.upTo(" *", in: block) {
      event.set(.userAgent, toBlockRange: name)
    } else {
      event.set(.userAgent, toBlockRange: program)
    }
    return .event
  }

  /// Reads `592 bytes` or `1051 bytes (1.02 KB)` and what stands behind it.
  private static func bytes(
    before end: StaticString, _ scanner: inout TextScanner, _ block: Span<UInt8>
  ) -> Int64? {
    guard let count = scanner.number(in: block), scanner.skip(" bytes", in: block) else {
      return nil
    }
    if scanner.skip(" (", in: block), scanner.upTo(")", in: block) == nil { return nil }
    return scanner.skip(end, in: block) ? count : nil
  }
}
