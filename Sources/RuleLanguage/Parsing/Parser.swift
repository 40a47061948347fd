internal import ByteScan
internal import RuleProgram

/// Reads the tokens of one file, by recursive descent, going on after a mistake.
///
/// A mistake costs one declaration: its diagnostic is kept, and reading goes on at the next word
/// that can begin a declaration and stands first on its line.
struct Parser {
  let source: SourceText
  private let tokens: [Token]
  private let tokenDiagnostics: [Diagnostic]
  private var index = 0
  var diagnostics: [Diagnostic] = []
  /// How many parentheses, `not`s and quantifiers are open.
  var depth = 0

  /// How deep conditions may nest.
  static let maximumDepth = 64

  init(_ source: SourceText, _ tokenized: TokenizedSource) {
    self.source = source
    tokens = tokenized.tokens
    tokenDiagnostics = tokenized.diagnostics
  }

  /// Reads a whole file.
  ///
  /// - Complexity: O(*n*) in the tokens.
  static func parse(_ source: SourceText) -> (file: FileSyntax, diagnostics: [Diagnostic]) {
    let tokenized = Lexer.tokenize(source)
    var parser = Parser(source, tokenized)
    var file = parser.parseFile()
    file.comments = tokenized.comments
    if let range = tokenized.firstBidirectionalControl {
      parser.diagnostics.append(
        Diagnostic(
          code: "E-bidi", "this file holds a character that reorders text", at: range,
          label: "invisible, but what follows is not read as it looks",
          help: "delete the character; rule files must read as they run"))
    }
    return (file, parser.diagnostics)
  }
}

extension Parser {
  /// The token to be read next.
  var current: Token { tokens[index] }

  /// The token after that.
  var following: Token { tokens[min(index + 1, tokens.count - 1)] }

  /// The end of the token that was read last.
  var lastEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }

  var isAtEnd: Bool { current.kind == .end }

  @discardableResult
  mutating func advance() -> Token {
    let token = current
    if index < tokens.count - 1 { index += 1 }
    return token
  }

  func isAt(_ symbol: Token.Symbol) -> Bool { current.kind == .symbol(symbol) }

  func isAt(_ word: String) -> Bool { current.kind == .name(word) }

  /// The word at hand, if it is one.
  var currentWord: String? {
    if case .name(let word) = current.kind { word } else { nil }
  }

  /// Reads the word if it is the next one.
  mutating func skip(_ word: String) -> Bool {
    guard isAt(word) else { return false }
    advance()
    return true
  }

  /// Reads the symbol if it is the next one.
  mutating func skip(_ symbol: Token.Symbol) -> Bool {
    guard isAt(symbol) else { return false }
    advance()
    return true
  }

  /// What the author wrote at hand, for a message.
  var shown: String {
    if isAtEnd { return "the end of the file" }
    let text = source.text(current.range)
    return text.count > 40 ? "`\(text.prefix(40))…`" : "`\(text)`"
  }

  /// An error about the token at hand: what was expected, or what is wrong with the token itself.
  func expected(
    _ what: String, label: String = "here", help: String? = nil, code: String = "E-syntax"
  ) -> SyntaxError {
    if case .invalid(let index) = current.kind { return SyntaxError(tokenDiagnostics[index]) }
    return SyntaxError(
      code: code, "expected \(what), but found \(shown)", at: current.range, label: label,
      help: help)
  }

  mutating func require(_ word: String) throws(SyntaxError) {
    guard skip(word) else { throw expected("`\(word)`") }
  }

  mutating func require(_ symbol: Token.Symbol) throws(SyntaxError) {
    guard skip(symbol) else { throw expected("`\(symbol.rawValue)`") }
  }

  /// Reads any word, keywords included.
  mutating func requireName(_ what: String) throws(SyntaxError) -> NameSyntax {
    guard case .name(let text) = current.kind else { throw expected(what) }
    return NameSyntax(text: text, range: advance().range)
  }

  /// Reads the name of something that is being declared.
  mutating func requireNewName(_ what: String) throws(SyntaxError) -> NameSyntax {
    if let word = currentWord, reservedWords.contains(word) {
      throw SyntaxError(
        code: "E-reserved", "`\(word)` is a word of the language", at: current.range,
        label: "choose another name")
    }
    return try requireName(what)
  }

  /// Reads one or more adjacent texts.
  mutating func requireText(_ what: String = "a text in quotes") throws(SyntaxError) -> TextSyntax {
    var pieces: [TextSyntax.Piece] = []
    while case .text(let text) = current.kind {
      pieces.append(TextSyntax.Piece(text: text, range: advance().range))
    }
    guard !pieces.isEmpty else { throw expected(what) }
    return TextSyntax(pieces: pieces)
  }

  mutating func requireDate() throws(SyntaxError) -> CivilDate {
    guard case .date(let date) = current.kind else { throw expected("a date such as 2026-03-31") }
    advance()
    return date
  }

  mutating func requireTime() throws(SyntaxError) -> Int {
    guard case .time(let minute) = current.kind else { throw expected("a time such as 09:00") }
    advance()
    return minute
  }

  /// Reads a duration, in microseconds; it must be longer than nothing.
  mutating func requireDuration(atMostDays limit: Int64? = nil) throws(SyntaxError) -> Int64 {
    guard case .duration(let microseconds) = current.kind else {
      var help: String?
      if case .number = current.kind { help = "join number and unit: 24h, 30m, 7d" }
      throw expected("a duration such as 24h", help: help)
    }
    guard microseconds > 0 else {
      throw SyntaxError(
        code: "E-range", "this duration is empty", at: current.range,
        label: "must be longer than nothing")
    }
    if let limit, microseconds > limit * 86_400_000_000 {
      throw SyntaxError(
        code: "E-range", "this duration is too long", at: current.range,
        label: "at most \(limit)d")
    }
    advance()
    return microseconds
  }

  /// Reads a whole number in a range.
  mutating func requireInteger(
    _ what: String, in allowed: ClosedRange<Int>
  ) throws(SyntaxError) -> Int {
    guard case .number(let number) = current.kind else { throw expected(what) }
    guard number.denominator == 1, let integer = Int(exactly: number.numerator),
      allowed.contains(integer)
    else {
      throw SyntaxError(
        code: "E-range",
        "\(what) is a whole number from \(allowed.lowerBound) to "
          + "\(allowed.upperBound)", at: current.range, label: "out of range")
    }
    advance()
    return integer
  }
}

