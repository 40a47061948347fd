internal import ByteScan
internal import EventModel

/// Turns the messages of a Cisco ASA about sessions of its VPN into sign-ins.
///
///     %ASA-4-113019: Group = G, Username = sato, IP = 203.0.113.163, Session disconnected.
///         Session Type: SSL, Duration: 0h:39m:20s, Bytes xmt: 32799774, Bytes rcv: 663531, Reason: …
///     %ASA-6-113039: Group <G> User <sato> IP <203.0.113.163> AnyConnect parent session started.
///
/// What the appliance has received is what the person has sent.
enum CiscoASAText {
  /// Whether a text begins as a message of the appliance does.
  static func isTag(_ text: Span<UInt8>) -> Bool {
    text.starts(with: "%ASA-") || text.starts(with: "%FTD-")
  }

  /// Reads a message from its `%` on.
  static func read(
    _ block: Span<UInt8>, _ text: Range<Int>, at time: Timestamp, into event: inout Event
  ) -> LineOutcome {
    var scanner = TextScanner(text)
    guard scanner.upTo(": ", in: block) != nil else { return .ignored(.irrelevant) }
    let code = (scanner.rest.lowerBound - 8)..<(scanner.rest.lowerBound - 2)
    guard code.lowerBound > text.lowerBound else { return .ignored(.irrelevant) }
    let number = block.extracting(code)
    if number.equals("113019") {
      return readEnd(&scanner, block, code, at: time, into: &event)
    }
    let service: StaticString
    if number.equals("113039") {
      service = "AnyConnect"
    } else if number.equals("716001") {
      service = "WebVPN"
    } else if number.equals("722051") {
      service = "AnyConnect"
    } else {
      return .ignored(.irrelevant)
    }
    guard let names = names(&scanner, block) else { return .rejected(.malformed) }
    begin(&event, names, code, at: time, in: block)
    event.set(.service, copying: "\(service)")
    if number.equals("722051") {
      // Newer ones write `IPv4 Address <…> IPv6 address <…> assigned to session`.
      guard scanner.upTo("ddress <", in: block) != nil, let address = scanner.upTo(">", in: block)
      else { return .rejected(.malformed) }
      event.set(.host, toBlockRange: address)
    }
    return .event
  }

  private static func readEnd(
    _ scanner: inout TextScanner, _ block: Span<UInt8>, _ code: Range<Int>, at time: Timestamp,
    into event: inout Event
  ) -> LineOutcome {
    guard scanner.upTo("Username = ", in: block) != nil,
      let user = scanner.upTo(", IP = ", in: block), let address = scanner.upTo(", ", in: block),
      scanner.upTo("Session Type: ", in: block) != nil, let type = scanner.upTo(", ", in: block),
      scanner.upTo("Bytes xmt: ", in: block) != nil, let sent = scanner.number(in: block),
      scanner.skip(", Bytes rcv: ", in: block), let received = scanner.number(in: block)
    else { return .rejected(.malformed) }
    begin(&event, (user, address), code, at: time, in: block)
    event.set(.service, toBlockRange: type)
    event.set(.bytesOut, to: received)
    event.set(.bytesIn, to: sent)
    return .event
  }

  /// Reads `Group <G> User <U> IP <A> `, with the brackets or without.
  private static func names(
    _ scanner: inout TextScanner, _ block: Span<UInt8>
  ) -> (user: Range<Int>, address: Range<Int>)? {
    guard scanner.skip("Group ", in: block) else { return nil }
    if scanner.upTo("> User <", in: block) != nil {
      guard let user = scanner.upTo("> IP <", in: block),
        let address = scanner.upTo("> ", in: block)
      else { return nil }
      return (user, address)
    }
    guard scanner.upTo(" User ", in: block) != nil, let user = scanner.upTo(" IP ", in: block),
      let address = scanner.upTo(" ", in: block)
    else { return nil }
    return (user, address)
  }

  private static func begin(
    _ event: inout Event, _ names: (user: Range<Int>, address: Range<Int>), _ code: Range<Int>,
    at time: Timestamp, in block: Span<UInt8>
  ) {
    event.begin(.login, at: time)
    event.set(.code, toBlockRange: code)
    event.set(.kindOfLogin, to: .vpn)
    event.set(.outcome, to: .allowed)
    // The appliance hides names that it does not know behind asterisks.
    if !block.extracting(names.user).equals("*****") {
      event.set(.user, toBlockRange: names.user)
    }
    event.setPeer(names.address, in: block)
  }
}
