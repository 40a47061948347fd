internal import ArgumentParser
internal import EventModel
internal import Reports
internal import SystemBoundary

/// `exfil unseal`: turns keyed names of reports back into those of people.
struct UnsealCommand: ExfilSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "unseal",
    abstract: "Turn the keyed names of a report back into those of people.",
    discussion: """
      Reads a report of any text format and writes it, with names, to standard output. What stands \
      behind the names is kept, sealed, in KEYFILE.names. Each use is first noted in KEYFILE.log, with \
      time and user; where that cannot be done, nothing is turned back.

      Exit status: 0 done; 3 the key or the table cannot be used; 4 output or log cannot be written.
      """)

  @Argument(help: ArgumentHelp("The key file that scan was given.", valueName: "keyfile"))
  var keyFile: String

  @Argument(
    help: ArgumentHelp("The reports; standard input if none is given.", valueName: "file"))
  var files: [String] = []

  func execute(with engine: Engine, on console: inout Console) throws(RunFailure) -> ExitStatus {
    let key = try PseudonymKey(reading: ArgumentText.path(keyFile))
    let table = try PseudonymTable(of: key)
    guard !table.names.isEmpty else {
      throw .invalid(["`\(key.table.display)`: there is no table of names for this key"])
    }
    let paths: [RawPath] = files.isEmpty ? ["-"] : files.map { ArgumentText.path($0) }
    try Self.note(paths, in: key.log)
    for path in paths {
      var restorer = NameRestorer(table.names)
      do throws(SystemError) {
        let file = path == "-" ? InputFile.standardInput : try InputFile(opening: path)
        try Self.forEachLine(of: file) { line, end in
          console.write((restorer.restore(line) + end).span)
        }
      } catch {
        throw .invalid(["`\(path.display)`: \(error.reason)"])
      }
    }
    return console.status
  }

  private static func forEachLine(
    of file: borrowing InputFile, _ body: (_ line: [UInt8], _ end: [UInt8]) -> Void
  ) throws(SystemError) {
    var piece = [UInt8](repeating: 0, count: 256 << 10)
    var line: [UInt8] = []
    while true {
      var target = piece.mutableSpan
      let byteCount = try file.read(into: &target)
      if byteCount == 0 { break }
      var rest = piece[..<byteCount]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        body(line + rest[..<end], [UInt8(ascii: "\n")])
        line = []
        rest = rest[(end + 1)...]
      }
      line += rest
    }
    if !line.isEmpty { body(line, []) }
  }

  /// Notes who turns names back, and when, before any is.
  private static func note(_ paths: [RawPath], in log: RawPath) throws(RunFailure) {
    let time = Timestamp(microseconds: Machine.wallMicroseconds).text(in: .utc)
    let names = paths.map { VisibleText.of($0.display) }.joined(separator: " ")
    do throws(SystemError) {
      try AppendedFile.append(
        Array("\(time) unseal uid=\(Machine.userID) \(names)\n".utf8).span, to: log)
    } catch {
      throw RunFailure(
        .outputNotWritten,
        ["`\(log.display)`: \(error.reason); names are turned back only where that is noted"])
    }
  }
}