extension Parser {
  /// Reads literals in parentheses.
  mutating func parseLiteralSet() throws(SyntaxError) -> LiteralSetSyntax {
    let start = current.range.lowerBound
    try require(.openParenthesis)
    var values: [LiteralSyntax] = []
    while !isAt(.closeParenthesis) {
      values.append(try parseBareValue())
      guard skip(.comma) || isAt(.closeParenthesis) else {
        var help: String?
        if case .text = current.kind { help = "values are separated by commas" }
        if case .text? = values.last?.value, lastEnd == current.range.lowerBound {
          help = "is a quote missing, or one too many? inside a text a quote is doubled: \"\""
        }
        throw expected("`,` or `)`", help: help)
      }
    }
    advance()
    return LiteralSetSyntax(values: values, range: start..<lastEnd)
  }

  /// Reads one value; a word may be a name of any kind.
  mutating func parseLiteral(_ what: String = "a value") throws(SyntaxError) -> LiteralSyntax {
    let start = current.range.lowerBound
    let isNegative = skip(.minus)
    let value: LiteralSyntax.Value
    switch current.kind {
    case .number(var number):
      if isNegative { number.numerator = -number.numerator }
      value = .number(number)
    case _ where isNegative: throw expected("a number")
    case .text(let text): value = .text(text)
    case .size(let byteCount): value = .size(byteCount)
    case .duration(let microseconds): value = .duration(microseconds)
    case .date(let date): value = .date(date)
    case .time(let minute): value = .time(minute)
    case .ip(let address): value = .ip(address)
    case .name(let name): value = .name(name)
    case .symbol, .invalid, .end: throw expected(what)
    }
    advance()
    return LiteralSyntax(value: value, range: start..<lastEnd)
  }

  /// Reads `name = value` as often as it stands here.
  mutating func parseAssignments() throws(SyntaxError) -> [AssignmentSyntax] {
    var assignments: [AssignmentSyntax] = []
    while case .name(let text) = current.kind, following.kind == .symbol(.equal) {
      let field = NameSyntax(text: text, range: advance().range)
      advance()
      assignments.append(
        AssignmentSyntax(
          field: field,
          value: isAt(.openParenthesis)
            ? .several(try parseLiteralSet()) : .one(try parseBareValue())))
    }
    return assignments
  }

  /// Reads one value; a name may hold hyphens, as logins and host names do.
  private mutating func parseBareValue() throws(SyntaxError) -> LiteralSyntax {
    var literal = try parseLiteral()
    guard case .name(var name) = literal.value else { return literal }
    name += parseHyphenated()
    literal.value = .name(name)
    literal.range = literal.range.lowerBound..<lastEnd
    return literal
  }

  /// Reads a name that may hold hyphens.
  mutating func requireHyphenatedName(_ what: String) throws(SyntaxError) -> NameSyntax {
    var name = try requireName(what)
    name.text += parseHyphenated()
    name.range = name.range.lowerBound..<lastEnd
    return name
  }

  /// Reads `-part` as often as it stands here without white space.
  private mutating func parseHyphenated() -> String {
    var text = ""
    while isAt(.minus), current.range.lowerBound == lastEnd,
      following.range.lowerBound == current.range.upperBound
    {
      switch following.kind {
      case .name, .number, .duration, .size: break
      default: return text
      }
      advance()
      text += "-" + Lexer.narrowed(source.text(advance().range))
    }
    return text
  }
}
