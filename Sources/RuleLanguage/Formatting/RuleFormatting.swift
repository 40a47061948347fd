/// A rule file in the form in which all rule files are written.
package struct FormattedRules: Sendable {
  /// The text of the file; `nil` if it has mistakes, which are to be mended first.
  package var text: String?
  /// What is wrong with the file by itself; what it takes from other files is not looked at.
  package var diagnostics: [Diagnostic]
  /// The files that the diagnostics are about.
  package var sources: [SourceText]
  /// Whether the form lost or changed something, which is a fault of the formatter.
  package var isFaulty = false
}

/// Writes a rule file in its canonical form: the order of clauses of the grammar, columns, lines of
/// at most 100 columns where there is a place to break them, ASCII in the place of full-width
/// signs outside of texts.
///
/// The meaning never changes, comments stay with what they are about, and formatting a formatted
/// file gives the same bytes.
///
/// - Parameters:
///   - bytes: The file as it stands.
///   - path: Its name, for diagnostics.
/// - Returns: The new text, or what is wrong with the file.
/// - Complexity: O(*n* log *n*) in the bytes.
package func formatRules(_ bytes: [UInt8], path: String) -> FormattedRules {
  var loader = SourceLoader(provider: SingleFile(path: normalizedPath(path), bytes: bytes))
  loader.load(root: path)
  let diagnostics = loader.diagnostics.sorted { a, b in
    (a.source, a.range.lowerBound) < (b.source, b.range.lowerBound)
  }
  var result = FormattedRules(diagnostics: diagnostics, sources: loader.sources)
  guard !diagnostics.contains(where: { $0.severity == .error }), let source = loader.sources.first
  else { return result }
  let text = FileLayout(source, Parser.parse(source).file).text()
  // A formatter that loses a word of a rule is worse than none.
  let formatted = SourceText(text, name: path)
  result.isFaulty =
    FileContent(source) != FileContent(formatted)
    || Parser.parse(formatted).diagnostics.contains { $0.severity == .error }
  if !result.isFaulty { result.text = text }
  return result
}

/// What must not change: the words of a file and its comments, whatever their order.
private struct FileContent: Equatable {
  private var counts: [Token.Kind: Int] = [:]
  private var comments = ""

  init(_ source: SourceText) {
    for token in Lexer.tokenize(source).tokens where token.kind != .symbol(.comma) {
      counts[token.kind, default: 0] += 1
    }
    let written = CommentedTokens(source).items.flatMap { item in
      item.commentsBefore.map(\.text) + [item.commentAfter ?? ""]
    }
    comments = written.sorted().joined(separator: " ").filter { !$0.isWhitespace }
  }
}

/// One file; whatever it uses is empty.
private struct SingleFile: SourceProvider {
  var path: String
  var bytes: [UInt8]

  func contents(ofFile other: String) throws(SourceError) -> [UInt8] {
    other == path ? bytes : Array("exfil 1".utf8)
  }
}
