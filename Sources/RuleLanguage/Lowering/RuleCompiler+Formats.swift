internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Checks and lowers the declared log formats.
  mutating func compileFormats() {
    forEachDeclaration { compiler, declaration in
      guard case .format(let syntax) = declaration.content,
        compiler.symbols.formats[syntax.name.text] == compiler.place(syntax.name),
        let format = compiler.lower(syntax)
      else { return }
      compiler.program.formats.append(format)
    }
  }

  private mutating func lower(_ syntax: FormatSyntax) -> FormatDeclaration? {
    let name = syntax.name
    guard let kindName = syntax.kind, let layout = syntax.layout else {
      report(
        syntax.kind == nil
          ? .formatWithoutKind(name.text) : .formatWithoutLayout(name.text, known: Parser.layouts),
        at: name.range)
      return nil
    }
    guard let kind = EventKind(name: kindName.text) else {
      report(.unknownKind(kindName.text, known: EventKind.allCases.map(\.name)), at: kindName.range)
      return nil
    }
    let expectedKind: EventKind = layout.word.text == "squid" ? .web : .file
    guard kind == expectedKind else {
      report(.formatKind(layout.word.text, kind: expectedKind.name), at: kindName.range)
      return nil
    }
    var zone = civilZone
    if let name = syntax.timezone { zone = findZone(name.value, at: name.range) ?? civilZone }
    return FormatDeclaration(
      name: name.text, title: syntax.title.value, kind: kind,
      layout: layout.word.text == "squid"
        ? .squid(layout.text.value) : .samba(layout.text.value),
      timezone: syntax.timezone?.value,
      samples: syntax.samples.map { sample in
        FormatDeclaration.Sample(
          line: sample.line.value,
          gives: sample.gives.compactMap { expectation($0, of: kind, zone: zone) })
      },
      place: written(place(name)))
  }

  private mutating func expectation(
    _ assignment: AssignmentSyntax, of kind: EventKind, zone: CivilZone
  ) -> FormatDeclaration.Expectation? {
    let name = assignment.field
    guard let declaration = assignedField(name, of: kind) else { return nil }
    let field = declaration.field
    switch assignment.value {
    case .one(let literal):
      if literal.value == .name("missing") {
        return FormatDeclaration.Expectation(field: field, value: nil)
      }
      guard let text = printed(literal, declaration, zone: zone) else { return nil }
      return FormatDeclaration.Expectation(field: field, value: text)
    case .several(let set):
      report(.severalValuesGiven(field.name), at: set.range)
      return nil
    }
  }

  /// Returns a value in the form in which `exfil events` prints it.
  private mutating func printed(
    _ literal: LiteralSyntax, _ declaration: FieldDeclaration, zone: CivilZone
  ) -> String? {
    let field = ResolvedField(
      operand: Operand(.field(declaration.field)), type: declaration.type, isOptional: false,
      isList: false, name: declaration.field.name)
    if field.type == .time { return printedTime(literal, zone: zone) }
    if field.takesWords {
      guard case .word(_, let words) = wordTest(of: field, [literal]) else { return nil }
      return Word.allCases.first(where: words.contains)?.text
    }
    if field.type.isNumeric {
      return numericConstant(valueOfLet(literal), as: field.type).map { String($0) }
    }
    switch literal.value {
    case .text(let text), .name(let text), .ip(let text): return text
    default: return sources[source].text(literal.range)
    }
  }

  private mutating func printedTime(_ literal: LiteralSyntax, zone: CivilZone) -> String? {
    guard case .text(let text) = literal.value, let time = zone.time(parsing: text) else {
      report(.needsTimestamp, at: literal.range)
      return nil
    }
    return time.textInUTC
  }
}
