internal import ArgumentParser
internal import EventModel
internal import Reports
internal import RuleProgram
internal import SystemBoundary

/// `exfil coverage`: tells which techniques of MITRE ATT&CK the rules look for.
struct CoverageCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Tell which techniques of MITRE ATT&CK the rules look for.",
    discussion: """
      Techniques are those that rules name in `tags`. A rule in `mode trial`, or disabled at \
      present, is listed and not counted; exceptions are named.
      """)

  @OptionGroup var selection: RuleSelectionArguments

  @Option(
    help: ArgumentHelp(
      "terminal, jsonl for an object a line, or navigator for a layer of the ATT&CK Navigator.",
      valueName: "format"))
  var format: String = "terminal"

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    if !["terminal", "jsonl", "navigator"].contains(format) {
      mistakes.note("--format", format, "is not terminal, jsonl or navigator")
    }
    let program = try selection.program(engine, &mistakes, on: console)
    let listings = RuleListing.all(
      of: program, at: Timestamp(microseconds: Machine.wallMicroseconds))
    let coverage = TechniqueCoverage.all(of: listings)
    switch format {
    case "jsonl": console.write(CoverageJSON.lines(of: coverage).span)
    case "navigator": console.write(CoverageJSON.navigatorLayer(of: coverage).span)
    default:
      console.write(
        CoverageText(language: selection.language, width: console.width)
          .text(of: coverage, untagged: TechniqueCoverage.untaggedRules(of: listings)))
    }
    return .complete
  }
}
