/// A rule file cut into tokens.
package struct TokenizedSource: Sendable {
  /// The tokens; the last one is `end`.
  package var tokens: [Token] = []
  /// What is wrong with the invalid tokens, by their number.
  package var diagnostics: [Diagnostic] = []
  /// Where the comments stand, from `#` to the end of the line.
  package var comments: [Range<Int>] = []
  /// The first character of each sort that nobody sees, if there is one.
  package var hidden: [HiddenCharacter: Range<Int>] = [:]
}

/// A sort of characters that do not show, and of which a file is told but once.
package enum HiddenCharacter: Hashable, Sendable {
  /// It reorders the text around it.
  case bidirectionalControl
  /// A control character other than those of white space.
  case control
  /// A byte order mark that is not at the beginning.
  case byteOrderMark

  /// Finds the sort of a character; most have none.
  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20..<0x7F, 0x09...0x0D, 0x85: return nil
    case 0..<0x20, 0x7F..<0xA0: self = .control
    case 0xFEFF: self = .byteOrderMark
    case _ where isBidirectionalControl(scalar): self = .bidirectionalControl
    default: return nil
    }
  }
}

/// Cuts a rule file into tokens.
///
/// Outside of quotes full-width ASCII counts as ASCII, as an IME writes it; the ranges of tokens
/// still are those of the bytes as they stand.
package struct Lexer {
  var offset: Int
  var result = TokenizedSource()
  let bytes: [UInt8]
  var isFirstOnLine = true
  /// The short names met so far, so that the text of each is made once.
  var names: NameTexts
  private let takesShortcuts: Bool

  /// The offset at which to stop.
  let end: Int

  private init(_ source: SourceText, in range: Range<Int>, takesShortcuts: Bool = true) {
    self.takesShortcuts = takesShortcuts
    bytes = source.bytes
    names = NameTexts(byteCount: range.count)
    offset = range.lowerBound
    end = range.upperBound
  }

  /// Cuts a source into tokens.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - takesShortcuts: Whether plain tokens are read in the short way; the result is the same
  ///     without, and tests hold the lexer to that.
  /// - Returns: The tokens, and what is wrong with them.
  /// - Complexity: O(*n*) in the bytes.
  package static func tokenize(
    _ source: SourceText, takesShortcuts: Bool = true
  ) -> TokenizedSource {
    tokenize(source, in: 0..<source.bytes.count, takesShortcuts: takesShortcuts)
  }

  /// Returns the tokens of a part of a source: a placeholder of a message.
  static func tokenize(
    _ source: SourceText, in range: Range<Int>, takesShortcuts: Bool = true
  ) -> TokenizedSource {
    var lexer = Lexer(source, in: range, takesShortcuts: takesShortcuts)
    // Rules have a token for every five or six bytes, comments included.
    lexer.result.tokens.reserveCapacity(range.count / 6 + 8)
    while lexer.readToken() {}
    lexer.result.tokens.append(
      Token(kind: .end, range: range.upperBound..<range.upperBound, isFirstOnLine: true))
    return lexer.result
  }

  /// Reads white space, comments and the token after them; returns `false` at the end.
  private mutating func readToken() -> Bool {
    skipTrivia()
    let start = offset
    let kind: Token.Kind
    if takesShortcuts, start < end, let plain = readPlainToken() {
      kind = plain
    } else {
      guard let scalar = peek() else { return false }
      kind = readToken(from: scalar)
    }
    result.tokens.append(
      Token(kind: kind, range: start..<offset, isFirstOnLine: isFirstOnLine))
    isFirstOnLine = false
    return true
  }

  private mutating func readToken(from scalar: Unicode.Scalar) -> Token.Kind {
    switch scalar {
    case "\"", "“": readText(closing: scalar == "“" ? "”" : "\"")
    case "0"..."9": readQuantity()
    case _ where Self.startsName(scalar): readName()
    default: readSymbol(scalar)
    }
  }

  private mutating func skipTrivia() {
    while true {
      if takesShortcuts {
        skipPlainBlanks()
        if offset < end, bytes[offset].beginsPlainToken { return }
      }
      guard let scalar = peek() else { return }
      if scalar == "\n" {
        isFirstOnLine = true
        advance()
      } else if Self.isBlank(scalar) || HiddenCharacter(scalar) != nil {
        advance()
      } else if scalar == "#" {
        let start = offset
        skipComment()
        result.comments.append(start..<offset)
      } else {
        return
      }
    }
  }

  /// Whether a character is white space; the tables of Unicode are only asked where they are needed.
  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? scalar == " " || ("\t"..."\r").contains(scalar) : scalar.properties.isWhitespace
  }

  private mutating func readText(closing: Unicode.Scalar) -> Token.Kind {
    let start = offset
    var text = String.UnicodeScalarView()
    advance()
    while let scalar = rawScalar(), scalar != "\n" {
      let isQuote = scalar == closing || (closing == "\"" && scalar == "＂")
      advance()
      if isQuote {
        guard closing == "\"", let next = rawScalar(), next == "\"" || next == "＂" else {
          return .text(String(text))
        }
        advance()
      }
      text.append(isQuote ? "\"" : scalar)
    }
    return invalid(.openText, at: start..<offset)
  }

  private mutating func readName() -> Token.Kind {
    var name = String.UnicodeScalarView()
    while let scalar = peek() {
      if !Self.continuesName(scalar) {
        guard scalar == ".", let next = peek(after: 1), Self.continuesName(next) else { break }
      }
      name.append(scalar)
      advance()
    }
    return .name(String(name))
  }

  private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || (scalar.isASCII ? isASCIILetter(scalar) : scalar.properties.isXIDStart)
  }

  private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return isASCIILetter(scalar) || ("0"..."9").contains(scalar) || scalar == "_"
    }
    return scalar.properties.isXIDContinue
  }

  private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private mutating func readSymbol(_ scalar: Unicode.Scalar) -> Token.Kind {
    let start = offset
    advance()
    switch scalar {
    case "≧", "≥": return .symbol(.greaterOrEqual)
    case "≦", "≤": return .symbol(.lessOrEqual)
    case "≠": return .symbol(.notEqual)
    default: break
    }
    if let next = peek() {
      let pair = "\(scalar)\(next)"
      if let symbol = Token.Symbol(rawValue: pair) {
        advance()
        return .symbol(symbol)
      }
      if let word = Self.foreignOperators[pair] {
        advance()
        return invalid(.foreignOperator(pair, word), at: start..<offset)
      }
    }
    if let symbol = Token.Symbol(rawValue: String(scalar)) { return .symbol(symbol) }
    return invalid(.character(scalar), at: start..<offset)
  }

  private static let foreignOperators = [
    "==": "=", "&&": "and", "||": "or", "<>": "!=", "=>": ">=", "=<": "<=", "=~": "like",
    "!~": "not like", "//": "#", "/*": "#", ":=": "=", "=!": "!=", "|=": "contains",
    "--": "#",
  ]

  mutating func invalid(_ complaint: Complaint, at range: Range<Int>) -> Token.Kind {
    result.diagnostics.append(Diagnostic(complaint, at: range))
    return .invalid(result.diagnostics.count - 1)
  }
}

