internal import Detection
internal import Reports
internal import RuleLanguage
internal import SystemBoundary

extension FindingsFile {
  /// Returns the finding whose id begins as asked.
  ///
  /// - Throws: ``RunFailure`` with status 64 if there is none, or more than one.
  func theOnlyMatch(_ language: DiagnosticLanguage) throws(RunFailure) -> Finding {
    if matches.count == 1 { return matches[0] }
    let (shown, name) = (ArgumentText.visible(prefix), path.display)
    guard matches.isEmpty else {
      let count = QuantityText.count(matches.count)
      let first = Phrase(
        "`\(shown)` is how the ids of \(count) findings begin:",
        "`\(shown)` で始まる番号の検出は \(count) 件あります:")
      let named = matches.prefix(10).map { match in
        "  \(ArgumentText.visible(match.id))  \(ArgumentText.visible(match.rule))  "
          + ArgumentText.visible(match.subject.value)
      }
      throw .usage([first(language)] + named)
    }
    if lineCount == 0 {
      throw .usage([
        Phrase("`\(name)` has no findings", "`\(name)` に検出はありません")(language)
      ])
    }
    let nearest = nearestID.map { ArgumentText.visible($0) }
    throw .usage([
      Phrase(
        "`\(name)` has no finding `\(shown)`"
          + (nearest.map { "; did you mean \($0)?" } ?? "; every line of it begins with an id"),
        "`\(name)` に検出 `\(shown)` はありません。"
          + (nearest.map { "\($0) のことですか?" } ?? "各行の先頭に番号があります"))(language)
    ])
  }
}
