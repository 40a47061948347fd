internal import ByteScan

/// What one line of Exim's main log says about a message.
///
/// `2026-10-12 09:31:07 1tHYza-000000001Aa-2bCd <= sato@example.co.jp H=pc1 [192.0.2.1] P=esmtp S=1234`. Through
/// syslog the date may be missing; a zone, milliseconds and a process id may follow the time.
struct EximLine {
  /// What a line is about; ids are those of messages only.
  enum Flag { case arrival, sent, notSent, completed, other }

  var flag: Flag
  var mailLine: MailLine

  /// Reads the text of a line; `nil` if it belongs to no message.
  ///
  /// - Throws: ``MailFault`` for a line of a message that is broken.
  init?(_ block: Span<UInt8>, text: Range<Int>) throws(MailFault) {
    guard let id = Self.messageID(block, text) else { return nil }
    mailLine = MailLine(queueID: id)
    let rest = id.upperBound..<text.upperBound
    flag = Self.flag(block, rest)
    let fields = rest.dropFirst(4)
    switch flag {
    case .arrival: try readArrival(block, fields)
    case .sent, .notSent: try readDelivery(block, fields)
    case .completed: mailLine.isRemoved = true
    case .other: break
    }
  }

  /// Whether a line begins with a date and a blank, as Exim writes files.
  static func isDated(_ block: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let text = block.extracting(line)
    return text.has(UInt8(ascii: "-"), at: 4) && text.has(UInt8(ascii: "-"), at: 7)
      && text.has(0x20, at: 10) && text.clock(at: 11) != nil
  }

  /// The place of the id, after a time, a zone and a process id, if they are there.
  static func messageID(_ block: Span<UInt8>, _ text: Range<Int>) -> Range<Int>? {
    var start = text.lowerBound
    if isDated(block, text) {
      // The zone is a word of its own: ` +0900`.
      start = wordEnd(block, text.dropFirst(11)) + 1
      if start < text.upperBound, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(block[start]) {
        start = wordEnd(block, start..<text.upperBound) + 1
      }
    }
    if start < text.upperBound, block[start] == UInt8(ascii: "[") {
      start = wordEnd(block, start..<text.upperBound) + 1
    }
    guard start < text.upperBound else { return nil }
    let id = start..<wordEnd(block, start..<text.upperBound)
    return isMessageID(block.extracting(id)) ? id : nil
  }

  /// `16ZCW1-0005MB-00` until 4.96, `1tHYza-000000001Aa-2bCd` since 4.97: digits of base 62.
  static func isMessageID(_ word: Span<UInt8>) -> Bool {
    let second: Int
    switch word.count {
    case 16: second = 13
    case 23: second = 18
    default: return false
    }
    for offset in word.indices {
      let byte = word[offset]
      if offset == 6 || offset == second {
        guard byte == UInt8(ascii: "-") else { return false }
      } else {
        guard byte.isAsciiDigit || byte.asciiLowercased &- 0x61 < 26 else { return false }
      }
    }
    return true
  }

  private static func wordEnd(_ block: Span<UInt8>, _ range: Range<Int>) -> Int {
    var offset = range.lowerBound
    while offset < range.upperBound, block[offset] != 0x20 { offset += 1 }
    return offset
  }

  private static func flag(_ block: Span<UInt8>, _ rest: Range<Int>) -> Flag {
    let text = block.extracting(rest)
    if text.starts(with: " Completed") { return .completed }
    guard text.count >= 3, text[0] == 0x20, text.count == 3 || text[3] == 0x20 else {
      return .other
    }
    let sign = text.extracting(1..<3)
    if sign.equals("<=") || sign.equals("(=") { return .arrival }
    if sign.equals("=>") || sign.equals("->") || sign.equals(">>") { return .sent }
    if sign.equals("**") || sign.equals("==") || sign.equals("*>") { return .notSent }
    return .other
  }

  /// `sender H=name (helo) [address]:port A=driver:user S=size id=message-id T="subject" for …`.
  private mutating func readArrival(_ block: Span<UInt8>, _ text: Range<Int>) throws(MailFault) {
    let end = Self.wordEnd(block, text)
    guard end > text.lowerBound else { throw .malformed }
    mailLine.sender = block.withoutBrackets(text.lowerBound..<end)
    var fields = EximFields(end..<text.upperBound)
    while let field = fields.next(in: block) {
      let value = field.value
      switch block.extracting(field.name) {
      case let name where name.equals("S"): mailLine.size = try block.mailSize(in: value)
      case let name where name.equals("H"): mailLine.client = block.bracketedAddress(in: value)
      case let name where name.equals("id"): if !value.isEmpty { mailLine.messageID = value }
      case let name where name.equals("A"):
        // `driver`, or `driver:user`, or `driver:user:sender`; a user may be an address.
        guard let colon = block.offset(of: Self.colon, in: value) else { break }
        let user = (colon + 1)..<value.upperBound
        let stop = block.offset(of: Self.colon, in: user) ?? user.upperBound
        if stop > user.lowerBound { mailLine.user = user.lowerBound..<stop }
      case let name where name.equals("T"):
        mailLine.subject = EncodedWords.decode(EximText.unescaped(block.extracting(value)).span)
      default: break
      }
    }
  }

  private static let colon = Array(":".utf8)

  /// `address <address it came from> R=router T=transport H=host [address]`.
  private mutating func readDelivery(_ block: Span<UInt8>, _ text: Range<Int>) throws(MailFault) {
    guard let target = EximTarget(block, text) else { throw .malformed }
    mailLine.recipients = target.recipient
    mailLine.isSent = flag == .sent && !target.isBlackhole
    var fields = EximFields(target.end..<text.upperBound)
    while let field = fields.next(in: block) {
      guard block.extracting(field.name).equals("H") else { continue }
      if let address = block.bracketedAddress(in: field.value) {
        mailLine.isHandedOn = block.isLoopback(address)
      }
      return
    }
  }
}