extension Lexer {
  /// Returns the character at the offset with full-width ASCII made ASCII, or `nil` at the end.
  func peek() -> Unicode.Scalar? { rawScalar().map(Self.narrowed) }

  /// Returns the character so many characters later, made ASCII.
  func peek(after count: Int) -> Unicode.Scalar? {
    var place = offset
    for _ in 0..<count {
      guard place < end else { return nil }
      place += byteCount(at: place)
    }
    return scalar(at: place).map(Self.narrowed)
  }

  /// Returns the character at the offset as it is written.
  func rawScalar() -> Unicode.Scalar? { scalar(at: offset) }

  /// Goes to the next character.
  mutating func advance() {
    let start = offset
    guard start < end else { return }
    offset += byteCount(at: start)
    if Self.mayBeHidden(bytes[start]) { noteHidden(start..<offset) }
  }

  /// Whether a character with this first byte may be one that nobody sees; all others need no look.
  static func mayBeHidden(_ lead: UInt8) -> Bool {
    switch lead {
    case 0..<0x20, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
    default: false
    }
  }

  /// Keeps the place of a character that nobody sees, if it is one and the first of its sort.
  mutating func noteHidden(_ range: Range<Int>) {
    guard let scalar = scalar(at: range.lowerBound), let sort = HiddenCharacter(scalar),
      result.hidden[sort] == nil
    else { return }
    result.hidden[sort] = range
  }

  /// Returns a text with full-width ASCII made ASCII.
  static func narrowed(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(narrowed(scalar)) }
    return String(scalars)
  }

  private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }

  /// Sources are valid UTF-8, so the lead byte tells the length.
  func byteCount(at offset: Int) -> Int {
    let count =
      switch bytes[offset] {
      case 0..<0xC0: 1
      case 0xC0..<0xE0: 2
      case 0xE0..<0xF0: 3
      default: 4
      }
    return min(count, end - offset)
  }

  private func scalar(at offset: Int) -> Unicode.Scalar? {
    guard offset < end else { return nil }
    let lead = bytes[offset]
    guard lead >= 0x80 else { return Unicode.Scalar(lead) }
    let count = byteCount(at: offset)
    var value = UInt32(lead) & (0x7F >> UInt32(count))
    for index in (offset + 1)..<(offset + max(count, 1)) {
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
