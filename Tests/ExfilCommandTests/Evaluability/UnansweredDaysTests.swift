internal import Foundation
internal import Testing

/// Where and on which civil days rules could not be answered: silence that must not pass for "no hits".
@Suite struct UnansweredDaysTests {
  private let fixture: ScanFixture
  /// 2026-10-12 00:00 in Tokyo, which is 2026-10-11 15:00 UTC.
  private static let midnight = 1_791_730_800

  /// A proxy that logged request sizes on the 12th to the 14th and no more from the 15th on, when
  /// somebody put its layout back, and mails of the 13th and 14th.
  init() throws {
    fixture = try ScanFixture()
    try fixture.folder.write(
      """
      exfil 1
      list company_domains of domain = ("example.co.jp")
      rule web.large "送信" { when web per user within 24h if sum(bytes_out) >= 1MB }
      rule web.posts "投稿" { when web where method = POST per user within 24h if count() >= 900 }
      rule mail.any "メール" { when mail where attachment_count >= 9 }
      rule web.then_mail "順" {
        first web where method = DELETE then mail where attachment_count >= 9
        per user within 7d
      }
      rule either.way "どちらか" { when web or mail per user within 24h if count() >= 900 }
      rule device.any "端末" { when device }

      """, to: "days.exfil")
    try fixture.folder.write(Self.web(days: 0...2, sizes: true), to: "access.log.1")
    try fixture.folder.write(Self.web(days: 3...4, sizes: false), to: "access.log")
    try fixture.folder.write(Self.mail(days: 1...2), to: "maillog")
  }

  /// A line of the first and of the last second of each day; the size of requests is logged or not.
  private static func web(days: ClosedRange<Int>, sizes: Bool) -> String {
    days.flatMap { day in
      [0, 86_399].map { second in
        "\(midnight + day * 86_400 + second).000    120 10.0.0.5 TCP_MISS/200 468 POST "
          + "http://www.example.net/ u1 HIER_DIRECT/192.0.2.1 text/html"
          + (sizes ? " 2000000\n" : "\n")
      }
    }.joined()
  }

  private static func mail(days: ClosedRange<Int>) -> String {
    days.map { day in
      let stamp = "2026-10-\(12 + day)T12:00:00.000001+09:00 mail postfix/"
      return """
        \(stamp)qmgr[13]: 3F0A1B2C0\(day): from=<u1@example.co.jp>, size=2000, nrcpt=1 (queue active)
        \(stamp)smtp[14]: 3F0A1B2C0\(day): to=<x@other.example>, relay=mx[198.51.100.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok)

        """
    }.joined()
  }

  private func scan(_ logs: [String], _ options: [String] = []) throws -> ScanFixture.Scan {
    try fixture.scan(logs, ["--rules", "days.exfil"] + options)
  }

