internal import Detection
internal import EventModel
internal import Foundation
internal import Reports
internal import Testing

@Suite struct RunSummaryTests {
  private let zone = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")

  private var whole: InputAccount {
    var input = InputAccount(
      name: "access.log", status: "complete", format: "squid", zone: "in the log")
    input.lines.lines = 1000
    input.lines.eventLines = 989
    input.lines.events = [.web: 989]
    input.lines.ignored = ["blank": 1, "other_program": 8]
    input.lines.otherPrograms = ["cron": 8]
    input.lines.rejected = ["malformed": 2]
    input.lines.firstRejects = [
      .init(reason: "malformed", line: 17, offset: 2210, sample: Array("\u{1B}[2Jbad".utf8))
    ]
    input.lines.firstEvent = Timestamp(microseconds: 1_791_765_067_000_000)
    input.lines.lastEvent = Timestamp(microseconds: 1_791_768_667_000_000)
    input.byteCount = 162_000
    return input
  }

  private var cut: InputAccount {
    var input = InputAccount(name: "old.gz", status: "incomplete", format: "squid", zone: "")
    input.codes = ["gzip_truncated"]
    input.details = ["at byte 4096"]
    return input
  }

  private func text(_ summary: RunSummary, status: Int32 = 0) -> String {
    RunSummaryText(zone: zone, language: .english).text(
      of: summary,
      RunConclusion(raised: 3, published: [FindingSample.complete], exitStatus: status))
  }

