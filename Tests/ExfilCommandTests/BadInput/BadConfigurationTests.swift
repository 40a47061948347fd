internal import Testing

/// Rules, lists and tables that are wrong: nothing is scanned, and every mistake has its place.
@Suite struct BadConfigurationTests {
  private let fixture: ScanFixture

  init() throws {
    fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(3), to: "a.log")
  }

  @Test(arguments: [
    ("exfil 1\nrule r \"t\" { when web where }\n", "bad.exfil:2:"),
    ("exfil 1\nrule r \"t\" { when web where bytez >= 1MB }\n", "bytez"),
    ("exfil 1\nrule r \"t\" { when web where user in gone }\n", "gone"),
    ("exfil 1\nlist l of word from \"gone.list\"\n", "gone.list"),
    ("exfil 1\n", "no rule is declared"), ("", "error["),
  ]) func `rules that are wrong stop the run before it reads`(
    _ rule: String, _ message: String
  ) throws {
    try fixture.folder.write(rule, to: "bad.exfil")
    try fixture.folder.write("old\n", to: "report.jsonl")
    let scan = try fixture.scan(
      ["a.log"], ["-o", "jsonl=\(fixture.folder.path("report.jsonl"))"], rules: "bad.exfil")
    #expect(scan.result.status == 3 && scan.result.output.isEmpty && scan.summary.isEmpty)
    #expect(scan.result.errors.contains(message), "\(scan.result.errors)")
    #expect(try fixture.folder.read("report.jsonl") == "old\n")
    let check = try CommandResult(running: ["check", "bad.exfil"], in: fixture.folder)
    if message != "no rule is declared" { #expect(check.status == 3) }
  }

  @Test func `one bad rule stops the good ones too, and every mistake is listed`() throws {
    try fixture.folder.write(
      "exfil 1\nrule a \"t\" { when web where bytez > 1MB }\nrule b \"t\" { when post }\n",
      to: "bad.exfil")
    let scan = try fixture.scan(["a.log"], ["--rules", "bad.exfil"])
    #expect(scan.result.status == 3 && scan.result.output.isEmpty)
    #expect(scan.result.errors.contains("bad.exfil:2:") && scan.result.errors.contains("bytes"))
    #expect(scan.result.errors.contains("bad.exfil:3:"))
    #expect(scan.result.errors.contains("nothing was scanned"))
  }

  @Test func `the rules of the fixture are right`() throws {
    let check = try CommandResult(running: ["check", "site.exfil"], in: fixture.folder)
    #expect(check.status == 0, "\(check.errors)\(check.output)")
    #expect(check.output.contains("1 sample run, 0 failed"))
  }

  @Test(arguments: [
    ("--people", "user,last_day\nu0,2026-10-16\nu1,someday\n", ":3"),
    ("--people", "user,last_day\nu0,2026-10-16\nu0,2026-11-30\n", ":3"),
    ("--people", "what,ever\nu0,2026-10-16\n", ":1"), ("--people", "", ""),
    ("--leases", "from,to,ip,user\n2026-10-01,never,10.0.0.5,u0\n", ":2"),
  ]) func `a broken table stops the run and names the row`(
    _ option: String, _ table: String, _ place: String
  ) throws {
    try fixture.folder.write(table, to: "table.csv")
    let scan = try fixture.scan(["a.log"], [option, "table.csv"])
    #expect(scan.result.status == 3 && scan.result.output.isEmpty && scan.summary.isEmpty)
    #expect(scan.result.errors.contains("table.csv\(place)"), "\(scan.result.errors)")
  }

  @Test(arguments: ["--people", "--leases", "--rules"])
  func `a table that is not there stops the run`(_ option: String) throws {
    let scan = try fixture.scan(["a.log"], [option, "gone.csv"])
    #expect(scan.result.status == 3 && scan.result.output.isEmpty)
    #expect(scan.result.errors.contains("gone.csv"))
    #expect(scan.result.errors.contains("No such file or directory"))
  }
}
