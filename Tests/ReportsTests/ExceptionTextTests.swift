internal import Detection
internal import EventModel
internal import Reports
internal import Testing

@Suite struct ExceptionTextTests {
  private let zone = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")

  private var summary: RunSummary {
    var events = LeftOutEvents(ruleCount: 3)
    events.eventCount = 1_012
    events.bytesOut = 73_400_320
    events.first = Timestamp(microseconds: 1_791_765_067_000_000)
    events.last = Timestamp(microseconds: 1_791_768_667_250_999)
    events.users = ["a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "e2040": 997]
    var summary = RunSummary()
    summary.allowed = [
      ExceptionAccount(
        name: "partner_migration",
        shares: [
          .init(rule: "upload.single", eventCount: 12, alertsOnEach: true),
          .init(rule: "upload.daily", eventCount: 1_012, alertsOnEach: false),
          .init(rule: "upload.other", eventCount: 0, alertsOnEach: true),
        ], lastDay: "2026-10-31", hasEnded: false, reason: "移行", approver: "佐藤",
        place: "site.exfil:3:7", events: events),
      ExceptionAccount(
        name: "old", shares: [.init(rule: "upload.daily", eventCount: 0, alertsOnEach: false)],
        lastDay: "2025-01-31", hasEnded: true, reason: "検査", approver: "鈴木",
        place: "site.exfil:9:7", events: LeftOutEvents(ruleCount: 1)),
    ]
    var few = LeftOutEvents(ruleCount: 1)
    few.eventCount = 1
    few.eventsByRule = [1]
    few.first = events.first
    few.last = events.first
    summary.disabled = [
      ExceptionAccount(
        name: "usb.bulk", shares: [.init(rule: "usb.bulk", eventCount: 1, alertsOnEach: false)],
        lastDay: "2026-10-12", hasEnded: true, reason: "誤検出", approver: nil,
        place: "site.exfil:20:14", events: few)
    ]
    return summary
  }

  private func text(_ summary: RunSummary, _ language: ReportLanguage = .english) -> [Substring] {
    RunSummaryText(zone: zone, language: language)
      .text(of: summary, RunConclusion(raised: 0, published: [], exitStatus: 0))
      .split(separator: "\n").dropLast(2)
  }

  @Test func `auditors see what did not count, whose it was, and who answers for that`() {
    #expect(
      text(summary).joined(separator: "\n") == """
        Disabled rules (silence of these rules means nothing up to the end of the day named):
          usb.bulk: not evaluated: disabled until 2026-10-12 because: 誤検出 (events after that day were evaluated)
            1 event left out, 2026-10-12 09:31–2026-10-12 09:31 [site.exfil:20:14]
        Exceptions (allow), and what they kept from the rules they name:
          partner_migration: 1,012 events left out, 73.4 MB out, 6 users (e2040 997, e 5, d 4, c 3, b 2, …), 2026-10-12 09:31–2026-10-12 10:31
            from: upload.single 12 (each would have been in an alert), upload.daily 1,012
            until 2026-10-31, by 佐藤, because: 移行 [site.exfil:3:7]
          old: no event of this run was left out
            until 2025-01-31 (ended), by 鈴木, because: 検査 [site.exfil:9:7]
        """)
  }

  @Test func `says it in Japanese too`() {
    let text = text(summary, .japanese).joined(separator: "\n")
    #expect(text.contains("  usb.bulk: 判定していません: 2026-10-12 まで停止、理由: 誤検出"))
    #expect(text.contains("出来事 1,012 件を除外、送信 73.4 MB、利用者 6 (e2040 997"))
    #expect(text.contains("2025-01-31 まで(期限切れ)、承認: 鈴木、理由: 検査"))
  }

  @Test func `says nothing where there is nothing off`() {
    #expect(text(RunSummary()).isEmpty)
  }

  @Test func `lets no control character of a rule file or a log through`() {
    let hostile = "\u{1B}[2J\u{202E}\n"
    var summary = summary
    summary.allowed = summary.allowed.map { entry in
      var entry = entry
      entry.name = hostile
      entry.reason = hostile
      entry.approver = hostile
      entry.place = hostile
      entry.shares[0].rule = hostile
      entry.events.users = [hostile: 1]
      return entry
    }
    summary.disabled[0].name = hostile
    summary.disabled[0].reason = hostile
    let lines = text(summary)
    #expect(lines.count == 9)
    for scalar in lines.joined().unicodeScalars {
      #expect(scalar.value >= 0x20 && !(0x7F...0x9F ~= scalar.value) && scalar.value != 0x202E)
    }
  }

  @Test func `programs get the same, name by name`() {
    var buffer: [UInt8] = []
    RunSummaryJSON(zone: zone).append(
      summary, RunConclusion(raised: 0, published: [], exitStatus: 0), to: &buffer)
    let json = String(decoding: buffer, as: UTF8.self)
    let allowed = [
      #""allowed":[{"name":"partner_migration","rules":[{"rule":"upload.single","events":12,"#,
      #""alerts_on_each":true},{"rule":"upload.daily","events":1012,"alerts_on_each":false},"#,
      #"{"rule":"upload.other","events":0,"alerts_on_each":true}],"until":"2026-10-31","#,
      #""ended":false,"reason":"移行","by":"佐藤","place":"site.exfil:3:7","events":1012,"#,
      #""bytes_out":73400320,"users":{"a":1,"b":2,"c":3,"d":4,"e":5,"e2040":997},"#,
      #""first":"2026-10-12T09:31:07.000+09:00","last":"2026-10-12T10:31:07.250+09:00"},"#,
    ].joined()
    #expect(json.contains(allowed))
    let disabled = [
      #""disabled":[{"rule":"usb.bulk","until":"2026-10-12","ended":true,"reason":"誤検出","#,
      #""place":"site.exfil:20:14","events":1,"bytes_out":null,"users":{},"#,
    ].joined()
    #expect(json.contains(disabled))
    #expect(json.contains(#""users":{},"first":null,"last":null}],"disabled""#))
  }
}
