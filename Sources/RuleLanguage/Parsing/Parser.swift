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
  /// Whether what the tests of rules say is kept; without, only their grammar is read.
  let keepsTests: Bool
  /// How many parentheses, `not`s and quantifiers are open.
  var depth = 0

  /// How deep conditions may nest.
  static let maximumDepth = 64
  /// How many characters a name may have.
  private static let maximumNameLength = 200
  /// How many values may stand in parentheses; more belong into a list file.
  private static let maximumValueCount = 5_000

  init(_ source: SourceText, _ tokenized: TokenizedSource, keepsTests: Bool = true) {
    self.source = source
    self.keepsTests = keepsTests
    tokens = tokenized.tokens
    tokenDiagnostics = tokenized.diagnostics
  }

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - keepsTests: Whether the syntax has what the tests of rules say, or only that there are tests;
  ///     the mistakes are the same.
  /// - Returns: The file, and what is wrong with it.
  /// - Complexity: O(*n*) in the tokens.
  static func parse(
    _ source: SourceText, keepsTests: Bool = true
  ) -> (file: FileSyntax, diagnostics: [Diagnostic]) {
    let tokenized = Lexer.tokenize(source)
    var parser = Parser(source, tokenized, keepsTests: keepsTests)
    var file = parser.parseFile()
    file.comments = tokenized.comments
    return (
      file, parser.diagnostics + tokenized.hidden.map { source.diagnostic(about: $0, at: $1) }
    )
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

  func isAt(_ symbol: Token.Symbol) -> Bool {
    if case .symbol(let found) = tokens[index].kind { found == symbol } else { false }
  }

  func isAt(_ word: String) -> Bool {
    if case .name(let found) = tokens[index].kind { found == word } else { false }
  }

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

  /// The token that was read last, if there is one.
  var preceding: Token? { index > 0 ? tokens[index - 1] : nil }

  /// What the author wrote at hand, for a message.
  var shown: Phrase {
    if isAtEnd { return Phrase("the end of the file", "ここでファイルが終わっています") }
    let text = Phrase.shortened(source.text(current.range))
    return Phrase("`\(text)`", "`\(text)` があります")
  }

  /// What the lexer says about the token at hand, if it is none of the language.
  var tokenDiagnostic: Diagnostic? {
    if case .invalid(let index) = current.kind { tokenDiagnostics[index] } else { nil }
  }

  /// Whether a declaration begins here, on a line of its own, or the file ends.
  var isAtDeclaration: Bool {
    guard current.isFirstOnLine, let word = currentWord else { return isAtEnd }
    return Self.declarationWords.contains(word)
  }

  mutating func require(_ word: String) throws(SyntaxError) {
    guard skip(word) else { throw expected(.code(word), label: .writeBefore(word)) }
  }

  mutating func require(_ symbol: Token.Symbol) throws(SyntaxError) {
    guard skip(symbol) else {
      throw expected(.code(symbol.rawValue), label: .writeBefore(symbol.rawValue))
    }
  }

  /// Reads any word, keywords included.
  mutating func requireName(_ what: Phrase) throws(SyntaxError) -> NameSyntax {
    guard case .name(let text) = current.kind else { throw expected(what) }
    return NameSyntax(text: text, range: advance().range)
  }

  /// Reads the name of something that is being declared.
  mutating func requireNewName(_ what: Phrase) throws(SyntaxError) -> NameSyntax {
    if let word = currentWord, reservedWords.contains(word) {
      throw SyntaxError(.reserved(word), at: current.range)
    }
    let name = try requireName(what)
    guard name.text.count <= Self.maximumNameLength else {
      throw SyntaxError(.longName(limit: Self.maximumNameLength), at: name.range)
    }
    if isAt(.minus), current.range.lowerBound == lastEnd {
      let whole = name.text + parseHyphenated()
      guard whole == name.text else {
        throw SyntaxError(.hyphenatedName(whole), at: name.range.lowerBound..<lastEnd)
      }
    }
    return name
  }

  /// Reads one or more adjacent texts.
  mutating func requireText(_ what: Phrase = .text) throws(SyntaxError) -> TextSyntax {
    var pieces: [TextSyntax.Piece] = []
    while case .text(let text) = current.kind {
      pieces.append(TextSyntax.Piece(text: text, range: advance().range))
    }
    guard !pieces.isEmpty else { throw expected(what) }
    return TextSyntax(pieces: pieces)
  }

  mutating func requireDate() throws(SyntaxError) -> CivilDate {
    guard case .date(let date) = current.kind else { throw expectedDate() }
    advance()
    return date
  }

  mutating func requireTime() throws(SyntaxError) -> Int {
    guard case .time(let minute) = current.kind else { throw expected(.time) }
    advance()
    return minute
  }

  /// Reads a duration, in microseconds; it must be longer than nothing.
  mutating func requireDuration(atMostDays limit: Int64? = nil) throws(SyntaxError) -> Int64 {
    guard case .duration(let microseconds) = current.kind else {
      throw expected(.duration, help: durationHelp)
    }
    guard microseconds > 0 else {
      throw SyntaxError(.emptyDuration, at: current.range)
    }
    if let limit, microseconds > limit * 86_400_000_000 {
      throw SyntaxError(.longDuration(days: limit), at: current.range)
    }
    advance()
    return microseconds
  }

  /// Reads a whole number in a range.
  mutating func requireInteger(
    _ what: Phrase, in allowed: ClosedRange<Int>
  ) throws(SyntaxError) -> Int {
    guard case .number(let number) = current.kind else { throw expected(what) }
    guard number.denominator == 1, let integer = Int(exactly: number.numerator),
      allowed.contains(integer)
    else {
      throw SyntaxError(.integer(what, allowed), at: current.range)
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
        throw expectedComma(after: values)
      }
      guard values.count < Self.maximumValueCount || isAt(.closeParenthesis) else {
        throw SyntaxError(
          .tooManyValues(limit: Self.maximumValueCount), at: start..<(start + 1))
      }
    }
    advance()
    return LiteralSetSyntax(values: values, range: start..<lastEnd)
  }

  /// Reads one value; a word may be a name of any kind.
  mutating func parseLiteral(_ what: Phrase = .value) throws(SyntaxError) -> LiteralSyntax {
    let start = current.range.lowerBound
    let isNegative = skip(.minus)
    let value: LiteralSyntax.Value
    switch current.kind {
    case .number(var number):
      if isNegative { number.numerator = -number.numerator }
      value = .number(number)
    case _ where isNegative: throw expected(.number)
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

  /// Reads `name = value` as often as it stands here, and keeps it if anybody will look.
  mutating func parseAssignments(
    keeps: Bool = true
  ) throws(SyntaxError) -> [AssignmentSyntax] {
    var assignments: [AssignmentSyntax] = []
    while case .name(let text) = current.kind, following.kind == .symbol(.equal) {
      let field = NameSyntax(text: text, range: advance().range)
      advance()
      let assignment = AssignmentSyntax(
        field: field,
        value: isAt(.openParenthesis)
          ? .several(try parseLiteralSet()) : .one(try parseBareValue()))
      guard keeps else { continue }
      if assignments.isEmpty { assignments.reserveCapacity(4) }
      assignments.append(assignment)
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
  mutating func requireHyphenatedName(_ what: Phrase) throws(SyntaxError) -> NameSyntax {
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
