internal import Testing

/// Logs that come when the nights they belong to are over (fault D13).
struct LateArchiveTests {
  private let folder: TemporaryFolder

  /// Five weeks of a busy table, a file a day, and three nights on which a secret is read.
  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      exfil 1
      let civil_timezone = "Asia/Tokyo"
      format table "表" {
        kind file
        csv
        identify header contains ("time", "user", "path")
        timezone "Asia/Tokyo"
        time = column "time" as iso
        user = column "user"
        path = column "path"
        action = read
      }
      rule secrets.twice "続けて" {
        when file where path contains "secret" per user within 48h if count() >= 2
        severity high
      }
      rule table.hole "欠落" { when source where action = gap per source severity low }
      """, to: "rules.exfil")
    for day in 1...30 {
      let date = "2026-09-\(day < 10 ? "0" : "")\(day)"
      var text = "time,user,path\n"
      for hour in 0..<24 {
        for minute in 10..<16 {
          text += "\(date) \(hour < 10 ? "0" : "")\(hour):\(minute):00,ben,/a\(minute)\n"
        }
      }
      if 16...18 ~= day { text += "\(date) 23:30:00,ann,/secret\(day)\n" }
      try folder.write(text, to: "\(date).csv")
    }
  }

  private func night(_ days: [Int]) throws -> (rules: [String], first: [String], errors: String) {
    let names = days.map { "2026-09-\($0 < 10 ? "0" : "")\($0).csv" }
    let result = try CommandResult(
      running: ["scan"] + names + [
        "--rules", "rules.exfil", "--state", "state", "--format", "jsonl",
      ], in: folder)
    #expect(result.status == 0, "\(result.errors)")
    func values(_ pattern: Regex<(Substring, Substring)>) -> [String] {
      result.output.matches(of: pattern).map { String($0.1) }
    }
    return (values(/"rule":"([^"]*)"/), values(/"first":"([^"]{10})/), result.errors)
  }

  @Test func `D13 what comes nights later is judged with its own time, and told once`() throws {
    let late = 16
    let punctual = try night((1...30).filter { $0 != late })
    #expect(punctual.rules.sorted() == ["secrets.twice", "table.hole"], "\(punctual.errors)")
    #expect(punctual.first.contains("2026-09-17"))
    #expect(punctual.errors.contains("missing 2026-09-16"))

    let quiet = try night((1...30).filter { $0 != late })
    #expect(quiet.rules == [])

    let arrived = try night(Array(1...30))
    #expect(arrived.rules == ["secrets.twice"] && arrived.first == ["2026-09-16"])
    #expect(arrived.errors.contains("superseded: "), "\(arrived.errors)")
    #expect(arrived.errors.contains("withdrawn: "), "the hole is closed")
    #expect(!arrived.errors.contains("missing 2026-09-16"))

    let again = try night(Array(1...30))
    #expect(again.rules == [] && !again.errors.contains("superseded"))
  }
}
