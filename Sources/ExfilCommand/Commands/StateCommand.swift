internal import ArgumentParser
internal import StateStore
internal import SystemBoundary

/// `exfil state`: looks after what is kept from run to run.
struct StateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Look after what scans keep with --state.",
    discussion: """
      The state is a SQLite database, `state.sqlite` in the folder; its views `runs`, `inputs`, \
      `findings` and `coverage` are for people with `sqlite3`.

      Exit status: 0 done; 4 the state is damaged or cannot be used; 75 another run holds it.
      """,
    subcommands: [Show.self, Check.self, Rebuild.self, Prune.self])

  /// `exfil state show`.
  struct Show: ExfilSubcommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print what is kept, and how much room it takes.")
    @Argument(help: ArgumentHelp("The folder that scan was given.", valueName: "dir"))
    var folder: String

    func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
      let figures = try StateCommand.withStore(in: folder) { (store) throws(StateFailure) in
        try store.figures()
      }
      console.write(figures.text)
      return console.status
    }
  }

  /// `exfil state check`.
  struct Check: ExfilSubcommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Read all that is kept and verify it.")
    @Argument(help: ArgumentHelp("The folder that scan was given.", valueName: "dir"))
    var folder: String

    func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
      let count = try StateCommand.withStore(in: folder) { (store) throws(StateFailure) in
        try store.verify()
      }
      console.write("the state is sound: \(count) records verified\n")
      return console.status
    }
  }

  /// `exfil state rebuild`.
  struct Rebuild: ExfilSubcommand {
    static let configuration = CommandConfiguration(
      commandName: "rebuild",
      abstract: "Keep a damaged state aside and begin anew.",
      discussion: """
        The database gets the name state.sqlite.corrupt-TIME. The next scan reads the whole archive that \
        it is given, and tells all its findings again.
        """)
    @Argument(help: ArgumentHelp("The folder that scan was given.", valueName: "dir"))
    var folder: String

    func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
      do throws(StateFailure) {
        let aside = try StateFolder(
          locking: ArgumentText.path(folder), as: "exfil state rebuild", creates: false
        ).keepAside()
        console.write(
          aside.map { "the state was kept as \($0.display)\n" } ?? "there was no state\n")
      } catch { throw RunFailure(error) }
      return console.status
    }
  }

  /// `exfil state prune`.
  struct Prune: ExfilSubcommand {
    static let configuration = CommandConfiguration(
      commandName: "prune",
      abstract: "Give back the room of what no window needs any more.",
      discussion: """
        Scans drop old facts by themselves; this forgets findings that no longer hold and gives the room \
        back to the disk.
        """)
    @Argument(help: ArgumentHelp("The folder that scan was given.", valueName: "dir"))
    var folder: String

    func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
      let (before, after) = try StateCommand.withStore(in: folder) {
        (store) throws(StateFailure) in
        let before = try store.figures().byteCount
        try store.prune()
        return (before, try store.figures().byteCount)
      }
      console.write("\(before) bytes before, \(after) now\n")
      return console.status
    }
  }

  /// Opens the state of a folder and does something with it.
  private static func withStore<Result>(
    in folder: String, _ body: (borrowing StateStore) throws(StateFailure) -> Result
  ) throws(RunFailure) -> Result {
    do throws(StateFailure) {
      let path = ArgumentText.path(folder)
      let store = try StateStore(
        StateFolder(locking: path, as: "exfil state", creates: false), creates: false)
      return try body(store)
    } catch { throw RunFailure(error) }
  }
}
