internal import EventModel
internal import ByteScan
internal import RuleProgram

/// What an author probably meant by something that cannot stand where it stands.
extension Parser {
  /// An error about the token at hand: what was expected, or what is wrong with the token itself.
  ///
  /// What is missing at the end of a declaration is told there, not at the next declaration.
  func expected(_ what: Phrase, label: Phrase = .here, help: Phrase? = nil) -> SyntaxError {
    if let habit = foreignHabit { return habit }
    let complaint: Complaint
    switch current.kind {
    case .text(let text) where what.wantsWord && !text.isEmpty:
      complaint = .needsNoQuotes(Phrase.shortened(text), what: what)
    case .name where what.wantsText && !isAtDeclaration:
      complaint = .needsQuotes(wordInPath, what: what)
    default: complaint = .expected(what, found: shown, label: label, help: help)
    }
    guard isAtDeclaration || isAtClause, lastEnd > 0 else {
      return SyntaxError(complaint, at: current.range)
    }
    return SyntaxError(
      .expected(what, found: shown, label: .missingHere, help: help), at: lastEnd..<lastEnd)
  }

  /// Whether a part of a rule begins here, on a line of its own: its first word is not a field that
  /// something is asked of.
  private var isAtClause: Bool {
    isOtherClause && !isFollowedByTest
  }

  /// Whether something is asked of the word at hand, so that it is a field.
  private var isFollowedByTest: Bool {
    switch following.kind {
    case .symbol(let symbol): Comparison(rawValue: symbol.rawValue) != nil
    case .name(let word): Self.testWords.contains(word)
    default: false
    }
  }

  private static let testWords: Set<String> = [
    "in", "not", "is", "contains", "starts", "ends", "like", "resembles",
  ]

  /// The token at hand with what stands right behind it: a path or a title without quotes.
  private var wordInPath: String {
    let start = current.range.lowerBound
    let rest = source.text(start..<source.lineRange(at: start).upperBound)
    let word = rest.prefix { !$0.isWhitespace && !"{},()\"".contains($0) }
    return Phrase.shortened(word.isEmpty ? source.text(current.range) : String(word))
  }

  /// The error about what is written at hand in the manner of another language, if it is.
  var foreignHabit: SyntaxError? {
    // What stands behind an escaped quote was meant to be text: `%r` in a line of Apache.
    if let error = escapedQuote { return error }
    if let diagnostic = tokenDiagnostic { return SyntaxError(diagnostic) }
    return unitApart ?? groupedDigits
  }

  /// `50 MB`, `24 hours`, `10万`.
  private var unitApart: SyntaxError? {
    if let error = unitApart(number: current, word: following) { return error }
    return preceding.flatMap { unitApart(number: $0, word: current) }
  }

  private func unitApart(number: Token, word: Token) -> SyntaxError? {
    guard case .number = number.kind, case .name(let unit) = word.kind, !word.isFirstOnLine else {
      return nil
    }
    let digits = source.text(number.range)
    let written = UnitWord(unit)?.written(after: Lexer.narrowed(digits))
    guard written != nil || UnitWord.isMonthOrYear(unit) else { return nil }
    let range = number.range.lowerBound..<word.range.upperBound
    return SyntaxError(.unitApart(source.text(range), write: written), at: range)
  }

  /// `10,000`.
  private var groupedDigits: SyntaxError? {
    guard isAt(.comma), let preceding, case .number = preceding.kind,
      case .number = following.kind, preceding.range.upperBound == current.range.lowerBound,
      current.range.upperBound == following.range.lowerBound, following.range.count == 3
    else { return nil }
    let range = preceding.range.lowerBound..<following.range.upperBound
    return SyntaxError(.groupedDigits(source.text(range)), at: range)
  }

  /// A text that ends where its author escaped a quote: `"say \"hi\""`.
  private var escapedQuote: SyntaxError? {
    guard let preceding, case .text(let text) = preceding.kind, text.hasSuffix("\\"),
      preceding.range.upperBound == current.range.lowerBound
    else { return nil }
    return SyntaxError(.escapedQuote, at: preceding.range)
  }

