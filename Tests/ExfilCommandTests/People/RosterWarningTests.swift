internal import Foundation
internal import Testing

/// What a run says of a roster that can hardly be relied on.
@Suite struct RosterWarningTests {
  private let fixture: ScanFixture
  /// The time of the only event.
  private let newest = Date(timeIntervalSince1970: 1_791_765_000)

  init() throws {
    fixture = try ScanFixture()
    try fixture.folder.write(ScanFixture.lines(1), to: "access.log")
  }

  private func scan(
    _ roster: String, writtenBefore age: TimeInterval, _ options: [String] = []
  ) throws -> ScanFixture.Scan {
    let path = try fixture.folder.write(roster, to: "roster.csv")
    try FileManager.default.setAttributes(
      [.modificationDate: newest.addingTimeInterval(-age)], ofItemAtPath: path)
    return try fixture.scan(["access.log"], ["--people", "roster.csv"] + options)
  }

  private func account(_ scan: ScanFixture.Scan) throws -> [String: Any] {
    try #require(scan.summary["roster"] as? [String: Any])
  }

  private static let week: TimeInterval = 7 * 86_400

  @Test(
    arguments: [
      (week - 1, []), (week, []), (week + 1, ["roster_old"]), (-30 * 86_400, []),
    ] as [(TimeInterval, [String])])
  func `a roster is old when its file is more than a week older than the newest event`(
    age: TimeInterval, expected: [String]
  ) throws {
    let account = try account(try scan("id\nu1\n", writtenBefore: age))
    #expect(account["warnings"] as? [String] == expected)
    #expect((account["written"] != nil) == !expected.isEmpty)
  }

  @Test func `an old roster is told of in both languages, and changes no finding`() throws {
    let fresh = try scan("id\nu1\n", writtenBefore: 0)
    let old = try scan("id\nu1\n", writtenBefore: 30 * 86_400)
    #expect(old.result.output == fresh.result.output && old.result.status == 0)
    #expect(
      old.result.errors.contains(
        "warning: the roster was written on 2026-09-12, more than 7 days before the newest event "
          + "(2026-10-12); who has given notice since is not known: export it again\n"))
    #expect(!fresh.result.errors.contains("warning:"))
    let japanese = try scan("id\nu1\n", writtenBefore: 30 * 86_400, ["--lang", "ja"])
    #expect(
      japanese.result.errors.contains(
        "警告: 名簿の更新日は 2026-09-12 で、最新の出来事(2026-10-12)より7日を超えて古く、"
          + "その後の退職予定者が分かりません。名簿を出力し直してください\n"))
  }

  @Test func `a column of dates that makes everybody a leaver is told of`() throws {
    // The days on which people were hired, taken for their last ones.
    let rows = (0..<20).map { "u\($0),2015-04-01" }
    let wrong = "id,last_day\n" + rows.joined(separator: "\n") + "\n"
    let scan = try scan(wrong, writtenBefore: 0)
    let account = try account(scan)
    #expect(account["warnings"] as? [String] == ["many_leavers"])
    #expect(account["departed"] as? Int == 20 && account["departing"] as? Int == 0)
    #expect(
      scan.result.errors.contains(
        "warning: 0 departing and 20 departed of 20 people of the roster are more than 15 %; "
          + "look whether its columns of dates are the right ones\n"))
  }

  @Test func `dates in an unlikely order are told of and used`() throws {
    let roster = "id,notice_date,last_day\nu1,2026-11-02,2026-10-31\n"
    let scan = try scan(roster, writtenBefore: 0, ["--lang", "ja"])
    #expect(scan.result.status == 0)
    #expect(
      scan.result.errors.contains(
        "警告: roster.csv:2:4: u1: notice_date 2026-11-02 が last_day 2026-10-31 より後です。"
          + "書かれたとおりに使います\n"))
    #expect(
      scan.summary["warnings"] as? [String] == [
        "roster.csv:2:4: u1: notice_date 2026-11-02 is after last_day 2026-10-31; "
          + "both are used as they stand"
      ])
  }

  @Test func `without a roster nothing is said of one`() throws {
    let scan = try fixture.scan(["access.log"])
    #expect(scan.summary["roster"] == nil && !scan.result.errors.contains("roster"))
  }
}
