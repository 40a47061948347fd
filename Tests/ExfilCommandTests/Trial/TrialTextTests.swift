internal import Foundation
internal import Testing

/// What `try` tells the author of a rule.
@Suite struct TrialTextTests {
  private let fixture: TrialFixture

  init() throws { fixture = try TrialFixture() }

  private func write(_ lines: [String]) throws {
    try fixture.folder.write(lines.map { $0 + "\n" }.joined(), to: "logs/a.log")
  }

  private func text(_ rule: String, _ options: [String] = []) throws -> String {
    let result = try fixture.run(["try", rule, "logs", "--rules", "site.exfil"] + options)
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }

  @Test func `an event that missed tells the condition, by how much, and its line`() throws {
    try write([
      TrialFixture.line(at: 0, user: "u2", host: "a.example", byteCount: 60_000_000),
      TrialFixture.line(at: 60, user: "u3", host: "a.example", byteCount: 48_200_000),
      TrialFixture.line(at: 120, user: "u4", host: "files.partner.example", byteCount: 70_000_000),
      TrialFixture.line(at: 180, user: "u5", method: "GET", host: "a.example", byteCount: 10),
    ])
    #expect(
      try text("one.large") == """
        one.large  一件の大きな送信  [site.exfil:13:6]

        1 match, exactly those of `exfil scan`:
          2026-10-12 09:30–2026-10-12 09:30  u2  medium 40  1 event  60 MB  logs/a.log:1

        Exceptions (allow), and what they kept from the rules they name:
          u1_moves: no event of this run was left out
            until 2026-10-13, by 情報システム部, because: 引っ越し [site.exfil:35:7]
        Without them there would be no further match.

        web: 4 events, condition by condition:
                 left   pass alone    fail only      missing  condition
                    3            3            0            0  method = POST
                    2            2            1            0  bytes_out >= 50MB
                    1            3            1            0  unless domain in partners
        Selected: 1 event
        Nearest events that are not selected (3):
          2026-10-12 09:31  web  u3  logs/a.log:2
            bytes_out 48.2 MB, wanted >= 50MB: 1.8 MB short
          2026-10-12 09:32  web  u4  logs/a.log:3
            domain files.partner.example is in partners (unless)
          2026-10-12 09:33  web  u5  logs/a.log:4
            `method = POST` is not true: method GET
            bytes_out 10 B, wanted >= 50MB: 50 MB short

        """)
  }

  @Test func `in Japanese too`() throws {
    try write([
      TrialFixture.line(at: 60, user: "u3", host: "a.example", byteCount: 48_200_000),
      TrialFixture.line(at: 120, user: "u1", host: "a.example", byteCount: 70_000_000),
    ])
    #expect(
      try text("one.large", ["--lang", "ja"]) == """
        one.large  一件の大きな送信  [site.exfil:13:6]

        検出はありません(`exfil scan` と同じ)。

        例外(allow)と、ルールに数えさせなかったもの:
          u1_moves: 出来事 1 件を除外、送信 70 MB、利用者 1 (u1 1)、2026-10-12 09:32–2026-10-12 09:32
            対象ルール: one.large 1(どれも検出になるはずでした)
            2026-10-13 まで、承認: 情報システム部、理由: 引っ越し [site.exfil:35:7]
        これらがなければ、さらに検出 1 件:
          2026-10-12 09:32–2026-10-12 09:32  u1  medium 40  1 件  70 MB  logs/a.log:2

        web: 出来事 2 件、条件ごとの内訳:
                 残り   単独で成立 唯一の不成立     記録なし  条件
                    2            2            0            0  method = POST
                    1            1            1            0  bytes_out >= 50MB
                    1            2            0            0  unless domain in partners
        選択: 1 件。例外と履歴を考慮して数えるのは 0 件
        選ばれなかった出来事のうち、最も近いもの(1):
          2026-10-12 09:31  web  u3  logs/a.log:1
            bytes_out 48.2 MB、条件は >= 50MB: 1.8 MB 不足

        """)
  }

  @Test func `a window that missed tells how far its totals came`() throws {
    try write(
      (0..<4).map { hour in
        TrialFixture.line(
          at: hour * 7200, user: "u2", host: "a.example", byteCount: 53_000_000)
      } + [TrialFixture.line(at: 90_000, user: "u3", host: "a.example", byteCount: 5_000_000)])
    let text = try text("sum.sliding")
    #expect(
      text.contains(
        """
        Nearest windows of subjects without a match (2):
          u2  2026-10-12 09:30–2026-10-12 15:30  4 events  logs/a.log:1 … logs/a.log:4
            sum(bytes_out) reached 212 MB, wanted >= 300MB: 88 MB short
          u3  2026-10-13 10:30–2026-10-13 10:30  1 event  logs/a.log:5
            sum(bytes_out) reached 5 MB, wanted >= 300MB: 295 MB short

        """))
    // Of two ways to hold, the nearer one; and what a total is held against that the rule leaves open.
    #expect(
      try self.text("sum.day").contains(
        "count() reached 4, wanted >= 6: 2 short"))
  }

  @Test func `a sequence that missed tells what matched and what did not follow`() throws {
    let later = 3 * 86_400
    try write(
      (0..<3).map { number in
        TrialFixture.line(
          at: later + number * 60, user: "u2", method: "GET", host: "\(number).example",
          byteCount: 1)
      } + [
        TrialFixture.line(
          at: later + 7500, user: "u2", host: "a.example", byteCount: 30_000_000),
        TrialFixture.line(at: later, user: "u3", method: "GET", host: "a.example", byteCount: 1),
        TrialFixture.line(
          at: later + 60, user: "u3", method: "GET", host: "b.example", byteCount: 1),
      ])
    #expect(
      try text("seq.fetch_send").contains(
        """
        Nearest sequences of subjects without a match (2):
          u2  2026-10-15 09:30–2026-10-15 09:32  3 events  logs/a.log:1 … logs/a.log:3
            step fetch matched, send never followed within 2h; the next send came 5m too late
            events of the subject: fetch 3, send 1
          u3  2026-10-15 09:30–2026-10-15 09:31  2 events  logs/a.log:5 … logs/a.log:6
            fetch reached 2 of 3 distinct domain within 2h
            events of the subject: fetch 2, send 0

        """))
  }

  @Test func `a missing value is said to be missing`() throws {
    try fixture.folder.write(
      TrialFixture.format + """
        rule r "借用" { when web where tenant = "acme" and user is departing }
        """, to: "site.exfil")
    try write([TrialFixture.line(at: 0, user: "u2", host: "a.example", byteCount: 1)])
    let text = try text("r")
    #expect(
      text.contains(
        "`tenant = \"acme\"`: tenant is missing, and a test on a missing value is never true"))
    #expect(
      text.contains(
        "`user is departing` is not true: the roster does not know u2"
      ))
    #expect(text.contains("0            0            0            1  tenant = \"acme\""))
  }

  @Test func `what history takes back is told with its reason`() throws {
    try fixture.folder.write(
      TrialFixture.format + """
        rule r "初めて" { when web where bytes_out >= 1MB and domain is new to user for 30d }
        """, to: "site.exfil")
    try write([
      TrialFixture.line(at: 0, user: "u2", host: "a.example", byteCount: 2_000_000),
      TrialFixture.line(at: 20 * 86_400, user: "u2", host: "a.example", byteCount: 2_000_000),
      TrialFixture.line(at: 20 * 86_400, user: "u2", host: "b.example", byteCount: 2_000_000),
    ])
    let text = try text("r")
    #expect(text.contains("1 match, exactly those of `exfil scan`:\n  2026-11-01 09:30"))
    #expect(
      text.contains(
        """
        Selected: 3 events, of which 1 count once exceptions and history are asked
        Events that history takes back (2):
          2026-10-12 09:30  web  u2  logs/a.log:1
            `domain is new to user for 30d`: known for less than 14 days, so that nothing is new yet: \
        domain a.example
          2026-11-01 09:30  web  u2  logs/a.log:2
            `domain is new to user for 30d`: seen before: domain a.example

        """))
  }

  @Test func `of several values it is told which part some value passes`() throws {
    let rules = SampleLogs.project.appending(path: "Rules").path(percentEncoded: false)
    let result = try fixture.run([
      "try", "mail.confidential_to_free_mail", SampleLogs.path("mail/maillog"), "--rules", rules,
      "--rules", SampleLogs.path("site.exfil"), "--year", "2026", "--near", "1",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output.contains(
        "by itself `any attachment.name contains confidential_words` is not"))
    let own = try fixture.run([
      "try", "mail.to_self", SampleLogs.path("mail/maillog"), "--rules", rules,
      "--rules", SampleLogs.path("site.exfil"), "--year", "2026", "--near", "1",
    ])
    #expect(
      own.output.contains(
        "; by itself `any recipient.domain in free_mail` is true, `any recipient.local resembles user` is not"
      ))
  }

  @Test func `values of logs are shown harmlessly`() throws {
    try fixture.folder.write(
      TrialFixture.format + """
        rule r "経路" { when web where path contains "never" }
        """, to: "site.exfil")
    try write([
      TrialFixture.line(
        at: 0, user: "u\u{202E}2", host: "a.example", byteCount: 1, path: "x\u{1B}[2J")
    ])
    for options in [[], ["--lang", "ja"]] {
      let text = try text("r", options)
      #expect(text.contains(#"\x1b[2j"#) || text.contains(#"\x1b[2J"#))
      #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
  }

  @Test func `a source that lacks a field is said to lack it`() throws {
    try fixture.folder.write(
      """
      1791765000.000    120 10.0.0.5 TCP_MISS/200 468 POST http://a.example/p u2 HIER_DIRECT/192.0.2.1 text/html

      """, to: "logs/native.log")
    #expect(
      try text("one.large").contains(
        "Not evaluable: logs/native.log does not carry bytes_out, so the rule can never match there."
      ))
  }

  @Test func `the number of near misses is bounded, and the rest counted`() throws {
    try write(
      (0..<30).map { number in
        TrialFixture.line(
          at: number, user: "u\(number)", host: "a.example", byteCount: 1_000_000 + number)
      })
    let text = try text("one.large", ["--near", "2"])
    #expect(text.contains("(30):\n  2026-10-12 09:30  web  u29  logs/a.log:30\n"))
    #expect(text.contains("  … 28 more\n"))
    #expect(try !self.text("one.large", ["--near", "0"]).contains("web  u29"))
  }
}
