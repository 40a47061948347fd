internal import ArgumentParser
internal import Reports
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary

/// `exfil try`: runs one rule over logs and shows its matches, and what came near to one.
struct TryCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: "Run one rule over logs; show matches, near misses and by how much they missed.",
    discussion: """
      For authors of rules. Tells what each condition let through, which events and windows came \
      nearest, and which condition kept them out. It publishes nothing and is slower than scan.
      With --sweep: how many findings and people a week each value of a `let` would give, on your \
      own archive, in one reading.
      """)

  @Argument(
    help: ArgumentHelp(
      "The id of a rule, or an .exfil file that declares one rule; not with --sweep.",
      valueName: "rule|file"))
  var rule: String

  @Argument(help: ArgumentHelp("Log files, folders, or - for standard input.", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "Try several values of a constant of a rule.",
      discussion: """
        A..B, "A..B step C" or "A..B in N", in the units of the rule language: \
        volume.large_outbound.large_upload_day=100MB..2GB. Then all other arguments are logs.
        """, valueName: "rule.let=a..b"))
  var sweep: String?

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments
  @OptionGroup(title: "Sources") var sources: SourceArguments

  @Option(
    help: ArgumentHelp("How many near misses of each sort are shown, 0 to 1000.", valueName: "n"))
  var near: String = "10"

  @Flag(help: "One JSON object instead of text.")
  var json = false

  @OptionGroup var languageArgument: LanguageArgument

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    var plan = sources.plan(paths: sweep == nil ? paths : [rule] + paths, mistakes: &mistakes)
    let nearCount = mistakes.number("--near", near, in: 0...1000)
    if sweep == nil, paths.isEmpty {
      mistakes.note("PATH: no log is named; write exfil try RULE LOGS")
    }
    let diagnosticLanguage = languageArgument.language(mistakes: &mistakes)
    guard let nearCount, let diagnosticLanguage, mistakes.isEmpty else {
      throw .usage(mistakes.lines)
    }
    let language: ReportLanguage = diagnosticLanguage == .japanese ? .japanese : .english
    if let sweep {
      return try self.sweep(sweep, plan, engine, diagnosticLanguage, on: &console)
    }
    let choice = TriedRule(argument: rule)
    let program = try RuleLoading(
      engine: engine, named: choice.files + ruleArguments.rules, language: diagnosticLanguage
    ).program(isOptional: false, on: console)
    plan.program = program.onlyRule(try choice.index(in: program, diagnosticLanguage))
    let progress = console.progressLine
    defer { progress.clear() }
    let (trial, outcome) = try tryRule(plan, nearCount: nearCount, progress)
    progress.clear()
    return console.close(outcome, language) { console in
      if json {
        console.write(TrialJSON(zone: outcome.zone).line(of: trial, outcome.summary).span)
      } else {
        console.write(
          TrialText(
            zone: outcome.zone, language: language, usesColours: console.usesColours
          ).text(of: trial, outcome.summary))
      }
    }
  }

  private func sweep(
    _ text: String, _ plan: RunPlan, _ engine: Engine, _ language: DiagnosticLanguage,
    on console: inout Console
  ) throws(RunFailure) -> ExitStatus {
    let loading = RuleLoading(engine: engine, named: ruleArguments.rules, language: language)
    let program = try loading.program(isOptional: false, on: console)
    let argument = try SweepArgument(text, in: program, language)
    _ = try TriedRule(argument: argument.rule).index(in: program, language)
    let files: [RawPath]
    do throws(RulesSearch.Failure) { files = try loading.search() } catch {
      throw .invalid(error.lines)
    }
    let variants: RuleVariants
    do throws(SweepMistake) {
      variants = try RuleVariants(
        roots: files.map { ArgumentText.text(of: $0.bytes) }, provider: RuleFiles(),
        rule: argument.rule, name: argument.name, range: argument.range)
    } catch {
      throw .usage(["--sweep \(ArgumentText.visible(text)): \(error.phrase(language))"])
    }
    let progress = console.progressLine
    defer { progress.clear() }
    let (report, outcome) = try ExfilCommand.sweep(variants, plan, engine, progress)
    progress.clear()
    let reportLanguage: ReportLanguage = language == .japanese ? .japanese : .english
    return console.close(outcome, reportLanguage) { console in
      if json {
        console.write(SweepJSON(zone: outcome.zone).line(of: report).span)
      } else {
        console.write(
          SweepText(
            zone: outcome.zone, language: reportLanguage, usesColours: console.usesColours
          ).text(of: report))
      }
    }
  }
}
