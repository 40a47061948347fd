internal import Foundation
internal import Testing

@Suite struct CommandGoldenTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [["--help"], ["-h"], ["help"], []])
  func `help goes to standard output, lists the statuses, and is no error`(
    _ arguments: [String]
  ) throws {
    let result = try CommandResult(running: arguments, in: folder)
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output.contains("USAGE: exfil <subcommand>"))
    #expect(result.output.contains("70 > 4 > 3 > 2 > 1 > 0"))
  }

  @Test(arguments: [
    "scan", "unseal", "check", "try", "plan", "fmt", "explain", "rules", "coverage", "identify",
    "events",
  ])
  func `every subcommand has help`(_ name: String) throws {
    for arguments in [[name, "--help"], ["help", name]] {
      let result = try CommandResult(running: arguments, in: folder)
      #expect(result.status == 0 && result.output.contains("USAGE: exfil \(name)"))
    }
  }

  @Test func `the version is one line`() throws {
    let result = try CommandResult(running: ["--version"], in: folder)
    #expect(result.status == 0 && result.output == "0.1.0\n")
  }

  @Test(arguments: [
    ["scan"], ["scan", "a", "--no-such"], ["frobnicate"], ["scan", "a", "--jobs", "0"],
    ["scan", "-", "-"], ["scan", "a", "--format", "pdf"], ["scan", "--rules"], ["identify"],
    ["events", "a", "--names", "ocsf"], ["scan", "a", "-o", "jsonl"],
  ]) func `a wrong command line is status 64, on standard error`(_ arguments: [String]) throws {
    let result = try CommandResult(running: arguments, in: folder)
    #expect(result.status == 64 && result.output.isEmpty && !result.errors.isEmpty)
  }

  @Test func `all mistakes are told in one run`() throws {
    let result = try CommandResult(
      running: ["scan", "a", "--jobs", "0", "--format", "pdf", "--lang", "fr"], in: folder)
    #expect(
      result.errors == """
        exfil: --jobs: `0` is not a whole number from 1 to 1024
        exfil: --format: `pdf` asks for the unknown format `pdf`; there are terminal, jsonl, csv, html, \
        sarif, ocsf, timesketch, navigator and summary
        exfil: --lang: `fr` is not en or ja
        See `exfil scan --help`.

        """)
  }

  @Test func `hostile arguments are shown harmlessly`() throws {
    for arguments in [["scan", "a", "--\u{1B}[2J"], ["scan", "a", "--lang", "\u{1B}[2J\u{202E}"]] {
      let result = try CommandResult(running: arguments, in: folder)
      #expect(result.status == 64)
      #expect(!result.errors.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
      #expect(result.errors.contains(#"\x1b[2J"#))
    }
  }

  @Test func `without rules anywhere the places tried are told, status 3`() throws {
    try folder.write("", to: "a.log")
    let result = try CommandResult(running: ["scan", "a.log"], in: folder)
    #expect(result.status == 3 && result.output.isEmpty)
    #expect(result.errors.contains("no rules found") && result.errors.contains("./Rules"))
  }

  @Test func `a rules file that is not there is status 3`() throws {
    let named = try CommandResult(running: ["scan", "a", "--rules", "nope.exfil"], in: folder)
    #expect(named.status == 3 && named.errors.contains("`nope.exfil`: No such file or directory"))
    let environment = try CommandResult(
      running: ["scan", "a"], in: folder, environment: ["EXFIL_RULES": "nope"])
    #expect(environment.status == 3)
  }

  @Test func `a full disk under standard output is status 4`() throws {
    let result = try CommandResult(running: ["--help"], in: folder, output: "/dev/full")
    #expect(result.status == 4)
    #expect(result.errors == "exfil: standard output: No space left on device\n")
  }

  @Test func `a limit on the size of files is status 4, not the end of the process`() throws {
    let process = Process()
    let program = CommandResult.program.path(percentEncoded: false)
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", #"ulimit -f 0; exec "$0" --help >"$1" 2>/dev/null"#, program, folder.path("out"),
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 4)
  }

  @Test func `a reader that has gone is status 141`() throws {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = CommandResult.program
    process.arguments = ["--help"]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try pipe.fileHandleForReading.close()
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 141)
  }

  @Test(arguments: ["C", "ja_JP.UTF-8", "tr_TR.UTF-8"])
  func `the locale and the zone of the machine change nothing`(_ locale: String) throws {
    let arguments = ["scan", "a", "--jobs", "x"]
    let plain = try CommandResult(running: arguments, in: folder)
    let other = try CommandResult(
      running: arguments, in: folder, environment: ["LC_ALL": locale, "TZ": "Asia/Tokyo"])
    #expect(plain.errors == other.errors && plain.status == other.status)
  }
}
