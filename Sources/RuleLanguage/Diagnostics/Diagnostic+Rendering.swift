extension Diagnostic {
  /// Draws the diagnostic as the command prints it; `source` is the file it is about.
  ///
  ///     error[E-unknown-field]: there is no field `bytez` here
  ///      --> usb.exfil:2:14
  ///       |
  ///     2 |   when file where bytez > 10MB
  ///       |                   ^^^^^ did you mean `bytes_out`?
  ///       = help: …
  package func rendered(
    in source: SourceText, language: DiagnosticLanguage = .english
  ) -> String {
    let (line, column) = source.position(of: range.lowerBound)
    let excerpt = Excerpt(of: source, around: range)
    let gutter = String(repeating: " ", count: String(line).utf8.count)
    let indent = String(repeating: " ", count: excerpt.columnsBefore)
    let carets = String(repeating: "^", count: max(1, excerpt.columnsMarked))
    var drawing = """
      \(severity.word(language))[\(code.text)]: \(harmless(complaint.title(language)))
      \(gutter)--> \(harmless(source.name)):\(line):\(column)
      \(gutter) |
      \(line) | \(excerpt.text)
      \(gutter) | \(indent)\(carets) \(harmless(complaint.label(language)))
      """
    if let help = complaint.help {
      let word = Phrase("help", "対処")(language)
      drawing += "\n\(gutter) = \(word): \(harmless(help(language)))"
    }
    return drawing + "\n"
  }
}

/// The part of a source line that fits a terminal, and where the marked text stands in it.
private struct Excerpt {
  var text = ""
  var columnsBefore = 0
  var columnsMarked = 0

  private static let scalarsBefore = 100
  private static let scalarsAfter = 120

  init(of source: SourceText, around range: Range<Int>) {
    let line = source.lineRange(at: range.lowerBound)
    let start = min(range.lowerBound, line.upperBound)
    let end = min(max(range.upperBound, start), line.upperBound)
    let before = source.text(line.lowerBound..<start).unicodeScalars
    let marked = source.text(start..<end).unicodeScalars
    let after = source.text(end..<line.upperBound).unicodeScalars
    if before.count > Self.scalarsBefore { append("…", to: \.columnsBefore) }
    for scalar in before.suffix(Self.scalarsBefore) { append(scalar, to: \.columnsBefore) }
    for scalar in marked.prefix(Self.scalarsAfter) { append(scalar, to: \.columnsMarked) }
    for scalar in after.prefix(Self.scalarsAfter) { text += shown(scalar) }
    if marked.count > Self.scalarsAfter || after.count > Self.scalarsAfter { text += "…" }
  }

  private mutating func append(_ scalar: Unicode.Scalar, to columns: WritableKeyPath<Self, Int>) {
    let drawn = shown(scalar)
    text += drawn
    for scalar in drawn.unicodeScalars { self[keyPath: columns] += displayColumns(of: scalar) }
  }

  private func shown(_ scalar: Unicode.Scalar) -> String {
    scalar == "\t" ? " " : harmless(String(scalar))
  }
}

/// Replaces what could steer a terminal: control characters and bidirectional controls.
private func harmless(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isUnprintable) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(isUnprintable(scalar) ? "\u{FFFD}" : scalar) }
  return String(result)
}

private func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .control || isBidirectionalControl(scalar)
}

/// Whether a character reorders what stands around it, so that text reads other than it is.
func isBidirectionalControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
  default: false
  }
}
