internal import Foundation
internal import Testing

/// Paths that cannot be read, or hold what is no log: the others are evaluated all the same.
@Suite struct BadPathTests {
  private let fixture: ScanFixture

  init() throws {
    fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(3), to: "logs/a.log")
  }

  @Test func `a whole log is status 0, and every line is a finding`() throws {
    let scan = try fixture.scan(["logs"])
    #expect(scan.result.status == 0 && scan.users == ScanFixture.users(3))
    #expect(scan.result.errors.hasSuffix("Everything was read (exit status 0).\n"))
  }

  @Test func `B06 a path that is not there does not hide the others`() throws {
    let scan = try fixture.scan(["gone.log", "logs"])
    #expect(scan.result.status == 2 && scan.users == ScanFixture.users(3))
    #expect(try scan.codes("gone.log") == ["not_found"])
    #expect(scan.result.errors.contains("gone.log") && scan.result.errors.contains("1 of 2 inputs"))
  }

  @Test(arguments: [("logs/closed", "b.log"), ("logs", "closed.log")])
  func `B05 what may not be read does not hide the others`(_ folder: String, _ file: String) throws
  {
    try fixture.folder.write(ScanFixture.lines(3, from: 3), to: "\(folder)/\(file)")
    let closed = folder == "logs" ? "logs/\(file)" : folder
    try permit("", 0o777)
    try permit(closed, 0o000)
    defer { try? permit(closed, 0o700) }
    let result = try CommandResult(
      running: ["scan", "logs", "--rules", "site.exfil", "--format", "jsonl"],
      in: fixture.folder, asNobody: true)
    #expect(result.status == 2)
    #expect(result.output.split(separator: "\n").count == 3)
    #expect(result.errors.contains(closed) && result.errors.contains("Permission denied"))
  }

  private func permit(_ name: String, _ mode: Int) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: fixture.folder.path(name))
  }

  @Test func `a file in no known format is incomplete, unless it is left out by name`() throws {
    try fixture.folder.write("hello\n\nworld\n", to: "logs/notes.txt")
    let scan = try fixture.scan(["logs"])
    #expect(scan.result.status == 2 && scan.users == ScanFixture.users(3))
    #expect(try scan.codes("notes.txt") == ["unrecognised_format"])
    #expect(try scan.rejected("notes.txt") == ["unrecognised_format": 2])
    #expect(scan.result.errors.contains("--ignore"))
    let ignoring = try fixture.scan(["logs"], ["--ignore", "*.txt"])
    #expect(ignoring.result.status == 0 && ignoring.result.output == scan.result.output)
    #expect(ignoring.result.errors.contains("notes.txt"))
  }

  @Test func `B08 a queue in a folder is listed and skipped`() throws {
    let result = try CommandResult(
      running: [
        "-c", #"mkfifo logs/queue && exec "$0" scan logs --rules site.exfil --format jsonl"#,
      ], in: fixture.folder, throughShell: true)
    #expect(result.status == 0 && result.output.split(separator: "\n").count == 3)
    #expect(result.errors.contains("logs/queue") && result.errors.contains("skipped"))
  }

  @Test func `an empty file is told, and is status 0`() throws {
    try fixture.folder.write("", to: "logs/empty.log")
    let scan = try fixture.scan(["logs"])
    #expect(scan.result.status == 0)
    #expect(try scan.codes("empty.log") == ["empty_content"])
  }

  @Test func `B10 a file name in Shift_JIS opens`() throws {
    let result = try CommandResult(
      running: [
        "-c",
        #"mv logs/a.log "$(printf '\216R.log')" && exec "$0" scan "$(printf '\216R.log')" "#
          + "--rules site.exfil --format jsonl",
      ], in: fixture.folder, throughShell: true)
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 3)
    #expect(result.output.contains(#""file":"\\x8eR.log""#))
  }

  @Test func `B11 names that look like options or nothing are read after --`() throws {
    let result = try CommandResult(
      running: [
        "-c",
        #"mkdir more && for name in -rf "a b " "$(printf 'x\ny')"; do cp logs/a.log "more/$name"; done; "#
          + #"cd more && exec "$0" scan --rules ../site.exfil --format jsonl --jobs 1 -- -rf "a b " "#
          + #""$(printf 'x\ny')""#,
      ], in: fixture.folder, throughShell: true)
    #expect(result.status == 0, "\(result.errors)")
    // The same content three times: it counts once, of the name that is first in byte order.
    #expect(result.output.split(separator: "\n").count == 3)
    #expect(result.output.contains(#""file":"-rf""#))
  }

  @Test func `B12 many files need few of what the system lets a process open`() throws {
    for number in 0..<4 {
      try fixture.folder.write(
        ScanFixture.lines(3, from: 3 * number), to: "many/\(number)-last.log")
    }
    let result = try CommandResult(
      running: [
        "-c",
        #"i=0; while [ $i -lt 2000 ]; do : > "many/$((i % 4))-$i.log"; i=$((i+1)); done; "#
          + #"ulimit -n 64; exec "$0" scan many --rules site.exfil --format jsonl --jobs 2"#,
      ], in: fixture.folder, throughShell: true)
    #expect(result.status == 0, "\(result.errors.prefix(500))")
    #expect(result.output.split(separator: "\n").count == 12)
  }
}
