internal import ArgumentParser
internal import EventModel
internal import Reports
internal import RuleProgram
internal import SystemBoundary

/// `exfil rules`: lists the rules and what is to be known about each.
struct RulesCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules: severity, category, ATT&CK, window, tests, exceptions.")

  @OptionGroup var selection: RuleSelectionArguments

  @Option(help: ArgumentHelp("terminal, or jsonl for an object a line.", valueName: "format"))
  var format: String = "terminal"

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    if format != "terminal" && format != "jsonl" {
      mistakes.note("--format", format, "is not terminal or jsonl")
    }
    let program = try selection.program(engine, &mistakes, on: console)
    let listings = RuleListing.all(
      of: program, at: Timestamp(microseconds: Machine.wallMicroseconds))
    if format == "jsonl" {
      console.write(RuleListJSON.lines(of: listings).span)
    } else {
      console.write(
        RuleListText(
          language: selection.language, width: console.width, usesColours: console.usesColours
        ).text(of: listings))
    }
    return .complete
  }
}
