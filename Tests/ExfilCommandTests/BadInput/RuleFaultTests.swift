internal import Foundation
internal import Testing

/// Rules that are wrong, too large, damaged or not to be trusted, through the command: each ends with
/// a message that says what and where, and never with an answer that looks like "nothing was found".
@Suite struct RuleFaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [String: String]
    /// What the command says, piece by piece.
    var says: [String]
    var status: Int32 = 3
    var testDescription: String { name }
  }

  private static let tests =
    "must alert { 10:00 web user=a } must not alert { 10:00 mail user=a }"
  private static let good = "exfil 1\nrule good.one \"t\" { when web \(tests) }\n"

  static let faults: [Fault] = [
    Fault(
      name: "one bad rule in two hundred, and all that is wrong with it",
      files: [
        "a.exfil": "exfil 1\n"
          + (0..<200).map { "rule r\($0) \"t\" { when web \(tests) }\n" }.joined(),
        "b.exfil":
          "exfil 1\nrule x \"t\" { when web where bytez > 1MB }\nrule y \"t\" { when wob }\n",
      ], says: ["b.exfil:2:29", "bytes_out", "b.exfil:3:19", "did you mean `web`?", "2 errors"]),
    Fault(
      name: "a file that is not there", files: ["a.exfil": "exfil 1\nuse \"b.exfil\"\n"],
      says: ["a.exfil:2:5", "`b.exfil`", "No such file"]),
    Fault(
      name: "a misspelt part of a rule",
      files: ["a.exfil": "exfil 1\nrule r \"t\" { when web severty low \(tests) }\n"],
      says: ["a.exfil:2:23", "did you mean `severity`?"]),
    Fault(
      name: "a misspelt field", files: ["a.exfil": "exfil 1\ndefine d as web where usr = \"a\"\n"],
      says: ["a.exfil:2:23", "did you mean `user`?"]),
    Fault(
      name: "an id used twice, with another body, in two files",
      files: [
        "a.exfil": good, "b.exfil": "exfil 1\nrule good.one \"u\" { when mail \(tests) }\n",
      ], says: ["b.exfil:2:6", "declared twice", "a.exfil:2:6"]),
    Fault(
      name: "an id used twice with the same body", files: ["a.exfil": good, "b.exfil": good],
      says: ["b.exfil:2:6", "declared twice"]),
    Fault(
      name: "windows of nothing, of ten years, without a unit",
      files: [
        "a.exfil": """
        exfil 1
        rule a "t" { when web per user within 0h if count() > 1 \(tests) }
        rule b "t" { when web per user within 3650d if count() > 1 \(tests) }
        rule c "t" { when web per user within 24 if count() > 1 \(tests) }

        """
      ], says: ["a.exfil:2:39", "longer than 0", "a.exfil:3:39", "at most 400d", "24h, 30m, 7d"]),
    Fault(
      name: "an empty set", files: ["a.exfil": "exfil 1\ndefine d as web where domain in ()\n"],
      says: ["a.exfil:2:33", "E-empty-set"]),
    Fault(
      name: "parentheses, a hundred thousand deep",
      files: [
        "a.exfil": "exfil 1\ndefine d as web where " + String(repeating: "(", count: 100_000)
          + "status = 1" + String(repeating: ")", count: 100_000) + "\n"
      ], says: ["E-too-deep", "at most 64 levels"]),
    Fault(
      name: "too many values in parentheses",
      files: [
        "a.exfil": "exfil 1\nlist l of domain = ("
          + (0..<5_001).map { "\"a\($0).jp\"" }.joined(separator: ",") + ")\n"
      ], says: ["a.exfil:2:20", "at most 5000", "list x of domain from"]),
    Fault(
      name: "a rule file of nine megabytes",
      files: ["a.exfil": "exfil 1\n" + String(repeating: "# x\n", count: 2_400_000)],
      says: ["larger than 8 MiB", "list x of domain from"]),
    Fault(
      name: "too many words to look for",
      files: [
        "a.exfil": """
        exfil 1
        list l of word from "l.list"
        define a as mail where subject contains l
        define b as mail where subject starts l

        """,
        "l.list": (0..<20_001).map { "word\($0)\n" }.joined(),
      ], says: ["a.exfil:3:41", "at most 20000", "a.exfil:4:39", "at most 5000"]),
    Fault(
      name: "a long name",
      files: ["a.exfil": "exfil 1\nlet \(String(repeating: "x", count: 100_000)) = 5\n"],
      says: ["a.exfil:2:5", "at most 200 characters"]),
    Fault(
      name: "regular expressions",
      files: [
        "a.exfil": """
        exfil 1
        define a as web where url matches "(?=x)a"
        define b as web where url =~ "(a)\\1"

        """
      ], says: ["a.exfil:2:27", "no regular expressions", "`like`", "a.exfil:3:27"]),
    Fault(
      name: "a character that reorders text",
      files: ["a.exfil": "exfil 1\n# \u{202E} so\n"], says: ["a.exfil:2:3", "E-bidi"]),
    Fault(
      name: "files that use each other",
      files: ["a.exfil": "exfil 1\nuse \"b.exfil\"\n", "b.exfil": "exfil 1\nuse \"a.exfil\"\n"],
      says: ["a.exfil → b.exfil → a.exfil"]),
    Fault(
      name: "a device for a list",
      files: ["a.exfil": "exfil 1\nlist l of domain from \"/dev/zero\"\n"],
      says: ["a.exfil:2:23", "not a regular file"]),
    Fault(
      name: "a test that fails",
      files: ["a.exfil": good.replacing("must not alert", with: "must alert")],
      says: ["FAILED good.one", "a.exfil:2:62", "expected  an alert", "got       silence"],
      status: 1),
  ]

  @Test(arguments: faults) func `is told, with its place`(_ fault: Fault) throws {
    let folder = try TemporaryFolder()
    for (name, text) in fault.files { try folder.write(text, to: "rules/\(name)") }
    let names = fault.files.keys.filter { $0.hasSuffix(".exfil") }.sorted()
    let check = try CommandResult(
      running: ["check"] + names.map { "rules/\($0)" }, in: folder)
    #expect(check.status == fault.status)
    for piece in fault.says {
      let said = (check.errors + check.output).replacing("rules/", with: "")
      #expect(said.contains(piece), "\(said.prefix(2_000))")
    }
    guard fault.status == 3 else { return }
    try folder.write(ScanFixture.lines(3), to: "a.log")
    let scan = try CommandResult(
      running: ["scan", "a.log", "--rules"] + ["rules/\(names[0])"]
        + names.dropFirst().flatMap { ["--rules", "rules/\($0)"] }, in: folder)
    #expect(scan.status == 3 && scan.output.isEmpty)
    #expect(scan.errors.contains("nothing was scanned"))
  }
}

