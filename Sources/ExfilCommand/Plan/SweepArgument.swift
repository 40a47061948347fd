internal import RuleLanguage
internal import RuleProgram

/// What `--sweep RULE.let=A..B` asks for.
struct SweepArgument {
  let rule: String
  let name: String
  let range: SweepRange

  /// Reads the argument; names may have dots in them, so the rules decide where one ends.
  ///
  /// - Throws: ``RunFailure`` with status 64, which says what to write.
  init(
    _ text: String, in program: RuleProgram, _ language: DiagnosticLanguage
  ) throws(RunFailure) {
    let shown = ArgumentText.visible(text)
    guard let equal = text.firstIndex(of: "=") else {
      throw .usage([Self.form(shown)(language)])
    }
    let target = text[..<equal]
    let candidates = program.rules.map(\.id).filter { target.hasPrefix($0 + ".") }
    guard let rule = candidates.max(by: { $0.utf8.count < $1.utf8.count }) else {
      throw .usage([
        target.contains(".")
          ? Phrase(
            "--sweep \(shown): no rule begins this; `exfil rules` lists them, and a sweep is written "
              + "RULE.let=100MB..2GB",
            "--sweep \(shown): 該当するルールがありません。`exfil rules` で一覧を表示します。書き方: RULE.let=100MB..2GB")(
              language)
          : Self.form(shown)(language)
      ])
    }
    self.rule = rule
    name = String(target.dropFirst(rule.count + 1))
    do throws(SweepMistake) {
      range = try SweepRange(parsing: String(text[text.index(after: equal)...]))
    } catch {
      throw .usage(["--sweep \(shown): \(ArgumentText.visible(error.phrase(language)))"])
    }
  }

  private static func form(_ shown: String) -> Phrase {
    Phrase(
      "--sweep \(shown): write the rule, its `let` and the range, like "
        + "volume.large_outbound.large_upload_day=100MB..2GB",
      "--sweep \(shown): ルール・let・範囲を、volume.large_outbound.large_upload_day=100MB..2GB のように書いてください")
  }
}
