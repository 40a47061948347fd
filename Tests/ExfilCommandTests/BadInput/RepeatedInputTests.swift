internal import Testing

/// The same log under several names counts once, in findings and in the account (B13 to B16).
struct RepeatedInputTests {
  @Test func `B13 a rotated log and its compressed copy count once`() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(40), to: "access.log.1")
    _ = try fixture.gzip("access.log.1")
    let scan = try fixture.scan(["access.log.1.gz", "access.log.1"])
    #expect(scan.users == ScanFixture.users(40) && scan.result.status == 0)
    let copy = try scan.input("access.log.1.gz")
    #expect(copy["status"] as? String == "duplicate_of")
    #expect(copy["lines"] as? Int == 40)
    #expect(copy["ignored"] as? [String: Int] == ["duplicate_of": 40])
    #expect(scan.result.output.contains(#""file":"access.log.1","#))
    #expect(!scan.result.output.contains("access.log.1.gz"))
  }

  @Test(arguments: ["1", "3"])
  func `B14 what was copied at noon stands in what was copied at midnight`(
    jobs: String
  ) throws {
    let fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(60), to: "noon.log")
    try fixture.folder.write(ScanFixture.lines(90), to: "midnight.log")
    let scan = try fixture.scan(["noon.log", "midnight.log"], ["--jobs", jobs])
    #expect(scan.users == ScanFixture.users(90) && scan.result.status == 0)
    #expect(try scan.input("noon.log")["status"] as? String == "contained_in")
    #expect(try scan.codes("noon.log") == ["contained_in"])
    #expect(
      scan.result.errors.contains(
        "noon.log  [-]  contained_in  lines 60 = events 0 + ignored 60 + rejected 0"))
    #expect(scan.result.errors.contains("contained_in (midnight.log): that file begins with all"))
    #expect(scan.result.errors.contains("Everything was read (exit status 0)."))
  }

  @Test func `the account says so in Japanese too`() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(3), to: "a.log")
    try fixture.folder.write(ScanFixture.lines(3), to: "b.log")
    let scan = try fixture.scan(["a.log", "b.log"], ["--lang", "ja"])
    #expect(scan.result.errors.contains("duplicate_of (a.log): 同じ内容がそのファイルにもあるため"))
  }

  @Test func `B16 texts that agree for long and then differ are both judged, with a warning`()
    throws
  {
    let fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(40) + ScanFixture.lines(1, from: 80), to: "a.log")
    try fixture.folder.write(ScanFixture.lines(42), to: "b.log")
    let scan = try fixture.scan(["a.log", "b.log"])
    #expect(scan.result.status == 0)
    #expect(Set(scan.users).count == 43)
    #expect(try scan.codes("b.log") == ["overlap_suspected"])
    #expect(try scan.input("b.log")["status"] as? String == "complete_warn")
  }

  /// No beginning is long enough, and no file short enough, to be taken for another one.
  @Test func `B15 files that share a heading, and tiny ones, are all read`() throws {
    let fixture = try FaultFixture()
    let titles = String(repeating: "title of the export,,\n", count: 45) + FaultFixture.header
    #expect(titles.utf8.count > 900)
    for user in ["a", "b"] {
      try fixture.folder.write(
        titles + "2026-10-12 09:00:00,\(user),/x\n", to: "\(user).csv")
      try fixture.folder.write("\(user)\n\n", to: "\(user).tiny")
    }
    let read = try fixture.events(["a.csv", "b.csv", "a.tiny", "b.tiny"])
    #expect(read.lines.count == 2 && !read.account.contains("duplicate_of"), "\(read.account)")
  }

  /// Two people who ask for the same in one second write the same line; that is no copy.
  @Test func `B16 equal lines of one file all count`() throws {
    let fixture = try ScanFixture()
    let line = ScanFixture.line(1) + "\n"
    try fixture.folder.write(line + line + line, to: "a.log")
    let scan = try fixture.scan(["a.log"])
    #expect(try scan.input("a.log")["event_lines"] as? Int == 3)
  }

  @Test func `explain finds the file that was kept`() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(2), to: "b.log")
    try fixture.folder.write(ScanFixture.lines(2), to: "a.log")
    let scan = try fixture.scan(["b.log", "a.log"])
    try fixture.folder.write(scan.result.output, to: "found.jsonl")
    let id = try #require(
      scan.result.output.split(separator: "\"id\":\"").dropFirst().first?.prefix(8))
    let result = try CommandResult(
      running: [
        "explain", String(id), "--findings", "found.jsonl", "--rules", "site.exfil", "b.log",
        "a.log",
      ], in: fixture.folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("a.log:1"))
  }
}
