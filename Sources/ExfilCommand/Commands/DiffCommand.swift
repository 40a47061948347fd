internal import ArgumentParser
internal import Reports
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary

/// `exfil diff`: what another set of rules finds in the same logs that this one does not.
struct DiffCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Two sets of rules over the same logs: findings gained, lost and changed.",
    discussion: """
      Each set is a rule file or a folder, complete with the files that it uses. Findings are the same \
      if rule, subject and time are. The logs are read once for each set; nothing is published.
      """)

  @Argument(help: ArgumentHelp("The rules as they were.", valueName: "rules1"))
  var before: String

  @Argument(help: ArgumentHelp("The rules as they are to be.", valueName: "rules2"))
  var after: String

  @Argument(help: ArgumentHelp("Log files or folders.", valueName: "path"))
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "Further rules for both sets, such as a site's own file. Repeats.", valueName: "dir|file"))
  var rules: [String] = []

  @OptionGroup(title: "Sources") var sources: SourceArguments

  @Flag(help: "One JSON object a line for each finding that differs, instead of text.")
  var json = false

  @Flag(help: "End with status 1 if any finding differs.")
  var failOnChange = false

  @OptionGroup var languageArgument: LanguageArgument

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    let plan = sources.plan(paths: paths, mistakes: &mistakes)
    if paths.contains("-") {
      mistakes.note("PATH: `-` (standard input) can be read only once, and diff reads logs twice")
    }
    let language = languageArgument.language(mistakes: &mistakes)
    guard let language, mistakes.isEmpty else { throw .usage(mistakes.lines) }
    var plans: [RunPlan] = []
    for set in [before, after] {
      var own = plan
      own.program = try RuleLoading(engine: engine, named: [set] + rules, language: language)
        .program(isOptional: false, on: console)
      plans.append(own)
    }
    let progress = console.progressLine
    defer { progress.clear() }
    let old = try engine.scan(plans[0], progress)
    var status = ExitStatus(of: old, published: [], failOn: nil)
    guard old.signalNumber == nil else { return status }
    let new = try engine.scan(plans[1], progress)
    progress.clear()
    status = status.worst(ExitStatus(of: new, published: [], failOn: nil))
    let comparison = FindingComparison(before: old.findings, after: new.findings)
    if failOnChange, !comparison.isEmpty { status = status.worst(.findingsAtThreshold) }
    let reportLanguage: ReportLanguage = language == .japanese ? .japanese : .english
    return console.close(new, reportLanguage, status: status) { console in
      if json {
        console.write(ComparisonJSON(zone: new.zone).lines(of: comparison).span)
      } else {
        console.write(
          ComparisonText(
            zone: new.zone, language: reportLanguage, usesColours: console.usesColours
          ).text(of: comparison))
      }
    }
  }
}
