internal import Foundation
internal import Testing

/// What `explain` finds out about the findings of a report.
@Suite struct ExplanationTests {
  private let fixture: ExplanationFixture

  init() throws { fixture = try ExplanationFixture() }

  private func explanation(
    of rule: String, _ paths: [String] = ["a.log"], _ options: [String] = [], status: Int32 = 0
  ) throws -> ExplanationObject {
    let result = try fixture.explain(try fixture.id(of: rule), paths, ["--json"] + options)
    #expect(result.status == status, "\(rule): \(result.errors)")
    return try ExplanationObject(result.output)
  }

  @Test func `a window tells every event, the running total, the limit, the score and near misses`()
    throws
  {
    let result = try fixture.explain(try fixture.id(of: "sum.sliding"))
    #expect(result.status == 0 && result.errors == "Read again: 1 input, 24 lines\n")
    let told = result.output.components(separatedBy: "\n\nWhat it counts").last ?? ""
    #expect(
      "What it counts" + told == """
        What it counts: 4 events, read again from the inputs
          2026-11-01 09:40:00  web  a.log:19
              bytes_out 120 MB, method POST, domain up.example  → sum(bytes_out) 120 MB
          2026-11-01 09:45:00  web  a.log:20
              bytes_out 80 MB, method POST, domain up.example  → sum(bytes_out) 200 MB
          2026-11-01 11:30:00  web  a.log:22
              bytes_out 200 MB, method POST, domain up.example  → sum(bytes_out) 400 MB
              ^ here the condition first held
          2026-11-02 10:30:00  web  a.log:23
              bytes_out 20 MB, method POST, domain up.example  → sum(bytes_out) 420 MB

        Beyond the limit
          sum(bytes_out) reached 420 MB, wanted >= 300MB: 120 MB over
            when the condition first held: sum(bytes_out) reached 400 MB, wanted >= 300MB: 100 MB over

        Score 100
            60  where the rule starts
           +20  bytes_out >= 150MB  (first true at a.log:22)
           +30  sum(bytes_out) >= 320MB  (first true at a.log:22)
           110  together, cut to 100; the event that reaches it first: a.log:22
                not added: +5 user is departing

        Near misses of this rule, same subject
          2026-11-06 09:30  1 event  a.log:24
            sum(bytes_out) reached 160 MB, wanted >= 300MB: 140 MB short

        Events that fail one condition of this rule, same subject
          2026-11-01 09:50  web  a.log:21
            domain files.partner.example is in partners (unless)

        Evidence kept in the report: 4 of 4 lines
          4 verified by SHA-256, 0 differ, 0 not there

        """)
  }

  @Test func `the heading names rule, place, subject, message and id, and the prose follows`()
    throws
  {
    let id = try fixture.id(of: "count.day")
    let result = try fixture.explain(String(id.prefix(9)))
    #expect(
      result.output.hasPrefix(
        """
        count.day  暦日の回数  [site.exfil:23:6]
        medium 40  u7  2026-11-01 09:40–11:30
        id \(id)

        What counts
          Any web request (web) where the request method is POST. \
        Where no request method is recorded, this is not met.
        """), "\(result.output.prefix(400))")
    #expect(result.output.contains("\n\nWhen it alerts\n  For each user and destination domain"))
  }

  @Test func `a habit is told with the days it was taken from`() throws {
    let object = try explanation(of: "usual.day")
    let habits = try #require(object.object["habits"] as? [[String: Any]])
    #expect(habits.count == 1 && habits[0]["function"] as? String == "usual")
    // The middle of 1.00, 1.01, … 1.14 MB.
    #expect(habits[0]["value"] as? Int == 1_070_000 && habits[0]["of_days"] as? Int == 30)
    let days = try #require(habits[0]["days"] as? [[String: Any]])
    #expect(days.count == 15 && days.first?["day"] as? String == "2026-10-12")
    #expect(days.compactMap { $0["total"] as? Int } == (0..<15).map { 1_000_000 + $0 * 10_000 })
    let text = try fixture.explain(try fixture.id(of: "usual.day")).output
    #expect(
      text.contains(
        """
        wanted >= 5 * usual(sum(bytes_out), 30d) (5.4 MB): 584.7 MB over
        """))
    #expect(
      text.contains("usual(sum(bytes_out), 30d) = 1.1 MB: the middle of 15 days with events\n"))
  }

  @Test func `what is new is told with when it was seen, and since when the subject is known`()
    throws
  {
    let object = try explanation(of: "new.host")
    let news = try #require(object.object["newness"] as? [[String: Any]])
    #expect(news.compactMap { $0["value"] as? String } == ["up.example", "files.partner.example"])
    #expect(news.allSatisfy { $0["last_seen"] is NSNull })
    #expect(news.allSatisfy { $0["known_since"] as? String == "2026-10-12" })
    // Seen before, but longer ago than the rule asks.
    try fixture.folder.write(
      TrialFixture.format
        + #"rule new.host "n" { when web where domain is new to user for 5d and bytes_out >= 100MB }"#,
      to: "site.exfil")
    let again =
      (ExplanationFixture.lines + [
        TrialFixture.line(at: 40 * 86_400, user: "u7", host: "b.example", byteCount: 200_000_000)
      ]).map { $0 + "\n" }.joined()
    try fixture.folder.write(again, to: "a.log")
    let report = try fixture.report()
    let last = try #require(report.last { $0.contains("new.host") })
    let told = try fixture.explain(String(last.dropFirst(7).prefix(32)))
    #expect(
      told.output.contains(
        "domain b.example: on 2026-11-21, last seen on 2026-11-06 (the rule looks back 5 days"),
      "\(told.output)")
  }

  @Test func `a sequence is told step by step, with the time it took`() throws {
    let text = try fixture.explain(try fixture.id(of: "seq.fetch_send")).output
    #expect(
      text.contains(
        """

        Steps
          fetch  3 events, needs 3 distinct domain  2026-11-01 09:30:00–2026-11-01 09:32:00
          send  4 events, needs 1  2026-11-01 09:40:00–2026-11-01 11:30:00
          from the first event to completion 10m, allowed 2h

        """))
    #expect(text.contains("  2026-11-01 09:31:00  [fetch]  web  a.log:17\n"))
    #expect(text.contains("    ^ here the condition first held\n  2026-11-01 09:45:00  [send]"))
  }

  @Test func `a finding over findings is told by those it rests on, with running sums`() throws {
    let object = try explanation(of: "user.risk")
    let ids = try #require(object.finding["findings"] as? [String])
    let told = object.events.compactMap { ($0["finding"] as? [String: Any])?["id"] as? String }
    #expect(told == ids && ids.count == 10)
    let scores = object.events.compactMap {
      ($0["finding"] as? [String: Any])?["score"] as? Int
    }
    let sums = object.events.compactMap { ($0["totals"] as? [Int])?.first }
    #expect(sums == scores.indices.map { scores[...$0].reduce(0, +) })
  }

  @Test func `a finding about an address is told from the lines of that address alone`() throws {
    let other = ExplanationFixture.lines.map { $0.replacing("10.0.0.5", with: "10.0.0.6") }
    try fixture.folder.write(
      (ExplanationFixture.lines + other).map { $0 + "\n" }.joined(), to: "a.log")
    try fixture.folder.write(
      TrialFixture.format
        + #"rule net.many "n" { when web per src_ip within 1d if sum(bytes_out) >= 500MB }"#,
      to: "site.exfil")
    let report = try fixture.report()
    #expect(report.count == 2)
    for line in report {
      let result = try fixture.explain(
        String(line.dropFirst(7).prefix(32)), ["a.log"], ["--json"])
      let told = try ExplanationObject(result.output)
      #expect(result.status == 0 && told.isWhole == true)
      let lines = told.events.flatMap { $0["lines"] as? [[String: Any]] ?? [] }
        .compactMap { $0["line"] as? Int }
      // Three fetches, four requests and the one within the cooldown, of one half of the log.
      let first = (lines.first ?? 0) > 24 ? 40 : 16
      #expect(lines == Array(first..<first + 8))
    }
  }

  @Test func `an event that stands alone tells its line, raw if asked for`() throws {
    let id = try fixture.id(of: "one.large")
    let text = try fixture.explain(id, ["a.log"], ["--lines"]).output
    #expect(text.contains("\n      | \(ExplanationFixture.lines[21])\n"), "\(text)")
    #expect(!text.contains("^ here the condition first held"))
    let events = try explanation(of: "one.large", ["a.log"], ["--lines"]).events
    let lines = try #require(events.first?["lines"] as? [[String: Any]])
    #expect(lines.count == 1 && lines[0]["text"] as? String == ExplanationFixture.lines[21])
    #expect(try explanation(of: "one.large").events.description.contains("text") == false)
  }

  @Test func `near misses are told as many as asked for, none with 0`() throws {
    let some = try explanation(of: "one.large")
    #expect(some.misses == ["sum.sliding 2026-11-06T09:30"])
    let near = some.object["near_events"] as? [[String: Any]] ?? []
    // Two that are too small, and one to a partner.
    #expect(near.map { $0["line"] as? Int } == [24, 19, 21])
    let none = try explanation(of: "one.large", ["a.log"], ["--near", "0"])
    #expect(none.misses.isEmpty && (none.object["near_events"] as? [Any])?.isEmpty == true)
  }

  @Test func `in Japanese`() throws {
    let result = try fixture.explain(
      try fixture.id(of: "sum.sliding"), ["a.log"], ["--lang", "ja"])
    #expect(result.errors == "読み直し: 入力 1、24 行\n")
    for part in [
      "\n対象\n", "\n判定\n", "\n数えた出来事 4 件(入力を読み直しました)\n", "    ^ ここで条件が成立\n",
      "\n条件との差\n  sum(bytes_out) は 420 MB、条件は >= 300MB: 120 MB 超過\n",
      "    条件が成立した時点: sum(bytes_out) は 400 MB、条件は >= 300MB: 100 MB 超過\n",
      "\n点数 100\n    60  ルールの基本点\n", "   110  合計。100 に丸めます。最初に達した出来事: a.log:22\n",
      "\n同じ対象で、このルールに近かったもの\n", "\n報告にある証拠: 全 4 行のうち 4 行\n",
      "  SHA-256 で確認 4 行、相違 0 行、所在不明 0 行\n",
    ] {
      #expect(result.output.contains(part), "\(part) is not in: \(result.output)")
    }
  }
}
