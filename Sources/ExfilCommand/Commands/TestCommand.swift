internal import ArgumentParser
internal import Reports
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary

/// `exfil test`: runs the tests inside rules, and tells what no test would notice.
struct TestCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests inside rules; with --mutate, tell what no test would notice.",
    discussion: """
      With --mutate each rule, and each define that rules use, is changed in one place at a time: \
      a limit by one unit, to the double and to the half; >= to >; `and` to `or`; a condition, an \
      `unless`, a kind of event, a step or points left out; a window of the double or half length; \
      and more. A change that leaves all tests of the rule passing is told, with a test that would \
      have noticed it.

      Exit status: 0 all is well, 1 a test failed, or --fail-on-survivors and a change went \
      unnoticed, 3 rules are invalid.
      """)

  @Argument(
    help: ArgumentHelp(
      "Rule files or folders; those that scan would find if none is given.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments

  @Option(
    name: .customLong("rule"),
    help: ArgumentHelp(
      "With --mutate, only change this rule or define. Repeats.", valueName: "id"))
  var ids: [String] = []

  @Flag(help: "Change each rule in many small ways, and tell which changes no test notices.")
  var mutate = false

  @Flag(help: "With --mutate, end with status 1 if any change went unnoticed.")
  var failOnSurvivors = false

  @OptionGroup var languageArgument: LanguageArgument

  @Flag(
    help: ArgumentHelp(
      "For programs: one JSON object a line for every message.",
      discussion: """
        Names as in check --json. With --mutate an object follows for each rule and define: \
        subject (rule or define), name, changes, noticed, unnoticed.
        """))
  var json = false

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    let language = languageArgument.language(mistakes: &mistakes)
    if !mutate {
      if failOnSurvivors { mistakes.note("--fail-on-survivors: needs --mutate") }
      if !ids.isEmpty { mistakes.note("--rule: needs --mutate") }
    }
    guard let language, mistakes.isEmpty else { throw .usage(mistakes.lines) }
    let loading = RuleLoading(engine: engine, named: paths + ruleArguments.rules)
    let files: [RawPath]
    do throws(RulesSearch.Failure) { files = try loading.search() } catch {
      throw .invalid(error.lines)
    }
    let rules = engine.compileForTests(files)
    guard rules.errorCount == 0 else {
      if json {
        console.write(DiagnosticJSON(language: language).lines(of: rules))
      } else {
        console.tell(diagnostics: rules.drawnDiagnostics(language: language))
      }
      throw .invalid([RuleLoading.count(ofErrors: rules.errorCount, in: language)])
    }
    let outcome = CheckOutcome(
      program: rules.program, samples: [], tests: engine.runTests(rules.program))
    if json {
      console.write(DiagnosticJSON(language: language).lines(of: outcome))
    } else {
      for failed in outcome.failures { console.write(CheckText(language).text(of: failed)) }
    }
    guard mutate, outcome.failures.isEmpty else {
      if !json { console.write(CheckText(language).closingOfTests(outcome)) }
      return outcome.failures.isEmpty ? .complete : .findingsAtThreshold
    }
    return try mutate(files, language, on: &console)
  }

  private func mutate(
    _ files: [RawPath], _ language: DiagnosticLanguage, on console: inout Console
  ) throws(RunFailure) -> ExitStatus {
    let roots = files.map { ArgumentText.text(of: $0.bytes) }
    guard let changes = RuleChanges(roots: roots, provider: RuleFiles()) else {
      throw .internalError("test: rules that were right are wrong")
    }
    let subjects = changes.subjects.filter { ids.isEmpty || ids.contains($0.name) }
    let unknown = ids.filter { id in !changes.subjects.contains { $0.name == id } }
    guard unknown.isEmpty else {
      throw .usage(unknown.map { "--rule: there is no rule or used define `\($0)`" })
    }
    var outcomes: [ChangeOutcome] = []
    do {
      let run = try MutationRun(changes)
      for subject in subjects {
        let outcome = try run.outcome(of: subject)
        outcomes.append(outcome)
        let diagnostics = outcome.diagnostics
        console.write(
          json
            ? DiagnosticJSON(language: language).lines(of: diagnostics, in: changes.sources)
            : MutationText(language).text(of: diagnostics, in: changes.sources))
      }
    } catch {
      throw .internalError("test: \(error)")
    }
    console.write(
      json ? MutationJSON.lines(of: outcomes) : MutationText(language).closing(outcomes))
    let hasSurvivors = outcomes.contains { $0.unnoticedCount > 0 }
    return failOnSurvivors && hasSurvivors ? .findingsAtThreshold : .complete
  }
}
