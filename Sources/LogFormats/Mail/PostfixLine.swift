internal import ByteScan

/// What one line of a Postfix program says about a message.
///
/// RFC 5424 output cuts the program name to `postfix`, so a line is judged by its text alone.
struct PostfixLine {
  enum Item {
    /// `client=host[address], sasl_method=…, sasl_username=…`.
    case client(address: Range<Int>?, saslUser: Range<Int>?)
    /// `uid=1000 from=<user>`: handed in on the machine itself.
    case pickup
    case messageID(Range<Int>)
    /// A header that `header_checks` logs: its name and its text, cut by Postfix at 200 characters.
    case header(name: Range<Int>, text: Range<Int>)
    case queued(sender: Range<Int>, size: Int64)
    case delivery(recipient: Range<Int>, relay: Range<Int>, status: Range<Int>)
    case removed
    case other
  }

  var queueID: Range<Int>
  var item: Item

  /// Reads the text of a line; `nil` if it belongs to no queue id.
  ///
  /// - Throws: ``MailFault`` for a line of a queue id that is broken.
  init?(_ block: Span<UInt8>, message: Range<Int>) throws(MailFault) {
    guard let id = Self.queueID(block, message) else { return nil }
    queueID = id
    var start = id.upperBound + 1
    while start < message.upperBound, block[start] == 0x20 { start += 1 }
    item = try Self.item(block, start..<message.upperBound)
  }

  /// Short ids are five or more hexadecimal digits, long ones ten or more letters and digits
  /// without vowels (so that no word is one); a colon follows.
  static func queueID(_ block: Span<UInt8>, _ message: Range<Int>) -> Range<Int>? {
    var offset = message.lowerBound
    var isHexadecimal = true
    while offset < message.upperBound {
      let byte = block[offset]
      if byte == UInt8(ascii: ":") { break }
      if byte.isAsciiDigit || byte &- 0x41 < 6 {
        offset += 1
        continue
      }
      guard byte.asciiLowercased &- 0x61 < 26, !Self.isVowel(byte) else { return nil }
      isHexadecimal = false
      offset += 1
    }
    guard offset < message.upperBound else { return nil }
    let id = message.lowerBound..<offset
    if isHexadecimal { return id.count >= 5 ? id : nil }
    guard id.count >= 10 else { return nil }
    for place in id where Self.isVowel(block[place]) { return nil }
    return id
  }

  private static func isVowel(_ byte: UInt8) -> Bool {
    switch byte.asciiLowercased {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"):
      true
    default: false
    }
  }

  private enum Key {
    static let open = Array("[".utf8)
    static let close = Array("]".utf8)
    static let colon = Array(":".utf8)
    static let saslUser = Array("sasl_username=".utf8)
    static let size = Array(", size=".utf8)
    static let status = Array(", status=".utf8)
    static let relay = Array(", relay=".utf8)
    static let header = Array(": header ".utf8)
    static let clientTail = Array("; from=<".utf8)
    static let from = Array(" from ".utf8)
  }

  private static func item(_ block: Span<UInt8>, _ text: Range<Int>) throws(MailFault) -> Item {
    let bytes = block.extracting(text)
    if bytes.equals("removed") { return .removed }
    if bytes.starts(with: "client=") { return client(block, text) }
    if bytes.starts(with: "uid=") { return .pickup }
    if bytes.starts(with: "message-id=") { return .messageID(text.dropFirst(11)) }
    if bytes.starts(with: "resent-message-id=") { return .other }
    if bytes.starts(with: "from=") { return try queued(block, text) }
    if bytes.starts(with: "to=") { return try delivery(block, text) }
    return header(block, text) ?? .other
  }

  private static func client(_ block: Span<UInt8>, _ text: Range<Int>) -> Item {
    let open = block.offset(of: Key.open, in: text)
    let close = open.flatMap { block.offset(of: Key.close, in: $0..<text.upperBound) }
    var address: Range<Int>?
    if let open, let close { address = (open + 1)..<close }
    // `IPv6:` stands before an address in some versions.
    if let known = address, block.extracting(known).starts(with: "IPv6:") {
      address = known.dropFirst(5)
    }
    return .client(
      address: address, saslUser: block.value(after: Key.saslUser, in: text))
  }

