internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Units of sizes and how many bytes they are.
  private static let units: [(name: String, byteCount: Int64)] = [
    ("B", 1), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
  ]

  /// Checks and lowers `field = …` of a format.
  mutating func value(
    _ syntax: ValueSourceSyntax, of kinds: [EventKind], _ layout: NameSyntax
  ) -> RecordDeclaration.Value? {
    guard let declared = assignable(syntax.field, kinds) else { return nil }
    let field = declared[0].declaration.field
    let type = declared[0].declaration.type
    guard checkOptions(syntax, declared[0].declaration) else { return nil }
    switch syntax.origin {
    case .constant(let literal):
      guard let constant = constant(literal, declared) else { return nil }
      return RecordDeclaration.Value(field: field, origin: .constant(constant))
    case .places:
      guard let places = places(syntax, of: field, layout) else { return nil }
      var value = RecordDeclaration.Value(field: field, origin: .places(places))
      if let unit = syntax.unit {
        guard let known = Self.units.first(where: { $0.name == unit.text }) else {
          report(.unitOfSize(unit.text, known: Self.units.map(\.name)), at: unit.range)
          return nil
        }
        value.unitByteCount = known.byteCount
      }
      if let separator = syntax.separator {
        guard let byte = separatorByte(separator) else { return nil }
        value.separator = byte
      }
      if field == .time { value.timeForm = timeForm(syntax.form) }
      if syntax.entries != nil {
        guard case .word = type else { return nil }
        value.mapping = mapping(syntax) { word in
          declared.contains { Schema.word(word, of: field, in: $0.kind) != nil }
        }
      }
      return value
    }
  }

  private typealias KindField = (kind: EventKind, declaration: FieldDeclaration)

  /// Returns how each kind declares a field that a format may name.
  private mutating func assignable(_ name: NameSyntax, _ kinds: [EventKind]) -> [KindField]? {
    var declared: [KindField] = []
    if let field = Field(name: name.text), field != .source, field != .recipient {
      for kind in kinds {
        guard let declaration = Schema.declaration(of: field, in: kind) else { continue }
        declared.append((kind, declaration))
      }
    }
    guard !declared.isEmpty else {
      var names: [String] = []
      for kind in kinds {
        for declaration in Schema.declarations(of: kind) {
          let field = declaration.field
          if field != .source, field != .recipient, !names.contains(field.name) {
            names.append(field.name)
          }
        }
      }
      report(
        .fieldOfOtherKind(
          name.text, of: kinds.map(\.name).joined(separator: "/"), known: names), at: name.range)
      return nil
    }
    return declared
  }

  /// Refuses what does not fit the type of a field.
  private mutating func checkOptions(
    _ syntax: ValueSourceSyntax, _ declaration: FieldDeclaration
  ) -> Bool {
    let field = declaration.field.name
    let type = declaration.type.typeName
    if syntax.form != nil, declaration.type != .time {
      report(.optionOfField("as", field: field, type), at: syntax.range)
      return false
    }
    if let unit = syntax.unit, declaration.type != .size {
      report(.optionOfField("in \(unit.text)", field: field, type), at: unit.range)
      return false
    }
    if let separator = syntax.separator, !declaration.isList {
      report(.optionOfField("split", field: field, type), at: separator.range)
      return false
    }
    if syntax.entries != nil {
      guard case .word = declaration.type else {
        report(.optionOfField("map", field: field, type), at: syntax.range)
        return false
      }
    }
    return true
  }

  private mutating func separatorByte(_ text: TextSyntax) -> UInt8? {
    let bytes = Array(text.value.utf8)
    guard bytes.count == 1, bytes[0] < 0x80 else {
      report(.delimiterByte, at: text.range)
      return nil
    }
    return bytes[0]
  }

  /// Lowers the places of a value; `field` is `nil` for that of the kind.
  mutating func places(
    _ syntax: ValueSourceSyntax, of field: Field?, _ layout: NameSyntax
  ) -> [RecordDeclaration.Place]? {
    guard case .places(let written) = syntax.origin else {
      report(.expected(.valueSource, found: Phrase("`kind`", "`kind` があります")), at: syntax.range)
      return nil
    }
    if written.count > (field == .time ? 2 : 1) {
      report(.severalPlaces(syntax.field.text), at: written[1].range)
      return nil
    }
    var places: [RecordDeclaration.Place] = []
    for place in written {
      let isJSON = layout.text == "json"
      switch place.what {
      case .envelope:
        guard field == .time || field == .host, written.count == 1 else {
          report(.envelopeOf(syntax.field.text), at: place.range)
          return nil
        }
        places.append(.envelope)
      case .named(let text):
        guard (place.word.text == "json") == isJSON else {
          report(
            .placeOfLayout(
              place.word.text, layout: layout.text, write: isJSON ? "json \"…\"" : "column \"…\""),
            at: place.word.range)
          return nil
        }
        let path = text.value.split(separator: ".", omittingEmptySubsequences: false).map(
          String.init)
        places.append(isJSON ? .path(path) : .named(text.value))
      case .numbered(let number):
        guard layout.text == "csv" || layout.text == "tsv" else {
          report(
            .placeOfLayout(
              "column \(number)", layout: layout.text, write: isJSON ? "json \"…\"" : "column \"…\""
            ),
            at: place.range)
          return nil
        }
        places.append(.numbered(number))
      }
    }
    return places
  }

  private mutating func timeForm(_ form: ValueSourceSyntax.Form?) -> TimeForm? {
    switch form {
    case nil: return nil
    case .word(let word):
      if let known = TimeForm.words.first(where: { $0.word == word.text }) { return known.form }
      report(.timeForm(word.text, known: TimeForm.words.map(\.word)), at: word.range)
      return nil
    case .pattern(let text):
      do throws(TimePattern.Failure) {
        return .pattern(try TimePattern(text.value))
      } catch {
        report(.timePattern(error), at: text.range)
        return nil
      }
    }
  }

  /// Lowers a map; `isKnown` says whether a word means something here.
  mutating func mapping(
    _ syntax: ValueSourceSyntax, isKnown: (String) -> Bool
  ) -> RecordDeclaration.Mapping? {
    var entries: [(value: String, meaning: RecordDeclaration.Meaning)] = []
    var otherwise: RecordDeclaration.Meaning?
    for entry in syntax.entries ?? [] {
      let word = entry.meaning.text
      let isField = syntax.field.text != "kind"
      guard word == "ignore" || (word == "missing" && isField) || isKnown(word) else {
        report(.unknownMeaning(word, field: syntax.field.text), at: entry.meaning.range)
        return nil
      }
      let meaning: RecordDeclaration.Meaning =
        word == "ignore" ? .ignored : word == "missing" && isField ? .missing : .word(word)
      guard let value = entry.value else {
        if otherwise != nil { report(.mappedTwice("else"), at: entry.meaning.range) }
        otherwise = meaning
        continue
      }
      if entries.contains(where: { $0.value == value.value }) {
        report(.mappedTwice(Phrase.shortened(value.value)), at: value.range)
      }
      entries.append((value.value, meaning))
    }
    return RecordDeclaration.Mapping(entries, otherwise: otherwise)
  }

  /// Lowers a value that every record has.
  private mutating func constant(
    _ literal: LiteralSyntax, _ declared: [KindField]
  ) -> RecordDeclaration.Constant? {
    let field = declared[0].declaration.field
    let resolved = ResolvedField(
      operand: Operand(.field(field)), type: declared[0].declaration.type, isOptional: false,
      isList: false, name: field.name)
    if resolved.takesWords {
      guard case .word(_, let words)? = wordTest(of: resolved, [literal]) else { return nil }
      return Word.allCases.first(where: words.contains).map { .word($0) }
    }
    if resolved.type.isNumeric {
      return numericConstant(valueOfLet(literal), as: resolved.type).map { .number($0) }
    }
    switch valueOfLet(literal).value {
    case .text(let text), .ip(let text):
      if field != .time { return .text(text) }
    default: break
    }
    report(.needsText(resolved.type.typeName, found: literal.value.typeName), at: literal.range)
    return nil
  }
}
