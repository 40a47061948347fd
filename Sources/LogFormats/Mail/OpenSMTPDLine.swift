internal import ByteScan

/// What one line of OpenSMTPD (6.0 and later) says about a message.
///
/// The size is on `smtp message msgid=f6e94209 size=802 nrcpt=1`, recipients are on
/// `mta delivery evpid=f6e94209918f7e7b from=<…> to=<…> relay="…" result="Ok" stat="…"`; the first eight
/// signs of an envelope's id are those of its message. Until 6.3 it said `smtp event=message address=…` and
/// `mta event=delivery evpid=…`.
struct OpenSMTPDLine {
  var mailLine: MailLine

  /// Reads the text of a line; `nil` if it belongs to no message.
  ///
  /// - Throws: ``MailFault`` for a line of a message that is broken.
  init?(_ block: Span<UInt8>, message: Range<Int>) throws(MailFault) {
    // The session comes first: sixteen hexadecimal digits.
    let session = message.prefix(16)
    guard session.count == 16, Self.isHexadecimal(block, session) else { return nil }
    let text = message.dropFirst(16)
    let said = block.extracting(text)
    let isMessage = said.starts(with: " smtp message ") || said.starts(with: " smtp event=message ")
    let isEnvelope = said.starts(with: " smtp envelope ")
    let isDelivery =
      said.starts(with: " mta delivery ") || said.starts(with: " mta event=delivery ")
      || said.starts(with: " mda delivery ") || said.starts(with: " mda event=delivery ")
    guard isMessage || isEnvelope || isDelivery else { return nil }
    let key = isMessage ? Key.messageID : Key.envelopeID
    guard let id = block.value(after: key, in: text), id.count == (isMessage ? 8 : 16),
      Self.isHexadecimal(block, id)
    else { throw .malformed }
    mailLine = MailLine(queueID: id.prefix(8))
    if isMessage {
      try readMessage(block, text)
    } else {
      try readRecipient(block, text, isDelivery: isDelivery)
    }
  }

  private enum Key {
    static let messageID = Array(" msgid=".utf8)
    static let envelopeID = Array(" evpid=".utf8)
    static let size = Array(" size=".utf8)
    static let from = Array(" from=<".utf8)
    static let to = Array(" to=<".utf8)
    static let close = Array("> ".utf8)
    static let address = Array(" address=".utf8)
    static let relay = Array(" relay=\"".utf8)
    static let result = Array(" result=".utf8)
    static let accepted = Array(" Message accepted for delivery".utf8)
  }

  private static func isHexadecimal(_ block: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for offset in range where SquidText.hexDigit(block[offset]) == nil { return false }
    return true
  }

  private mutating func readMessage(_ block: Span<UInt8>, _ text: Range<Int>) throws(MailFault) {
    guard let size = block.value(after: Key.size, in: text) else { throw .malformed }
    mailLine.size = try block.mailSize(in: size)
    mailLine.sender = Self.address(block, Key.from, in: text)
    if let client = block.value(after: Key.address, in: text) {
      mailLine.client = block.addressLiteral(in: client)
    }
    if let recipient = Self.address(block, Key.to, in: text) {
      mailLine.recipients = recipient
      mailLine.recipientList = .commas
    }
  }

  private mutating func readRecipient(
    _ block: Span<UInt8>, _ text: Range<Int>, isDelivery: Bool
  ) throws(MailFault) {
    guard let recipient = Self.address(block, Key.to, in: text), !recipient.isEmpty else {
      throw .malformed
    }
    mailLine.recipients = recipient
    mailLine.sender = Self.address(block, Key.from, in: text)
    guard isDelivery else { return }
    guard let result = block.offset(of: Key.result, in: recipient.upperBound..<text.upperBound)
    else { throw .malformed }
    let said = block.extracting((result + Key.result.count)..<text.upperBound)
    mailLine.isSent = said.starts(with: "\"Ok\"") || said.starts(with: "Ok")
    guard let relay = block.offset(of: Key.relay, in: recipient.upperBound..<result) else { return }
    let host = relay + Key.relay.count
    var end = host
    while end < result, block[end] != 0x20, block[end] != UInt8(ascii: "\"") { end += 1 }
    mailLine.isHandedOn = block.isLoopback(host..<end)
    if mailLine.isHandedOn { mailLine.nextQueueID = Self.nextID(block, result..<text.upperBound) }
  }

  /// What stands in the brackets after ` from=<` or ` to=<`.
  private static func address(
    _ block: Span<UInt8>, _ key: [UInt8], in text: Range<Int>
  ) -> Range<Int>? {
    guard let start = block.offset(of: key, in: text) else { return nil }
    let rest = (start + key.count)..<text.upperBound
    guard let close = block.offset(of: Key.close, in: rest) else {
      guard let last = rest.last, block[last] == UInt8(ascii: ">") else { return nil }
      return rest.lowerBound..<last
    }
    return rest.lowerBound..<close
  }

  /// `stat="250 2.0.0: f6e94209 Message accepted for delivery"`: the same mail, seen once more.
  private static func nextID(_ block: Span<UInt8>, _ text: Range<Int>) -> Range<Int>? {
    guard let end = block.offset(of: Key.accepted, in: text), end - text.lowerBound > 9,
      block[end - 9] == 0x20, isHexadecimal(block, (end - 8)..<end)
    else { return nil }
    return (end - 8)..<end
  }
}
