internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import Testing

@testable internal import Detection

/// Both layers of the engine against brute force, on random timelines.
@Suite struct AlertReferenceTests {
  private static func engine() throws -> PeriodEngine {
    let compilation = compileRules(
      roots: ["test.exfil"], provider: OneFile(text: NaiveAlerts.rules))
    #expect(!compilation.hasErrors, "\(compilation.renderedDiagnostics())")
    let program = try #require(compilation.program)
    return try PeriodEngine(program)
  }

  /// Makes up events of a few subjects: people, and addresses of which nobody is known.
  private static func events(_ count: Int, _ random: inout SeededRandom) -> [PeriodEvent] {
    let begin: Int64 = 1_791_000_000
    let step = random.pick([60, 600, 1800] as [Int64])
    let span = random.pick([86_400, 3 * 86_400, 10 * 86_400] as [Int64])
    return (0..<count).map { number in
      let second = Int64(random.next() % UInt64(span)) / step * step
      var event = PeriodEvent(
        kind: random.pick([.web, .web, .file]),
        time: Timestamp(microseconds: (begin + second) * 1_000_000),
        lines: ["\(number)"], source: 0, line: number + 1)
      let subject = random.pick(["sato", "guest", "10.0.0.1"])
      event.texts.append((subject == "10.0.0.1" ? .srcIP : .user, subject))
      event.numbers.append((.bytesOut, Int64(random.next() % 100)))
      return event
    }
  }

  @Test(arguments: 0..<200)
  func `both layers find what brute force finds`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let engine = try Self.engine()
    let events = Self.events(random.pick([5, 20, 60, 150]), &random)
    let facts = try engine.facts(of: events, combines: true, budgetByteCount: 5_000)
    let findings = try engine.findings(of: [facts], combines: true)
    for subject in ["sato", "guest", "10.0.0.1"] {
      let rows = events.filter { $0.texts[0].1 == subject }.map { event in
        NaiveRow(
          time: event.time.microseconds, kind: event.kind.name, number: event.numbers[0].1)
      }
      let expected = NaiveAlerts.findings(of: rows).sorted()
      let actual = findings.filter { $0.subject.value == subject }.map { finding in
        NaiveAlerts.Found(
          rule: finding.rule, first: finding.first.microseconds,
          last: finding.last.microseconds, count: finding.count, score: Int64(finding.score),
          rest: finding.grounds.map(\.rule).sorted())
      }.sorted()
      #expect(actual == expected, "seed \(seed), \(subject)")
    }
  }

  @Test func `every rule of the second layer is found`() throws {
    var random = SeededRandom(seed: 7)
    let engine = try Self.engine()
    var rules: Set<String> = []
    for _ in 0..<10 {
      let facts = try engine.facts(
        of: Self.events(120, &random), combines: true, budgetByteCount: .max)
      rules.formUnion(try engine.findings(of: [facts], combines: true).map(\.rule))
    }
    #expect(rules == Set(engine.program.rules.map(\.id)))
  }
}
