internal import ArgumentParser

/// The root of the command line.
struct ExfilRoot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exfil",
    abstract: "Finds, in a company's logs, people who carry data out.",
    discussion: """
      Exit status, the highest that applies in the order 70 > 4 > 3 > 2 > 1 > 0:
        0   every input was read whole; findings may exist
        1   as 0, and a finding is at or above --fail-on (check, test: a
            test failed; fmt --check: a file is not in its form;
            diff --fail-on-change: a finding differs)
        2   evidence is incomplete: truncated, corrupt, unreadable or missing input
        3   rules, lists, roster or configuration invalid; nothing was scanned
        4   output could not be written; the previous report is untouched
        64  usage      70  internal error      75  state held by another run
        130, 143  interrupted      141  standard output closed early
      """,
    version: ExfilVersion.text,
    subcommands: [
      ScanCommand.self, StateCommand.self, UnsealCommand.self, CheckCommand.self, TestCommand.self,
      TryCommand.self,
      DiffCommand.self, PlanCommand.self, FmtCommand.self, ExplainCommand.self,
      RulesCommand.self, CoverageCommand.self,
      IdentifyCommand.self, EventsCommand.self, LeasesCommand.self,
    ])
}

/// The version of the program.
package enum ExfilVersion {
  /// As `--version` prints it.
  package static let text = "0.1.0"
}

/// A subcommand that has been parsed and can do its work.
protocol ExfilSubcommand: ParsableCommand {
  /// Does the work and returns how the program ends.
  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus
}
