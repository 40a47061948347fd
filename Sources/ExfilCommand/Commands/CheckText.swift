internal import Reports
internal import RuleLanguage
internal import RuleProgram

/// What `exfil check` says to people about samples and tests.
struct CheckText {
  let language: DiagnosticLanguage

  init(_ language: DiagnosticLanguage) { self.language = language }

  /// Returns the lines about one test or sample that failed.
  func text(of failed: CheckedExample) -> String {
    let name = failed.name.isEmpty ? "" : " \"\(VisibleText.of(failed.name))\""
    var lines = ["\(Phrase("FAILED", "失敗")(language)) \(VisibleText.of(failed.owner))\(name)"]
    func add(_ heading: Phrase, _ text: String) {
      lines.append("  \(DisplayWidth.fit(heading(language), to: 10))\(VisibleText.of(text))")
    }
    add(Phrase("at", "場所"), failed.place)
    add(Phrase("expected", "期待"), Phrase(failed.expected)(language))
    add(Phrase("got", "実際"), Phrase(failed.got)(language))
    for line in failed.explanation { add(Phrase(verbatim: ""), line) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns the last line about tests alone.
  func closingOfTests(_ outcome: CheckOutcome) -> String {
    let tested = Set(outcome.program.tests.map(\.rule)).count
    let failed = outcome.failures.count
    var english = QuantityText.count(outcome.tests.count, "test") + " of "
    english += QuantityText.count(tested, "rule") + " run, \(failed) failed"
    let japanese = "ルール \(tested) 件のテスト \(outcome.tests.count) 件を実行し、失敗は \(failed) 件です"
    return Phrase(english, japanese)(language) + "\n"
  }

  /// Returns the last line: how much there was, and how much of it failed.
  func closing(_ outcome: CheckOutcome) -> String {
    let program = outcome.program
    let untested = Set(program.rules.indices).subtracting(program.tests.map(\.rule)).count
    let failed = outcome.failures.count
    var english = QuantityText.count(program.rules.count, "rule") + ", "
    english += QuantityText.count(program.formats.count, "format") + "; "
    english += QuantityText.count(outcome.tests.count, "test") + " and "
    english += QuantityText.count(outcome.samples.count, "sample") + " run, \(failed) failed"
    var japanese = "ルール \(program.rules.count) 件、書式 \(program.formats.count) 件。"
    japanese += "テスト \(outcome.tests.count) 件と見本 \(outcome.samples.count) 件を実行し、失敗は \(failed) 件です"
    if outcome.warningCount > 0 {
      english += "; \(QuantityText.count(outcome.warningCount, "warning"))"
      japanese += "。警告が \(outcome.warningCount) 件あります"
    }
    if untested > 0 {
      english += "; \(QuantityText.count(untested, "rule has", "rules have")) no test"
      japanese += "。テストのないルールが \(untested) 件あります"
    }
    return Phrase(english, japanese)(language) + "\n"
  }
}
