internal import EventModel
internal import RuleProgram
internal import Testing

@testable internal import Detection

/// `is new to`, `usual` and `peak` say what looking through all events says.
@Suite struct HistoryTests {
  private let engine: PeriodEngine

  init() throws { engine = try PeriodEngine(HistoryRules.program.get()) }

  private func findings(
    of shares: [[PeriodEvent]], combines: Bool = true, budgetByteCount: Int = .max
  ) throws -> [Finding] {
    let stores = try shares.map {
      try engine.facts(of: $0, combines: combines, budgetByteCount: budgetByteCount)
    }
    return try engine.findings(of: stores, combines: combines)
  }

  private func found(_ findings: [Finding]) -> Set<NaiveHistory.Found> {
    Set(
      findings.map {
        NaiveHistory.Found(
          rule: $0.rule, subject: "\($0.subject.kind.rawValue) \($0.subject.value)",
          first: $0.first.microseconds, last: $0.last.microseconds, count: $0.count,
          score: $0.score)
      })
  }

  @Test(arguments: 0..<20)
  func `findings are those of the obvious way, whatever the cutting`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let events = PeriodEvent.random(
      random.pick([60, 300, 500]), dayCount: random.pick([16, 40, 70]), using: &random)
    let whole = try findings(of: [events], combines: false)
    let expected = Set(NaiveHistory(events).findings)
    let own = found(whole)
    for one in expected.subtracting(own).sorted(by: { $0.first < $1.first }).prefix(3) {
      Issue.record("seed \(seed): not found: \(one)")
    }
    for one in own.subtracting(expected).sorted(by: { $0.first < $1.first }).prefix(3) {
      Issue.record("seed \(seed): found too much: \(one)")
    }
    for budgetByteCount in [1_000, 20_000, 200_000, .max] {
      let order = random.oneIn(2) ? events : events.shuffled(using: &random)
      var shares = [[PeriodEvent]](repeating: [], count: Int(1 + random.next() % 4))
      for event in order { shares[Int(random.next() % UInt64(shares.count))].append(event) }
      let cut = try findings(of: shares, budgetByteCount: budgetByteCount)
      #expect(cut == whole, "seed \(seed), \(budgetByteCount) bytes, \(shares.count) workers")
    }
  }

  @Test func `every rule finds something, and not every day`() throws {
    var random = SeededRandom(seed: 5)
    let events = PeriodEvent.random(900, dayCount: 60, using: &random)
    let found = try findings(of: [events])
    #expect(Set(found.map(\.rule)) == Set(engine.program.rules.map(\.id)))
    for rule in engine.program.rules {
      #expect(found.count { $0.rule == rule.id } < 300, "\(rule.id)")
    }
  }

  @Test func `who is known for too short a time is named`() throws {
    var random = SeededRandom(seed: 6)
    let events = PeriodEvent.random(200, dayCount: 9, using: &random)
    let facts = try engine.facts(of: events, combines: true, budgetByteCount: .max)
    var notes = ReductionNotes()
    for partition in 0..<PartitionedFacts.partitionCount {
      let context = EvaluationContext(
        program: engine.program, people: engine.people, companyDomains: engine.companyDomains,
        zone: engine.zone, files: PeriodEvent.files)
      _ = try reduce(partition: partition, of: [facts], in: context, notes: &notes)
    }
    #expect(notes.learning.contains(Subject(kind: .user, value: "sato")))
    #expect(notes.learning.contains { $0.kind == .address })
  }

  @Test func `what was seen is no fact`() throws {
    var random = SeededRandom(seed: 7)
    var program = engine.program
    program.rules.removeAll { $0.id != "new.word" }
    let engine = try PeriodEngine(program)
    let events = PeriodEvent.random(300, dayCount: 9, using: &random)
    let facts = try engine.facts(of: events, combines: true, budgetByteCount: .max)
    #expect(facts.factCount > 0)
    #expect(facts.factCount <= events.count { $0.kind == .file })
  }
}
