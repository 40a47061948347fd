internal import Foundation
internal import Testing

/// Rules over findings, from logs to report and account.
@Suite struct AlertScanTests {
  private let fixture: ScanFixture

  /// Three uploads of one person, and one each of two others.
  init() throws {
    fixture = try ScanFixture()
    var lines = ScanFixture.lines(2)
    for second in [100, 4_000, 8_000] {
      lines += ScanFixture.line(second).replacing("u\(second)", with: "sato") + "\n"
    }
    try fixture.folder.write(lines, to: "access.log")
  }

  private func scan(_ rules: String, _ options: [String] = [], log: String = "access.log") throws
    -> ScanFixture.Scan
  {
    try fixture.folder.write("exfil 1\n\(rules)\n", to: "more.exfil")
    return try fixture.scan([log], ["--rules", fixture.folder.path("more.exfil")] + options)
  }

  private static let risk = """
    rule upload.daily "一日の送信" { when web per user each day if sum(bytes_out) >= 1GB score 60 }
    rule user.risk "重なり" {
      when alert where score >= 15 per user within 7d
      if   sum(score) >= 150 and distinct(rule) >= 2
      severity critical
      message "{user} {sum(score)} {distinct(rule)}"
    }
    """

  private func findings(_ scan: ScanFixture.Scan) throws -> [[String: Any]] {
    try scan.result.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test func `a finding over findings names them, and their lines are its evidence`() throws {
    let findings = try findings(try scan(Self.risk))
    let risk = try #require(findings.first { $0["rule"] as? String == "user.risk" })
    #expect(findings.count { $0["rule"] as? String == "user.risk" } == 1)
    #expect(risk["user"] as? String == "sato" && risk["severity"] as? String == "critical")
    #expect(risk["message"] as? String == "sato 270 2")
    let own = findings.filter { $0["user"] as? String == "sato" && $0["findings"] == nil }
    // Three hours apart by more than a cooldown each, and the day.
    #expect(own.count == 4 && risk["count"] as? Int == 4)
    let ids = try #require(risk["findings"] as? [String])
    #expect(Set(ids) == Set(own.compactMap { $0["id"] as? String }) && ids.count == 4)
    let lines = try #require(risk["evidence"] as? [[String: Any]]).compactMap {
      $0["line"] as? Int
    }
    #expect(lines == [3, 4, 5] && risk["evidence_total"] as? Int == 6)
    #expect(risk["bytes_out"] is NSNull)
    #expect(risk["destinations"] as? [String] == ["up.example.net"])
  }

  @Test func `filters and --fail-on look at findings over findings as at others`() throws {
    let only = try scan(Self.risk, ["--rule", "user.risk", "--fail-on", "critical"])
    #expect(only.users == ["sato"] && only.result.status == 1)
    #expect(try scan(Self.risk, ["--user", "u1", "--fail-on", "critical"]).result.status == 0)
    let whole = try findings(try scan(Self.risk)).first { $0["findings"] != nil }
    let filtered = try findings(only).first
    #expect(whole?["id"] as? String == filtered?["id"] as? String)
  }

  @Test func `what is excepted, disabled or on trial is not counted`() throws {
    let allow = """
      allow move {
        for upload.large when web where user = "sato" and domain = "up.example.net"
        until 2099-12-31 reason "r" by "b"
      }
      """
    #expect(try findings(try scan(Self.risk + allow)).allSatisfy { $0["findings"] == nil })
    let disabled = Self.risk + "disable rule upload.daily until 2099-12-31 reason \"r\""
    #expect(try findings(try scan(disabled)).allSatisfy { $0["findings"] == nil })
    let trial = Self.risk.replacing("score 60 }", with: "score 60 mode trial }")
    #expect(try findings(try scan(trial)).allSatisfy { $0["findings"] == nil })
    let off = try scan(Self.risk + "disable rule user.risk until 2099-12-31 reason \"調整\"")
    #expect(try findings(off).allSatisfy { $0["findings"] == nil })
    let account = try #require((off.summary["disabled"] as? [[String: Any]])?.first)
    // Every finding that it would have counted: four of sato, and one each of the two others.
    #expect(account["rule"] as? String == "user.risk" && account["events"] as? Int == 6)
    #expect((account["users"] as? [String: Int]) == ["sato": 4, "u0": 1, "u1": 1])
    #expect(off.result.errors.contains("user.risk: not evaluated: disabled until 2099-12-31"))
  }

  @Test func `rules over findings say what the logs cannot answer`() throws {
    // Squid's own layout: what a request sent is not logged.
    let bare = (0..<4).map { number in
      "\(1_791_765_000 + number).000    120 10.0.0.5 TCP_MISS/200 468 POST "
        + "http://up.example.net/p u\(number) HIER_DIRECT/192.0.2.1 text/html\n"
    }.joined()
    try fixture.folder.write(bare, to: "bare.log")
    let rules =
      Self.risk + """

        rule web.many "多数の要求" { when web per user within 1h if count() >= 100 score 60 }
        rule user.sum "合計" { when alert per user within 7d if sum(score) >= 100 }
        rule user.never "別" { when alert where rule = "mail.any" }
        rule mail.any "メール" { when mail }
        """
    let scan = try scan(rules, log: "bare.log")
    let entries = try #require(scan.summary["not_evaluable"] as? [[String: Any]])
    let risk = try #require(entries.first { $0["rule"] as? String == "user.risk" })
    #expect(risk["fields"] as? [String] == ["bytes_out"])
    #expect(risk["through"] as? [String] == ["upload.large", "upload.daily"])
    #expect((risk["advice"] as? String)?.contains("logformat") == true)
    #expect((risk["source"] as? String)?.hasSuffix("bare.log") == true)
    let weakened = try #require(scan.summary["weakened"] as? [[String: Any]])
    #expect(weakened.map { $0["rule"] as? String } == ["user.sum"])
    #expect(weakened.first?["without"] as? [String] == ["upload.large", "upload.daily"])
    let notApplicable = try #require(scan.summary["not_applicable"] as? [String])
    #expect(Set(notApplicable) == ["mail.any", "user.never"])
    #expect(
      scan.result.errors.contains(
        "user.risk: bare.log does not carry bytes_out (2026-10-12) (through upload.large, upload.daily, whose"
      ))
    #expect(scan.result.errors.contains("  user.sum: without upload.large, upload.daily\n"))
    // Where the sizes are logged nothing is said.
    let whole = try self.scan(rules)
    #expect((whole.summary["not_evaluable"] as? [Any])?.isEmpty == true)
    #expect((whole.summary["weakened"] as? [Any])?.isEmpty == true)
  }
}