  /// The entries of a list of the summary, each as rule, source and days.
  private func entries(_ name: String, _ scan: ScanFixture.Scan) throws -> Set<String> {
    let entries = try #require(scan.summary[name] as? [[String: Any]])
    return Set(
      try entries.map { entry in
        let days = try #require(entry["days"] as? [[String: String]]).map {
          "\($0["first"] ?? "")…\($0["last"] ?? "")"
        }
        let source = entry["source"].map { " \($0)" } ?? ""
        return "\(entry["rule"] ?? "")\(source) \(days.joined(separator: " "))"
      })
  }

  @Test(
    arguments: [
      ["access.log.1", "access.log", "maillog"], ["maillog", "access.log", "access.log.1"],
    ], ["1", "2"])
  func `a rule is not evaluable on the days of a source that lacks a field`(
    logs: [String], jobs: String
  ) throws {
    let scan = try scan(logs, ["--jobs", jobs])
    #expect(scan.result.status == 0, "\(scan.result.errors)")
    #expect(
      try entries("not_evaluable", scan) == [
        "web.large access.log 2026-10-15…2026-10-16",
        "upload.large access.log 2026-10-15…2026-10-16",
      ])
    // Found where it could be, on the days before.
    #expect(scan.users.contains("u1"))
  }

  @Test func `a rule is not applicable on days that no source of its kind covers`() throws {
    let scan = try scan(["access.log.1", "access.log", "maillog"])
    #expect(
      try entries("not_applicable_days", scan) == [
        "mail.any 2026-10-12…2026-10-12 2026-10-15…2026-10-16",
        "web.then_mail 2026-10-12…2026-10-12 2026-10-15…2026-10-16",
      ])
    #expect(scan.summary["not_applicable"] as? [String] == ["device.any"])
  }

  @Test func `days between two files of a rotation are covered by none`() throws {
    try fixture.folder.write(Self.web(days: 9...9, sizes: true), to: "later.log")
    let scan = try scan(["access.log.1", "later.log"])
    #expect(
      try entries("not_applicable_days", scan) == [
        "upload.large 2026-10-15…2026-10-20", "web.large 2026-10-15…2026-10-20",
        "web.posts 2026-10-15…2026-10-20", "either.way 2026-10-15…2026-10-20",
      ])
  }

  @Test func `a layout that changes within a file is no silence either`() throws {
    try fixture.folder.write(
      Self.web(days: 0...2, sizes: true) + Self.web(days: 3...4, sizes: false), to: "changed.log")
    let scan = try scan(["changed.log"])
    #expect(scan.result.status == 2)
    #expect(try scan.rejected("changed.log") == ["column_count": 4])
    #expect(try scan.codes("changed.log") == ["reject_ratio"])
    let unanswered = try entries("not_applicable_days", scan)
    #expect(unanswered.isEmpty, "the run ends with its last event that was read")
  }

  @Test func `account and table tell the days in both languages`() throws {
    let logs = ["access.log.1", "access.log", "maillog"]
    let english = try scan(logs, ["-o", "terminal=\(fixture.folder.path("report.txt"))"])
    #expect(
      english.result.errors.contains(
        "  web.large: access.log does not carry bytes_out (2026-10-15–2026-10-16)\n"))
    #expect(
      english.result.errors.contains(
        """
        Days of this run on which no log was read that these rules look at:
          2026-10-12, 2026-10-15–2026-10-16: mail.any, web.then_mail

        """))
    #expect(
      try fixture.folder.read("report.txt").hasSuffix(
        """
        Not evaluable, so that silence means nothing (the account of the run tells what to change):
          access.log does not carry bytes_out (2026-10-15–2026-10-16): upload.large, web.large

        """))
    let japanese = try scan(
      logs, ["--lang", "ja", "-o", "terminal=\(fixture.folder.path("report.txt"))"])
    #expect(
      japanese.result.errors.contains(
        "  web.large: access.log に bytes_out がありません(2026-10-15–2026-10-16)\n"))
    #expect(
      japanese.result.errors.contains(
        """
        この実行の期間のうち、次のルールが見るログのない日:
          2026-10-12, 2026-10-15–2026-10-16: mail.any, web.then_mail

        """))
    #expect(
      try fixture.folder.read("report.txt").contains(
        "判定できないため、検出なしは安全を意味しません(直し方は実行の収支に示します):\n"))
  }

  @Test func `no finding where nothing could be judged is not told as nothing found`() throws {
    _ = try scan(["access.log"], ["-o", "terminal=\(fixture.folder.path("report.txt"))"])
    let report = try fixture.folder.read("report.txt")
    #expect(report.hasPrefix("No findings in what was read.\nNot evaluable, so that silence"))
  }

  @Test func `what to change is told for the kind of event that the source has`() throws {
    // A file server and a mail server write into one syslog; sizes are missing in the former only.
    let audit =
      "2026-10-13T10:00:00.000001+09:00 fs01 smbd_audit: u1|10.0.0.5|pc1|share|pread_send|ok|a.txt\n"
    try fixture.folder.write(audit, to: "audit.log")
    try fixture.folder.write(
      """
      exfil 1
      rule any.volume "量" { when web or mail or file per user within 24h if sum(bytes_out) >= 1MB }

      """, to: "volume.exfil")
    let scan = try fixture.scan(["audit.log"], ["--rules", "volume.exfil"])
    let entries = try #require(scan.summary["not_evaluable"] as? [[String: Any]])
    #expect(entries.map { $0["rule"] as? String } == ["any.volume"])
    #expect((entries.first?["advice"] as? String)?.contains("header_checks") == false)
  }
}
