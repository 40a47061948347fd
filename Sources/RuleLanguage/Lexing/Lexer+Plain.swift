internal import ByteScan
internal import RuleProgram

/// The readings of tokens that are written as most of them are: in ASCII, and without surprises.
///
/// Each takes a token whole or leaves it, with `nil`, to the reading that defines what the token
/// means; the two never differ. They look at bytes and make no text but the one that they return.
extension Lexer {
  /// Reads the token at the offset, or nothing of it.
  mutating func readPlainToken() -> Token.Kind? {
    let byte = bytes[offset]
    if byte.startsName { return readPlainName() }
    if byte.isASCIIDigit { return readPlainQuantity() }
    return byte == UInt8(ascii: "\"") ? readPlainText() : readPlainSymbol()
  }

  /// Skips blanks and line ends.
  mutating func skipPlainBlanks() {
    let (place, passesLine) = Self.blanks(in: bytes.span.extracting(..<end), from: offset)
    offset = place
    isFirstOnLine = isFirstOnLine || passesLine
  }

  /// Finds the end of blanks and line ends, and whether a line ends among them.
  private static func blanks(
    in bytes: Span<UInt8>, from start: Int
  ) -> (end: Int, passesLine: Bool) {
    var place = start
    var passesLine = false
    while place < bytes.count {
      let byte = bytes[place]
      if byte != UInt8(ascii: " ") {
        if byte == UInt8(ascii: "\n") {
          passesLine = true
        } else if byte != UInt8(ascii: "\t"), byte != UInt8(ascii: "\r") {
          break
        }
      }
      place += 1
    }
    return (place, passesLine)
  }

  /// Skips what stands up to the end of the line.
  mutating func skipComment() {
    while offset < end, bytes[offset] != UInt8(ascii: "\n") {
      if Self.mayBeHidden(bytes[offset]) { advance() } else { offset += 1 }
    }
  }

  /// Reads a name in ASCII.
  private mutating func readPlainName() -> Token.Kind? {
    guard let place = Self.endOfName(in: bytes.span.extracting(..<end), from: offset) else {
      return nil
    }
    let name = names.text(of: bytes, in: offset..<place)
    offset = place
    return .name(name)
  }

