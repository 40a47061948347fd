internal import ArgumentParser
internal import Reports
internal import RuleLanguage
internal import SystemBoundary

/// `exfil explain`: tells what a rule does, what a code of the rule compiler means, or why a finding
/// stands.
struct ExplainCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell why a finding stands, a rule as prose, or what a code such as E-missing means.",
    discussion: """
      Without any of these: the list of all codes.

      With --findings the logs are read once more, and every event that the finding counts is shown \
      with the totals after it, how far beyond the limit it is, how the score comes about, and what \
      else of the same person came near. Rules, --people and --leases are those of the scan. Where \
      logs or the rule are gone, the lines that the report keeps are shown, each held against its \
      SHA-256 where it can be read.

      Exit status: 0 explained, and all is as in the report; 2 an input could not be read, a line \
      differs, or the finding does not come about as in the report; 3 rules or the report are \
      invalid; 64 no such finding, or several.
      """)

  @Argument(
    help: ArgumentHelp(
      "The id of a finding or how it begins (with --findings), the id of a rule, or a code, with or "
        + "without E-, in any case.", valueName: "finding|rule|code"))
  var subject: String?

  @Argument(
    help: ArgumentHelp(
      "With --findings: the logs; the files that the report names if none is given.",
      valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "The report that has the finding: JSON Lines as scan writes them, or - for standard input.",
      valueName: "file"))
  var findings: String?

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments
  @OptionGroup(title: "Sources") var sources: SourceArguments

  @Option(
    help: ArgumentHelp("How many near misses of each sort are shown, 0 to 1000.", valueName: "n"))
  var near: String = "5"

  @Flag(help: "Show the raw lines of the logs too.")
  var lines = false

  @Flag(help: "With --findings: one JSON object instead of text.")
  var json = false

  @OptionGroup var languageArgument: LanguageArgument

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    let wantedLanguage = languageArgument.language(mistakes: &mistakes)
    if findings != nil {
      let inquiry = try FindingInquiry(self, wantedLanguage, &mistakes)
      return try inquiry.execute(with: engine, on: &console)
    }
    if !paths.isEmpty { mistakes.note("PATH: needs --findings") }
    if json { mistakes.note("--json: needs --findings") }
    if !sources.isEmpty { mistakes.note("options about logs and people need --findings") }
    if lines { mistakes.note("--lines: needs --findings") }
    guard let language = wantedLanguage, mistakes.isEmpty else { throw .usage(mistakes.lines) }
    guard let subject else {
      console.write(Explanation.index(language: language))
      return .complete
    }
    let code = DiagnosticCode(written: subject)
    // What is written as a code is one, whatever the rules are called.
    if !Self.isWrittenAsCode(subject) {
      let rules = try findRules(with: engine, areNeeded: code == nil && subject.contains("."))
      if let rules, code == nil || rules.prose.ruleIDs.contains(subject) {
        try refuseMistakes(in: rules, with: engine, on: console, language)
        guard let text = rules.prose.text(ofRule: subject, language: language) else {
          throw .usage([Self.unknown(subject, among: rules.prose)(language)])
        }
        // Lists may hold what a terminal would obey.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        console.write(lines.map { VisibleText.of(String($0)) }.joined(separator: "\n"))
        return .complete
      }
    }
    guard let code else { throw .usage([Self.unknown(subject, among: nil)(language)]) }
    console.write(Explanation.text(of: code, language: language))
    return .complete
  }

  /// Whether a word begins as codes do: `E-`, `W-`, `N-`.
  private static func isWrittenAsCode(_ word: String) -> Bool {
    ["e-", "w-", "n-"].contains(word.prefix(2).lowercased())
  }

  private typealias FoundRules = (prose: RuleProse, files: [RawPath])

  /// Finds and reads the rules; nothing where there are none and none are needed.
  private func findRules(
    with engine: Engine, areNeeded: Bool
  ) throws(RunFailure) -> FoundRules? {
    let files: [RawPath]
    do throws(RulesSearch.Failure) {
      files = try RuleLoading(engine: engine, named: ruleArguments.rules).search()
    } catch {
      guard error.isNotFound, !areNeeded else { throw .invalid(error.lines) }
      return nil
    }
    let roots = files.map { ArgumentText.text(of: $0.bytes) }
    return (RuleProse(roots: roots, provider: RuleFiles()), files)
  }

  /// Prose of rules with mistakes may leave out what matters.
  private func refuseMistakes(
    in rules: FoundRules, with engine: Engine, on console: Console, _ language: DiagnosticLanguage
  ) throws(RunFailure) {
    guard rules.prose.hasErrors else { return }
    let compiled = engine.compileForTests(rules.files)
    console.tell(diagnostics: compiled.drawnDiagnostics(language: language))
    throw .invalid([
      Phrase("the rules have mistakes; nothing is explained", "ルールに誤りがあるため、説明できません")(language)
    ])
  }

  private static func unknown(_ subject: String, among rules: RuleProse?) -> Phrase {
    let shown = ArgumentText.visible(subject)
    if subject.utf8.count >= 8, FindingInquiry.isWrittenAsID(subject) {
      return Phrase(
        "`\(shown)` looks like a finding; name the report that has it with --findings FILE",
        "`\(shown)` は検出の番号のようです。それを含む報告を --findings ファイル で指定してください")
    }
    if let rule = rules?.nearestRule(to: subject) {
      return Phrase(
        "there is no rule `\(shown)`; did you mean \(rule)?",
        "ルール `\(shown)` はありません。\(rule) のことですか?")
    }
    if let code = DiagnosticCode.nearest(to: subject)?.text {
      return Phrase(
        "there is no code `\(shown)`; did you mean \(code)?",
        "コード `\(shown)` はありません。\(code) のことですか?")
    }
    return Phrase(
      "there is no \(rules == nil ? "" : "rule and no ")code `\(shown)`; "
        + "`exfil explain` lists all codes",
      "`\(shown)` という\(rules == nil ? "" : "ルールも")コード\(rules == nil ? "は" : "も")ありません。"
        + "`exfil explain` でコードの一覧を表示します")
  }
}
