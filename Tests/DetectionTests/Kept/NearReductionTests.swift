internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary
internal import Testing

@testable internal import Detection

/// What is near against everything.
///
/// Whoever is judged on what is near must have the findings that judging everything gives, and those of
/// whom tallies say that nothing is new the ones of before. Rules, timelines, what of them is new and what
/// is lost are random.
@Suite struct NearReductionTests {
  /// One night: what was read before it and in it, and all findings before and after it.
  private struct Night {
    var context: EvaluationContext
    var kept: [KeptRecords] = []
    var new: PartitionedFacts
    var lost: PartitionedFacts
    var before: [Finding]
    var after: [Finding]

    init?(seed: UInt64) throws {
      let timeline = TimelineCase(seed: seed)
      let compilation = compileRules(
        roots: ["random.exfil"], provider: OneFile(text: timeline.text), lints: false)
      guard let program = compilation.program else { return nil }
      let engine = try PeriodEngine(program)
      var random = SeededRandom(seed: seed ^ 0x71)
      let events = timeline.events.sorted { $0.time < $1.time }
      guard !events.isEmpty else { return nil }
      // The last events of all, as of most nights, or any.
      let cut = events.count - 1 - Int(random.next() % UInt64(max(events.count / 4, 1)))
      let isLate = random.oneIn(3)
      let loses = random.oneIn(4)
      let lots = events.indices.map { index -> Int in
        if isLate ? random.oneIn(6) : index >= cut { return 1 }
        return loses && index >= cut - 6 && random.oneIn(4) ? 2 : 0
      }
      func facts(_ wanted: Int) throws -> PartitionedFacts {
        try engine.facts(
          of: zip(events, lots).filter { $0.1 == wanted }.map(\.0.made),
          combines: timeline.combines, budgetByteCount: .max)
      }
      let old = try facts(0)
      new = try facts(1)
      lost = try facts(2)
      context = EvaluationContext(
        program: program, matcher: engine.matcher, people: engine.people,
        companyDomains: engine.companyDomains, zone: engine.zone, files: PeriodEvent.files,
        combines: timeline.combines, showsEvents: true)
      before = try Self.findings(of: [old, lost], in: context)
      after = try Self.findings(of: [old, new], in: context)
      try Self.forEachSubject(of: old) { kept.append($0) }
    }

    private static func findings(
      of stores: [PartitionedFacts], in context: EvaluationContext
    ) throws -> [Finding] {
      var findings: [Finding] = []
      var notes = ReductionNotes()
      for partition in 0..<PartitionedFacts.partitionCount {
        findings += try reduce(partition: partition, of: stores, in: context, notes: &notes)
      }
      return findings
    }

    static func forEachSubject(
      of facts: PartitionedFacts, _ body: (KeptRecords) -> Void
    ) throws {
      for partition in 0..<PartitionedFacts.partitionCount {
        try Detection.forEachSubject(partition: partition, of: [facts]) { body($0) }
      }
    }

    /// What is new about each subject.
    func fresh() throws -> [[UInt8]: FreshSpan] {
      var fresh: [[UInt8]: FreshSpan] = [:]
      func note(_ records: KeptRecords, _ rules: Set<UInt16>, isLoss: Bool) {
        guard let from = records.times?.lowerBound else { return }
        let span = FreshSpan(from: from, rules: rules, isLoss: isLoss)
        fresh[records.subject, default: span].formUnion(span)
      }
      try Self.forEachSubject(of: new) { note($0, $0.rules, isLoss: false) }
      try Self.forEachSubject(of: lost) {
        note($0, context.rules(about: $0.subject), isLoss: true)
      }
      return fresh.filter { $0.value.horizon(in: context) != nil }
    }

    /// As much of what is kept as a state would hand out.
    func near(_ scopes: [[UInt8]: NearScope]) throws -> PartitionedFacts {
      var near = PartitionedFacts(budgetByteCount: .max)
      for records in kept {
        guard let scope = scopes[records.subject] else { continue }
        let horizon = scope.horizon(in: context)
        var failed: SystemError?
        forEachRecord(of: records.bytes) { record in
          var one = KeptRecords(subject: records.subject)
          one.append(record)
          for part in one.parts(by: context) {
            guard let times = part.records.times, times.upperBound >= horizon,
              times.upperBound.addingClamped(part.reach) >= scope.earliestStart
            else { continue }
            do throws(SystemError) { try near.restore(part.records) } catch { failed = error }
          }
        }
        if let failed { throw failed }
      }
      return near
    }

