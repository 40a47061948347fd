internal import ByteScan
internal import EventModel

/// Turns what sshd says of an attempt to sign in into an event.
///
///     Accepted publickey for sato from 10.0.0.5 port 47568 ssh2: ED25519 SHA256:…
///     Failed password for invalid user bob from 10.0.0.5 port 34960 ssh2
enum OpenSSHText {
  static func read(
    _ block: Span<UInt8>, _ text: Range<Int>, at time: Timestamp, into event: inout Event
  ) -> LineOutcome {
    var scanner = TextScanner(text)
    // What rsyslog makes of equal lines; how many there were is not counted.
    if scanner.skip("message repeated ", in: block) {
      guard scanner.upTo(": [ ", in: block) != nil else { return .ignored(.irrelevant) }
    }
    let isAccepted = scanner.skip("Accepted ", in: block)
    guard isAccepted || scanner.skip("Failed ", in: block) else { return .ignored(.irrelevant) }
    guard let method = scanner.word(in: block), scanner.skip("for ", in: block) else {
      return .rejected(.malformed)
    }
    // A client offers key after key, and asks first what it may offer: only then somebody tries.
    let name = block.extracting(method)
    if !isAccepted, name.equals("publickey") || name.equals("none") {
      return .ignored(.irrelevant)
    }
    _ = scanner.skip("invalid user ", in: block)
    var rest = scanner
    guard rest.upToLast(" port ", in: block) != nil else { return .rejected(.malformed) }
    scanner = TextScanner(scanner.rest.lowerBound..<(rest.rest.lowerBound - 6))
    guard let user = scanner.upToLast(" from ", in: block) else { return .rejected(.malformed) }
    event.begin(.login, at: time)
    event.set(.user, toBlockRange: user)
    event.setPeer(scanner.rest, in: block)
    event.set(.code, toBlockRange: method)
    event.set(.service, copying: "ssh")
    event.set(.kindOfLogin, to: .remote)
    event.set(.outcome, to: isAccepted ? .allowed : .failed)
    return .event
  }
}
