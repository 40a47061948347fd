internal import ArgumentParser
internal import Reports
internal import RuleProgram

/// `exfil plan`: tells what each rule costs a run, before any log is read.
struct PlanCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Tell what rules cost: columns read, lines left early, facts and memory kept.",
    discussion: """
      Everything it says is asked of the engine itself. Without paths: the rules that scan would find.
      """)

  @OptionGroup var selection: RuleSelectionArguments

  @Flag(help: "One JSON object instead of text.")
  var json = false

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    var mistakes = Mistakes()
    let program = try selection.program(engine, &mistakes, on: console)
    let planned = try plannedRun(of: program)
    if json {
      console.write(PlanJSON.line(of: planned, program).span)
    } else {
      console.write(
        PlanText(
          language: selection.language, width: console.width, usesColours: console.usesColours
        ).text(of: planned, program))
    }
    return .complete
  }
}
