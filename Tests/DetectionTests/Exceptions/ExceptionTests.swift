internal import EventModel
internal import RuleProgram
internal import Testing

@testable internal import Detection

/// Exceptions and disabled rules leave out exactly what a reader of their text would strike out.
@Suite struct ExceptionTests {
  /// Two that overlap for one rule, one over several kinds, and a rule that comes back in the middle.
  private static let declarations = """
    allow by_domain {
      for web.ratio, web.sliding, web.each
      when web where user = "sato" and domain = "a.example"
      until 2026-10-04 reason "移行" by "佐藤"
    }
    allow by_host {
      for file.daily, mail.weekly, web.ratio, web.each
      when file or mail or web where host = "pc-1"
      until 2027-01-01 reason "検査" by "鈴木"
    }
    allow by_address {
      for web.each, web.pieces
      when web or login where src_ip = 10.0.0.1 unless host = "pc-2"
      until 2026-10-05 reason "監視" by "高橋"
    }
    disable rule web.hourly until 2026-10-04 reason "誤検出"
    disable rule host.daily until 2026-10-03 reason "調整中"
    """

  /// The same in other words, by the number of the exception.
  private static func meets(_ exception: Int, _ event: PeriodEvent) -> Bool {
    func text(_ field: Field) -> String? {
      event.texts.first { $0.0 == field }?.1.lowercased()
    }
    switch exception {
    case 0:
      return event.kind == .web && text(.user) == "sato" && text(.domain) == "a.example"
    case 1: return [.file, .mail, .web].contains(event.kind) && text(.host) == "pc-1"
    case 2:
      return [.web, .login].contains(event.kind) && text(.srcIP) == "10.0.0.1"
        && text(.host) != "pc-2"
    default: return true
    }
  }

  private struct Exception {
    var rules: [String]
    var end: Timestamp
  }

  /// Their rules and ends, written down once more.
  private static func exceptions() throws -> [Exception] {
    func end(_ text: String) throws -> Timestamp {
      try #require(CivilZone.utc.time(parsing: "\(text)T15:00:00Z"))
    }
    return [
      Exception(rules: ["web.ratio", "web.sliding", "web.each"], end: try end("2026-10-04")),
      Exception(
        rules: ["file.daily", "mail.weekly", "web.ratio", "web.each"], end: try end("2027-01-01")),
      Exception(rules: ["web.each", "web.pieces"], end: try end("2026-10-05")),
      Exception(rules: ["web.hourly"], end: try end("2026-10-04")),
      Exception(rules: ["host.daily"], end: try end("2026-10-03")),
    ]
  }

  /// Strikes out events, rule by rule, and runs each rule alone on what is left.
  private func naive(
    _ events: [PeriodEvent]
  ) throws -> (findings: [Finding], leftOut: [LeftOutEvents]) {
    let exceptions = try Self.exceptions()
    let whole = try PeriodRules.program.get()
    var findings: [Finding] = []
    var leftOut = exceptions.map { LeftOutEvents(ruleCount: $0.rules.count) }
    var struck = [[Bool]](
      repeating: [Bool](repeating: false, count: events.count), count: exceptions.count)
    for rule in whole.rules {
      var program = whole
      program.rules = [rule]
      let engine = try PeriodEngine(program)
      let selected = try engine.selects(events)
      var left: [PeriodEvent] = []
      for (index, event) in events.enumerated() {
        var isLeftOut = false
        for (number, exception) in exceptions.enumerated() {
          guard let place = exception.rules.firstIndex(of: rule.id), event.time < exception.end,
            Self.meets(number, event)
          else { continue }
          isLeftOut = true
          guard selected[index] else { continue }
          leftOut[number].eventsByRule[place] += 1
          struck[number][index] = true
        }
        if !isLeftOut { left.append(event) }
      }
      let facts = try engine.facts(of: left, combines: false, budgetByteCount: .max)
      findings += try engine.findings(of: [facts], combines: false)
    }
    for (number, marks) in struck.enumerated() {
      for (event, isStruck) in zip(events, marks) where isStruck {
        leftOut[number].eventCount += 1
        leftOut[number].first = min(leftOut[number].first ?? event.time, event.time)
        leftOut[number].last = max(leftOut[number].last ?? event.time, event.time)
      }
    }
    findings.sortForReports()
    return (findings, leftOut)
  }

