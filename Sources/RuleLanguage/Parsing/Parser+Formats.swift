extension Parser {
  /// The layouts that a declaration may name, and whether a text stands behind their word.
  static let layouts = [
    "squid", "samba", "csv", "tsv", "kv", "w3c", "cef", "leef", "json", "apache", "nginx",
  ]
  private static let layoutsWithText: Set<String> = ["squid", "samba", "apache", "nginx"]

  /// The other words that begin a part of a format, in the order in which they are usually written.
  static let formatParts = [
    "kind", "delimiter", "encoding", "program", "header", "identify", "timezone", "sample",
  ]

  mutating func parseFormat(_ name: inout NameSyntax?) throws(SyntaxError) -> FormatSyntax {
    let new = try requireNewName(.formatName)
    name = new
    var format = FormatSyntax(name: new, title: try requireText(.title))
    try require(.openBrace)
    var parts: Set<String> = []
    while !isAt(.closeBrace) {
      try requireBlock(of: new, as: Phrase("format", "書式"))
      guard let word = currentWord else { throw expected(.formatPart) }
      let isLayout = Self.layouts.contains(word)
      if word != "sample", !parts.insert(isLayout ? "layout" : word).inserted {
        throw SyntaxError(.repeated(word, in: Phrase("format", "書式")), at: current.range)
      }
      // A field with the name of a declaration would begin one as soon as it stood first on its line.
      if following.kind == .symbol(.equal), !Self.declarationWords.contains(word) {
        let value = try parseValueSource()
        if word == "kind" { format.kind = .mapped(value) } else { format.values.append(value) }
      } else if isLayout {
        let layout = try requireName(.layout)
        let hasText = Self.layoutsWithText.contains(word)
        format.layout = (layout, hasText ? try requireText(.layoutText) : nil)
      } else {
        try parseFormatPart(word, into: &format)
      }
    }
    advance()
    return format
  }

  private mutating func parseFormatPart(
    _ word: String, into format: inout FormatSyntax
  ) throws(SyntaxError) {
    guard Self.formatParts.contains(word) else {
      throw SyntaxError(
        .unknownLayoutPart(word, found: shown, layouts: Self.layouts, parts: Self.formatParts),
        at: current.range)
    }
    advance()
    switch word {
    case "kind": format.kind = .named(try requireName(.kind))
    case "timezone": format.timezone = try requireText(.zoneName)
    case "delimiter": format.delimiter = try requireText(.delimiter)
    case "encoding": format.encoding = try requireHyphenatedName(.encodingName)
    case "program": format.program = try requireText(.programName)
    case "header": format.header = try requireText(.headerRow)
    case "identify":
      try require("header")
      try require("contains")
      format.identifying = try parseLiteralSet()
    default:
      let line = try requireText(.logLine)
      try require("gives")
      let gives = try parseAssignments()
      guard !gives.isEmpty else { throw expected(.sampleValues) }
      format.samples.append(FormatSyntax.Sample(line: line, gives: gives))
    }
  }

  /// Reads `field = …` with all that says how the value is read.
  private mutating func parseValueSource() throws(SyntaxError) -> ValueSourceSyntax {
    let field = try requireName(.field)
    try require(.equal)
    var value = ValueSourceSyntax(
      field: field, origin: try parseOrigin(), range: field.range)
    var isDone = false
    while !isDone {
      switch currentWord {
      case "as" where value.form == nil:
        advance()
        if case .text = current.kind {
          value.form = .pattern(try requireText(.timeForm))
        } else {
          value.form = .word(try requireName(.timeForm))
        }
      case "in" where value.unit == nil:
        advance()
        value.unit = try requireName(.unitOfSize)
      case "split" where value.separator == nil:
        advance()
        value.separator = try requireText(.delimiter)
      case "map" where value.entries == nil:
        advance()
        value.entries = try parseMap()
      default: isDone = true
      }
    }
    value.range = field.range.lowerBound..<lastEnd
    return value
  }

  private mutating func parseOrigin() throws(SyntaxError) -> ValueSourceSyntax.Origin {
    guard let word = currentWord, ["column", "json", "syslog"].contains(word) else {
      return .constant(try parseLiteral(.valueSource))
    }
    var places: [ValueSourceSyntax.Place] = []
    repeat {
      guard let word = currentWord, ["column", "json", "syslog"].contains(word) else {
        throw expected(.valueSource)
      }
      places.append(try parsePlace())
    } while skip(.comma)
    return .places(places)
  }

  private mutating func parsePlace() throws(SyntaxError) -> ValueSourceSyntax.Place {
    let word = try requireName(.valueSource)
    let what: ValueSourceSyntax.Place.What
    switch word.text {
    case "syslog": what = .envelope
    case "column":
      if case .number = current.kind {
        what = .numbered(try requireInteger(.columnNumber, in: 1...1000))
      } else {
        what = .named(try requireText(.columnName))
      }
    default: what = .named(try requireText(.jsonPath))
    }
    return ValueSourceSyntax.Place(word: word, what: what, range: word.range.lowerBound..<lastEnd)
  }

  private mutating func parseMap() throws(SyntaxError) -> [ValueSourceSyntax.Entry] {
    var entries: [ValueSourceSyntax.Entry] = []
    try require(.openBrace)
    while !isAt(.closeBrace) {
      var value: TextSyntax?
      if case .text(let text) = current.kind {
        let piece = TextSyntax.Piece(text: text, range: advance().range)
        value = TextSyntax(pieces: [piece])
      } else {
        guard skip("else") else { throw expected(.mapEntry) }
      }
      try require(.arrow)
      entries.append(ValueSourceSyntax.Entry(value: value, meaning: try requireName(.mapMeaning)))
    }
    advance()
    return entries
  }
}
