internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

@testable internal import Detection

/// The bench runs tests as `exfil check` does, on whatever rule it is given.
@Suite struct RuleTestBenchTests {
  private func program() throws -> RuleProgram {
    let text = """
      exfil 1
      let civil_timezone = "Asia/Tokyo"
      list free of domain = ("free.example")
      calendar hours { timezone "Asia/Tokyo" open Mon-Fri 08:00-20:00 }
      rule r.sum "合計" {
        when  web where domain in free
        per   user within 24h
        if    sum(bytes_out) >= 300MB
        score 40
          add 10 if outside hours
        must alert score 40 { 10:00 web user=a domain="free.example" bytes_out=150MB times 2 every 1h }
        must alert score 50 { 21:00 web user=a domain="free.example" bytes_out=300MB }
        must alert { given list free ("b.example") 10:00 web user=a domain="b.example" bytes_out=1GB }
        must not alert { given list free () 10:00 web user=a domain="free.example" bytes_out=1GB }
        must not alert "wrong on purpose" { 10:00 web user=a domain="free.example" bytes_out=1GB }
      }
      """
    return try #require(compileRules(roots: ["a.exfil"], provider: OneFile(text: text)).program)
  }

  @Test func `agrees with the runner of tests`() throws {
    let program = try program()
    let outcomes = try runRuleTests(of: program) { try CivilZone(named: $0) }
    let bench = try RuleTestBench(program) { try CivilZone(named: $0) }
    #expect(outcomes.map(\.passed) == [true, true, true, true, false])
    for (test, outcome) in zip(program.tests, outcomes) {
      let scores = try bench.scores(of: test, on: program.rules[test.rule])
      #expect(test.isPassed(by: scores) == outcome.passed, "\(outcome)")
    }
  }

  @Test func `runs a changed rule, and changed lists`() throws {
    let program = try program()
    let bench = try RuleTestBench(program) { try CivilZone(named: $0) }
    var strict = program.rules[0]
    strict.condition = .compare(.aggregate(0), .greater, .constant(300_000_000))
    #expect(try bench.scores(of: program.tests[0], on: strict).isEmpty)
    var lists = program.lists
    lists[0].entries = []
    #expect(try bench.scores(of: program.tests[0], on: program.rules[0], lists: lists).isEmpty)
    #expect(try bench.scores(of: program.tests[0], on: program.rules[0]) == [40])
    // What a test gives itself stays.
    #expect(try bench.scores(of: program.tests[2], on: program.rules[0], lists: lists) == [40])
  }
}
