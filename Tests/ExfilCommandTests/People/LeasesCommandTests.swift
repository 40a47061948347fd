internal import Testing

/// `exfil leases`, as it is run: sign-ins of one log tell whose the lines of another are.
struct LeasesCommandTests {
  private let folder: TemporaryFolder

  private static func accepted(_ time: String, _ user: String, _ address: String) -> String {
    "2026-10-12T\(time)+09:00 files sshd[412]: Accepted password for \(user) from \(address) port 50022 ssh2\n"
  }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("id,login\ne1,ann\ne2,ben\n", to: "roster.csv")
    try folder.write(
      """
      exfil 1
      let civil_timezone = "Asia/Tokyo"
      rule sent.much "送信" { when web where method = POST per user severity high cooldown 1s }
      """, to: "rules.exfil")
    try folder.write(
      [
        Self.accepted("09:00:00", "ann", "10.0.0.1"),
        Self.accepted("09:05:00", "backup", "10.0.0.1"),
        Self.accepted("09:00:00", "ann", "10.0.0.9"), Self.accepted("09:30:00", "ben", "10.0.0.9"),
        Self.accepted("09:00:00", "ben", "127.0.0.1"),
        "2026-10-12T09:10:00+09:00 files sshd[413]: Failed password for ben from 10.0.0.1 port 50022 ssh2\n",
      ].joined(), to: "auth.log")
  }

  private func leases(_ options: [String] = []) throws -> CommandResult {
    try CommandResult(
      running: ["leases", "auth.log", "--rules", "rules.exfil"] + options, in: folder)
  }

  @Test func `the table names the address, the time and the line it rests on`() throws {
    let result = try leases(["--people", "roster.csv", "--session", "1h"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output.replacing("\r\n", with: "\n") == """
        from,to,ip,host,user,basis
        2026-10-12T09:00:00.000+09:00,2026-10-12T10:00:00.000+09:00,10.0.0.1,,e1,auth.log:1
        2026-10-12T09:00:00.000+09:00,2026-10-12T09:30:00.000+09:00,10.0.0.9,,e1,auth.log:3
        2026-10-12T10:00:00.000+09:00,2026-10-12T10:30:00.000+09:00,10.0.0.9,,e2,auth.log:4

        """)
    #expect(result.errors.contains("3 sign-ins, 3 leases; 1 addresses"), "\(result.errors)")
    let japanese = try leases(["--people", "roster.csv", "--session", "1h", "--lang", "ja"])
    #expect(japanese.output == result.output && japanese.errors.contains("サインイン 3 件"))
  }

  @Test func `without a roster everybody who signs in counts`() throws {
    let result = try leases(["--session", "1h"])
    #expect(result.output.contains("10.0.0.1,,backup,auth.log:2"), "\(result.output)")
    #expect(result.errors.contains("2 addresses or computers"))
  }

  @Test func `what a name holds commands no terminal`() throws {
    try folder.write(Self.accepted("11:00:00", "a\u{1B}[31mn", "10.0.0.7"), to: "auth.log")
    let result = try leases()
    #expect(!result.output.contains("\u{1B}"), "\(result.output)")
    #expect(result.output.contains("10.0.0.7"), "\(result.output)")
  }

  @Test(arguments: ["0h", "10", "-1h", "soon"])
  func `a session has a length`(_ length: String) throws {
    let result = try leases(["--session=\(length)"])
    #expect(result.status == 64 && result.errors.contains("is not a duration"), "\(result.errors)")
  }

  @Test func `lines that name an address become the person's`() throws {
    let table = try leases(["--people", "roster.csv", "--session", "1h"])
    try folder.write(table.output, to: "leases.csv")
    let line = { (seconds: Int) in
      "\(1_791_763_200 + seconds).000    120 10.0.0.1 TCP_MISS/200 5120 POST http://www.example.net/a - "
        + "HIER_DIRECT/203.0.113.9 text/html\n"
    }
    try folder.write(line(600) + line(3600), to: "access.log")
    let result = try CommandResult(
      running: [
        "scan", "access.log", "--rules", "rules.exfil", "--people", "roster.csv", "--leases",
        "leases.csv", "--format", "jsonl",
      ], in: folder)
    let subjects = result.output.matches(of: /"subject":\{"kind":"(\w+)","value":"([^"]+)"/).map {
      "\($0.1) \($0.2)"
    }
    #expect(subjects.sorted() == ["address 10.0.0.1", "user e1"], "\(result.output)")
  }
}
