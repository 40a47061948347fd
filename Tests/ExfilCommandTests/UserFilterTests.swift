internal import Testing

/// `--user` chooses what is published; a name that nobody has must not look like innocence.
@Suite struct UserFilterTests {
  private func scan(_ options: [String]) throws -> ScanFixture.Scan {
    let fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(3), to: "a.log")
    try fixture.folder.write("id\nu1\nsilent\n", to: "roster.csv")
    return try fixture.scan(["a.log", "--people", "roster.csv"], options)
  }

  @Test func `publishes what concerns the user, however the name is written`() throws {
    let scan = try scan(["--user", "EXAMPLE\\U1"])
    #expect(scan.users == ["u1"] && scan.result.status == 0)
    #expect(!scan.result.errors.contains("names this user"))
  }

  @Test(arguments: [("u2", true), ("silent", true), ("u22", false)])
  func `says so when neither the roster nor a log names the user`(
    _ user: String, _ isKnown: Bool
  ) throws {
    let errors = try scan(["--user", user]).result.errors
    let notice = "--user \(user): neither the roster nor any log names this user"
    #expect(errors.contains(notice) == !isKnown)
  }
}
