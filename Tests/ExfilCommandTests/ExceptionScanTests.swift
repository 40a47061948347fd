internal import Foundation
internal import Testing

/// Exceptions and disabled rules, from the rule file to the account of a run.
@Suite struct ExceptionScanTests {
  private let fixture: ScanFixture

  init() throws {
    fixture = try ScanFixture()
    // Ten uploads in the last seconds of 2026-10-12 in Japan, ten on the day after.
    let lines = ScanFixture.lines(10, from: 52_190) + ScanFixture.lines(10, from: 52_200)
    try fixture.folder.write(lines, to: "access.log")
  }

  private func scan(_ exceptions: String, _ options: [String] = []) throws -> ScanFixture.Scan {
    try fixture.folder.write("exfil 1\n\(exceptions)\n", to: "exceptions.exfil")
    return try fixture.scan(
      ["access.log"], ["--rules", fixture.folder.path("exceptions.exfil")] + options)
  }

  private func allow(_ pattern: String, until date: String, _ name: String = "move") -> String {
    """
    allow \(name) {
      for    upload.large
      when   \(pattern)
      until  \(date)
      reason "移行"
      by     "佐藤"
    }
    """
  }

  private func account(_ scan: ScanFixture.Scan, _ section: String) throws -> [String: Any] {
    try #require((scan.summary[section] as? [[String: Any]])?.first)
  }

  @Test func `an exception ends with its day, by the time of the events`() throws {
    #expect(try scan("").users == ScanFixture.users(20, from: 52_190))
    let left = try scan(allow("web where domain = \"up.example.net\"", until: "2026-10-12"))
    #expect(left.users == ScanFixture.users(10, from: 52_200))
    let account = try account(left, "allowed")
    #expect(account["events"] as? Int == 10 && account["ended"] as? Bool == true)
    #expect(account["bytes_out"] as? Int == (52_190..<52_200).reduce(0) { $0 + 400_000_000 + $1 })
    #expect(
      (account["users"] as? [String: Int])?.keys.sorted() == ScanFixture.users(10, from: 52_190))
    #expect(account["last"] as? String == "2026-10-12T23:59:59.000+09:00")
    #expect(left.result.errors.contains("move: 10 events left out"))
    #expect(left.result.errors.contains("upload.large 10 (each would have been in an alert)"))
    let all = try scan(allow("web where domain = \"up.example.net\"", until: "2026-10-13"))
    #expect(all.users.isEmpty && all.result.status == 0)
    #expect(try self.account(all, "allowed")["ended"] as? Bool == false)
  }

  @Test func `filters choose what is published, never what the account says`() throws {
    let exception = allow("web where user = \"u52190\"", until: "2026-12-31")
    let whole = try scan(exception)
    #expect(whole.users.count == 19)
    for options in [["--user", "u52191"], ["--since", "2026-10-13"], ["--until", "2026-10-12"]] {
      let filtered = try scan(exception, options)
      #expect(filtered.users.count < 19)
      let (one, other) = (try account(whole, "allowed"), try account(filtered, "allowed"))
      #expect(NSDictionary(dictionary: one) == NSDictionary(dictionary: other))
    }
  }

  @Test func `a disabled rule is never silent about it`() throws {
    let scan = try scan("disable rule upload.large until 2026-10-12 reason \"調整中\"")
    #expect(scan.users == ScanFixture.users(10, from: 52_200))
    #expect(
      scan.result.errors.contains(
        "upload.large: not evaluated: disabled until 2026-10-12 because: 調整中"))
    let account = try account(scan, "disabled")
    #expect(account["rule"] as? String == "upload.large" && account["events"] as? Int == 10)
    #expect(account["reason"] as? String == "調整中")
  }

  @Test(arguments: [
    (
      "allow x { for upload.larg when web where user = \"a\" until 2026-10-12 reason \"r\" by \"b\" }",
      "did you mean `upload.large`?"
    ),
    (
      "allow x { for upload.large when web where user = \"a\" reason \"r\" by \"b\" }",
      "every exception must end"
    ),
    ("disable rule upload.larg until 2026-10-12 reason \"r\"", "did you mean `upload.large`?"),
  ]) func `a mistake in an exception stops the run`(_ text: String, _ help: String) throws {
    let scan = try scan(text)
    #expect(scan.result.status == 3 && scan.result.errors.contains(help))
  }

  @Test func `check warns of what has ended, is wide or does nothing, and runs the tests`() throws {
    try fixture.folder.write(
      """
      exfil 1
      use "site.exfil"
      rule big "題" {
        when web where bytes_out >= 1MB
        must alert { 10:00 web user=a bytes_out=2MB }
        must not alert { 10:00 web user=a bytes_out=2B }
      }
      \(allow("web where user = \"u1\"", until: "2020-01-01"))
      disable rule big until 2999-12-31 reason "調整中"
      allow idle { for big when web where user = "u1" and domain = "a.example"
        until 2999-12-31 reason "r" by "b" }
      """, to: "check.exfil")
    let result = try CommandResult(
      running: ["check", fixture.folder.path("check.exfil")], in: fixture.folder)
    #expect(result.status == 0)
    for code in ["W-expired", "W-wide", "W-idle"] { #expect(result.errors.contains(code)) }
    #expect(result.output.contains("2 tests") && result.output.contains("0 failed"))
  }
}