  @Test(arguments: 0..<16)
  func `what is left is counted as if the rest had never been`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let events = PeriodEvent.random(
      random.pick([60, 300, 600]), dayCount: random.pick([2, 5]), using: &random)
    let expected = try naive(events)
    let engine = try PeriodEngine(try PeriodRules.program(adding: Self.declarations))
    for (combines, budgetByteCount) in [(false, Int.max), (true, .max), (true, 8_000)] {
      let looksAhead = random.oneIn(2)
      let workerCount = Int(1 + random.next() % 4)
      let what =
        "seed \(seed), combines \(combines), \(budgetByteCount), \(workerCount) workers, "
        + "looks ahead \(looksAhead)"
      var shares = [[PeriodEvent]](repeating: [], count: workerCount)
      for event in events.shuffled(using: &random) {
        shares[Int(random.next() % UInt64(workerCount))].append(event)
      }
      let workers = try shares.map {
        try engine.mapped(
          $0, combines: combines, budgetByteCount: budgetByteCount,
          looksAhead: looksAhead)
      }
      let findings = try engine.findings(of: workers.map(\.facts), combines: combines)
      #expect(findings == expected.findings, "\(what)")
      var summary = RunSummary()
      summary.noteExceptions(
        of: engine.program, leftOut: workers.map(\.leftOut), newestEvent: nil)
      for (account, naive) in zip(summary.allowed + summary.disabled, expected.leftOut) {
        #expect(account.events.eventCount == naive.eventCount, "\(what), \(account.name)")
        #expect(account.events.eventsByRule == naive.eventsByRule, "\(what), \(account.name)")
        #expect(account.events.first == naive.first && account.events.last == naive.last)
        #expect(account.shares.map(\.eventCount) == naive.eventsByRule)
      }
    }
  }

  @Test func `every exception leaves something out, and some findings stay`() throws {
    var random = SeededRandom(seed: 3)
    let events = PeriodEvent.random(600, dayCount: 5, using: &random)
    let expected = try naive(events)
    #expect(expected.leftOut.allSatisfy { $0.eventCount > 0 })
    #expect(expected.leftOut.count { !$0.eventsByRule.contains(0) } >= 3)
    // One that disables everything of a rule would hide that it comes back.
    let rules = Set(expected.findings.map(\.rule))
    #expect(rules.isSuperset(of: ["web.hourly", "host.daily", "web.each", "web.ratio"]))
    let plain = try PeriodEngine()
    let all = try plain.findings(
      of: [try plain.facts(of: events, combines: true, budgetByteCount: .max)], combines: true)
    #expect(all.count > expected.findings.count)
  }

  private func event(
    _ second: Int64, user: String?, host: String, bytesOut: Int64?
  ) -> PeriodEvent {
    var event = PeriodEvent(
      kind: .web, time: Timestamp(microseconds: second * 1_000_000), lines: ["line \(second)"],
      source: 0, line: 1)
    event.texts = [(.host, host), (.domain, "a.example")]
    if let user { event.texts.append((.user, user)) }
    if let bytesOut { event.numbers = [(.bytesOut, bytesOut)] }
    event.words = [(.method, .get), (.outcome, .allowed)]
    return event
  }

  @Test func `the account names users, bytes and times, and knows the day's last moment`() throws {
    // 2026-10-04 ends in Tokyo at 15:00 UTC.
    let end: Int64 = 1_791_126_000
    let program = try PeriodRules.program(
      adding: """
        allow hosts {
          for web.each, web.sliding, web.each
          when web where host = "pc-1"
          until 2026-10-04 reason "検査" by "鈴木"
        }
        """)
    let engine = try PeriodEngine(program)
    let worker = try engine.mapped(
      [
        event(end - 3_600, user: "SATO", host: "PC-1", bytesOut: 97),
        event(end - 10, user: "guest", host: "pc-1", bytesOut: nil),
        event(end - 5, user: nil, host: "pc-1", bytesOut: .max),
        event(end, user: "sato", host: "pc-1", bytesOut: 500),
        event(end - 4, user: "sato", host: "pc-2", bytesOut: 600),
      ], combines: true, budgetByteCount: .max)
    var summary = RunSummary()
    summary.noteExceptions(
      of: program, leftOut: [worker.leftOut, worker.leftOut],
      newestEvent: Timestamp(microseconds: end * 1_000_000))
    let account = try #require(summary.allowed.first)
    #expect(account.events.eventCount == 6)
    // A sum never goes round.
    #expect(account.events.bytesOut == .max)
    #expect(account.events.users == ["sato": 2, "guest": 2])
    #expect(account.events.first == Timestamp(microseconds: (end - 3_600) * 1_000_000))
    #expect(account.events.last == Timestamp(microseconds: (end - 5) * 1_000_000))
    #expect(
      account.shares == [
        .init(rule: "web.each", eventCount: 4, alertsOnEach: true),
        .init(rule: "web.sliding", eventCount: 6, alertsOnEach: false),
      ])
    #expect(account.hasEnded && account.lastDay == "2026-10-04" && account.approver == "鈴木")
    #expect(account.place.hasPrefix("test.exfil:") && account.place.hasSuffix(":7"))
  }

  @Test func `what a rule that is disabled would count is no exception's`() throws {
    let program = try PeriodRules.program(
      adding: """
        allow hosts {
          for web.each
          when web where host = "pc-1"
          until 2027-10-04 reason "検査" by "鈴木"
        }
        disable rule web.each until 2027-10-04 reason "調整中"
        """)
    let engine = try PeriodEngine(program)
    let worker = try engine.mapped(
      [event(1_791_000_000, user: "sato", host: "pc-1", bytesOut: 99)], combines: true,
      budgetByteCount: .max)
    #expect(worker.leftOut.map(\.eventCount) == [0, 1])
    // The event still counts for every other rule.
    #expect(worker.facts.factCount > 0)
  }

  @Test func `inline tests see no exception of the site`() throws {
    let program = try PeriodRules.program(
      adding: """
        rule big "題" {
          when web where bytes_out >= 1MB
          must alert { 10:00 web user=sato domain="a.example" bytes_out=2MB }
        }
        allow all { for big when web until 2030-01-01 reason "x" by "y" }
        disable rule big until 2030-01-01 reason "x"
        """)
    #expect(program.allowances.count == 1 && program.disabledRules.count == 1)
    let outcomes = try runRuleTests(of: program) { try CivilZone(named: $0) }
    #expect(outcomes.count == 1 && outcomes.allSatisfy(\.passed))
  }
}
