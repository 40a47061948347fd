internal import ArgumentParser
internal import ByteScan
internal import EventModel
internal import Reports
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary

/// `exfil check`: compiles rules, reads the samples of formats, runs the tests inside rules.
struct CheckCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check rules: compile them, read format samples, run the tests inside them.",
    discussion: """
      Warnings tell of what is allowed and hardly meant: conditions that are never or always true,
      limits that no test reaches, names written in one way only, ….
      Exit status: 0 all is well, 1 a test or sample failed, or --fail-on-warnings and there is one,
      3 rules are invalid.
      `exfil explain CODE` tells what a code in a message means.
      """)

  @Argument(
    help: ArgumentHelp(
      "Rule files or folders; those that scan would find if none is given.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments
  @OptionGroup var languageArgument: LanguageArgument

  @Flag(help: "End with status 1 if there is any warning.")
  var failOnWarnings = false

  @Option(
    help: ArgumentHelp(
      "The day on which it is judged whether an exception has ended; today without it.",
      valueName: "date"))
  var today: String?

  @Flag(
    help: ArgumentHelp(
      "For editors: one JSON object a line for every message.",
      discussion: """
        Names: code, severity, file, line, column, end_line, end_column, message, label, help. \
        Lines and columns count from 1, columns in UTF-16 code units, as editors do.
        """))
  var json = false

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    let language = languageArgument.language(mistakes: &mistakes)
    let day = today.flatMap { CivilDate(parsing: $0) }
    if let today, day == nil {
      mistakes.note("--today: `\(ArgumentText.visible(today))` is not a date such as 2026-03-31")
    }
    guard let language, mistakes.isEmpty else { throw .usage(mistakes.lines) }
    let loading = RuleLoading(engine: engine, named: paths + ruleArguments.rules)
    let files: [RawPath]
    do throws(RulesSearch.Failure) { files = try loading.search() } catch {
      throw .invalid(error.lines)
    }
    var rules = engine.compileAsOf(files, day)
    if rules.errorCount == 0 { rules.diagnostics += engine.findUnreached(rules) }
    if json {
      console.write(DiagnosticJSON(language: language).lines(of: rules))
    } else {
      console.tell(diagnostics: rules.drawnDiagnostics(language: language))
    }
    guard rules.errorCount == 0 else {
      throw .invalid([RuleLoading.count(ofErrors: rules.errorCount, in: language)])
    }
    let outcome = CheckOutcome(
      program: rules.program, samples: engine.checkSamples(rules.program),
      tests: engine.runTests(rules.program),
      warningCount: rules.diagnostics.count { $0.severity == .warning })
    if json {
      console.write(DiagnosticJSON(language: language).lines(of: outcome))
    } else {
      for failed in outcome.failures { console.write(CheckText(language).text(of: failed)) }
      console.write(CheckText(language).closing(outcome))
    }
    let isWell = outcome.failures.isEmpty && !(failOnWarnings && outcome.warningCount > 0)
    return isWell ? .complete : .findingsAtThreshold
  }
}

/// What became of the samples and tests inside rules.
struct CheckOutcome {
  var program: RuleProgram
  var samples: [CheckedExample]
  var tests: [CheckedExample]
  var warningCount = 0

  var failures: [CheckedExample] { (samples + tests).filter { !$0.passed } }
}
