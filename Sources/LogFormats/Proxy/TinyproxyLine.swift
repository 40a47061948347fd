internal import ByteScan

/// What stands in front of the text in a file that tinyproxy writes itself:
/// `CONNECT   Nov 22 12:27:16.556 [16703]: text`, up to 1.8 without milliseconds.
struct TinyproxyFront {
  let clock: ClockReading
  let processID: Range<Int>
  let message: Range<Int>

  /// Reads the front of a line; `nil` if it is of another log.
  init?(_ block: Span<UInt8>, _ line: Range<Int>) {
    let text = block.extracting(line)
    // Levels stand in nine columns. In any other log the second letter is a small one, or a digit.
    guard text.count > 26, text[1] >= UInt8(ascii: "A"), text[1] <= UInt8(ascii: "Z"),
      text[9] == 0x20, Self.isLevel(text),
      let scanned = try? text.extracting(10..<text.count).scanSyslogTime()
    else { return nil }
    var clock = ClockReading(scanned)
    var offset = 10 + clock.byteCount
    if offset + 4 < text.count, text[offset] == UInt8(ascii: "."),
      let thousandths = text.fixedDigits(3, at: offset + 1)
    {
      clock.civil.microsecond = thousandths * 1000
      offset += 4
    }
    var scanner = TextScanner((line.lowerBound + offset)..<line.upperBound)
    guard scanner.skip(" [", in: block), let process = scanner.upTo("]: ", in: block) else {
      return nil
    }
    self.clock = clock
    (processID, message) = (process, scanner.rest)
  }

  private static func isLevel(_ text: Span<UInt8>) -> Bool {
    text.starts(with: "CONNECT  ") || text.starts(with: "INFO     ")
      || text.starts(with: "NOTICE   ") || text.starts(with: "WARNING  ")
      || text.starts(with: "ERROR    ") || text.starts(with: "CRITICAL ")
      || text.starts(with: "DEBUG    ")
  }
}

/// What one line of tinyproxy (1.8 and later) says about the connection of a client.
///
/// `Connect (file descriptor 5): 10.0.0.5`, up to 1.10 `…: pc5 [10.0.0.5]`; then
/// `Request (file descriptor 5): GET http://www.example.com/ HTTP/1.1`.
struct TinyproxyLine {
  enum Item {
    /// The name of the client, where it has one, and its address.
    case connect(name: Range<Int>?, address: Range<Int>)
    case request(method: Range<Int>, target: Range<Int>)
  }

  let item: Item
  /// The number of the open file that is the client's connection.
  let descriptor: Range<Int>

  /// Reads the text of a line; `nil` if it tells of no client.
  init?(_ block: Span<UInt8>, message: Range<Int>) {
    var scanner = TextScanner(message)
    let isRequest = scanner.skip("Request (file descriptor ", in: block)
    guard isRequest || scanner.skip("Connect (file descriptor ", in: block),
      let descriptor = scanner.upTo("): ", in: block), !descriptor.isEmpty
    else { return nil }
    scanner.skipBlanks(in: block)
    let item = isRequest ? Self.request(&scanner, block) : Self.connection(&scanner, block)
    guard let item else { return nil }
    (self.item, self.descriptor) = (item, descriptor)
  }

  private static func request(_ scanner: inout TextScanner, _ block: Span<UInt8>) -> Item? {
    guard let method = scanner.word(in: block), let target = scanner.word(in: block) else {
      return nil
    }
    return .request(method: method, target: target)
  }

  private static func connection(_ scanner: inout TextScanner, _ block: Span<UInt8>) -> Item? {
    let isAddressOnly = block.extracting(scanner.rest).starts(with: "[")
    let first = isAddressOnly ? nil : scanner.word(in: block)
    guard scanner.skip("[", in: block) else {
      return first.map { .connect(name: nil, address: $0) }
    }
    return scanner.upTo("]", in: block).map { .connect(name: first, address: $0) }
  }
}
