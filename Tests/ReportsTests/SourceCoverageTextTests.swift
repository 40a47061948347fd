internal import Detection
internal import EventModel
internal import Reports
internal import Testing

@Suite struct SourceCoverageTextTests {
  private let zone = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")
  /// 2026-10-12 09:31:07 in Tokyo.
  private static let start: Int64 = 1_791_765_067_000_000

  private static func time(_ minutes: Int64) -> Timestamp {
    Timestamp(microseconds: start + minutes * 60_000_000)
  }

  private func source(_ name: String) -> SourceCoverage {
    SourceCoverage(
      source: name, span: EventSpan(first: Self.time(0), last: Self.time(10_000)), events: 7000)
  }

  /// A source with every fault.
  private var torn: SourceCoverage {
    var source = source("proxy")
    source.isJudged = true
    source.days = [
      .present: CivilDays([20_738...20_739]), .quiet: CivilDays([20_743...20_744]),
      .missing: CivilDays([20_740...20_740]), .partial: CivilDays([20_741...20_741]),
      .volumeDrop: CivilDays([20_742...20_742]), .late: CivilDays([20_745...20_746]),
    ]
    source.holes = [.init(from: Self.time(0), to: Self.time(2000), expected: 1234)]
    source.tail = .init(from: Self.time(10_000), to: Self.time(10_090), expected: 45)
    source.drops = [.init(day: 20_742, events: 12, usual: 1500)]
    source.timesBackwards = 3
    return source
  }

  /// What a run with these sources says of coverage.
  private func text(_ sources: [SourceCoverage], _ language: ReportLanguage) -> String {
    var summary = RunSummary()
    summary.coverage = sources
    let text = RunSummaryText(zone: zone, language: language).text(
      of: summary, RunConclusion(raised: 0, published: [], exitStatus: 0))
    return text.split(separator: "\n").dropLast(2).map { "\($0)\n" }.joined()
  }

  @Test func `names sources that are not whole, with days, holes and drops`() {
    #expect(
      text([source("mail"), torn], .english) == """
        Logs that are not all there (what they do not hold could not be judged):
          proxy: partial 2026-10-15; volume drop 2026-10-16; missing 2026-10-14; late, not there yet 2026-10-19–2026-10-20
            no events from 2026-10-12 09:31–10-13 18:51 (1d9h20m), where about 1,234 are usual
            nothing after 2026-10-19 08:11–09:41 (1h30m), where about 45 are usual until the end of this run
            2026-10-16: 12 events, usually 1,500

        """)
    #expect(
      text([torn], .japanese) == """
        欠けのあるログ(ない部分は判定していません):
          proxy: 一部欠け 2026-10-15、件数の激減 2026-10-16、なし 2026-10-14、未着 2026-10-19–2026-10-20
            出来事なし 2026-10-12 09:31–10-13 18:51 (1d9h20m), 普段は約 1,234 件
            以後なし 2026-10-19 08:11–09:41 (1h30m), この実行の終わりまで普段は約 45 件
            2026-10-16: 12 件(普段は 1,500 件)

        """)
  }

  @Test func `says nothing of sources that are whole`() {
    #expect(text([source("mail")], .english) == "")
    let report = TerminalReport(zone: zone)
    #expect(report.text(of: [], coverage: [source("mail")]) == report.text(of: []))
  }

  @Test func `a report of findings has a line for each source`() {
    let report = TerminalReport(zone: zone)
    #expect(
      report.text(of: [], coverage: [torn]) == report.text(of: []) + """
        Logs that are not all there (what they do not hold could not be judged):
          proxy: partial 2026-10-15; volume drop 2026-10-16; missing 2026-10-14; late, not there yet 2026-10-19–2026-10-20

        """)
  }

  @Test func `of very many holes a few are shown, and how many more there are`() {
    var source = torn
    source.holes = (0..<9).map {
      .init(from: Self.time($0 * 100), to: Self.time($0 * 100 + 70), expected: 30)
    }
    let lines = text([source], .english).split(separator: "\n")
    #expect(lines.count == 8)
    #expect(lines.last == "    and 6 more (`--format summary` has all)")
  }

  @Test func `has names for programs`() {
    var summary = RunSummary()
    summary.coverage = [torn]
    var buffer: [UInt8] = []
    RunSummaryJSON(zone: zone).append(
      summary, RunConclusion(raised: 0, published: [], exitStatus: 0), to: &buffer)
    let json = String(decoding: buffer, as: UTF8.self)
    let object =
      #""coverage":[{"source":"proxy","first_event":"2026-10-12T09:31:07.000+09:00","#
      + #""last_event":"2026-10-19T08:11:07.000+09:00","events":7000,"judged":true,"days":{"#
      + #""present":[{"first":"2026-10-12","last":"2026-10-13"}],"#
      + #""quiet":[{"first":"2026-10-17","last":"2026-10-18"}],"#
      + #""partial":[{"first":"2026-10-15","last":"2026-10-15"}],"#
      + #""volume_drop":[{"first":"2026-10-16","last":"2026-10-16"}],"#
      + #""missing":[{"first":"2026-10-14","last":"2026-10-14"}],"#
      + #""late":[{"first":"2026-10-19","last":"2026-10-20"}]},"#
      + #""holes":[{"from":"2026-10-12T09:31:07.000+09:00","to":"2026-10-13T18:51:07.000+09:00","#
      + #""seconds":120000,"usual":1234}],"late":[{"from":"2026-10-19T08:11:07.000+09:00","#
      + #""to":"2026-10-19T09:41:07.000+09:00","seconds":5400,"usual":45}],"#
      + #""volume_drops":[{"day":"2026-10-16","events":12,"usual":1500}],"times_backwards":3}]"#
    #expect(json.contains(object), "\(json)")
  }
}
