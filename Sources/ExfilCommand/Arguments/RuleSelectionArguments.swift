internal import ArgumentParser
internal import Reports
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary

/// Which rules a command is about that reads rules alone.
struct RuleSelectionArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Rule files or folders; those that scan would find if none is given.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments

  @OptionGroup var languageArgument: LanguageArgument

  /// The language asked for.
  var language: ReportLanguage { ReportLanguage(rawValue: languageArgument.lang) ?? .english }

  /// Compiles the rules.
  ///
  /// - Throws: ``RunFailure`` with status 64 for the mistakes noted so far, and 3 for rules that are
  ///   wrong or not found.
  func program(
    _ engine: Engine, _ mistakes: inout Mistakes, on console: Console
  ) throws(RunFailure) -> RuleProgram {
    let language = languageArgument.language(mistakes: &mistakes)
    guard let language, mistakes.isEmpty else { throw .usage(mistakes.lines) }
    let loading = RuleLoading(engine: engine, named: paths + ruleArguments.rules)
    let files: [RawPath]
    do throws(RulesSearch.Failure) { files = try loading.search() } catch {
      throw .invalid(error.lines)
    }
    let rules = engine.compileForTests(files)
    guard rules.errorCount == 0 else {
      console.tell(diagnostics: rules.drawnDiagnostics(language: language))
      throw .invalid([RuleLoading.count(ofErrors: rules.errorCount, in: language)])
    }
    return rules.program
  }
}