  private static func queued(
    _ block: Span<UInt8>, _ text: Range<Int>
  ) throws(MailFault) -> Item {
    guard let sender = block.address(in: text.dropFirst(5)) else { throw .malformed }
    guard let size = block.value(after: Key.size, in: sender.upperBound..<text.upperBound) else {
      // `from=<…>, status=expired, returned to sender`.
      guard block.value(after: Key.status, in: sender.upperBound..<text.upperBound) != nil else {
        throw .malformed
      }
      return .other
    }
    return .queued(sender: sender, size: try block.mailSize(in: size))
  }

  private static func delivery(
    _ block: Span<UInt8>, _ text: Range<Int>
  ) throws(MailFault) -> Item {
    guard let recipient = block.address(in: text.dropFirst(3)) else { throw .malformed }
    let rest = recipient.upperBound..<text.upperBound
    guard let relay = block.value(after: Key.relay, in: rest),
      let status = block.value(after: Key.status, in: rest)
    else { throw .malformed }
    var end = status.lowerBound
    while end < status.upperBound, block[end] != 0x20 { end += 1 }
    // Postfix asks whether an address exists without sending a mail; that is no delivery.
    let word = block.extracting(status.lowerBound..<end)
    if word.starts(with: "deliverable") || word.starts(with: "undeliverable") { return .other }
    return .delivery(recipient: recipient, relay: relay, status: status.lowerBound..<end)
  }

  /// `warning: header NAME: text from client; from=<…> to=<…> proto=…`.
  private static func header(_ block: Span<UInt8>, _ text: Range<Int>) -> Item? {
    guard let action = block.offset(of: Key.header, in: text), action - text.lowerBound <= 20
    else { return nil }
    let start = action + 9
    guard let colon = block.offset(of: Key.colon, in: start..<text.upperBound) else { return nil }
    var end = text.upperBound
    if let tail = block.lastOffset(of: Key.clientTail, in: colon..<text.upperBound) {
      end = block.lastOffset(of: Key.from, in: colon..<tail) ?? tail
    }
    var value = colon + 1
    while value < end, block[value] == 0x20 { value += 1 }
    return .header(name: start..<colon, text: value..<end)
  }
}

extension Span<UInt8> {
  /// Returns the address in `<address>` at the front of a range, or what stands before a comma.
  fileprivate func address(in range: Range<Int>) -> Range<Int>? {
    guard range.lowerBound < range.upperBound else { return nil }
    var end = range.lowerBound
    guard self[end] == UInt8(ascii: "<") else {
      while end < range.upperBound, self[end] != UInt8(ascii: ","), self[end] != 0x20 { end += 1 }
      return range.lowerBound..<end
    }
    // A quoted local part may hold `>`; the address ends where `>,` or `>` and the end stand.
    while end < range.upperBound {
      let isClosing =
        self[end] == UInt8(ascii: ">")
        && (end + 1 == range.upperBound || self[end + 1] == UInt8(ascii: ",")
          || self[end + 1] == 0x20)
      if isClosing { return (range.lowerBound + 1)..<end }
      end += 1
    }
    return nil
  }
}

extension PostfixLine {
  /// The line in the form that all mail servers share.
  func mailLine(in block: Span<UInt8>) -> MailLine {
    var line = MailLine(queueID: queueID)
    switch item {
    case .client(let address, let saslUser):
      line.client = address.flatMap { block.addressLiteral(in: $0) }
      line.user = saslUser
    case .messageID(let range) where range.count > 2: line.messageID = range
    case .header(let name, let text): line.header = MailLine.Header(name: name, text: text)
    case .queued(let sender, let size):
      line.sender = sender
      line.size = size
    case .delivery(let recipient, let relay, let status):
      line.recipients = recipient
      line.isSent = block.extracting(status).equals("sent")
      line.isHandedOn = Self.isLoopback(block, relay)
    case .removed: line.isRemoved = true
    case .pickup, .messageID, .other: break
    }
    return line
  }

  /// `127.0.0.1[127.0.0.1]:10024`, `localhost[::1]:10025`.
  private static func isLoopback(_ block: Span<UInt8>, _ relay: Range<Int>) -> Bool {
    guard let open = block.offset(of: Key.open, in: relay),
      let close = block.offset(of: Key.close, in: open..<relay.upperBound)
    else { return false }
    return block.isLoopback((open + 1)..<close)
  }
}