  // MARK: Blocks

  /// Refuses the end of the file, and the beginning of the next declaration, inside a block.
  func requireBlock(
    of name: NameSyntax, as what: Phrase, hasTests: Bool = false
  ) throws(SyntaxError) {
    guard isAtDeclaration else { return }
    throw openBlock(
      Phrase("\(what.english) `\(name.text)`", "\(what.japanese) `\(name.text)` "), at: name.range,
      hasTests: hasTests)
  }

  /// Refuses what can only stand outside of a test inside one.
  func requireOpenTest(from keyword: Range<Int>) throws(SyntaxError) {
    guard isAtDeclaration || isOtherClause else { return }
    throw openBlock(Phrase("this test", "このテスト"), at: keyword)
  }

  private func openBlock(
    _ what: Phrase, at range: Range<Int>, hasTests: Bool = false
  ) -> SyntaxError {
    SyntaxError(
      .openBlock(
        what, next: isAtEnd ? nil : source.text(current.range),
        line: source.position(of: current.range.lowerBound).line, hasTests: hasTests), at: range)
  }

  // MARK: Parts of rules

  /// An error about a sign where a part of a rule may begin.
  func unexpectedSign() -> SyntaxError {
    var sign: Token.Symbol?
    if case .symbol(let symbol) = current.kind { sign = symbol }
    if let sign, Comparison(rawValue: sign.rawValue) != nil {
      return SyntaxError(.chained(found: shown), at: current.range)
    }
    if case .text(let text) = current.kind, let word = preceding.flatMap(word(of:)),
      ["and", "or"].contains(word)
    {
      return SyntaxError(.loneValue("\"\(text)\""), at: current.range)
    }
    return SyntaxError(.clauseSign(found: shown, sign: sign), at: current.range)
  }

  /// An error about a word where a part of a rule may begin.
  func unexpectedWord(_ word: String) -> SyntaxError {
    switch word {
    case "add", "subtract":
      SyntaxError(.misplaced(word, belongsTo: "score"), at: current.range)
    case "where", "unless":
      SyntaxError(.secondCondition(word), at: current.range)
    default:
      SyntaxError(
        .unknownClause(
          word, found: shown, isField: !current.isFirstOnLine || isFollowedByTest),
        at: current.range)
    }
  }

  private func word(of token: Token) -> String? {
    if case .name(let word) = token.kind { word } else { nil }
  }

  /// Reads a kind of event; a word that begins another part is none.
  mutating func requireKind() throws(SyntaxError) -> NameSyntax {
    if isAt("where") || isAt("unless") || isOtherClause {
      throw expected(.kind, help: .exampleOfKind)
    }
    return try requireName(.kind)
  }

  /// Whether a word that begins a part of a rule stands first on its line.
  private var isOtherClause: Bool {
    current.isFirstOnLine && currentWord.map(Self.clauseWords.contains) ?? false
  }

  /// The label for a word that is no part of a block.
  func partLabel(_ parts: [String]) -> Phrase {
    currentWord.map { .didYouMean($0, among: parts, else: .here) } ?? .here
  }

  // MARK: Conditions

  /// Reads the value that a test is about.
  mutating func parseSubject() throws(SyntaxError) -> ValueSyntax {
    if case .symbol(let symbol) = current.kind, Comparison(rawValue: symbol.rawValue) != nil {
      throw SyntaxError(.chained(found: shown), at: current.range)
    }
    if isAt("where") || isAt("unless") || isAtClause { throw expected(.operand) }
    if let word = currentWord, Self.testWords.contains(word), !isFollowedByTest {
      throw expected(.operand, label: .fieldBefore(word), help: .calendarsAreMeant)
    }
    return try parseValue()
  }

  /// Reads the value after a comparison.
  mutating func parseComparedValue() throws(SyntaxError) -> ValueSyntax {
    if isAt(.openParenthesis) { throw expected(.operand, label: .writeIn) }
    if isAtClause { throw expected(.operand) }
    return try parseValue()
  }

