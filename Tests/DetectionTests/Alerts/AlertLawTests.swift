internal import EventModel
internal import RuleProgram
internal import Testing

@testable internal import Detection

/// The second layer keeps the law, and says what its findings rest on.
@Suite struct AlertLawTests {
  private static let rules = """
    rule risk.sliding "題" {
      when alert where score >= 20 unless rule = "web.each"
      per  user within 2d
      if   sum(score) >= 100 and distinct(rule) >= 2
      severity high
      score 30
        add 20 if user is departing
        add 15 if distinct(category) >= 1 and rule = "web.ratio"
      message "{user} {sum(score)} {distinct(rule)} {rule} {severity} {src_ip}"
    }
    rule risk.weekly "題" {
      when alert per user, rule each week if count() >= 2 or largest(score) >= 60
      message "{rule} {count()} {largest(score)}"
    }
    rule risk.steps "題" {
      first alert where rule in ("web.hourly", "file.daily") as one
      then  alert where rule = "mail.weekly" as two
      per   user within 6d
      message "{one.count} {one.rule} {two.rule} {two.score}"
    }
    rule risk.host "題" { when alert per host within 1d if count() >= 2 }
    rule risk.address "題" { when alert per src_ip each day if count() >= 2 }
    rule risk.each "題" { when alert where severity = high or category = "custom" cooldown 5m }
    rule risk.trial "題" { when alert mode trial }
    rule mail.trial "題" { when mail severity critical mode trial }
    rule risk.off "題" { when alert where score >= 20 }
    rule risk.host_off "題" { when alert per host }
    disable rule risk.off until 2026-10-12 reason "r"
    disable rule risk.host_off until 2026-10-12 reason "r"
    """

  private let engine: PeriodEngine

  init() throws { engine = try PeriodEngine(try PeriodRules.program(adding: Self.rules)) }

  private func whole(_ events: [PeriodEvent]) throws -> [Finding] {
    let facts = try engine.facts(of: events, combines: false, budgetByteCount: .max)
    return try engine.findings(of: [facts], combines: false)
  }

