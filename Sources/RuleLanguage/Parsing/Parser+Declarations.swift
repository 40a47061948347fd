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
        diagnostics.append(Diagnostic(.manyMistakes, at: current.range))
        file.isCutShort = true
        break
      }
      file.declarations.append(parseDeclaration())
    }
    return file
  }

  private mutating func parseHeader() throws(SyntaxError) {
    guard skip("exfil") else {
      throw SyntaxError(
        .missingHeader(
          found: shown, isForeign: !(currentWord.map(Self.declarationWords.contains) ?? false)),
        at: current.range)
    }
    guard case .number(let version) = current.kind else {
      throw expected(.languageVersion, label: .writeVersion(Self.languageVersion))
    }
    guard version == Factor(numerator: Int64(Self.languageVersion), denominator: 1) else {
      throw SyntaxError(.version(Self.languageVersion), at: current.range)
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
      return .use(try requireText(.fileName))
    case "let", "set":
      let new = try word == "let" ? requireNewName(.name) : requireName(.name)
      name = new
      try require(.equal)
      if isAt(.openParenthesis) { throw expected(.value, help: .exampleOfList(new.text)) }
      let syntax = LetSyntax(name: new, value: try parseLiteral())
      return word == "let" ? .constant(syntax) : .set(syntax)
    case "list":
      return .list(try parseList(&name))
    case "extend":
      let list = try requireName(.listName)
      try require("with")
      return .extend(list, try parseLiteralSet())
    case "calendar":
      return .calendar(try parseCalendar(&name))
    case "define":
      let new = try requireNewName(.name)
      name = new
      try require("as")
      return .define(new, try parsePattern())
    case "rule":
      return .rule(try parseRule(&name))
    case "allow":
      return .allow(try parseAllow())
    case "disable":
      try require("rule")
      let rule = try requireName(.ruleName)
      try require("until")
      let untilRange = current.range
      let date = try requireDate()
      try require("reason")
      return .disable(
        DisableSyntax(
          rule: rule, until: date, untilRange: untilRange, reason: try requireText()))
    default:
      return .format(try parseFormat(&name))
    }
  }

  /// An error about a token between two declarations.
  private func unexpectedDeclaration() -> SyntaxError {
    if case .symbol(.closeBrace) = current.kind {
      return SyntaxError(.stray, at: current.range)
    }
    guard let word = currentWord else { return expected(.declaration) }
    if word == "exfil" {
      return SyntaxError(.secondHeader, at: current.range)
    }
    return SyntaxError(.unknownDeclaration(word, found: shown), at: current.range)
  }

  private mutating func parseList(_ name: inout NameSyntax?) throws(SyntaxError) -> ListSyntax {
    let new = try requireNewName(.listName)
    name = new
    guard skip("of") else { throw expected(.code("of"), help: .exampleOfList(new.text)) }
    let typeName = try requireName(.listType)
    guard let type = ListType(rawValue: typeName.text) else {
      throw SyntaxError(.unknownListType(typeName.text), at: typeName.range)
    }
    if skip("from") {
      let file = try requireText(.fileName)
      let column = skip("column") ? try requireText(.columnName) : nil
      return ListSyntax(name: new, type: type, origin: .file(file, column: column))
    }
    guard skip(.equal) else {
      throw expected(.listOrigin, help: .exampleOfList(new.text))
    }
    return ListSyntax(name: new, type: type, origin: .inline(try parseLiteralSet()))
  }

  /// Reads event kinds with their `where` and `unless`.
  mutating func parsePattern() throws(SyntaxError) -> PatternSyntax {
    let start = current.range.lowerBound
    var kinds = [try requireKind()]
    while skip("or") { kinds.append(try requireKind()) }
    let condition = skip("where") ? try parseExpression() : nil
    let exemption = skip("unless") ? try parseExpression() : nil
    if exemption != nil, isAt("where") {
      throw SyntaxError(.whereAfterUnless, at: current.range)
    }
    return PatternSyntax(
      kinds: kinds, condition: condition, exemption: exemption, range: start..<lastEnd)
  }
}
