internal import ByteScan
internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

@Suite struct ExceptionLoweringTests {
  private static let rules = """
    exfil 1
    let civil_timezone = "Asia/Tokyo"
    define upload as web where bytes_out > 0B
    rule a.one "題" { when upload }
    rule a.two "題" { when upload per user within 1h if count() > 1 }

    """

  private func compiled(_ text: String, now: Timestamp? = nil) -> RuleCompilation {
    let sources = MemorySources(["a.exfil": Self.rules + text])
    return compileRules(roots: ["a.exfil"], provider: sources, now: now)
  }

  @Test func `an exception knows its rules, its events and the end of its last day`() throws {
    let compilation = compiled(
      """
      allow site.move {
        by "佐藤"  reason "移" "行"  until 2026-03-31
        when upload where user = "e1" unless domain = "b.example"
        for a.two, a.one, a.two
      }
      """)
    let allowance = try #require(compilation.program?.allowances.first)
    #expect(allowance.name == "site.move" && allowance.rules == [1, 0])
    #expect(allowance.approver == "佐藤" && allowance.term.reason == "移行")
    #expect(allowance.term.lastDay == CivilDate(year: 2026, month: 3, day: 31))
    // Midnight in Tokyo, not in Greenwich.
    #expect(allowance.term.endsAt.textInUTC == "2026-03-31T15:00:00.000000Z")
    #expect(allowance.term.place == "a.exfil:6:7")
    let condition = try #require(allowance.alternatives.first?.condition)
    #expect(allowance.alternatives.count == 1)
    guard case .all(let parts) = condition else {
      Issue.record("\(condition)")
      return
    }
    #expect(parts.count == 3 && condition.fields.fields.map(\.name).contains("domain"))
    #expect(compilation.program?.fields.fields.contains(.domain) == true)
  }

  @Test func `a rule is disabled up to the end of a day`() throws {
    let program = try #require(
      compiled("disable rule a.two until 2025-12-31 reason \"誤検出\"").program)
    let disabled = try #require(program.disabledRules.first)
    #expect(program.disabledRules.count == 1 && disabled.rule == 1)
    #expect(disabled.term.endsAt.textInUTC == "2025-12-31T15:00:00.000000Z")
    #expect(disabled.term.reason == "誤検出" && disabled.term.place == "a.exfil:6:14")
    #expect(program.rules.count == 2)
  }

  @Test(
    arguments: [
      ("2026-03-31T14:59:59Z", false), ("2026-03-31T15:00:00Z", true),
    ])
  func `what has ended by the civil day draws a warning`(now: String, isLate: Bool) throws {
    let time = try #require(CivilZone.utc.time(parsing: now))
    let text = "disable rule a.one until 2026-03-31 reason \"誤検出\""
    #expect(compiled(text, now: time).diagnostics.contains { $0.code == .expired } == isLate)
    #expect(!compiled(text).diagnostics.contains { $0.code == .expired })
  }

  @Test(arguments: [
    "rule a.three \"題\" { when upload where }\ndisable rule a.three until 2026-03-31 reason \"x\"",
    "use \"nowhere.exfil\"\ndisable rule b.four until 2026-03-31 reason \"x\"",
  ])
  func `a rule that may be missing for another mistake draws no second one`(text: String) {
    let codes = compiled(text).diagnostics.filter { $0.severity == .error }.map(\.code)
    #expect(codes.count == 1 && !codes.contains(.unknownRule))
  }

  @Test func `a rule in another file can be excepted, whichever is read first`() throws {
    let sources = MemorySources([
      "a.exfil": Self.rules,
      "site.exfil": """
      exfil 1
      use "a.exfil"
      allow x {
        for a.one when upload where user = "e1" and domain = "b.example"
        until 2026-03-31 reason "r" by "b"
      }
      disable rule a.two until 2026-03-31 reason "r"
      """,
    ])
    for roots in [["a.exfil", "site.exfil"], ["site.exfil", "a.exfil"], ["site.exfil"]] {
      let program = try #require(compileRules(roots: roots, provider: sources).program)
      #expect(program.allowances.map(\.rules) == [[0]])
      #expect(program.disabledRules.map(\.rule) == [1])
    }
  }
}
