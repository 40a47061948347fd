internal import EventModel
internal import People
internal import RuleLanguage
internal import RuleProgram
internal import Testing

@testable internal import Detection

/// Whoever is left out of the reduction for what their facts add up to has no finding.
@Suite struct SubjectTalliesTests {
  /// A rule, what each of two workers reads of one person (the hour and the bytes of each event), and
  /// whether that is too little.
  struct Case: CustomTestStringConvertible {
    var rule: String
    var shares: [[(hour: Int64, byteCount: Int64)]]
    var isQuiet: Bool
    var testDescription: String { "\(rule) \(shares)" }
  }

  private func engine(_ rules: String) throws -> PeriodEngine {
    let text = """
      exfil 1
      let civil_timezone = "Asia/Tokyo"
      list company_domains of domain = ("example.co.jp")
      \(rules)
      """
    let compilation = compileRules(
      roots: ["test.exfil"], provider: OneFile(text: text), lints: false)
    guard let program = compilation.program else {
      throw PeriodRules.Mistakes(text: compilation.renderedDiagnostics())
    }
    return try PeriodEngine(program)
  }

  private func event(_ user: String, hour: Int64, byteCount: Int64, line: Int) -> PeriodEvent {
    PeriodEvent(
      kind: .web, time: Timestamp(microseconds: (500_000 + hour) * 3_600_000_000),
      numbers: [(.bytesOut, byteCount)], texts: [(.user, user), (.domain, "a.example")],
      lines: ["line \(line)"], source: 0, line: line)
  }

  private func quietUsers(of stores: [PartitionedFacts]) -> Set<UInt64> {
    (0..<PartitionedFacts.partitionCount).reduce(into: []) { quiet, partition in
      quiet.formUnion(stores.quietUsers(ofPartition: partition))
    }
  }

  private static let sum = "rule r \"題\" { when web per user within 2h if sum(bytes_out) >= 10B }"

  @Test(arguments: [
    Case(rule: sum, shares: [[(0, 4)], [(1, 5)]], isQuiet: true),
    Case(rule: sum, shares: [[(0, 5)], [(1, 5)]], isQuiet: false),
    // Enough in all, though never within a window: that is for the timeline to tell.
    Case(rule: sum, shares: [[(0, 5)], [(9, 5)]], isQuiet: false),
    // What is below zero takes nothing away: a window may do without it.
    Case(rule: sum, shares: [[(0, 10), (5, -9)], []], isQuiet: false),
    Case(
      rule: "rule r \"題\" { when web per user each day if count() > 2 }",
      shares: [[(0, 1)], [(1, 1)]], isQuiet: true),
    Case(
      rule: "rule r \"題\" { when web per user each day if count() > 2 }",
      shares: [[(0, 1), (2, 1)], [(1, 1)]], isQuiet: false),
    Case(
      rule: "rule r \"題\" { when web per user each day if distinct(domain) >= 2 }",
      shares: [[(0, 1)], []], isQuiet: true),
    Case(
      rule:
        "rule r \"題\" { when web per user each day if sum(bytes_out where bytes_out > 5B) >= 9B }",
      shares: [[(0, 5), (1, 5)], [(2, 6)]], isQuiet: true),
    Case(
      rule: "rule r \"題\" { when web per user each day if largest(bytes_out) >= 9B }",
      shares: [[(0, 5)], []], isQuiet: false),
    Case(
      rule:
        "rule r \"題\" { when web per user each day if largest(bytes_out) >= 9B and count() > 3 }",
      shares: [[(0, 9)], []], isQuiet: true),
    Case(
      rule:
        "rule r \"題\" { when web per user each day if largest(bytes_out) >= 9B or count() > 3 }",
      shares: [[(0, 5)], []], isQuiet: false),
    Case(
      rule: "rule r \"題\" { when web where bytes_out >= 5B }", shares: [[(0, 5)], []],
      isQuiet: false),
    Case(
      rule: """
        rule r "題" {
          first web where bytes_out < 3B then web where bytes_out >= 3B at least 2 times per user within 1d
        }
        """,
      shares: [[(0, 1), (1, 3)], []], isQuiet: true),
    Case(
      rule: """
        rule r "題" {
          first web where bytes_out < 3B then web where bytes_out >= 3B at least 2 times per user within 1d
        }
        """,
      shares: [[(1, 3)], [(2, 3), (0, 1)]], isQuiet: false),
  ])
  func `who is too little for every rule`(_ one: Case) throws {
    let engine = try engine(one.rule)
    let stores = try one.shares.enumerated().map { worker, share in
      try engine.facts(
        of: share.enumerated().map { number, event in
          self.event(
            "sato", hour: event.hour, byteCount: event.byteCount, line: 10 * worker + number)
        }, combines: true, budgetByteCount: .max)
    }
    #expect(quietUsers(of: stores).isEmpty == !one.isQuiet)
  }

  @Test func `too many people for its memory are all judged`() throws {
    let engine = try engine(Self.sum)
    let events = (0..<100).map { event("user\($0)", hour: 0, byteCount: 1, line: $0) }
    for (budget, isQuiet) in [(16 * 8 * 255, false), (16 * 8 * 256, true)] {
      let store = try engine.facts(of: events, combines: true, budgetByteCount: budget)
      #expect((store.tallies == nil) == !isQuiet)
      #expect(quietUsers(of: [store]).count == (isQuiet ? 100 : 0))
    }
  }

  @Test(arguments: 0..<30) func `without them the findings are the same`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let engine = try engine(
      """
      rule a "題" { when web per user within 9h if sum(bytes_out) >= 60B }
      rule b "題" { when web per user each day if count() >= 9 and sum(bytes_out) > 90B }
      rule c "題" { when web per user, domain each hour if count() > 3 or sum(bytes_out) >= 70B }
      """)
    let stores = try (0..<3).map { worker in
      let events = (0..<100).map { number in
        // Some people do much, and some little.
        let user = min(
          Int.random(in: 0..<40, using: &random), Int.random(in: 0..<40, using: &random))
        return event(
          "user\(user)", hour: .random(in: 0..<24, using: &random),
          byteCount: .random(in: -2...20, using: &random), line: worker * 100 + number)
      }
      return try engine.facts(of: events, combines: true, budgetByteCount: .max)
    }
    var without = stores
    for index in without.indices { without[index].tallies = nil }
    #expect(quietUsers(of: without).isEmpty)
    #expect(!quietUsers(of: stores).isEmpty)
    let findings = try engine.findings(of: stores, combines: true)
    let expected = try engine.findings(of: without, combines: true)
    #expect(findings == expected && !findings.isEmpty)
  }
}
