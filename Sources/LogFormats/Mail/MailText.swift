internal import ByteScan

extension Range<Int> {
  /// The range without its first places.
  func dropFirst(_ count: Int) -> Range<Int> {
    Swift.min(lowerBound + count, upperBound)..<upperBound
  }
}

extension Span<UInt8> {
  /// Returns where a text begins first within a range.
  ///
  /// - Complexity: O(*n*) in the bytes searched; runs at `memmem` speed.
  func offset(of text: [UInt8], in range: Range<Int>) -> Int? {
    extracting(range).firstOffset(of: text.span).map { $0 + range.lowerBound }
  }

  /// Returns where a text begins last within a range.
  func lastOffset(of text: [UInt8], in range: Range<Int>) -> Int? {
    var found: Int?
    var start = range.lowerBound
    while let hit = offset(of: text, in: start..<range.upperBound) {
      found = hit
      start = hit + 1
    }
    return found
  }

  /// Returns what follows a text up to the next comma or blank, or the end.
  func value(after name: [UInt8], in range: Range<Int>) -> Range<Int>? {
    guard let start = offset(of: name, in: range) else { return nil }
    return value(from: start + name.count, to: range.upperBound)
  }

  /// Returns what stands from an offset on up to the next comma or blank, or the end.
  func value(from start: Int, to end: Int) -> Range<Int> {
    let comma = extracting(0..<end).firstOffset(of: UInt8(ascii: ","), from: start) ?? end
    let blank = extracting(0..<comma).firstOffset(of: 0x20, from: start)
    return start..<(blank ?? comma)
  }

  /// Returns the place without one pair of angle brackets around it, and without blanks.
  func withoutBrackets(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let last = range.last, self[last].isBlank { range = range.lowerBound..<last }
    while let first = range.first, self[first].isBlank { range = range.dropFirst(1) }
    guard range.count >= 2, self[range.lowerBound] == UInt8(ascii: "<"),
      self[range.upperBound - 1] == UInt8(ascii: ">")
    else { return range }
    return (range.lowerBound + 1)..<(range.upperBound - 1)
  }

  /// Returns the address in the last brackets of `host.example (helo) [192.0.2.1]:25`, if it is one.
  func bracketedAddress(in range: Range<Int>) -> Range<Int>? {
    guard let open = lastOffset(of: UInt8(ascii: "["), before: range.upperBound),
      open >= range.lowerBound,
      let close = extracting(0..<range.upperBound).firstOffset(of: UInt8(ascii: "]"), from: open)
    else { return nil }
    return addressLiteral(in: (open + 1)..<close)
  }

  /// Returns the address without the `IPv6:` that SMTP puts before one; `nil` if it is none.
  func addressLiteral(in range: Range<Int>) -> Range<Int>? {
    var range = range
    if extracting(range).starts(with: "IPv6:") { range = range.dropFirst(5) }
    guard !range.isEmpty, SquidText.looksLikeAddress(extracting(range), 0..<range.count) else {
      return nil
    }
    return range
  }

  /// Whether a place holds an address of the machine itself.
  func isLoopback(_ range: Range<Int>) -> Bool {
    let text = extracting(range)
    return text.starts(with: "127.") || text.equals("::1") || text.equals("IPv6:::1")
  }

  /// The count of bytes that a place holds.
  func mailSize(in range: Range<Int>) throws(MailFault) -> Int64 {
    do throws(DecimalError) {
      return try extracting(range).decimalCount()
    } catch {
      throw error == .negative ? .negativeSize : .badNumber
    }
  }
}