  /// Finds the end of a name in ASCII; `nil` if something else may belong to it.
  private static func endOfName(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      let byte = bytes[place]
      if !byte.continuesName {
        if byte >= 0x80 { return nil }
        guard byte == UInt8(ascii: "."), place + 1 < bytes.count else { break }
        if bytes[place + 1] >= 0x80 { return nil }
        guard bytes[place + 1].continuesName else { break }
      }
      place += 1
    }
    return place
  }

  /// Reads a text between two ASCII quotes that has no quote in it.
  private mutating func readPlainText() -> Token.Kind? {
    guard let place = Self.endOfText(in: bytes.span.extracting(..<end), from: offset + 1) else {
      return nil
    }
    let text = text((offset + 1)..<place)
    offset = place + 1
    return .text(text)
  }

  /// Finds the quote that ends a text; `nil` if the text may hold quotes or what nobody sees.
  private static func endOfText(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      let byte = bytes[place]
      // Letters, digits and most signs are neither.
      if byte &- 0x23 < 0x5C {
        place += 1
        continue
      }
      if byte == UInt8(ascii: "\"") {
        // A doubled quote goes on; the second may be a full-width one.
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        return next == byte || next == 0xEF ? nil : place
      }
      if mayBeHidden(byte) { return nil }
      place += 1
    }
    return nil
  }

  /// Reads a sign that is one, whatever follows it, or that only a blank, letter or digit follows.
  private mutating func readPlainSymbol() -> Token.Kind? {
    if let pair = readPlainPair() { return pair }
    let symbol: Token.Symbol
    switch bytes[offset] {
    case UInt8(ascii: "{"): symbol = .openBrace
    case UInt8(ascii: "}"): symbol = .closeBrace
    case UInt8(ascii: "("): symbol = .openParenthesis
    case UInt8(ascii: ")"): symbol = .closeParenthesis
    case UInt8(ascii: ","): symbol = .comma
    case UInt8(ascii: "*"): symbol = .star
    case UInt8(ascii: "+"): symbol = .plus
    case UInt8(ascii: "-"): symbol = .minus
    case UInt8(ascii: "="): symbol = .equal
    case UInt8(ascii: "<"): symbol = .less
    case UInt8(ascii: ">"): symbol = .greater
    default: return nil
    }
    guard offset + 1 < end, !bytes[offset + 1].standsAfterSign else { return nil }
    offset += 1
    return .symbol(symbol)
  }

  /// Reads a sign of two characters, which no third one changes.
  private mutating func readPlainPair() -> Token.Kind? {
    guard offset + 1 < end else { return nil }
    let symbol: Token.Symbol
    switch (bytes[offset], bytes[offset + 1]) {
    case (UInt8(ascii: "."), UInt8(ascii: ".")): symbol = .range
    case (UInt8(ascii: "-"), UInt8(ascii: ">")): symbol = .arrow
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): symbol = .notEqual
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): symbol = .lessOrEqual
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): symbol = .greaterOrEqual
    default: return nil
    }
    offset += 2
    return .symbol(symbol)
  }

  /// Reads a whole number, a date, a time of day, an address, or a size or duration of one whole
  /// number and one unit.
  private mutating func readPlainQuantity() -> Token.Kind? {
    var place = offset
    guard let number = readDigits(&place, atMost: 15) else { return nil }
    let digitCount = place - offset
    let kind: Token.Kind
    switch place < end ? bytes[place] : UInt8(ascii: " ") {
    case UInt8(ascii: ":"):
      place += 1
      let start = place
      guard digitCount <= 2, let minute = readDigits(&place, atMost: 2), place == start + 2,
        minute < 60, number < 24 || (number == 24 && minute == 0)
      else { return nil }
      kind = .time(Int(number * 60 + minute))
    case UInt8(ascii: "-"):
      guard digitCount == 4, let date = readDate(ofYear: Int(number), &place) else { return nil }
      kind = .date(date)
    case UInt8(ascii: "."):
      guard number <= 255, digitCount <= 3, readAddressParts(&place) else { return nil }
      kind = .ip(text(offset..<place))
    case let letter where letter.isASCIILetter:
      guard let unit = readUnit(&place) else { return nil }
      let (amount, overflow) = number.multipliedReportingOverflow(by: unit.factor)
      guard !overflow else { return nil }
      if unit.isSize {
        kind = .size(amount)
      } else {
        guard amount <= 315_360_000_000 else { return nil }
        kind = .duration(amount * 1_000_000)
      }
    default: kind = .number(Factor(numerator: number, denominator: 1))
    }
    guard place == end || !bytes[place].mayContinueQuantity else { return nil }
    offset = place
    return kind
  }

  /// Reads what follows the year of a date.
  private func readDate(ofYear year: Int, _ place: inout Int) -> CivilDate? {
    place += 1
    let start = place
    guard let month = readDigits(&place, atMost: 2), place == start + 2, place < end,
      bytes[place] == UInt8(ascii: "-")
    else { return nil }
    place += 1
    guard let day = readDigits(&place, atMost: 2), place == start + 5, year >= 1,
      CivilTime(year: year, month: Int(month), day: Int(day)).isValid
    else { return nil }
    return CivilDate(year: year, month: Int(month), day: Int(day))
  }

  /// Passes over the last three parts of an IPv4 address.
  private func readAddressParts(_ place: inout Int) -> Bool {
    for _ in 0..<3 {
      guard place < end, bytes[place] == UInt8(ascii: ".") else { return false }
      place += 1
      guard let part = readDigits(&place, atMost: 3), part <= 255 else { return false }
    }
    return true
  }

  private func readDigits(_ place: inout Int, atMost limit: Int) -> Int64? {
    let start = place
    var number: Int64 = 0
    while place < end, bytes[place].isASCIIDigit {
      guard place - start < limit else { return nil }
      number = number * 10 + Int64(bytes[place] - UInt8(ascii: "0"))
      place += 1
    }
    return place > start ? number : nil
  }

  /// Reads a unit in its usual spelling.
  private func readUnit(_ place: inout Int) -> (factor: Int64, isSize: Bool)? {
    let letter = bytes[place]
    let next = place + 1 < end ? bytes[place + 1] : 0
    let isSize = next == UInt8(ascii: "B")
    let factor: Int64
    switch (letter, isSize) {
    case (UInt8(ascii: "K"), true): factor = 1_000
    case (UInt8(ascii: "M"), true): factor = 1_000_000
    case (UInt8(ascii: "G"), true): factor = 1_000_000_000
    case (UInt8(ascii: "T"), true): factor = 1_000_000_000_000
    case (UInt8(ascii: "B"), false):
      place += 1
      return (1, true)
    case (UInt8(ascii: "s"), false): factor = 1
    case (UInt8(ascii: "m"), false): factor = 60
    case (UInt8(ascii: "h"), false): factor = 3_600
    case (UInt8(ascii: "d"), false): factor = 86_400
    case (UInt8(ascii: "w"), false): factor = 604_800
    default: return nil
    }
    place += isSize ? 2 : 1
    return (factor, isSize)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}

extension UInt8 {
  /// Whether the byte begins a token whatever stands around it, and neither blanks nor a comment.
  var beginsPlainToken: Bool {
    self &- 0x21 < 0x5E && self != UInt8(ascii: "#")
  }

  fileprivate var isASCIIDigit: Bool { self &- 0x30 < 10 }
  fileprivate var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  fileprivate var startsName: Bool { isASCIILetter || self == UInt8(ascii: "_") }
  fileprivate var continuesName: Bool {
    isASCIILetter || isASCIIDigit || self == UInt8(ascii: "_")
  }

  /// Whether the byte may make another symbol of the one before it.
  fileprivate var standsAfterSign: Bool {
    switch self {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\""), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "}"):
      false
    default: !continuesName
    }
  }

  /// Whether the byte may belong to the number before it, so that it is no plain one.
  fileprivate var mayContinueQuantity: Bool {
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "-"): true
    default: self >= 0x80 || continuesName
    }
  }
}
