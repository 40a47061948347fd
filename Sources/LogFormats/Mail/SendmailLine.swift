internal import ByteScan

/// What one line of sendmail says about a message.
///
/// `u31FFPtp032300: from=<a@x.example>, size=5938, nrcpts=2, msgid=<…>, relay=pc [192.0.2.1]` once, then
/// `u31FFPtp032300: to=<b@y.example>,<c@y.example>, mailer=esmtp, relay=mx [192.0.2.2], stat=Sent (…)` for
/// each try of recipients that go the same way.
struct SendmailLine {
  var mailLine: MailLine

  /// Reads the text of a line; `nil` if it belongs to no message.
  ///
  /// - Throws: ``MailFault`` for a line of a message that is broken.
  init?(_ block: Span<UInt8>, message: Range<Int>) throws(MailFault) {
    guard let id = Self.queueID(block, message) else { return nil }
    mailLine = MailLine(queueID: id)
    let said = (id.upperBound + 2)..<message.upperBound
    let bytes = block.extracting(said)
    if bytes.starts(with: "from=") {
      try readArrival(block, said)
    } else if bytes.starts(with: "to=") {
      try readDelivery(block, said)
    } else if bytes.starts(with: "AUTH=") {
      mailLine.user = Self.value(block, Key.authid, in: said)
    }
  }

  /// The place of the queue id, which a colon and a blank follow.
  ///
  /// It has eight signs for the time and at least five digits for the process, `u31FFPtp032300`; before
  /// 8.10 three letters and the process, `NAA12345`.
  static func queueID(_ block: Span<UInt8>, _ message: Range<Int>) -> Range<Int>? {
    var end = message.lowerBound
    while end < message.upperBound,
      block[end].isAsciiDigit || block[end].asciiLowercased &- 0x61 < 26
    {
      end += 1
    }
    let id = message.lowerBound..<end
    guard 7...24 ~= id.count, end + 1 < message.upperBound, block[end] == UInt8(ascii: ":"),
      block[end + 1] == 0x20
    else { return nil }
    for offset in id.suffix(4) where !block[offset].isAsciiDigit { return nil }
    return id
  }

  private enum Key {
    static let size = Array(", size=".utf8)
    static let messageID = Array(", msgid=".utf8)
    static let relay = Array(", relay=".utf8)
    static let status = Array(", stat=".utf8)
    static let control = Array(", ctladdr=".utf8)
    static let authid = Array(", authid=".utf8)
    static let separator = Array(", ".utf8)
  }

  /// What stands between `, name=` and the next comma with a blank, or the end.
  private static func value(
    _ block: Span<UInt8>, _ name: [UInt8], in range: Range<Int>
  ) -> Range<Int>? {
    guard let start = block.offset(of: name, in: range) else { return nil }
    let rest = (start + name.count)..<range.upperBound
    return rest.lowerBound..<(block.offset(of: Key.separator, in: rest) ?? rest.upperBound)
  }

  private mutating func readArrival(_ block: Span<UInt8>, _ text: Range<Int>) throws(MailFault) {
    guard let size = Self.value(block, Key.size, in: text) else { throw .malformed }
    let end = block.offset(of: Key.size, in: text) ?? text.upperBound
    mailLine.sender = block.withoutBrackets(text.dropFirst(5).lowerBound..<end)
    mailLine.size = try block.mailSize(in: size)
    if let id = Self.value(block, Key.messageID, in: text), id.count > 2 { mailLine.messageID = id }
    if let relay = Self.value(block, Key.relay, in: text) {
      mailLine.client = block.bracketedAddress(in: relay)
    }
  }

  private mutating func readDelivery(_ block: Span<UInt8>, _ text: Range<Int>) throws(MailFault) {
    guard let status = block.offset(of: Key.status, in: text) else { throw .malformed }
    let stat = block.extracting((status + Key.status.count)..<text.upperBound)
    let list = text.dropFirst(3)
    let end = block.offset(of: Key.separator, in: list) ?? list.upperBound
    mailLine.recipients = list.lowerBound..<end
    mailLine.recipientList = .commas
    // A program or a file of an alias; whose it is, the controlling address tells.
    let target = block.extracting(mailLine.recipients)
    if target.starts(with: "\"|") || target.starts(with: "|") || target.starts(with: "/") {
      mailLine.recipients = controller(block, text) ?? mailLine.recipients
      mailLine.recipientList = .one
    }
    guard !mailLine.recipients.isEmpty else { throw .malformed }
    mailLine.isSent = stat.starts(with: "Sent")
    if let relay = Self.value(block, Key.relay, in: text.lowerBound..<status),
      let address = block.bracketedAddress(in: relay)
    {
      mailLine.isHandedOn = block.isLoopback(address)
    }
  }

  /// `ctladdr=<user@host> (1000/1000)`.
  private func controller(_ block: Span<UInt8>, _ text: Range<Int>) -> Range<Int>? {
    guard let value = Self.value(block, Key.control, in: text) else { return nil }
    var end = value.lowerBound
    while end < value.upperBound, block[end] != 0x20 { end += 1 }
    return value.lowerBound..<end
  }
}
