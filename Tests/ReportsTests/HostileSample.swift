internal import Detection
internal import EventModel
internal import Reports
internal import RuleProgram

/// Findings in which every text is hostile, and runs of them, for the tests of all writers.
enum HostileSample {
  /// What logs may hold: terminal controls, formulas, markup, forged lines, bidirectional controls,
  /// separators of every format.
  static let texts = [
    "\u{1B}]0;owned\u{7}\u{1B}[2J", "\u{9B}31m\u{8}\u{7F}", "=cmd|' /C calc'!A0", "+1+1", "-1+1",
    "@SUM(A1)", "\t=1", "\r=1", "\u{0}=1", "\"=1", "\u{FF1D}1+1", "\u{FF20}a", "  =1",
    "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "javascript:alert(1)",
    "</style><img src=x onerror=alert(1)>", "]]>", "[x](javascript:alert(1))", "' or '1'='1",
    "a\nid,rule,title\nforged", "a\r\nSet-Cookie: x", "invoice\u{202E}fdp.exe", "\u{2066}x\u{2069}",
    "zero\u{200B}width", "a,b;c|d", "back\\slash\"quote", "秘密の資料👨‍👩‍👧", "../../etc/passwd",
    String(repeating: "長", count: 40_000), "", "{n} of {m}", "&lt;&amp;", "</svg></script>",
    "\u{FEFF}bom", "p-0123456789ab",
  ]

  /// One finding for each text, which stands in every place that a log, a rule or a roster fills.
  static var findings: [Finding] {
    texts.enumerated().map { number, text in
      var finding = FindingSample.complete
      let digits = String(number, radix: 16)
      finding.id = String(repeating: "0", count: 32 - digits.count) + digits
      finding.rule = "rule.\(number % 5)"
      finding.title = text
      finding.scoreTerms = [.init(points: 5, why: text)]
      finding.severity = Severity.allCases[number % 5]
      finding.score = number
      finding.subject = Subject(
        kind: number % 7 == 0 ? .host : .user, value: "u\(number % 9)" + text)
      finding.user = finding.subject.value
      finding.name = text
      finding.department = text
      finding.destinations = [text, text]
      finding.message = text
      finding.why = text
      finding.next = text
      finding.owner = text
      finding.attack = ["T1048.00\(number % 3 + 1)"]
      finding.isTrial = number % 11 == 0
      finding.evidence = [
        EvidenceLine(
          file: text, line: number + 1, offset: number, sha256: String(repeating: "a", count: 64))
      ]
      finding.evidenceTotal = 1
      var event = ShownEvent(time: finding.first, kind: .web, bytesOut: 5_000_000, evidence: 0..<1)
      event.texts = [Array(text.utf8.prefix(ShownEvent.textByteCount))]
      event.object = text
      event.destination = text
      event.totals = [5_000_000]
      finding.shown = [event]
      finding.limits = [
        FindingLimit(
          total: text, comparison: .greaterOrEqual, value: 5_000_000, limit: 1_000_000, unit: .size)
      ]
      return finding
    }
  }

  static let zone = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")

  /// A run that publishes some findings.
  static func run(_ findings: [Finding]) -> PublishedRun {
    var summary = RunSummary()
    var input = InputAccount(
      name: "<b>a.log\u{1B}[2J", status: "incomplete", format: "squid", zone: "in the log")
    input.codes = ["gzip_truncated"]
    input.details = ["<i>12"]
    input.lines.lines = 3
    input.lines.ignored = ["blank": 3]
    summary.inputs = [input]
    summary.notEvaluable = [
      NotEvaluable(
        rule: "<u>r", source: "<u>s", fields: ["bytes_out"],
        advice: Wording(verbatim: "<script>1</script>"))
    ]
    var coverage = SourceCoverage(
      source: "<script>squid",
      span: EventSpan(
        first: FindingSample.complete.first, last: FindingSample.complete.last), events: 12)
    coverage.isJudged = true
    coverage.days = [
      .present: CivilDays([20_730...20_737]), .missing: CivilDays([20_738...20_739]),
    ]
    summary.coverage = [coverage]
    return PublishedRun(
      findings: findings, summary: summary,
      conclusion: RunConclusion(raised: findings.count, published: findings, exitStatus: 2),
      zone: zone,
      leaving: [
        FindingSample.complete.user ?? "": LeavingCourse(
          noticeDate: "2026-09-01", lastDay: "2026-10-16",
          phases: [
            .init(phase: .notice, start: Timestamp(microseconds: 1_788_188_400_000_000)),
            .init(phase: .departed, start: Timestamp(microseconds: 1_792_162_800_000_000)),
          ])
      ], version: "0.1.0")
  }
}
