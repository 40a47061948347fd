internal import Reports
internal import RuleLanguage

/// What `exfil test --mutate` says to people.
struct MutationText {
  let language: DiagnosticLanguage

  init(_ language: DiagnosticLanguage) { self.language = language }

  /// Draws the changes that no test noticed, each with the line that it is about.
  func text(of diagnostics: [Diagnostic], in sources: [SourceText]) -> String {
    diagnostics.map { diagnostic in
      let drawn = diagnostic.rendered(in: sources[diagnostic.source], language: language)
      return ArgumentText.visibleLines(drawn) + "\n"
    }.joined()
  }

  /// Returns the table of rules and defines with what became of their changes, and the sums.
  func closing(_ outcomes: [ChangeOutcome]) -> String {
    let names = outcomes.map { VisibleText.of($0.subject.name) }
    let width = names.map { DisplayWidth.of($0) }.max() ?? 0
    var text = ""
    for (outcome, name) in zip(outcomes, names) {
      let kind = DisplayWidth.fit(outcome.subject.kind.rawValue, to: 8)
      text += kind + DisplayWidth.fit(name, to: width + 2) + score(outcome) + "\n"
    }
    let changes = outcomes.reduce(0) { $0 + $1.changeCount }
    let unnoticed = outcomes.reduce(0) { $0 + $1.unnoticedCount }
    let english =
      "\(QuantityText.count(changes, "change")) tried, \(changes - unnoticed) noticed by a test, "
      + "\(unnoticed) not"
    let japanese =
      "変更 \(changes) 件を試し、テストが気づいたものは \(changes - unnoticed) 件、気づかなかったものは \(unnoticed) 件です"
    return text + Phrase(english, japanese)(language) + "\n"
  }

  private func score(_ outcome: ChangeOutcome) -> String {
    let (all, noticed) = (outcome.changeCount, outcome.noticedCount)
    let share = all == 0 ? 100 : noticed * 100 / all
    return Phrase(
      "\(noticed) of \(all) noticed (\(share) %)", "\(all) 件中 \(noticed) 件に気づく(\(share) %)")(
        language)
  }
}
