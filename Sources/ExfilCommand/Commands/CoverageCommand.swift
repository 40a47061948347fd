internal import ArgumentParser
internal import Reports
internal import RuleProgram
internal import SystemBoundary

/// `exfil coverage`: tells which techniques of MITRE ATT&CK the rules look for.
struct CoverageCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Tell which techniques of MITRE ATT&CK the rules look for.",
    discussion: """
      Techniques are those that rules name in `tags`. A rule in `mode trial` is listed, and not \
      counted.
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
    let coverage = TechniqueCoverage.all(of: program)
    switch format {
    case "jsonl": console.write(CoverageJSON.lines(of: coverage).span)
    case "navigator": console.write(CoverageJSON.navigatorLayer(of: coverage).span)
    default:
      console.write(
        CoverageText(language: selection.language, width: console.width)
          .text(of: coverage, untagged: TechniqueCoverage.untaggedRules(of: program)))
    }
    return .complete
  }
}
