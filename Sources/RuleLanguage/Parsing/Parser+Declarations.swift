internal import RuleProgram

extension Parser {
  /// The words that begin a declaration.
  static let declarationWords = [
    "use", "let", "set", "list", "extend", "calendar", "define", "format", "rule", "allow",
    "disable",
  ]

  /// After so many mistakes a file is hardly a rule file.
  private static let maximumMistakeCount = 200

  /// The version of the language that this compiler reads.
  private static let languageVersion = 1

  mutating func parseFile() -> FileSyntax {
    var file = FileSyntax()
    do throws(SyntaxError) {
      try parseHeader()
    } catch {
      diagnostics.append(error.diagnostic)
      recover()
    }
    while !isAtEnd {
      guard diagnostics.count < Self.maximumMistakeCount else {
        diagnostics.append(
          Diagnostic(
            code: "E-too-many", "there are too many mistakes in this file", at: current.range,
            label: "reading stopped here"))
        file.isCutShort = true
        break
      }
      file.declarations.append(parseDeclaration())
    }
    return file
  }

  private mutating func parseHeader() throws(SyntaxError) {
    guard skip("exfil") else {
      throw expected(
        "`exfil 1`", label: "every rule file begins with `exfil 1`", code: "E-header")
    }
    guard case .number(let version) = current.kind else { throw expected("the language version") }
    guard version == Factor(numerator: Int64(Self.languageVersion), denominator: 1) else {
      throw SyntaxError(
        code: "E-version", "this program does not know this version of the language",
        at: current.range, label: "write `exfil \(Self.languageVersion)`")
    }
    advance()
  }

  /// Goes to the next word that begins a declaration and stands first on its line.
  private mutating func recover() {
    while !isAtEnd {
      if current.isFirstOnLine, let word = currentWord, Self.declarationWords.contains(word) {
        return
      }
      advance()
    }
  }

  private mutating func parseDeclaration() -> DeclarationSyntax {
    let keyword = current
    var name: NameSyntax?
    depth = 0
    do throws(SyntaxError) {
      let content = try parseContent(&name)
      return DeclarationSyntax(
        content: content, keyword: keyword.range, range: keyword.range.lowerBound..<lastEnd)
    } catch {
      diagnostics.append(error.diagnostic)
      // What was not even a declaration must not be read twice.
      if current.range == keyword.range { advance() }
      recover()
      let word = if case .name(let word) = keyword.kind { word } else { "" }
      return DeclarationSyntax(
        content: .broken(keyword: word, name), keyword: keyword.range, range: keyword.range)
    }
  }

  private mutating func parseContent(
    _ name: inout NameSyntax?
  ) throws(SyntaxError) -> DeclarationSyntax.Content {
    guard let word = currentWord, Self.declarationWords.contains(word) else {
      throw unexpectedDeclaration()
    }
    advance()
    switch word {
    case "use":
      return .use(try requireText("the name of a file in quotes"))
    case "let", "set":
      let new = try word == "let" ? requireNewName("a name") : requireName("a name")
      name = new
      try require(.equal)
      let syntax = LetSyntax(name: new, value: try parseLiteral())
      return word == "let" ? .constant(syntax) : .set(syntax)
    case "list":
      return .list(try parseList(&name))
    case "extend":
      let list = try requireName("the name of a list")
      try require("with")
      return .extend(list, try parseLiteralSet())
    case "calendar":
      return .calendar(try parseCalendar(&name))
    case "define":
      let new = try requireNewName("a name")
      name = new
      try require("as")
      return .define(new, try parsePattern())
    case "rule":
      return .rule(try parseRule(&name))
    case "allow":
      return .allow(try parseAllow())
    case "disable":
      try require("rule")
      let rule = try requireName("the name of a rule")
      try require("until")
      let date = try requireDate()
      try require("reason")
      return .disable(rule, until: date, reason: try requireText())
    default:
      return .format(try parseFormat(&name))
    }
  }

  /// An error about a token between two declarations.
  private func unexpectedDeclaration() -> SyntaxError {
    if case .symbol(.closeBrace) = current.kind {
      return SyntaxError(
        code: "E-syntax", "there is a `}` too many", at: current.range,
        label: "nothing is open here")
    }
    guard let word = currentWord else { return expected("a declaration") }
    if word == "exfil" {
      return SyntaxError(
        code: "E-header", "`exfil` stands once, at the top of a file", at: current.range,
        label: "take this away")
    }
    return expected(
      "a declaration",
      label: Self.declarationWords.didYouMean(
        word, else: "is an `and` missing before this, or a `rule` around it?"),
      help: "a file contains: \(Self.declarationWords.joined(separator: ", "))")
  }

  private mutating func parseList(_ name: inout NameSyntax?) throws(SyntaxError) -> ListSyntax {
    let new = try requireNewName("the name of the list")
    name = new
    try require("of")
    let typeName = try requireName("the type of its values")
    guard let type = ListType(rawValue: typeName.text) else {
      let types = ListType.allCases.map(\.rawValue)
      throw SyntaxError(
        code: "E-list-type", "`\(typeName.text)` is not a type of list", at: typeName.range,
        label: types.didYouMean(typeName.text, else: "unknown type"),
        help: "types of lists: \(types.joined(separator: ", "))")
    }
    if skip("from") {
      let file = try requireText("the name of a file in quotes")
      let column = skip("column") ? try requireText("the name of a column in quotes") : nil
      return ListSyntax(name: new, type: type, origin: .file(file, column: column))
    }
    guard skip(.equal) else {
      throw expected("`from \"file.list\"` or `= (…)`")
    }
    return ListSyntax(name: new, type: type, origin: .inline(try parseLiteralSet()))
  }

  /// Reads event kinds with their `where` and `unless`.
  mutating func parsePattern() throws(SyntaxError) -> PatternSyntax {
    let start = current.range.lowerBound
    var kinds = [try requireName("a kind of event")]
    while skip("or") { kinds.append(try requireName("a kind of event")) }
    let condition = skip("where") ? try parseExpression() : nil
    let exemption = skip("unless") ? try parseExpression() : nil
    if exemption != nil, isAt("where") {
      throw SyntaxError(
        code: "E-order", "`where` stands before `unless`", at: current.range,
        label: "move this part up")
    }
    return PatternSyntax(
      kinds: kinds, condition: condition, exemption: exemption, range: start..<lastEnd)
  }
}
