internal import Reports
internal import RuleLanguage
internal import RuleProgram

/// The rule that a command line asks to try: by its id, or by the file that declares it alone.
struct TriedRule {
  let argument: String

  /// Whether the argument names a file; the id of a rule has no slash and no such ending.
  private var isFile: Bool { argument.hasSuffix(".exfil") || argument.contains("/") }

  /// The file to read before those of `--rules`; none if the argument is the id of a rule.
  var files: [String] { isFile ? [argument] : [] }

  /// Returns the index of the rule.
  ///
  /// - Throws: ``RunFailure`` with status 64 if there is no such rule, not exactly one, or one that
  ///   cannot be tried.
  func index(
    in program: RuleProgram, _ language: DiagnosticLanguage
  ) throws(RunFailure) -> Int {
    let index = try declaredIndex(in: program, language)
    guard program.rules[index].isOverAlerts else { return index }
    // Alone it would have no findings to look at, and seem to match nothing.
    let id = program.rules[index].id
    throw .usage([
      Phrase(
        "`\(id)` is over findings; `exfil scan --rule \(id)` shows what it finds, and try takes the "
          + "rules that it counts",
        "`\(id)` は検出結果に対するルールです。検出は `exfil scan --rule \(id)` で、数えられる側のルールは try で確かめてください"
      )(language)
    ])
  }

  private func declaredIndex(
    in program: RuleProgram, _ language: DiagnosticLanguage
  ) throws(RunFailure) -> Int {
    let shown = ArgumentText.visible(argument)
    guard isFile else {
      if let index = program.rules.firstIndex(where: { $0.id == argument }) { return index }
      throw .usage([
        Phrase(
          "there is no rule `\(shown)`; `exfil rules` lists them",
          "ルール `\(shown)` はありません。`exfil rules` で一覧を表示します")(language)
      ])
    }
    let file = normalizedPath(argument)
    let declared = program.rules.indices.filter { program.rules[$0].place.hasPrefix(file + ":") }
    if declared.count == 1 { return declared[0] }
    let names = declared.map { program.rules[$0].id }.joined(separator: ", ")
    throw .usage([
      declared.isEmpty
        ? Phrase("`\(shown)` declares no rule", "`\(shown)` にはルールがありません")(language)
        : Phrase(
          "`\(shown)` declares \(declared.count) rules; name one of them, with --rules \(shown): \(names)",
          "`\(shown)` には \(declared.count) 件のルールがあります。--rules \(shown) を付けて、一つを指定してください: \(names)"
        )(language)
    ])
  }
}
