internal import Testing

/// How `try` ends, and what it refuses.
@Suite struct TrialStatusTests {
  private let fixture: TrialFixture

  init() throws {
    fixture = try TrialFixture()
    try fixture.folder.write(
      TrialFixture.line(at: 0, user: "u2", host: "a.example", byteCount: 60_000_000) + "\n",
      to: "logs/a.log")
  }

  @Test func `a file that declares one rule names it`() throws {
    try fixture.folder.write(
      """
      exfil 1
      use "site.exfil"
      rule mine "自分の" { when web where bytes_out >= 1MB }
      """, to: "mine.exfil")
    for arguments in [["mine.exfil"], ["./mine.exfil"]] {
      let result = try fixture.run(["try"] + arguments + ["logs"])
      #expect(result.status == 0 && result.output.hasPrefix("mine  自分の"), "\(result.errors)")
      #expect(result.errors.contains("Everything was read (exit status 0)."))
    }
  }

  @Test func `a rule that is not there, or not one, is status 64`() throws {
    let unknown = try fixture.run(["try", "no.such", "logs", "--rules", "site.exfil"])
    #expect(unknown.status == 64 && unknown.output.isEmpty)
    #expect(unknown.errors.contains("there is no rule `no.such`"))
    let several = try fixture.run(["try", "site.exfil", "logs", "--lang", "ja"])
    #expect(several.status == 64)
    #expect(several.errors.contains("`site.exfil` には 4 件のルールがあります"))
    #expect(several.errors.contains("one.large, sum.sliding, sum.day, seq.fetch_send"))
    for arguments in [["one.large"], ["one.large", "logs", "--near", "1001"]] {
      let result = try fixture.run(["try"] + arguments + ["--rules", "site.exfil"])
      #expect(result.status == 64 && result.output.isEmpty)
    }
  }

  @Test func `rules with mistakes are status 3, and nothing is read`() throws {
    try fixture.folder.write("exfil 1\nrule x \"x\" { when wab }\n", to: "wrong.exfil")
    let result = try fixture.run(["try", "wrong.exfil", "logs"])
    #expect(result.status == 3 && result.output.isEmpty)
    #expect(result.errors.contains("did you mean"))
  }

  @Test func `an input that is not there is status 2, and the rest is tried`() throws {
    let result = try fixture.run(["try", "one.large", "logs", "nope", "--rules", "site.exfil"])
    #expect(result.status == 2)
    #expect(result.output.contains("1 match, exactly those of `exfil scan`"))
    #expect(result.errors.contains("NOT everything was read"))
  }

  @Test func `the account is that of a scan`() throws {
    let trial = try fixture.run(["try", "one.large", "logs", "--rules", "site.exfil"])
    let scan = try fixture.run(["scan", "logs", "--rules", "site.exfil"])
    #expect(
      trial.errors.split(separator: "\n").first == scan.errors.split(separator: "\n").first)
    #expect(trial.errors.contains("lines 1 = events 1 + ignored 0 + rejected 0"))
  }

  @Test func `a full disk under standard output is status 4`() throws {
    let result = try CommandResult(
      running: ["try", "one.large", "logs", "--rules", "site.exfil"], in: fixture.folder,
      output: "/dev/full")
    #expect(result.status == 4)
  }
}
