internal import ArgumentParser
internal import EventModel
internal import Reports
internal import RuleLanguage
internal import RuleProgram

/// `exfil identify`: tells what each file is and which rules can and cannot run on it.
struct IdentifyCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "identify",
    abstract: "Tell what each file is, and which rules can and cannot run on it.",
    discussion: """
      Format and reasons, encoding, zone and how it is known, times, fields filled and missing, \
      rejects with examples, and for each rule that cannot be judged what to change at the source. \
      Files are read whole; with --quick only their front, which tells formats and what they can \
      carry.
      """)

  @Argument(help: ArgumentHelp("Log files, folders, or - for standard input.", valueName: "path"))
  var paths: [String]

  @OptionGroup(title: "Rules") var ruleArguments: RuleArguments
  @OptionGroup(title: "Sources") var sources: SourceArguments
  @OptionGroup var languageArgument: LanguageArgument

  @Option(help: ArgumentHelp("terminal, or jsonl for an object a file.", valueName: "format"))
  var format: String = "terminal"

  @Flag(help: "Read the front of each file only.")
  var quick = false

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    var plan = sources.plan(paths: paths, mistakes: &mistakes)
    plan.readsFrontOnly = quick
    if format != "terminal" && format != "jsonl" {
      mistakes.note("--format", format, "is not terminal or jsonl")
    }
    let asked = languageArgument.language(mistakes: &mistakes)
    let words = ReportLanguage(rawValue: languageArgument.lang)
    guard let language = asked, let words, mistakes.isEmpty else { throw .usage(mistakes.lines) }
    plan.program = try RuleLoading(
      engine: engine, named: ruleArguments.rules, language: language
    ).program(isOptional: true, on: console)
    if plan.program.rules.isEmpty {
      console.say(
        Phrase("no rules found; only formats are told", "ルールが見つかりません。書式だけを示します")(language))
    }
    let identities = try engine.identify(plan)
    let zone = try RunContext.zone(named: plan.program.civilTimezone)
    if format == "jsonl" {
      console.write(IdentityJSON(zone: zone).lines(of: identities).span)
    } else {
      let text = IdentityText(zone: zone, language: words)
      for identity in identities { console.write(text.text(of: identity)) }
    }
    return identities.allSatisfy(\.isUnderstood) ? .complete : .evidenceIncomplete
  }
}
