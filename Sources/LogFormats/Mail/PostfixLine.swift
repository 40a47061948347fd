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
    if let end = hexadecimalEnd(block, message), end - message.lowerBound >= 5 {
      return message.lowerBound..<end
    }
    var offset = message.lowerBound
    var isHexadecimal = true
    var hasVowel = false
    while offset < message.upperBound {
      let byte = block[offset]
      if byte == UInt8(ascii: ":") { break }
      offset += 1
      if byte.isAsciiDigit { continue }
      guard byte >= 0x40, byte < 0x80 else { return nil }
      let letter: UInt64 = 1 << UInt64(byte & 0x3F)
      if letter & Letters.hexadecimal != 0 {
        hasVowel = hasVowel || letter & Letters.vowels != 0
      } else {
        guard letter & Letters.all & ~Letters.vowels != 0 else { return nil }
        isHexadecimal = false
      }
    }
    guard offset < message.upperBound else { return nil }
    let id = message.lowerBound..<offset
    if isHexadecimal { return id.count >= 5 ? id : nil }
    return id.count >= 10 && !hasVowel ? id : nil
  }

  /// Returns where the colon stands behind nothing but hexadecimal digits, eight of which are looked at in
  /// one step; `nil` if there is none, or only so near the end that it is not found so.
  @inline(__always)
  private static func hexadecimalEnd(_ block: Span<UInt8>, _ message: Range<Int>) -> Int? {
    var offset = message.lowerBound
    while offset + 8 <= message.upperBound {
      let count = block.littleEndian(UInt64.self, at: offset).hexadecimalCount
      offset += count
      if count < 8 { return block[offset] == UInt8(ascii: ":") ? offset : nil }
    }
    return nil
  }

  /// Letters of either case as bits by how far they stand behind `@`.
  private enum Letters {
    static let all: UInt64 = 0x07FF_FFFE_07FF_FFFE
    /// `A` to `F`, which Postfix writes large.
    static let hexadecimal: UInt64 = 0x7E
    static let vowels: UInt64 = 0x0020_8222_0020_8222
  }

  private enum Key {
    static let size = Array(", size=".utf8)
    static let status = Array(", status=".utf8)
    static let saslUser = Array("sasl_username=".utf8)
    static let header = Array(": header ".utf8)
    static let clientTail = Array("; from=<".utf8)
    static let from = Array(" from ".utf8)
  }

  private static func item(_ block: Span<UInt8>, _ text: Range<Int>) throws(MailFault) -> Item {
    let bytes = block.extracting(text)
    guard bytes.count > 0 else { return .other }
    switch bytes[0] {
    case UInt8(ascii: "c") where bytes.starts(with: "client="): return client(block, text)
    case UInt8(ascii: "f") where bytes.starts(with: "from="): return try queued(block, text)
    case UInt8(ascii: "m") where bytes.starts(with: "message-id="):
      return .messageID(text.dropFirst(11))
    case UInt8(ascii: "r") where bytes.equals("removed"): return .removed
    case UInt8(ascii: "r") where bytes.starts(with: "resent-message-id="): return .other
    case UInt8(ascii: "t") where bytes.starts(with: "to="): return try delivery(block, text)
    case UInt8(ascii: "u") where bytes.starts(with: "uid="): return .pickup
    default: return header(block, text) ?? .other
    }
  }

  private static func client(_ block: Span<UInt8>, _ text: Range<Int>) -> Item {
    let line = block.extracting(0..<text.upperBound)
    var address: Range<Int>?
    if let open = line.firstOffset(of: UInt8(ascii: "["), from: text.lowerBound),
      let close = line.firstOffset(of: UInt8(ascii: "]"), from: open)
    {
      address = (open + 1)..<close
    }
    // `IPv6:` stands before an address in some versions.
    if let known = address, block.extracting(known).starts(with: "IPv6:") {
      address = known.dropFirst(5)
    }
    return .client(address: address, saslUser: saslUser(block, text))
  }

  /// The value of the first `sasl_username=`.
  private static func saslUser(_ block: Span<UInt8>, _ text: Range<Int>) -> Range<Int>? {
    block.value(after: Key.saslUser, in: text)
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
    // Names stand behind commas: the first of each that is looked for counts.
    let line = block.extracting(0..<text.upperBound)
    var (relay, status): (Int?, Int?)
    var place = recipient.upperBound
    while relay == nil || status == nil {
      guard let comma = line.firstOffset(of: UInt8(ascii: ","), from: place) else {
        throw .malformed
      }
      place = comma + 1
      guard comma + 2 < line.count else { throw .malformed }
      let field = line.extracting(place..<line.count)
      if relay == nil, field[1] == UInt8(ascii: "r"), field.starts(with: " relay=") {
        relay = comma + 8
      } else if status == nil, field[1] == UInt8(ascii: "s"), field.starts(with: " status=") {
        status = comma + 9
      }
    }
    guard let relay, let status else { throw .malformed }
    // What follows the word stands in parentheses; a comma may end it too.
    let word = block.value(from: status, to: text.upperBound)
    // Postfix asks whether an address exists without sending a mail; that is no delivery.
    let bytes = block.extracting(word)
    if bytes.starts(with: "deliverable") || bytes.starts(with: "undeliverable") { return .other }
    return .delivery(
      recipient: recipient, relay: block.value(from: relay, to: text.upperBound), status: word)
  }

  /// `warning: header NAME: text from client; from=<…> to=<…> proto=…`.
  private static func header(_ block: Span<UInt8>, _ text: Range<Int>) -> Item? {
    guard let action = block.offset(of: Key.header, in: text), action - text.lowerBound <= 20
    else { return nil }
    let start = action + 9
    guard
      let colon = block.extracting(0..<text.upperBound).firstOffset(
        of: UInt8(ascii: ":"), from: start)
    else { return nil }
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
    let line = extracting(0..<range.upperBound)
    while let close = line.firstOffset(of: UInt8(ascii: ">"), from: end) {
      end = close + 1
      if end == line.count || line[end] == UInt8(ascii: ",") || line[end] == 0x20 {
        return (range.lowerBound + 1)..<close
      }
    }
    return nil
  }
}