  /// An error about what stands where a test of the subject belongs.
  func expectedTest(after subject: ValueSyntax?) -> SyntaxError {
    if foreignHabit == nil, let subject, case .literal(let literal) = subject.term {
      switch literal.value {
      case .text, .size, .duration, .ip:
        let text = Phrase.shortened(source.text(subject.range))
        return SyntaxError(.loneValue(text), at: subject.range)
      default: break
      }
    }
    if isAt(.plus) || isAt(.minus) || isAt(.star) { return expected(.test, label: .noArithmetic) }
    let tests = ["in", "contains", "starts", "ends", "like", "resembles", "is", "="]
    let label =
      currentWord.map { .didYouMean($0, among: tests, else: .whatIsAsked) } ?? Phrase.whatIsAsked
    let isPattern = currentWord.map(["matches", "match", "regex", "regexp", "rlike"].contains)
    return expected(.test, label: label, help: isPattern == true ? .noRegularExpressions : nil)
  }

  /// An error about `in` with a single value behind it.
  func expectedRange(after value: LiteralSyntax) -> SyntaxError {
    if foreignHabit == nil, case .text(let text) = value.value {
      return SyntaxError(.inOfOne(Phrase.shortened(text)), at: value.range)
    }
    return expected(.code(".."), help: .exampleOfIn)
  }

  // MARK: Values

  /// An error about what stands where a date belongs.
  func expectedDate() -> SyntaxError {
    let start = current.range.lowerBound
    let rest = source.text(start..<source.lineRange(at: start).upperBound)
    let word = String(rest.prefix { !$0.isWhitespace && !"{}()\"".contains($0) })
    if case .text(let text) = current.kind, CivilDate(parsing: text) != nil {
      return SyntaxError(.needsNoQuotes(text, what: .date), at: current.range)
    }
    guard let date = CivilDate.readingJapanese(Lexer.narrowed(word)) else {
      return expected(.date, help: compactDateHelp)
    }
    return SyntaxError(
      .date(word, date, isInCalendar: date != nil), at: start..<(start + word.utf8.count))
  }

  /// The help for `20250410`.
  private var compactDateHelp: Phrase? {
    let digits = Array(source.text(current.range))
    guard case .number = current.kind, digits.count == 8, digits.allSatisfy(\.isNumber) else {
      return nil
    }
    let date = "\(String(digits[..<4]))-\(String(digits[4..<6]))-\(String(digits[6...]))"
    return Phrase("write \(date)", "\(date) と書いてください")
  }

  /// The help for a number without a unit where a duration belongs.
  var durationHelp: Phrase? {
    guard case .number = current.kind else { return nil }
    return Phrase("add the unit: 24h, 30m, 7d", "単位を付けてください: 24h、30m、7d")
  }

  /// An error about what stands where a comma or `)` belongs.
  func expectedComma(after values: [LiteralSyntax]) -> SyntaxError {
    var help: Phrase?
    if case .text = current.kind { help = .commas }
    if isAt("or") || isAt("and") { help = .commas }
    if case .text? = values.last?.value, lastEnd == current.range.lowerBound {
      help = .quoteMissing
    }
    return expected(.commaOrClose, help: help)
  }

  /// An error about what stands in a test where an event belongs.
  func expectedEvent() -> SyntaxError {
    var help: Phrase?
    if isAt(.comma) { help = .noCommasInEvents }
    if case .name = current.kind {
      help = current.isFirstOnLine ? .eventsBeginWithTime : .eventsGiveValues
    }
    return expected(.testEvent, help: help)
  }
}

extension SourceText {
  /// Returns what there is to say about a character that nobody sees.
  func diagnostic(about sort: HiddenCharacter, at range: Range<Int>) -> Diagnostic {
    switch sort {
    case .bidirectionalControl: Diagnostic(.bidirectional, at: range)
    case .byteOrderMark: Diagnostic(.byteOrderMark, at: range)
    case .control:
      Diagnostic(.control(text(range).unicodeScalars.first ?? "\0"), at: range)
    }
  }
}
