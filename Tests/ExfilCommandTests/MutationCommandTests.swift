internal import Foundation
internal import Testing

/// `exfil test`, with and without changes of the rules, and the warnings of `exfil check`.
@Suite struct MutationCommandTests {
  private let folder: TemporaryFolder

  private static let head = """
    exfil 1
    list partners of domain = ("partner.example")
    rule big.upload "大きな送信" {
      when     web unless domain in partners
      per      user within 24h
      if       sum(bytes_out) >= 300MB
      severity medium
      score    40
        add 20 if user is departing

    """
  private static let tests = """
      must alert { 10:00 web user=a bytes_out=200MB times 2 every 3h }
      must not alert { 10:00 web user=a bytes_out=1MB }
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.head + Self.tests + "\n}\n", to: "a.exfil")
  }

  private func run(_ arguments: String...) throws -> CommandResult {
    try CommandResult(running: arguments, in: folder)
  }

  @Test func `test runs the tests inside rules`() throws {
    let right = try run("test", "a.exfil")
    #expect(right.status == 0 && right.errors.isEmpty)
    #expect(right.output == "2 tests of 1 rule run, 0 failed\n")
    let japanese = try run("test", "a.exfil", "--lang", "ja")
    #expect(japanese.output == "ルール 1 件のテスト 2 件を実行し、失敗は 0 件です\n")
    try folder.write(
      Self.head + "  must alert \"small\" { 10:00 web user=a bytes_out=1MB }\n}\n", to: "b.exfil")
    let wrong = try run("test", "b.exfil")
    #expect(wrong.status == 1)
    #expect(wrong.output.hasPrefix("FAILED big.upload \"small\"\n  at        b.exfil:10:3\n"))
    #expect(wrong.output.hasSuffix("1 test of 1 rule run, 1 failed\n"))
    let json = try run("test", "b.exfil", "--json")
    #expect(
      json.status == 1 && json.output.hasPrefix("{\"code\":\"E-test\",\"severity\":\"error\""))
  }

  @Test func `what fails is not changed`() throws {
    try folder.write(
      Self.head + "  must alert \"small\" { 10:00 web user=a bytes_out=1MB }\n}\n", to: "b.exfil")
    let result = try run("test", "--mutate", "b.exfil")
    #expect(result.status == 1 && !result.output.contains("W-unnoticed"))
    #expect(result.output.hasSuffix("1 test of 1 rule run, 1 failed\n"))
    try folder.write("exfil 1\nrule a.b \"題\" { when wbe }\n", to: "c.exfil")
    let invalid = try run("test", "--mutate", "c.exfil")
    #expect(invalid.status == 3 && invalid.errors.contains("E-unknown-kind"))
  }

  @Test func `what no test would notice is told as a reader would say it`() throws {
    let result = try run("test", "--mutate", "a.exfil")
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(
      result.output.contains(
        """
        warning[W-unnoticed]: if `>= 300MB` were `> 300MB` or `>= 301MB`, no test would notice
         --> a.exfil:6:27
          |
        6 |   if       sum(bytes_out) >= 300MB
          |                           ^^^^^^^^ add a `must alert` test at exactly 300MB
          = help: for example: must alert { 10:00 web user=a bytes_out=300MB }

        """))
    #expect(
      result.output.contains(
        """
        warning[W-unnoticed]: if `unless domain in partners` were not there, no test would notice
         --> a.exfil:4:23
          |
        4 |   when     web unless domain in partners
          |                       ^^^^^^^^^^^^^^^^^^ add a `must not alert` test in which this is so
          = help: for example: must not alert { given list partners ("listed.example")  \
        10:00 web user=a bytes_out=200MB domain="listed.example" times 2 every 3h }

        """))
    #expect(result.output.hasSuffix(" tried, 2 noticed by a test, 10 not\n"), "\(result.output)")
    let japanese = try run("test", "--mutate", "a.exfil", "--lang", "ja")
    #expect(
      japanese.output.contains(
        """
        警告[W-unnoticed]: `>= 300MB` を `> 300MB` や `>= 301MB` に変えても、どのテストも気づきません
         --> a.exfil:6:27
          |
        6 |   if       sum(bytes_out) >= 300MB
          |                           ^^^^^^^^ ちょうど 300MB の`must alert` のテストを加えてください
          = 対処: 例: must alert { 10:00 web user=a bytes_out=300MB }

