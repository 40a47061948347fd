internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// The kinds of events that logs tell of.
  private static let kindsOfLogs = EventKind.allCases.filter { $0 != .source && $0 != .alert }

  /// Checks and lowers a format whose values are named one by one.
  ///
  /// Every mistake in it is reported, one for each part.
  mutating func records(
    _ syntax: FormatSyntax, _ layout: NameSyntax
  ) -> (declaration: RecordDeclaration, kinds: [EventKind])? {
    let mistakeCount = diagnostics.count
    guard let kinds = kinds(of: syntax, layout) else { return nil }
    var declaration = RecordDeclaration(
      syntax: Self.syntax(layout.text, syntax.layout?.text?.value ?? ""),
      program: syntax.program?.value, header: syntax.header?.value, values: [])
    declaration.delimiter = delimiter(syntax.delimiter, layout)
    declaration.encoding = encoding(syntax.encoding) ?? .auto
    if let identifying = syntax.identifying {
      declaration.identifyingColumns = columns(identifying, layout)
    }
    if let header = syntax.header, !["csv", "tsv", "w3c"].contains(layout.text) {
      report(.notInLayout("header", layout: layout.text), at: header.range)
    }
    if case .mapped(let value)? = syntax.kind {
      declaration.kindPlace = places(value, of: nil, layout)?.first
      declaration.kindMapping = mapping(value) { word in EventKind(name: word) != nil }
    }
    for value in syntax.values {
      guard let lowered = self.value(value, of: kinds, layout) else { continue }
      declaration.values.append(lowered)
    }
    checkWhole(syntax, declaration, kinds)
    return diagnostics.count == mistakeCount ? (declaration, kinds) : nil
  }

  private static func syntax(_ word: String, _ text: String) -> RecordDeclaration.Syntax {
    switch word {
    case "tsv": .tsv
    case "kv": .keyValue
    case "w3c": .w3c
    case "cef": .cef
    case "leef": .leef
    case "json": .json
    case "apache": .apache(text)
    case "nginx": .nginx(text)
    default: .csv
    }
  }

  private mutating func kinds(of syntax: FormatSyntax, _ layout: NameSyntax) -> [EventKind]? {
    let names: [NameSyntax]
    switch syntax.kind {
    case .named(let name): names = [name]
    case .mapped(let value):
      guard let entries = value.entries else {
        report(.formatWithoutKind(syntax.name.text), at: value.range)
        return nil
      }
      names = entries.map(\.meaning).filter { $0.text != "ignore" }
    case nil: return nil
    }
    var kinds: [EventKind] = []
    for name in names {
      guard let kind = EventKind(name: name.text) else {
        report(.unknownKind(name.text, known: Self.kindsOfLogs.map(\.name)), at: name.range)
        return nil
      }
      guard Self.kindsOfLogs.contains(kind) else {
        report(.noLogOfKind(kind.name), at: name.range)
        return nil
      }
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    return kinds.isEmpty ? nil : kinds
  }

  private mutating func delimiter(_ text: TextSyntax?, _ layout: NameSyntax) -> UInt8? {
    guard let text else { return nil }
    guard layout.text == "csv" || layout.text == "kv" else {
      report(.notInLayout("delimiter", layout: layout.text), at: text.range)
      return nil
    }
    return asciiByte(text)
  }

  private mutating func asciiByte(_ text: TextSyntax) -> UInt8? {
    let bytes = Array(text.value.utf8)
    guard bytes.count == 1, bytes[0] < 0x80, bytes[0] != 0x22, bytes[0] >= 0x20 || bytes[0] == 0x09
    else {
      report(.delimiterByte, at: text.range)
      return nil
    }
    return bytes[0]
  }

  private mutating func encoding(_ name: NameSyntax?) -> RecordDeclaration.Encoding? {
    guard let name else { return nil }
    guard let encoding = RecordDeclaration.Encoding(rawValue: name.text.lowercased()) else {
      let known = RecordDeclaration.Encoding.allCases.map(\.rawValue)
      report(.encoding(name.text, known: known), at: name.range)
      return nil
    }
    return encoding
  }

  private mutating func columns(_ set: LiteralSetSyntax, _ layout: NameSyntax) -> [String] {
    guard ["csv", "tsv", "w3c", "cef", "leef"].contains(layout.text) else {
      report(.notInLayout("identify", layout: layout.text), at: set.range)
      return []
    }
    var names: [String] = []
    for value in set.values {
      guard case .text(let text) = value.value else {
        report(.needsText(ValueType.text.typeName, found: value.value.typeName), at: value.range)
        continue
      }
      names.append(text)
    }
    return names
  }

  /// Checks what only all parts together tell.
  private mutating func checkWhole(
    _ syntax: FormatSyntax, _ declaration: RecordDeclaration, _ kinds: [EventKind]
  ) {
    let name = syntax.name
    let given = Set(syntax.values.map(\.field.text))
    var tellsMore = false
    switch declaration.syntax {
    // Their variables have a meaning of their own.
    case .apache, .nginx: tellsMore = true
    default: break
    }
    if !given.contains("time"), !tellsMore { report(.formatWithoutTime(name.text), at: name.range) }
    for kind in kinds where !(tellsMore && kind == .web) {
      for declared in Schema.declarations(of: kind)
      where !declared.isOptional && !given.contains(declared.field.name) {
        let isTold =
          [.time, .source].contains(declared.field) || (declared.field == .name && kind == .file)
        if isTold { continue }
        report(
          .formatWithoutField(name.text, kind: kind.name, field: declared.field.name),
          at: name.range)
        return
      }
    }
    let usesEnvelope = syntax.values.first { value in
      guard case .places(let places) = value.origin else { return false }
      return places.contains { if case .envelope = $0.what { true } else { false } }
    }
    if let usesEnvelope, declaration.program == nil, declaration.syntax != .cef,
      declaration.syntax != .leef
    {
      report(.envelopeWithoutProgram, at: usesEnvelope.range)
    }
    let hasNames = declaration.values.contains { value in
      guard case .places(let places) = value.origin else { return false }
      return places.contains { if case .named = $0 { true } else { false } }
    }
    let needsHeader =
      hasNames
      && (declaration.syntax == .csv || declaration.syntax == .tsv
        || declaration.syntax == .w3c)
    if needsHeader, syntax.header == nil, let sample = syntax.samples.first {
      report(.sampleWithoutHeader(name.text), at: sample.line.range)
    }
  }
}
