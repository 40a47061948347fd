internal import EventModel
internal import RuleLanguage
internal import RuleProgram
internal import SystemBoundary
internal import Testing

@testable internal import Detection

/// What is near against everything.
///
/// Whoever is called quiet must have the same findings with the new events as without them. Rules,
/// timelines and what of them is new are random.
@Suite struct QuietSubjectsTests {
  /// One night: what was read before it and in it, and all findings before and after it.
  private struct Night {
    var context: EvaluationContext
    var kept: [KeptRecords] = []
    var new: PartitionedFacts
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
      let areNew = events.indices.map { isLate ? random.oneIn(6) : $0 >= cut }
      func facts(_ wanted: Bool) throws -> PartitionedFacts {
        try engine.facts(
          of: zip(events, areNew).filter { $0.1 == wanted }.map(\.0.made),
          combines: timeline.combines, budgetByteCount: .max)
      }
      let old = try facts(false)
      new = try facts(true)
      before = try engine.findings(of: [old], combines: timeline.combines)
      after = try engine.findings(of: [old, new], combines: timeline.combines)
      context = engine.context(combines: timeline.combines)
      for partition in 0..<PartitionedFacts.partitionCount {
        try forEachSubject(partition: partition, of: [old]) { kept.append($0) }
      }
    }

    /// What is new about each subject.
    func fresh() throws -> [[UInt8]: FreshSpan] {
      var fresh: [[UInt8]: FreshSpan] = [:]
      for partition in 0..<PartitionedFacts.partitionCount {
        try forEachSubject(partition: partition, of: [new]) { records in
          guard let times = records.times else { return }
          fresh[records.subject] = FreshSpan(from: times.lowerBound, rules: records.rules)
        }
      }
      return fresh.filter { $0.value.horizon(in: context) != nil }
    }

    /// As much of what is kept as a state would hand out.
    func near(_ fresh: [[UInt8]: FreshSpan]) throws -> PartitionedFacts {
      var near = PartitionedFacts(budgetByteCount: .max)
      for records in kept {
        guard let span = fresh[records.subject], let horizon = span.horizon(in: context) else {
          continue
        }
        var failed: SystemError?
        forEachRecord(of: records.bytes) { record in
          var one = KeptRecords(subject: records.subject)
          one.append(record)
          for part in one.parts(by: context) {
            guard let times = part.records.times, times.upperBound >= horizon,
              times.upperBound.addingClamped(part.reach) >= span.from
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
      for finding in before {
        guard let rule = context.program.rules.firstIndex(where: { $0.id == finding.rule }) else {
          continue
        }
        spans[finding.subject.keptName, default: []].append(
          StandingSpan(rule: UInt16(rule), last: finding.last.microseconds))
      }
      return spans
    }
  }

  /// Those of whom tallies alone say that they are quiet.
  private func quietByTallies(_ night: Night, _ fresh: [[UInt8]: FreshSpan]) throws -> Set<[UInt8]>
  {
    var quiet: Set<[UInt8]> = []
    for (subject, span) in fresh {
      var new = RuleTallies()
      for partition in 0..<PartitionedFacts.partitionCount {
        try forEachSubject(partition: partition, of: [night.new]) { records in
          guard records.subject == subject else { return }
          new.add(RuleTallies(of: records, in: night.context))
        }
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
      let standing = night.standing()[subject] ?? []
      if sum.isQuiet(standing: standing, in: night.context) { quiet.insert(subject) }
    }
    return quiet
  }

  @Test func `whoever is quiet has the findings of before`() throws {
    var talliedCount = 0
    var quietCount = 0
    var unquietCount = 0
    for seed in 0..<UInt64(600) {
      guard let night = try Night(seed: seed) else { continue }
      let fresh = try night.fresh()
      let stores = [night.new, try night.near(fresh)]
      var notes = ReductionNotes()
      var unquiet: Set<[UInt8]> = []
      for partition in 0..<PartitionedFacts.partitionCount {
        unquiet.formUnion(
          try unquietSubjects(
            partition: partition, of: stores, fresh: fresh, standing: night.standing(),
            in: night.context, notes: &notes))
      }
      unquietCount += unquiet.count
      let tallied = try quietByTallies(night, fresh)
      talliedCount += tallied.count
      #expect(tallied.isDisjoint(with: unquiet), "seed \(seed)")
      for subject in fresh.keys where !unquiet.contains(subject) {
        quietCount += 1
        let before = night.before.filter { $0.subject.keptName == subject }
        let after = night.after.filter { $0.subject.keptName == subject }
        #expect(before == after, "seed \(seed)")
      }
    }
    // Both must be there, or nothing is compared.
    #expect(quietCount > 100)
    #expect(unquietCount > 100)
    #expect(talliedCount > 50)
  }
}
