internal import ByteScan

/// Walks the fields `X=value` of a line of Exim's log.
///
/// A value is one word, or stands in quotes with `\"` inside; the words of a host that follow the
/// name, `(helo)` and `[address]:port`, belong to it.
struct EximFields {
  private var rest: Range<Int>

  init(_ range: Range<Int>) { rest = range }

  /// Returns the next field, or `nil` if there is none: free text begins, or the line ends.
  mutating func next(in block: Span<UInt8>) -> (name: Range<Int>, value: Range<Int>)? {
    while let first = rest.first, block[first] == 0x20 { rest = rest.dropFirst(1) }
    var end = rest.lowerBound
    while end < rest.upperBound, block[end].isAsciiDigit || block[end].asciiLowercased &- 0x61 < 26
    {
      end += 1
    }
    guard end > rest.lowerBound, end < rest.upperBound, block[end] == UInt8(ascii: "=") else {
      return nil
    }
    let name = rest.lowerBound..<end
    let start = end + 1
    if start < rest.upperBound, block[start] == UInt8(ascii: "\"") {
      var close = start + 1
      while close < rest.upperBound, block[close] != UInt8(ascii: "\"") {
        close += block[close] == UInt8(ascii: "\\") ? 2 : 1
      }
      close = min(close, rest.upperBound)
      rest = min(close + 1, rest.upperBound)..<rest.upperBound
      return (name, (start + 1)..<close)
    }
    var stop = Self.wordEnd(block, start..<rest.upperBound)
    let isHost = block.extracting(name).equals("H")
    while isHost, stop + 1 < rest.upperBound,
      block[stop + 1] == UInt8(ascii: "(") || block[stop + 1] == UInt8(ascii: "[")
    {
      stop = Self.wordEnd(block, (stop + 1)..<rest.upperBound)
    }
    rest = stop..<rest.upperBound
    return (name, start..<stop)
  }

  private static func wordEnd(_ block: Span<UInt8>, _ range: Range<Int>) -> Int {
    var offset = range.lowerBound
    while offset < range.upperBound, block[offset] != 0x20 { offset += 1 }
    return offset
  }
}

/// Whom a delivery of Exim is for.
///
/// `monk@example.net`, `marv <marv@example.net>` (a mailbox), `/var/mail/x <marv@example.net>` (a file),
/// `|/usr/bin/filter -a <marv@example.net>` (a program), `:blackhole: <x@example.net>` (nobody). An
/// address comes before the one in brackets, for that is where the message really goes.
struct EximTarget {
  var recipient: Range<Int>
  var isBlackhole: Bool
  /// Where the fields of the line begin.
  var end: Int

  /// Reads the front of a delivery line; `nil` if no address stands there.
  init?(_ block: Span<UInt8>, _ text: Range<Int>) {
    let first = Self.addressEnd(block, text)
    let word = text.lowerBound..<first
    guard let sign = word.first.map({ block[$0] }) else { return nil }
    isBlackhole = block.extracting(word).starts(with: ":blackhole:")
    let isPlace =
      sign == UInt8(ascii: "/") || sign == UInt8(ascii: "|") || sign == UInt8(ascii: ":")
    end = first
    recipient = block.withoutBrackets(word)
    // The command of a program may hold blanks; else the brackets follow the first word.
    let open = block.offset(of: Self.open, in: first..<text.upperBound)
    guard let open, isPlace || open == first,
      let close = block.offset(of: Self.close, in: open..<text.upperBound)
    else {
      if isPlace { return nil }
      return
    }
    end = close + 1
    let isAddress = !isPlace && block.offset(of: Self.at, in: word) != nil
    if !isAddress { recipient = (open + 2)..<close }
    if recipient.isEmpty { return nil }
  }

  private static let at = Array("@".utf8)
  private static let open = Array(" <".utf8)
  private static let close = Array(">".utf8)

  /// A local part in quotes may hold blanks.
  private static func addressEnd(_ block: Span<UInt8>, _ text: Range<Int>) -> Int {
    var offset = text.lowerBound
    var isQuoted = false
    while offset < text.upperBound, isQuoted || block[offset] != 0x20 {
      if block[offset] == UInt8(ascii: "\"") { isQuoted.toggle() }
      offset += 1
    }
    return offset
  }
}

/// Undoes the escapes of Exim's log: `\"`, `\\`, `\n`, `\t`, `\r` and bytes in octal, `\346`.
enum EximText {
  /// - Complexity: O(*n*) in the bytes of the text.
  static func unescaped(_ text: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      offset += 1
      guard byte == UInt8(ascii: "\\"), offset < text.count else {
        bytes.append(byte)
        continue
      }
      if let octal = text.octalByte(at: offset) {
        bytes.append(octal)
        offset += 3
        continue
      }
      switch text[offset] {
      case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): bytes.append(0x20)
      default: bytes.append(text[offset])
      }
      offset += 1
    }
    return bytes
  }
}