    func standing() -> [[UInt8]: [StandingSpan]] {
      var spans: [[UInt8]: [StandingSpan]] = [:]
      for finding in before { spans[finding.subject.keptName, default: []].append(span(finding)) }
      return spans
    }

    func span(_ finding: Finding) -> StandingSpan {
      let rule = context.program.rules.firstIndex { $0.id == finding.rule } ?? 0
      return StandingSpan(
        rule: UInt16(rule), first: finding.first.microseconds, last: finding.last.microseconds)
    }
  }

  /// The rules of which tallies alone do not say that they have nothing to say.
  private func loudRules(
    _ night: Night, _ fresh: [[UInt8]: FreshSpan]
  ) throws -> [[UInt8]: Set<UInt16>] {
    var loud: [[UInt8]: Set<UInt16>] = [:]
    for (subject, span) in fresh {
      var new = RuleTallies()
      try Night.forEachSubject(of: night.new) { records in
        guard records.subject == subject else { return }
        new.add(RuleTallies(of: records, in: night.context))
      }
      var sum = TallySum(
        of: span, fresh: new, asking: night.context.rulesAskingHistory, in: night.context)
      for records in night.kept where records.subject == subject {
        for part in records.parts(by: night.context) {
          guard let last = part.records.times?.upperBound else { continue }
          sum.add(
            RuleTallies(of: part.records, in: night.context).kept, last: last, numbered: nil)
        }
      }
      loud[subject] = sum.loudRules(standing: night.standing()[subject] ?? [], in: night.context)
    }
    return loud
  }

  /// How often each came about.
  private struct Counts {
    var quiet = 0
    var found = 0
    var replaced = 0
    var lossy = 0
    var unclear = 0
  }

  private func check(_ night: Night, seed: UInt64, narrows: Bool, _ counts: inout Counts) throws {
    var fresh = try night.fresh()
    let standing = night.standing()
    func told(_ findings: [Finding], _ subject: [UInt8]) -> [Finding] {
      findings.filter { $0.subject.keptName == subject }.sorted { $0.id < $1.id }
    }
    if narrows {
      for (subject, rules) in try loudRules(night, fresh) {
        fresh[subject]?.rules = rules
        guard rules.isEmpty else { continue }
        fresh[subject] = nil
        counts.quiet += 1
        #expect(told(night.before, subject) == told(night.after, subject), "seed \(seed)")
      }
    }
    var scopes: [[UInt8]: NearScope] = [:]
    for (subject, span) in fresh {
      scopes[subject] = NearScope(
        of: span, standing: standing[subject] ?? [], in: night.context)
    }
    var notes = ReductionNotes()
    var near = NearFindings()
    let stores = [night.new, try night.near(scopes)]
    for partition in 0..<PartitionedFacts.partitionCount {
      near.add(
        try reduceNear(
          partition: partition, of: stores, scopes: scopes, standing: standing, in: night.context,
          notes: &notes))
    }
    counts.unclear += near.unclear.count
    for (subject, scope) in scopes where !near.unclear.contains(subject) {
      let kept = night.before.filter { $0.subject.keptName == subject }
      let left = kept.filter { !scope.covers(night.span($0)) }
      let found = told(near.found, subject)
      #expect(told(left + found, subject) == told(night.after, subject), "seed \(seed)")
      if !found.isEmpty { counts.found += 1 }
      if left.count < kept.count { counts.replaced += 1 }
      if fresh[subject]?.isLoss == true { counts.lossy += 1 }
    }
  }

  @Test func `what is near tells what everything tells`() throws {
    var counts = Counts()
    for seed in 0..<UInt64(900) {
      guard let night = try Night(seed: seed) else { continue }
      try check(night, seed: seed, narrows: false, &counts)
      try check(night, seed: seed, narrows: true, &counts)
    }
    // All must be there, or nothing is compared.
    #expect(counts.quiet > 50)
    #expect(counts.found > 100)
    #expect(counts.replaced > 50)
    #expect(counts.lossy > 50)
    #expect(counts.unclear > 50)
  }
}
