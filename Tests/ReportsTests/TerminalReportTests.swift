internal import EventModel
internal import Detection
internal import Reports
internal import RuleProgram
internal import Testing

@Suite struct TerminalReportTests {
  private let zone = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")

  @Test func `shows the worst subject first, with names and visible lines of evidence`() {
    let text = TerminalReport(zone: zone).text(of: [FindingSample.bare, FindingSample.complete])
    #expect(
      text == """
        sato.k  佐藤 健  営業部  last week  last day 2026-10-16
          high      87  cloud.personal_account        2026-10-12 09:31–10:31        73.4 MB  12.gigafile.nu
            12.gigafile.nu へ 73.4MB
            id f00d  evidence: 12 lines, first proxy/access.log.3.gz:48211

        Rules on trial:

        pc-017  (host)
          medium    40  usb.attach                    1970-01-01 09:00                    -  \

            [trial] USB storage attached  [at most medium: the source cannot tell tenant]
            id beef

        1 finding about 1 subject, 1 on trial
        To see why: scan with --output jsonl=FILE, then exfil explain ID --findings FILE

        """)
  }

  @Test func `shows what a finding over findings rests on`() {
    var finding = FindingSample.bare
    finding.grounds = [
      .init(id: "a1", rule: "usb.copy", score: 60), .init(id: "b2", rule: "mail.out", score: 70),
      .init(id: "c3", rule: "usb.copy", score: 80),
    ]
    #expect(
      TerminalReport(zone: zone).text(of: [finding])
        .contains("\n    rests on 3 findings: usb.copy 80 ×2, mail.out 70\n"))
    #expect(
      TerminalReport(zone: zone, language: .japanese).text(of: [finding])
        .contains("\n    もとの検出 3 件: usb.copy 80 ×2, mail.out 70\n"))
  }

  @Test func `ids are shown by as many digits as tell them apart`() {
    var (first, second) = (FindingSample.complete, FindingSample.complete)
    first.id = "0123456789abcdef0123456789abcdef"
    second.id = "0123456789ab0000000000000000cdef"
    func shown(_ findings: [Finding]) -> [Substring] {
      TerminalReport(zone: zone).text(of: findings).split(separator: "\n")
        .filter { $0.hasPrefix("    id ") }.map { $0.dropFirst(7).prefix { $0 != " " } }
    }
    #expect(shown([first]) == ["01234567"])
    #expect(Set(shown([first, second])) == ["0123456789abc", "0123456789ab0"])
  }

  @Test func `says so when there is nothing`() {
    #expect(TerminalReport(zone: zone).text(of: []) == "No findings in what was read.\n")
    #expect(
      TerminalReport(zone: zone, language: .japanese).text(of: []) == "読み取った範囲に検出はありません。\n")
  }

  @Test(arguments: [-5, 0, 20, 40, 79, 95, 96, 120, 1000])
  func `never writes past the width, whatever the text`(width: Int) {
    var finding = FindingSample.complete
    finding.rule = String(repeating: "顧客", count: 60)
    finding.message = String(repeating: "秘密の資料👨‍👩‍👧", count: 60)
    finding.destinations = (0..<40).map { "\($0).例え.テスト" }
    finding.department = String(repeating: "部", count: 300)
    let text = TerminalReport(zone: zone, width: width).text(of: [finding])
    let limit = min(max(width, 40), 240)
    for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= limit) }
  }

  @Test(arguments: [false, true]) func `lets no control character through`(usesColours: Bool) {
    let hostile = "\u{1B}[2J\u{9B}1m\u{7}\u{8}a\nb\u{202E}c\u{7F}"
    var finding = FindingSample.complete
    finding.id = hostile
    finding.rule = hostile
    finding.message = hostile
    finding.name = hostile
    finding.department = hostile
    finding.subject.value = hostile
    finding.destinations = [hostile, hostile]
    finding.evidence[0].file = hostile
    finding.grounds = [.init(id: hostile, rule: hostile, score: 1)]
    var text = TerminalReport(zone: zone, usesColours: usesColours).text(of: [finding])
    for code in ["\u{1B}[1m", "\u{1B}[31m", "\u{1B}[0m"] {
      text = text.split(separator: code, omittingEmptySubsequences: false).joined()
    }
    #expect(
      text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.value >= 0x20 && $0.value < 0x7F || $0.value > 0x9F && $0.value != 0x202E
      })
    #expect(text.contains(#"\x1b[2J"#) && text.contains("⟦U+202E⟧"))
    #expect(text.split(separator: "\n").count == 7)
  }

  @Test func `says once for each subject and rule what to do, and whom to ask`() {
    var finding = FindingSample.complete
    finding.next = "上長に確認する"
    finding.owner = "情報システム部"
    var second = finding
    second.id = "f00e"
    second.next = "\u{1B}[2J"
    var other = finding
    other.rule = "mail.to_self"
    other.owner = ""
    let text = TerminalReport(zone: zone).text(of: [finding, second, other])
    #expect(text.split(separator: "\n").count { $0.contains("next: ") } == 2)
    #expect(text.contains("    next: 上長に確認する  owner: 情報システム部\n"))
    #expect(text.contains("    next: 上長に確認する\n"))
    let japanese = TerminalReport(zone: zone, language: .japanese).text(of: [finding])
    #expect(japanese.contains("    次に: 上長に確認する  担当: 情報システム部\n"))
  }

  @Test func `colours only when asked`() {
    #expect(!TerminalReport(zone: zone).text(of: [FindingSample.complete]).contains("\u{1B}"))
    #expect(
      TerminalReport(zone: zone, usesColours: true).text(of: [FindingSample.complete])
        .contains("\u{1B}[31mhigh    \u{1B}[0m"))
  }

  @Test func `one noisy rule cannot hide another`() {
    let noise = (0..<5000).map { number in
      var finding = FindingSample.complete
      finding.id = "\(number)"
      return finding
    }
    let text = TerminalReport(zone: zone).text(of: noise + [FindingSample.bare])
    #expect(text.contains("… 4,990 more of cloud.personal_account"))
    #expect(text.contains("usb.attach"))
    #expect(
      text.contains("5,000 findings about 1 subject, 1 on trial, 4,990 of them not shown here"))
  }
}
