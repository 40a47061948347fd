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
      """)

  @Argument(
    help: ArgumentHelp(
      "The id of a rule, or an .exfil file that declares one rule.", valueName: "rule|file"))
  var rule: String

  @Argument(help: ArgumentHelp("Log files, folders, or - for standard input.", valueName: "path"))
  var paths: [String]

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
    var plan = sources.plan(paths: paths, mistakes: &mistakes)
    let nearCount = mistakes.number("--near", near, in: 0...1000)
    let diagnosticLanguage = languageArgument.language(mistakes: &mistakes)
    guard let nearCount, let diagnosticLanguage, mistakes.isEmpty else {
      throw .usage(mistakes.lines)
    }
    let language: ReportLanguage = diagnosticLanguage == .japanese ? .japanese : .english
    let choice = TriedRule(argument: rule)
    let program = try RuleLoading(
      engine: engine, named: choice.files + ruleArguments.rules, language: diagnosticLanguage
    ).program(isOptional: false, on: console)
    plan.program = program.onlyRule(try choice.index(in: program, diagnosticLanguage))
    let progress = console.progressLine
    defer { progress.clear() }
    let (trial, outcome) = try tryRule(plan, nearCount: nearCount, progress)
    progress.clear()
    var status = ExitStatus(of: outcome, published: [], failOn: nil)
    // Accounts that do not balance mean that matches may be missing; an interrupted run misses some.
    if status != .internalError, outcome.signalNumber == nil {
      if json {
        console.write(TrialJSON(zone: outcome.zone).line(of: trial, outcome.summary).span)
      } else {
        console.write(
          TrialText(
            zone: outcome.zone, language: language, usesColours: console.usesColours
          ).text(of: trial, outcome.summary))
      }
    }
    status = status.worst(console.status)
    guard status != .outputClosed else { return status }
    console.tell(
      RunSummaryText(zone: outcome.zone, language: language).text(
        of: outcome.summary,
        RunConclusion(
          raised: outcome.findings.count, published: outcome.findings,
          exitStatus: status.rawValue)))
    return status
  }
}
