internal import Foundation
internal import Testing

/// Where people stand in leaving, from roster and log to the finding: a person a row, a line each.
@Suite struct PhaseScanTests {
  /// The course of one person's leaving, as the roster writes it, and one event of theirs.
  struct Row: Sendable {
    var course: String
    var time: String
    var phase: String

    init(_ course: String, _ time: String, _ phase: String) {
      self.course = course
      self.time = time
      self.phase = phase
    }
  }

  private static let columns =
    "employment,hire_date,notice_date,last_office_day,last_day,contract_end"

  // employment, hire_date, notice_date, last_office_day, last_day, contract_end
  private static let leaver = "正社員,2015-04-01,2026-08-15,2026-10-16,2026-10-31,"
  private static let workingToTheEnd = ",,2026-08-15,2026-10-31,2026-10-31,"
  private static let withoutOfficeDay = ",,2026-08-15,,2026-10-31,"
  private static let withoutLastDay = ",,2026-08-15,2026-10-16,,"
  private static let onlyNotice = ",,2026-08-15,,,"
  private static let onlyLastDay = ",,,,2026-10-31,"
  private static let onlyOfficeDay = ",,,2026-10-16,,"
  private static let lateNotice = ",,2026-10-28,,2026-10-31,"
  private static let contractor = "業務委託,,,,,2026-10-31"
  private static let prolonged = "業務委託,,,,2026-12-31,2026-10-31"
  private static let temp = "派遣,2026-10-01,,,,2026/10/31"
  private static let stays = ",2015-04-01,,,,"

  static let rows = [
    // Before the notice: ninety civil days, found out afterwards.
    Row(leaver, "2026-05-16T23:59:59+09:00", "none"),
    Row(leaver, "2026-05-17T00:00:00+09:00", "before_notice"),
    Row(leaver, "2026-08-14T23:59:59+09:00", "before_notice"),
    // The day of notice is all of it notice, from midnight in Tokyo, which is 15:00 UTC.
    Row(leaver, "2026-08-14T14:59:59Z", "before_notice"),
    Row(leaver, "2026-08-14T15:00:00Z", "notice"),
    Row(leaver, "2026-08-15T00:00:00Z", "notice"),
    Row(leaver, "2026-10-01T23:59:59+09:00", "notice"),
    // The last thirty days are the last day and the 29 before it.
    Row(leaver, "2026-10-02T00:00:00+09:00", "last_30_days"),
    Row(leaver, "2026-10-16T23:59:59+09:00", "last_30_days"),
    // After the last office day, whatever else would be.
    Row(leaver, "2026-10-17T00:00:00+09:00", "final_leave"),
    Row(leaver, "2026-10-25T00:00:00+09:00", "final_leave"),
    Row(leaver, "2026-10-31T23:59:59+09:00", "final_leave"),
    Row(leaver, "2026-10-31T14:59:59Z", "final_leave"),
    Row(leaver, "2026-10-31T15:00:00Z", "departed"),
    Row(leaver, "2028-01-01T00:00:00+09:00", "departed"),
    // At the office until the last day, or nobody says until when: there is a last week.
    Row(workingToTheEnd, "2026-10-24T23:59:59+09:00", "last_30_days"),
    Row(workingToTheEnd, "2026-10-25T00:00:00+09:00", "last_week"),
    Row(workingToTheEnd, "2026-10-31T23:59:59+09:00", "last_week"),
    Row(workingToTheEnd, "2026-11-01T00:00:00+09:00", "departed"),
    Row(withoutOfficeDay, "2026-10-24T23:59:59+09:00", "last_30_days"),
    Row(withoutOfficeDay, "2026-10-25T00:00:00+09:00", "last_week"),
    Row(withoutOfficeDay, "2026-11-01T00:00:00+09:00", "departed"),
    // Dates that are missing begin nothing.
    Row(withoutLastDay, "2026-10-16T23:59:59+09:00", "notice"),
    Row(withoutLastDay, "2026-10-17T00:00:00+09:00", "final_leave"),
    Row(withoutLastDay, "2027-10-17T00:00:00+09:00", "final_leave"),
    Row(onlyNotice, "2026-05-16T23:59:59+09:00", "none"),
    Row(onlyNotice, "2026-05-17T00:00:00+09:00", "before_notice"),
    Row(onlyNotice, "2026-08-15T00:00:00+09:00", "notice"),
    Row(onlyNotice, "2027-08-15T00:00:00+09:00", "notice"),
    Row(onlyLastDay, "2026-10-01T23:59:59+09:00", "none"),
    Row(onlyLastDay, "2026-10-02T00:00:00+09:00", "last_30_days"),
    Row(onlyLastDay, "2026-10-25T00:00:00+09:00", "last_week"),
    Row(onlyLastDay, "2026-11-01T00:00:00+09:00", "departed"),
    Row(onlyOfficeDay, "2026-10-16T23:59:59+09:00", "none"),
    Row(onlyOfficeDay, "2026-10-17T00:00:00+09:00", "final_leave"),
    // Notice three days before the end: looked back upon, and never in the notice period.
    Row(lateNotice, "2026-07-29T23:59:59+09:00", "none"),
    Row(lateNotice, "2026-07-30T00:00:00+09:00", "before_notice"),
    Row(lateNotice, "2026-10-02T00:00:00+09:00", "last_30_days"),
    Row(lateNotice, "2026-10-28T00:00:00+09:00", "last_week"),
    // The end of a contract is a last day, unless another one is given.
    Row(contractor, "2026-10-01T23:59:59+09:00", "none"),
    Row(contractor, "2026-10-02T00:00:00+09:00", "last_30_days"),
    Row(contractor, "2026-10-31T23:59:59+09:00", "last_week"),
    Row(contractor, "2026-11-01T00:00:00+09:00", "departed"),
    Row(prolonged, "2026-11-01T00:00:00+09:00", "none"),
    Row(prolonged, "2027-01-01T00:00:00+09:00", "departed"),
    Row(temp, "2026-10-31T23:59:59+09:00", "last_week"),
    Row(temp, "2026-11-01T00:00:00+09:00", "departed"),
    Row(stays, "2026-10-31T00:00:00+09:00", "none"),
  ]

