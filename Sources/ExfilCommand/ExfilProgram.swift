internal import ArgumentParser
internal import Glibc
internal import SystemBoundary

/// The command line of exfil.
package enum ExfilProgram {
  /// Runs the command that the process was started with, and ends the process with its status.
  package static func main() -> Never {
    Interruption.watch()
    // A file that grows over `ulimit -f` is a full disk, not a reason to be killed.
    _ = signal(SIGXFSZ, SIG_IGN)
    var console = Console()
    let status = run(ProcessArguments.raw, with: .shipped, on: &console)
    withExtendedLifetime(console) { exit(status.rawValue) }
  }

  /// Runs a command.
  ///
  /// - Parameters:
  ///   - arguments: The arguments after the program's name, as bytes.
  ///   - engine: What does the work.
  /// - Returns: How the program ends; everything there is to say has been written.
  package static func run(_ arguments: [[UInt8]], with engine: Engine) -> ExitStatus {
    var console = Console()
    return run(arguments, with: engine, on: &console)
  }

  private static func run(
    _ arguments: [[UInt8]], with engine: Engine, on console: inout Console
  ) -> ExitStatus {
    let status = execute(arguments, with: engine, on: &console)
    return status.worst(console.status)
  }

  private static func execute(
    _ arguments: [[UInt8]], with engine: Engine, on console: inout Console
  ) -> ExitStatus {
    let subcommand: any ExfilSubcommand
    var engine = engine
    engine.rosterReading = RosterReading.ahead(of: arguments)
    let texts = arguments.map(ArgumentText.text)
    do {
      if texts.first == "scan", let scan = ScanCommand(plain: texts.dropFirst()) {
        subcommand = scan
      } else {
        var command = try parsed(texts)
        guard let ours = command as? any ExfilSubcommand else {
          // The root alone and the parser's own help command only have something to say.
          try command.run()
          return .complete
        }
        subcommand = ours
      }
    } catch {
      return answer(error, on: &console)
    }
    do throws(RunFailure) {
      return try subcommand.execute(with: engine, on: &console)
    } catch {
      for line in error.lines { console.say(line) }
      if error.status == .usage { console.tell(hint(for: type(of: subcommand))) }
      return error.status
    }
  }

  /// Parses the arguments.
  ///
  /// Those of a command are given to the command itself, which is sooner; whatever it does not take is left
  /// to the whole program, which also words the mistakes.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    let command = ExfilRoot.configuration.subcommands.first {
      $0.configuration.commandName == arguments.first
    }
    if let parsed = try? command?.parse(Array(arguments.dropFirst())) { return parsed }
    return try ExfilRoot.parseAsRoot(arguments)
  }

  /// Prints what the parser has to say: help on standard output, mistakes on standard error.
  private static func answer(_ error: any Error, on console: inout Console) -> ExitStatus {
    let message = ArgumentText.visibleLines(ExfilRoot.fullMessage(for: error))
    if ExfilRoot.exitCode(for: error).isSuccess {
      console.write(message + "\n")
      return .complete
    }
    console.tell(message + "\n")
    return .usage
  }

  private static func hint(for command: any ParsableCommand.Type) -> String {
    let name = command.configuration.commandName ?? ""
    return "See `exfil \(name) --help`.\n"
  }
}