  @Test func `closes with the account of every input`() {
    var summary = RunSummary()
    summary.inputs = [whole]
    summary.ruleCount = 7
    summary.peopleCount = 4
    summary.silentPeople = ["kato"]
    summary.unknownIdentities = ["guest": 3, "admin": 12]
    summary.notEvaluable = [
      NotEvaluable(
        rule: "upload.large", source: "access.log", fields: ["bytes_out"],
        advice: Wording("end the logformat with %>st", ""))
    ]
    #expect(
      text(summary) == #"""
        access.log  [squid]  complete  lines 1,000 = events 989 + ignored 9 + rejected 2  2026-10-12 09:31–2026-10-12 10:31  (utf-8, zone in the log)
            rejected: malformed 2
              line 17, offset 2210, malformed: \x1b[2Jbad
            ignored: other_program 8, blank 1 (cron 8)
        Rules that these logs cannot answer (silence of these rules means nothing):
          upload.large: access.log does not carry bytes_out
            → end the logformat with %>st
        Identities that the roster does not know (2): admin 12, guest 3
        People of the roster that no log names (1): kato
        Total: 1 input, 162 KB, 1,000 lines, 989 events, 2 rejected, 7 rules, 4 people, 1 finding (high 1), 2 more outside the filters
        Everything was read (exit status 0).

        """#)
  }

  @Test func `says plainly that something is missing, and what to do`() {
    var summary = RunSummary()
    summary.inputs = [whole, cut]
    let text = text(summary, status: 2)
    #expect(text.contains("gzip_truncated (at byte 4096): the compressed file ends early"))
    #expect(text.contains("→ copy the file again"))
    #expect(text.hasSuffix("could not be judged (exit status 2).\n"))
    #expect(text.contains("NOT everything was read: 1 of 2 inputs incomplete"))
  }

  @Test func `says that accounts do not balance`() {
    var summary = RunSummary()
    summary.inputs = [whole]
    summary.inputs[0].lines.lines += 1
    #expect(text(summary, status: 70).contains("The accounts do not balance"))
  }

  @Test func `lets no control character of a log or a roster through`() {
    let hostile = "\u{1B}[2J\u{9B}\u{202E}\n"
    var summary = RunSummary()
    var input = whole
    input.name = hostile
    input.format = hostile
    input.encoding = hostile
    input.zone = hostile
    input.codes = [hostile]
    input.details = [hostile]
    input.lines.rejected = [hostile: 2]
    input.lines.otherPrograms = [hostile: 8]
    input.lines.firstRejects[0].sample = Array(hostile.utf8)
    summary.inputs = [input]
    summary.notEvaluable = [
      NotEvaluable(
        rule: hostile, source: hostile, fields: [hostile], advice: Wording(verbatim: hostile),
        through: [hostile])
    ]
    summary.weakened = [WeakenedRule(rule: hostile, without: [hostile])]
    summary.unknownIdentities = [hostile: 1]
    summary.ambiguousIdentities = [hostile: 1]
    summary.silentPeople = [hostile]
    summary.warnings = [Wording(verbatim: hostile)]
    for scalar in text(summary).unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && !(0x7F...0x9F ~= scalar.value) && scalar.value != 0x202E)
    }
    #expect(text(summary).split(separator: "\n").count == 16)
  }

  @Test func `says that a run was stopped before everybody was judged`() {
    var summary = RunSummary()
    summary.inputs = [whole]
    summary.isStopped = true
    let conclusion = RunConclusion(raised: 0, published: [], exitStatus: 143)
    let endings = [
      (
        ReportLanguage.english,
        "Everything was read, but the run was interrupted before everybody was judged "
          + "(exit status 143).\n"
      ),
      (.japanese, "すべて読み取りましたが、全員の判定が終わる前に中断されました(終了コード 143)。\n"),
    ]
    for (language, ending) in endings {
      let text = RunSummaryText(zone: zone, language: language).text(of: summary, conclusion)
      #expect(text.hasSuffix(ending))
    }
    var buffer: [UInt8] = []
    RunSummaryJSON(zone: zone).append(summary, conclusion, to: &buffer)
    #expect(
      String(decoding: buffer, as: UTF8.self)
        .hasPrefix(#"{"exit_status":143,"complete":false,"balanced":true,"#))
    // What was not read is the worse news.
    summary.inputs = [whole, cut]
    #expect(text(summary, status: 143).contains("NOT everything was read: 1 of 2 inputs"))
  }

  @Test func `speaks Japanese when asked`() {
    var summary = RunSummary()
    summary.inputs = [whole]
    let text = RunSummaryText(zone: zone, language: .japanese).text(
      of: summary, RunConclusion(raised: 0, published: [], exitStatus: 0))
    #expect(text.contains("行 1,000 = 出来事 989 + 対象外 9 + 不明 2"))
    #expect(text.hasSuffix("すべて読み取りました(終了コード 0)。\n"))
  }

  @Test(
    arguments: [
      ("complete", [], true), ("complete_warn", ["zero_padding"], true),
      ("incomplete", ["gzip_crc"], false), ("duplicate_of", [], true),
      ("skipped", ["not_regular"], true), ("skipped", ["ignored"], true),
      ("skipped", ["symbolic_link"], true),
      ("skipped", ["unsupported_container"], false), ("skipped", [], false),
    ] as [(String, [String], Bool)])
  func `knows which inputs leave evidence out`(
    _ status: String, _ codes: [String], _ isAccountedFor: Bool
  ) {
    var input = InputAccount(name: "a", status: status, format: "", zone: "")
    input.codes = codes
    #expect(input.isAccountedFor == isAccountedFor)
  }

  @Test func `tells what rules over findings lack`() {
    var summary = RunSummary()
    summary.notEvaluable = [
      NotEvaluable(
        rule: "a.one", source: "s.log", fields: ["bytes_out"], advice: Wording(verbatim: "")),
      NotEvaluable(
        rule: "user.risk", source: "s.log", fields: ["bytes_out"], advice: Wording(verbatim: ""),
        through: ["a.one"]),
    ]
    summary.weakened = [WeakenedRule(rule: "user.sum", without: ["a.one", "a.two"])]
    #expect(
      text(summary).contains(
        """
          user.risk: s.log does not carry bytes_out (through a.one, whose findings it counts)
        Rules over findings that count too little here (rules whose findings they count are above):
          user.sum: without a.one, a.two

        """))
    var buffer: [UInt8] = []
    RunSummaryJSON(zone: zone).append(
      summary, RunConclusion(raised: 0, published: [], exitStatus: 0), to: &buffer)
    let json = String(decoding: buffer, as: UTF8.self)
    #expect(json.contains(#""fields":["bytes_out"],"days":[],"advice":"","through":["a.one"]}]"#))
    #expect(json.contains(#""weakened":[{"rule":"user.sum","without":["a.one","a.two"]}],"#))
  }

  @Test func `gives programs one object with everything`() throws {
    var summary = RunSummary()
    summary.inputs = [whole, cut]
    summary.notEvaluable = [
      NotEvaluable(
        rule: "r", source: "s", fields: ["f"], days: CivilDays([20_740...20_742, 20_750...20_750]),
        advice: Wording("a", "あ"))
    ]
    summary.silentDays = [SilentDays(rule: "q", days: CivilDays([20_740...20_740]))]
    summary.unjudged = [UnjudgedRule(rule: "q", subjects: ["sato", "ueda"])]
    summary.unknownIdentities = ["b": 1, "a": 2]
    var buffer: [UInt8] = []
    RunSummaryJSON(zone: zone).append(
      summary, RunConclusion(raised: 1, published: [FindingSample.bare], exitStatus: 2),
      to: &buffer)
    let text = String(decoding: buffer, as: UTF8.self)
    #expect(text.filter(\.isNewline).count == 1)
    #expect(text.hasPrefix(#"{"exit_status":2,"complete":false,"balanced":true,"findings":"#))
    #expect(
      text.contains(#""findings":{"raised":1,"published":1,"trial":1,"by_severity":{"critical":0,"#)
    )
    #expect(
      text.contains(
        #""not_evaluable":[{"rule":"r","source":"s","fields":["f"],"days":[{"first":"2026-10-14","#
          + #""last":"2026-10-16"},{"first":"2026-10-24","last":"2026-10-24"}],"advice":"a"}]"#))
    #expect(
      text.contains(
        #""not_applicable_days":[{"rule":"q","days":[{"first":"2026-10-14","last":"2026-10-14"}]}],"#
          + #""coverage":[],"over_memory":[{"rule":"q","subjects":["sato","ueda"]}]"#))
    #expect(text.contains(#""unknown_identities":{"a":2,"b":1}"#))
    #expect(text.contains(#""sample":"\u001b[2Jbad""#))
    let object = try JSONSerialization.jsonObject(with: Data(buffer)) as? [String: Any]
    #expect((object?["inputs"] as? [Any])?.count == 2)
  }
}