  private func scan(_ rows: [Row], site: String = "") throws -> [String: String] {
    let folder = try TemporaryFolder()
    let standard = SampleLogs.project.appending(path: "Rules/std.exfil").path(percentEncoded: false)
    try folder.write(
      """
      exfil 1
      use "\(standard)"
      \(site)
      rule any.visit "一件ごと" { when web severity info }

      """, to: "site.exfil")
    let roster = rows.indices.map { "u\($0),\(rows[$0].course)" }
    try folder.write(
      (["id,\(Self.columns)"] + roster).joined(separator: "\n") + "\n", to: "roster.csv")
    let lines = try rows.indices.map { index in
      let time = try Date(rows[index].time, strategy: .iso8601)
      return "\(Int(time.timeIntervalSince1970)).000    120 10.0.0.5 TCP_MISS/200 468 GET "
        + "http://www.example.net/ u\(index) HIER_DIRECT/192.0.2.1 text/html\n"
    }
    try folder.write(lines.joined(), to: "access.log")
    let result = try CommandResult(
      running: [
        "scan", "access.log", "--rules", "site.exfil", "--people", "roster.csv", "--format",
        "jsonl",
      ], in: folder)
    #expect(result.status == 0, "\(result.errors)")
    var phases: [String: String] = [:]
    for line in result.output.split(separator: "\n") {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      phases[try #require(object["user"] as? String)] = try #require(object["phase"] as? String)
    }
    return phases
  }

  @Test func `a person's phase is a matter of the civil day of the event`() throws {
    let phases = try scan(Self.rows)
    #expect(phases.count == Self.rows.count)
    for (index, row) in Self.rows.enumerated() {
      #expect(phases["u\(index)"] == row.phase, "\(row.course) at \(row.time)")
    }
  }

  @Test func `a site chooses how far it looks back, and in which zone days begin`() throws {
    let rows = [
      Row(Self.onlyNotice, "2026-07-15T23:59:59Z", "none"),
      Row(Self.onlyNotice, "2026-07-16T00:00:00Z", "before_notice"),
      Row(Self.onlyNotice, "2026-08-14T23:59:59Z", "before_notice"),
      Row(Self.onlyNotice, "2026-08-15T00:00:00Z", "notice"),
      Row(Self.onlyLastDay, "2026-10-31T23:59:59Z", "last_week"),
      Row(Self.onlyLastDay, "2026-11-01T00:00:00Z", "departed"),
    ]
    let phases = try scan(
      rows, site: "set before_notice = 30d\nset civil_timezone = \"UTC\"")
    for (index, row) in rows.enumerated() {
      #expect(phases["u\(index)"] == row.phase, "\(row.course) at \(row.time)")
    }
  }
}
