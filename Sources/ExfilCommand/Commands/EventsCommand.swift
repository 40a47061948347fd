internal import ArgumentParser
internal import Reports
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary

/// `exfil events`: prints the events that logs hold, as rules see them.
struct EventsCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Print the normalised events, one JSON object a line.",
    discussion: "Answers the question: how do you read my log?")

  @Argument(help: ArgumentHelp("Log files, folders, or - for standard input.", valueName: "path"))
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "Names of the fields: own, or ecs for the Elastic Common Schema.", valueName: "own|ecs"))
  var names: String = "own"

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments
  @OptionGroup(title: "Sources") var sources: SourceArguments

  @Option(help: "The language of text for people: en or ja.")
  var lang: String = "en"

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    var plan = sources.plan(paths: paths, mistakes: &mistakes)
    let naming = EventNaming(rawValue: names)
    if naming == nil { mistakes.note("--names", names, "is not own or ecs") }
    let language = ReportLanguage(rawValue: lang)
    if language == nil { mistakes.note("--lang", lang, "is not en or ja") }
    guard let naming, let language, mistakes.isEmpty else { throw .usage(mistakes.lines) }
    plan.program = try RuleLoading(
      engine: engine, named: ruleArguments.rules, language: DiagnosticLanguage(language)
    ).program(isOptional: true, on: console)
    guard let outcome = try writeEvents(plan, EventPrinter(naming: naming), engine, &console) else {
      return console.status
    }
    let status = ExitStatus(of: outcome, published: [], failOn: nil).worst(console.status)
    console.tell(
      RunSummaryText(zone: outcome.zone, language: language).text(
        of: outcome.summary,
        RunConclusion(raised: 0, published: [], exitStatus: status.rawValue)))
    return status
  }

  /// Returns `nil` when standard output could not take the events.
  private func writeEvents(
    _ plan: RunPlan, _ printer: EventPrinter, _ engine: Engine, _ console: inout Console
  ) throws(RunFailure) -> RunOutcome? {
    let output = OutputDescriptor.standardOutput
    do {
      return try engine.events(plan, printer) { (bytes) throws(SystemError) in
        try output.write(bytes)
      }
    } catch let failure as RunFailure {
      throw failure
    } catch let failure as SystemError {
      console.note(failure)
      return nil
    } catch {
      throw .internalError("events: \(error)")
    }
  }
}