extension PostfixLine {
  /// The id of the message, if the line tells one that is not empty.
  var messageID: Range<Int>? {
    guard case .messageID(let range) = item, range.count > 2 else { return nil }
    return range
  }

  /// The address of the machine that the message came from.
  func client(in block: Span<UInt8>) -> Range<Int>? {
    guard case .client(let address, _) = item else { return nil }
    return address.flatMap { block.addressLiteral(in: $0) }
  }

  /// Whether the word behind `status=` says that the recipient got the message.
  static func isSent(_ block: Span<UInt8>, _ status: Range<Int>) -> Bool {
    block.extracting(status).equals("sent")
  }

  /// The line in the form that all mail servers share.
  func mailLine(in block: Span<UInt8>) -> MailLine {
    var line = MailLine(queueID: queueID)
    switch item {
    case .client(_, let saslUser):
      line.client = client(in: block)
      line.user = saslUser
    case .messageID: line.messageID = messageID
    case .header(let name, let text): line.header = MailLine.Header(name: name, text: text)
    case .queued(let sender, let size):
      line.sender = sender
      line.size = size
    case .delivery(let recipient, let relay, let status):
      line.recipients = recipient
      line.isSent = Self.isSent(block, status)
      line.isHandedOn = Self.isLoopback(block, relay)
    case .removed: line.isRemoved = true
    case .pickup, .other: break
    }
    return line
  }

  /// `127.0.0.1[127.0.0.1]:10024`, `localhost[::1]:10025`.
  static func isLoopback(_ block: Span<UInt8>, _ relay: Range<Int>) -> Bool {
    let text = block.extracting(0..<relay.upperBound)
    guard let open = text.firstOffset(of: UInt8(ascii: "["), from: relay.lowerBound),
      let close = text.firstOffset(of: UInt8(ascii: "]"), from: open)
    else { return false }
    return block.isLoopback((open + 1)..<close)
  }
}

extension UInt64 {
  /// How many of the eight bytes from the lowest on are `0` to `9` or `A` to `F`, up to the first other one.
  @inline(__always)
  fileprivate var hexadecimalCount: Int {
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let low = self & ~tops
    // The top bit of a byte that is not less than a letter or digit.
    func reached(_ letter: UInt64) -> UInt64 { low &+ (0x80 &- letter) &* ones }
    let digits = reached(0x30) & ~reached(0x3A)
    let letters = reached(0x41) & ~reached(0x47)
    let others = ~((digits | letters) & ~self) & tops
    return others.trailingZeroBitCount / 8
  }
}