extension RuleFaultTests {
  private func folder(_ text: String = good) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "rules/a.exfil")
    return folder
  }

  private func setMode(_ mode: Int, of path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test func `bytes that are no text are told, a byte order mark is not`() throws {
    let folder = try folder()
    try Data([0x65, 0x78, 0x66, 0x69, 0x6C, 0x20, 0x31, 0x0A, 0x8E, 0xA9]).write(
      to: folder.url.appending(path: "rules/cp932.exfil"))
    let other = try CommandResult(running: ["check", "rules/cp932.exfil"], in: folder)
    #expect(other.status == 3 && other.errors.contains("CP932") && other.errors.contains(":2:1"))
    try folder.write("\u{FEFF}" + Self.good.replacing("\n", with: "\r\n"), to: "rules/bom.exfil")
    let mark = try CommandResult(running: ["check", "rules/bom.exfil"], in: folder)
    #expect(mark.status == 0 && !mark.errors.contains("byte-order"))
  }

  @Test func `a folder without rules, and one that may not be read, are no empty rule set`() throws
  {
    let folder = try folder()
    try folder.write("", to: "none/readme.txt")
    for arguments in [["check", "none"], ["rules", "--rules", "none"]] {
      let result = try CommandResult(running: arguments, in: folder)
      #expect(result.status == 3 && result.errors.contains("no .exfil file in the folder"))
    }
    try setMode(0o000, of: folder.path("rules/a.exfil"))
    try setMode(0o755, of: folder.path(""))
    let secret = try CommandResult(
      running: ["check", "rules/a.exfil"], in: folder, asNobody: true)
    #expect(secret.status == 3 && secret.errors.contains("ermission denied"))
  }

  @Test func `a pipe that a rule file names is refused, one that a person names is read`() throws {
    let folder = try folder("exfil 1\nuse \"pipe\"\nlist l of domain from \"pipe\"\n")
    let named = try CommandResult(
      running: ["-c", "mkfifo rules/pipe && $0 check rules/a.exfil"], in: folder,
      throughShell: true)
    #expect(named.status == 3)
    #expect(named.errors.split(separator: "\n").count { $0.contains("not a regular file") } == 2)
    try folder.write(Self.good, to: "b.exfil")
    let given = try CommandResult(
      running: ["-c", "cat b.exfil | $0 check /dev/stdin"], in: folder, throughShell: true)
    #expect(given.status == 0 && given.output.hasPrefix("1 rule"))
  }

  @Test func `what anyone can change is told by check and by scan, through links too`() throws {
    let folder = try folder()
    try folder.write(ScanFixture.lines(3), to: "a.log")
    let rule = folder.path("rules/a.exfil")
    func warnings(_ command: String...) throws -> (status: Int32, count: Int) {
      let result = try CommandResult(running: command, in: folder)
      return (result.status, result.errors.split(separator: "\n").count { $0.contains("W-unsafe") })
    }
    #expect(try warnings("check", "rules") == (0, 0))
    try setMode(0o666, of: rule)
    #expect(try warnings("check", "rules") == (0, 1))
    #expect(try warnings("scan", "a.log", "--rules", "rules").count == 1)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.exfil"), withDestinationPath: "rules/a.exfil")
    #expect(try warnings("check", "link.exfil") == (0, 1))
    try setMode(0o644, of: rule)
    try setMode(0o777, of: folder.path("rules"))
    #expect(try warnings("check", "link.exfil") == (0, 1))
    // With the sticky bit, as /tmp has it, nobody can put another file in its place.
    try setMode(0o1777, of: folder.path("rules"))
    #expect(try warnings("check", "link.exfil") == (0, 0))
  }

  @Test func `the command line outranks the environment, and that the folder`() throws {
    let folder = try folder(Self.good.replacing("good.one", with: "named.one"))
    try folder.write(Self.good.replacing("good.one", with: "environment.one"), to: "e.exfil")
    try folder.write(Self.good.replacing("good.one", with: "folder.one"), to: "Rules/f.exfil")
    func rules(_ arguments: String..., environment: [String: String]) throws -> String {
      try CommandResult(running: ["rules"] + arguments, in: folder, environment: environment).output
    }
    let all = ["EXFIL_RULES": "e.exfil"]
    #expect(try rules("--rules", "rules", environment: all).contains("named.one"))
    #expect(try rules(environment: all).contains("environment.one"))
    #expect(try rules(environment: [:]).contains("folder.one"))
    let gone = try CommandResult(
      running: ["rules"], in: folder, environment: ["EXFIL_RULES": "gone.exfil"])
    #expect(gone.status == 3 && gone.errors.contains("gone.exfil"))
  }
}
