internal import RuleProgram
internal import Testing

@testable internal import Detection

/// Partials give what a fact for each event gives, to the last byte.
@Suite struct CombiningTests {
  private let engine: PeriodEngine

  init() throws { engine = try PeriodEngine() }

  /// The obvious way: every event is a fact until the end, and one worker has them all in memory.
  private func oneFactForEachEvent(_ events: [PeriodEvent]) throws -> [Finding] {
    let facts = try engine.facts(of: events, combines: false, budgetByteCount: .max)
    return try engine.findings(of: [facts], combines: false)
  }

  private func expectSame(_ findings: [Finding], _ expected: [Finding], _ what: String) {
    #expect(findings.count == expected.count, "\(what)")
    for (one, other) in zip(findings, expected) where one != other {
      Issue.record("\(what): \(one)\n--- is not\n\(other)")
      return
    }
  }

  @Test(arguments: 0..<40)
  func `any cutting, order and memory gives the findings of single events`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let events = PeriodEvent.random(
      random.pick([40, 250, 700]), dayCount: random.pick([1, 3, 20]), using: &random)
    let expected = try oneFactForEachEvent(events)
    for budgetByteCount in [1_000, 12_000, 60_000, .max] {
      let workerCount = Int(1 + random.next() % 4)
      let order = random.oneIn(2) ? events : events.shuffled(using: &random)
      var shares = [[PeriodEvent]](repeating: [], count: workerCount)
      for event in order { shares[Int(random.next() % UInt64(workerCount))].append(event) }
      var stores: [PartitionedFacts] = []
      for share in shares {
        stores.append(
          try engine.facts(of: share, combines: true, budgetByteCount: budgetByteCount))
      }
      // As workers finish.
      stores.shuffle(using: &random)
      expectSame(
        try engine.findings(of: stores, combines: true), expected,
        "seed \(seed), \(budgetByteCount) bytes, \(workerCount) workers")
    }
  }

  @Test func `every rule over periods is found, and has more events than a finding shows`() throws {
    var random = SeededRandom(seed: 1)
    var findings: [Finding] = []
    for dayCount in [1, 40] as [Int64] {
      findings += try oneFactForEachEvent(
        PeriodEvent.random(700, dayCount: dayCount, using: &random))
    }
    #expect(Set(findings.map(\.rule)) == Set(engine.program.rules.map(\.id)))
    #expect(findings.contains { $0.evidenceTotal > EvidenceChoice.lineLimit })
    #expect(findings.contains { $0.cappedBy != nil })
    #expect(findings.contains { $0.destinations.count > 3 })
    #expect(Set(findings.map(\.scoreTerms.count)).isSuperset(of: [0, 1, 2, 3]))
  }

  @Test func `what waits grows with periods and not with events`() throws {
    var random = SeededRandom(seed: 2)
    // Few keys: rules that need single events, or have a key for each hour, would keep more.
    var program = engine.program
    program.rules.removeAll { !["file.daily", "host.daily"].contains($0.id) }
    let engine = try PeriodEngine(program)
    let events = PeriodEvent.random(5_000, dayCount: 1, using: &random)
    let budgetByteCount = 300_000
    let plain = try engine.facts(of: events, combines: false, budgetByteCount: budgetByteCount)
    let combined = try engine.facts(of: events, combines: true, budgetByteCount: budgetByteCount)
    #expect(plain.spilledByteCount > budgetByteCount)
    #expect(combined.spilledByteCount == 0)
    let expected = try engine.findings(of: [plain], combines: false)
    expectSame(try engine.findings(of: [combined], combines: true), expected, "5000 events")
    // And out of many runs, each of which has more than a finding shows.
    let runs = try engine.facts(of: events, combines: true, budgetByteCount: 60_000)
    #expect(runs.spilledByteCount > 0)
    expectSame(try engine.findings(of: [runs], combines: true), expected, "5000 events in runs")
  }

  @Test func `rules that look at single events keep their facts`() {
    let combinable = engine.program.rules.filter(\.isCombinable).map(\.id)
    #expect(
      combinable
        == [
          "web.ratio", "web.hourly", "web.pieces", "mail.weekly", "file.daily", "host.daily",
        ])
  }
}
