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
    guard let kindSyntax = syntax.kind, let layout = syntax.layout else {
      report(
        syntax.kind == nil
          ? .formatWithoutKind(name.text) : .formatWithoutLayout(name.text, known: Parser.layouts),
        at: name.range)
      return nil
    }
    var zone = civilZone
    if let name = syntax.timezone { zone = findZone(name.value, at: name.range) ?? civilZone }
    let kinds: [EventKind]
    let lowered: FormatDeclaration.Layout
    if layout.word.text == "squid" || layout.word.text == "samba" {
      guard let own = serverLayout(syntax, kindSyntax, layout.word) else { return nil }
      (lowered, kinds) = own
    } else {
      guard let records = records(syntax, layout.word) else { return nil }
      lowered = .records(records.declaration)
      kinds = records.kinds
    }
    guard let kind = kinds.first else { return nil }
    return FormatDeclaration(
      name: name.text, title: syntax.title.value, kind: kind, layout: lowered,
      timezone: syntax.timezone?.value,
      samples: syntax.samples.map { sample in
        FormatDeclaration.Sample(
          line: sample.line.value,
          gives: sample.gives.compactMap { expectation($0, of: kinds, zone: zone) },
          place: written(Place(source: source, range: sample.line.range)))
      },
      place: written(place(name)))
  }

  /// Checks a layout whose values are known without being named.
  private mutating func serverLayout(
    _ syntax: FormatSyntax, _ kind: FormatSyntax.Kind, _ word: NameSyntax
  ) -> (FormatDeclaration.Layout, [EventKind])? {
    let expected: EventKind = word.text == "squid" ? .web : .file
    guard case .named(let name) = kind else {
      if case .mapped(let value) = kind {
        report(.notInLayout("kind = …", layout: word.text), at: value.range)
      }
      return nil
    }
    guard let kind = EventKind(name: name.text) else {
      report(.unknownKind(name.text, known: EventKind.allCases.map(\.name)), at: name.range)
      return nil
    }
    guard kind == expected else {
      report(.formatKind(word.text, kind: expected.name), at: name.range)
      return nil
    }
    let others: [(part: String, range: Range<Int>?)] = [
      ("delimiter", syntax.delimiter?.range), ("encoding", syntax.encoding?.range),
      ("program", syntax.program?.range), ("header", syntax.header?.range),
      ("identify", syntax.identifying?.range), ("field = …", syntax.values.first?.range),
    ]
    for (part, range) in others {
      guard let range else { continue }
      report(.notInLayout(part, layout: word.text), at: range)
      return nil
    }
    let text = syntax.layout?.text?.value ?? ""
    return (word.text == "squid" ? .squid(text) : .samba(text), [kind])
  }

  private mutating func expectation(
    _ assignment: AssignmentSyntax, of kinds: [EventKind], zone: CivilZone
  ) -> FormatDeclaration.Expectation? {
    let name = assignment.field
    // The kind of a sample is not said; the field tells which it can be.
    let own = kinds.first { kind in
      Field(name: name.text).flatMap { Schema.declaration(of: $0, in: kind) } != nil
    }
    guard let kind = own ?? kinds.first, let declaration = assignedField(name, of: kind) else {
      return nil
    }
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