        """))
  }

  @Test func `the same rules give the same report`() throws {
    let first = try run("test", "--mutate", "a.exfil")
    let second = try run("test", "--mutate", "a.exfil")
    #expect(first.output == second.output)
  }

  @Test func `survivors fail a run only where that is asked for`() throws {
    #expect(try run("test", "--mutate", "--fail-on-survivors", "a.exfil").status == 1)
    #expect(try run("test", "--fail-on-survivors", "a.exfil").status == 64)
    #expect(try run("test", "--rule", "big.upload", "a.exfil").status == 64)
    let unknown = try run("test", "--mutate", "--rule", "big.uplaod", "a.exfil")
    #expect(unknown.status == 64 && unknown.errors.contains("`big.uplaod`"))
  }

  @Test func `programs get an object for each change and for each rule`() throws {
    let result = try run("test", "--mutate", "--json", "--rule", "big.upload", "a.exfil")
    let objects = try result.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let last = try #require(objects.last)
    #expect(last["subject"] as? String == "rule" && last["name"] as? String == "big.upload")
    #expect(last["changes"] as? Int == 12)
    #expect((last["noticed"] as? Int ?? 0) + (last["unnoticed"] as? Int ?? 0) == 12)
    for object in objects.dropLast() {
      #expect(object["code"] as? String == "W-unnoticed")
      #expect(object["severity"] as? String == "warning" && object["line"] as? Int != nil)
    }
  }

  /// A proposed test passes as it is, and nobody has to propose it again.
  @Test func `every proposed test can be taken over`() throws {
    var text = Self.head + Self.tests
    for _ in 0..<8 {
      try folder.write(text + "\n}\n", to: "c.exfil")
      let result = try run("test", "--mutate", "c.exfil")
      #expect(result.status == 0, "\(result.output)")
      let proposals = result.output.split(separator: "\n").compactMap { line in
        line.firstRange(of: "help: for example: ").map { String(line[$0.upperBound...]) }
      }
      if proposals.isEmpty {
        #expect(result.output.hasSuffix(" tried, 12 noticed by a test, 0 not\n"))
        return
      }
      for proposal in Set(proposals) { text += "\n  \(proposal)" }
    }
    Issue.record("there is always another proposal")
  }

  @Test func `check warns, and fails only where that is asked for`() throws {
    let result = try run("check", "a.exfil")
    #expect(result.status == 0)
    #expect(result.errors.contains("warning[W-slow]: ") && !result.errors.contains("W-unreached"))
    #expect(
      result.output == "1 rule, 0 formats; 2 tests and 0 samples run, 0 failed; 1 warning\n")
    #expect(try run("check", "--fail-on-warnings", "a.exfil").status == 1)
    let json = try run("check", "--json", "a.exfil")
    #expect(json.status == 0)
    #expect(
      json.output.contains("{\"code\":\"W-slow\",\"severity\":\"warning\",\"file\":\"a.exfil\""))
  }

  @Test func `check names limits that no test reaches`() throws {
    try folder.write(
      """
      exfil 1
      rule big.upload "大きな送信" {
        when web where bytes_out > 0B
        per user within 24h
        if (sum(bytes_out) >= 300MB and count() >= 2) or count() >= 500
        score 40
          add 10 if sum(bytes_out) >= 1GB
        must alert { 10:00 web user=a bytes_out=200MB times 2 every 3h }
        must not alert { 10:00 web user=a bytes_out=1MB }
      }

      """, to: "b.exfil")
    let result = try run("check", "b.exfil")
    #expect(result.status == 0)
    let told = result.errors.split(separator: "\n").filter { $0.hasPrefix("warning") }
    #expect(
      told == [
        "warning[W-unreached]: no test reaches `count() >= 500`",
        "warning[W-unreached]: no test reaches `sum(bytes_out) >= 1GB`",
      ])
    let japanese = try run("check", "b.exfil", "--lang", "ja")
    #expect(japanese.errors.contains("警告[W-unreached]: `count() >= 500` に達するテストがありません"))
  }

  @Test(arguments: [("2026-03-31", false), ("2026-04-01", true)])
  func `whether an exception has ended is judged as of a day`(day: String, hasEnded: Bool) throws {
    try folder.write(
      """
      exfil 1
      use "a.exfil"
      allow site.move {
        for big.upload
        when web where user = "e1" and domain = "b.example"
        until 2026-03-31
        reason "移行"
        by "佐藤"
      }

      """, to: "site.exfil")
    let result = try run("check", "site.exfil", "--today", day)
    #expect(result.status == 0 && result.errors.contains("W-expired") == hasEnded)
    #expect(try run("check", "site.exfil", "--today", "tomorrow").status == 64)
  }
}