  @Test(arguments: 0..<25)
  func `any cutting, order and memory gives the same findings`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let events = PeriodEvent.random(
      random.pick([40, 250, 600]), dayCount: random.pick([1, 4, 20]), using: &random)
    let expected = try whole(events)
    for budgetByteCount in [1_000, 30_000, .max] {
      let workerCount = Int(1 + random.next() % 4)
      var shares = [[PeriodEvent]](repeating: [], count: workerCount)
      for event in events.shuffled(using: &random) {
        shares[Int(random.next() % UInt64(workerCount))].append(event)
      }
      var stores = try shares.map {
        try engine.facts(of: $0, combines: true, budgetByteCount: budgetByteCount)
      }
      stores.shuffle(using: &random)
      let findings = try engine.findings(of: stores, combines: true)
      #expect(findings.count == expected.count)
      for (one, other) in zip(findings, expected) where one != other {
        Issue.record("seed \(seed), \(budgetByteCount) bytes: \(one)\n--- is not\n\(other)")
        return
      }
    }
  }

  @Test(arguments: 0..<6)
  func `a finding of the second layer rests on findings, and through them on lines`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let findings = try whole(PeriodEvent.random(600, dayCount: 20, using: &random))
    let byID = Dictionary(uniqueKeysWithValues: findings.map { ($0.id, $0) })
    let second = Set(engine.program.rules.filter(\.isOverAlerts).map(\.id))
    var rulesSeen: Set<String> = []
    for finding in findings {
      guard second.contains(finding.rule) else {
        #expect(finding.grounds.isEmpty)
        continue
      }
      rulesSeen.insert(finding.rule)
      let grounds = try finding.grounds.map { try #require(byID[$0.id]) }
      #expect(finding.count == grounds.count && !grounds.isEmpty)
      for (ground, named) in zip(grounds, finding.grounds) {
        #expect(ground.rule == named.rule && ground.score == named.score)
        #expect(ground.subject == finding.subject && !ground.isTrial)
        #expect(!second.contains(ground.rule))
      }
      #expect(finding.bytesOut == nil)
      #expect(Set(finding.destinations) == Set(grounds.flatMap(\.destinations)))
      #expect(finding.evidenceTotal == grounds.reduce(0) { $0 + $1.evidenceTotal })
      let lines = Set(grounds.flatMap(\.evidence))
      #expect(Set(finding.evidence).isSubset(of: lines))
      #expect(Set(finding.evidence).count == finding.evidence.count)
      #expect(finding.evidence.count == min(lines.count, EvidenceChoice.lineLimit))
      // Capped where every finding it rests on is.
      let isCapped = grounds.allSatisfy { $0.cappedBy != nil }
      #expect((finding.cappedBy != nil) == isCapped)
      if isCapped { #expect(finding.severity <= .medium) }
      let (first, last) = (grounds.map(\.first).min(), grounds.map(\.last).max())
      #expect(first.map { $0 <= finding.first } == true)
      #expect(last.map { $0 >= finding.last } == true)
    }
    #expect(rulesSeen.isSuperset(of: ["risk.sliding", "risk.weekly", "risk.each", "risk.trial"]))
  }

  @Test func `every finding that counts shows a line, and all are in order of time`() throws {
    var random = SeededRandom(seed: 3)
    let events = PeriodEvent.random(700, dayCount: 20, using: &random)
    let findings = try whole(events)
    let byID = Dictionary(uniqueKeysWithValues: findings.map { ($0.id, $0) })
    var times: [String: Int64] = [:]
    for event in events {
      for index in event.lines.indices {
        times["\(PeriodEvent.files[event.source]):\(event.line + index)"] =
          event.time.microseconds
      }
    }
    var longest = 0
    for finding in findings where !finding.grounds.isEmpty {
      let shown = finding.evidence.compactMap { times["\($0.file):\($0.line)"] }
      #expect(shown.count == finding.evidence.count && shown == shown.sorted())
      longest = max(longest, finding.evidence.count)
      guard finding.grounds.count <= EvidenceChoice.lineLimit else { continue }
      for ground in finding.grounds {
        let isShown = byID[ground.id]?.evidence.contains { finding.evidence.contains($0) }
        #expect(isShown == true, "\(finding.rule)")
      }
    }
    #expect(longest == EvidenceChoice.lineLimit)
  }

  @Test func `findings are not counted by a rule that is disabled, and it is told`() throws {
    var random = SeededRandom(seed: 5)
    let events = PeriodEvent.random(600, dayCount: 20, using: &random)
    let facts = try engine.facts(of: events, combines: true, budgetByteCount: .max)
    var notes = ReductionNotes()
    var findings: [Finding] = []
    let context = EvaluationContext(
      program: engine.program, matcher: engine.matcher, people: engine.people,
      companyDomains: engine.companyDomains, zone: engine.zone, files: PeriodEvent.files)
    for partition in 0..<PartitionedFacts.partitionCount {
      var own = ReductionNotes()
      findings += try reduce(partition: partition, of: [facts], in: context, notes: &own)
      notes.add(own)
    }
    let end = engine.program.disabledRules[0].term.endsAt
    let off = findings.filter { $0.rule == "risk.off" }
    #expect(!off.isEmpty && off.allSatisfy { $0.first >= end })
    let leftOut = try #require(notes.leftOut.first)
    let heard = findings.filter { $0.grounds.isEmpty && !$0.isTrial && $0.score >= 20 }
    let counted = Set(off.flatMap(\.grounds).map(\.id))
    #expect(leftOut.eventCount + counted.count == heard.count)
    #expect(leftOut.eventsByRule == [leftOut.eventCount] && leftOut.eventCount > 0)
    #expect(leftOut.last.map { $0 < end } == true)
    #expect(leftOut.users.keys.contains("sato"))
    // A rule about hosts would have counted none of the findings about people.
    #expect(notes.leftOut[1].users.isEmpty && notes.leftOut[1].eventCount > 0)
    #expect(notes.leftOut[1].eventCount < leftOut.eventCount)
  }

  @Test func `without conditions to ask the second layer is left out`() throws {
    var random = SeededRandom(seed: 9)
    let facts = try engine.facts(
      of: PeriodEvent.random(300, dayCount: 4, using: &random), combines: true,
      budgetByteCount: .max)
    let context = EvaluationContext(
      program: engine.program, people: engine.people, companyDomains: engine.companyDomains,
      zone: engine.zone, files: PeriodEvent.files)
    var notes = ReductionNotes()
    for partition in 0..<PartitionedFacts.partitionCount {
      let findings = try reduce(partition: partition, of: [facts], in: context, notes: &notes)
      for finding in findings { #expect(finding.grounds.isEmpty) }
    }
    #expect(notes.leftOut.isEmpty)
  }
}
