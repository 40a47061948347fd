internal import ByteScan
internal import Detection
internal import EventModel
internal import People
internal import RuleProgram
internal import StateStore
internal import SystemBoundary

/// Whom the new lines of a run concern, so that they must be judged anew.
struct Concern: Sendable {
  /// Who is judged on everything.
  private(set) var subjects: Set<[UInt8]> = []
  /// Of whom something is new, so that they may have to be.
  private var fresh: [[UInt8]: FreshSpan] = [:]
  /// Who is judged on what is near, once that is decided.
  private(set) var near: [[UInt8]: NearScope] = [:]
  /// What rules can count at most of all that this run has read of them.
  private var tallies: [[UInt8]: RuleTallies] = [:]
  /// The prints of what is made anew in each run, of everybody who has any.
  private(set) var unsettled: [[UInt8]: HourPrints] = [:]
  /// What is made anew, of those who are concerned.
  private(set) var unsettledFacts: PartitionedFacts
  /// The file servers that are known since this run to log transfers.
  private(set) var newServers: [[UInt8]] = []
  /// The runs whose joined records are made anew.
  private let remadeBatches: Set<Int64>
  /// The people whose dates, names or addresses are other than they were.
  private(set) var movedPeople: [String] = []

  /// Finds out who is concerned.
  ///
  /// New facts concern their subject. Sightings alone do so only if they are not later than all that
  /// is kept of it: what was seen later is new to nobody before.
  ///
  /// - Complexity: O(*n*) in the new records and the kept subjects.
  init(
    of reading: InputReading<FactYield>, _ new: NewFacts, in context: RunContext,
    _ evaluation: EvaluationContext,
    store: borrowing StateStore, programs: KeptPrograms, people: [String: UInt64],
    before knownPeople: [String: UInt64]
  ) throws(StateFailure) {
    unsettledFacts = PartitionedFacts(budgetByteCount: context.plan.memoryByteCount / 8)
    remadeBatches = reading.remadeBatches
    let before = try store.unsettled()
    newServers = Self.newServers(in: reading, of: context)
    subjects = try store.subjects(withOpensOn: newServers)
    for (id, fingerprint) in people
    where !knownPeople.isEmpty && knownPeople[id] != fingerprint {
      movedPeople.append(id)
      let user = context.people.userText(of: context.people.resolve(Array(id.utf8).span))
      subjects.insert(Subject(kind: .user, value: String(logBytes: user)).keptName)
    }
    // Who is no longer in the roster is somebody whom it does not know.
    for id in knownPeople.keys where people[id] == nil {
      movedPeople.append(id)
      subjects.insert(Subject(kind: .user, value: id).keptName)
    }
    movedPeople.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let asking = evaluation.rulesAskingHistory
    var earlier: [[UInt8]: HourPrints] = before
    try store.forEachKept(ofBatches: remadeBatches) { records in
      earlier[records.subject, default: HourPrints()].add(records)
    }
    var seen: [[UInt8]: Int64] = [:]
    var made: [KeptRecords] = []
    var rules: [[UInt8]: Set<UInt16>] = [:]
    var prints: [[UInt8]: HourPrints] = [:]
    for news in new.news {
      if let span = news.span {
        tallies[news.subject, default: RuleTallies()].add(news.tallies)
        note(span, of: news.subject)
      }
      if !asking.isEmpty, let day = news.firstDay {
        // Civil days begin at most 14 hours before those of UTC.
        let time = Int64(day - 1) * 86_400_000_000
        seen[news.subject] = min(seen[news.subject] ?? time, time)
      }
    }
    let failed = try Self.failure { () throws(SystemError) in
      for partition in 0..<PartitionedFacts.partitionCount {
        try forEachSubject(partition: partition, of: reading.unsettled.map(\.facts)) { records in
          unsettled[records.subject, default: HourPrints()].add(records)
          prints[records.subject, default: HourPrints()].add(records)
          rules[records.subject, default: []].formUnion(records.rules)
          made.append(records)
        }
        let joined = reading.batches.flatMap(\.yields)
        try forEachSubject(partition: partition, of: joined.map(\.facts)) { records in
          prints[records.subject, default: HourPrints()].add(records)
          rules[records.subject, default: []].formUnion(records.rules)
          made.append(records)
        }
      }
    }
    if let failed { throw .unusable(store.path, reason: "spilling to disk: \(failed)") }
    // What was seen may be new, or no longer new, to events that are kept and no earlier.
    for subject in try store.latestEvents(from: seen).keys {
      guard let day = seen[subject] else { continue }
      note(FreshSpan(from: day, rules: asking), of: subject)
    }
    for subject in Set(prints.keys).union(earlier.keys) {
      let now = prints[subject] ?? HourPrints()
      guard let change = now.change(since: earlier[subject] ?? HourPrints()) else { continue }
      let concerned =
        change.isLoss
        ? evaluation.rules(about: subject) : asking.union(rules[subject] ?? [])
      note(
        FreshSpan(from: change.from, rules: concerned, isLoss: change.isLoss), of: subject)
    }
    if programs.isChanged {
      subjects.formUnion(try store.keptSubjects())
      subjects.formUnion(prints.keys)
      subjects.formUnion(fresh.keys)
    }
    for (subject, span) in fresh where span.horizon(in: evaluation) == nil {
      subjects.insert(subject)
    }
    for subject in subjects { fresh[subject] = nil }
    let restored = try Self.failure { () throws(SystemError) in
      for records in made
      where subjects.contains(records.subject) || fresh[records.subject] != nil {
        let own = RuleTallies(of: records, in: evaluation)
        tallies[records.subject, default: RuleTallies()].add(own)
        try unsettledFacts.restore(records)
      }
    }
    if let restored { throw .unusable(store.path, reason: "spilling to disk: \(restored)") }
  }

  /// The file servers that are known since this run to log transfers.
  static func newServers(
    in reading: InputReading<FactYield>, of context: RunContext
  ) -> [[UInt8]] {
    reading.auditedServers.subtracting(context.earlier.auditedServers)
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  private mutating func note(_ span: FreshSpan, of subject: [UInt8]) {
    fresh[subject, default: span].formUnion(span)
  }

  private static func failure(
    _ body: () throws(SystemError) -> Void
  ) throws(StateFailure) -> SystemError? {
    do throws(SystemError) {
      try body()
      return nil
    } catch { return error }
  }

  /// Those who are judged on what is near, with as much of what is kept of them as can matter to it.
  func nearParts(in evaluation: EvaluationContext) -> [KeptPart] {
    let asking = evaluation.rulesAskingHistory
    return near.map { subject, scope in
      KeptPart(
        subject: subject, from: scope.horizon(in: evaluation), since: scope.earliestStart,
        withSightings: scope.starts.keys.contains(where: asking.contains))
    }.sorted { $0.subject.lexicographicallyPrecedes($1.subject) }
  }

  /// Decides who is judged on what is near, and leaves those and the rules out of which tallies alone
  /// tell that nothing can have changed.
  ///
  /// - Throws: ``StateFailure``.
  /// - Complexity: O(*n*) in the kept rows within a window of what is new.
  mutating func leaveOutQuiet(
    standing: [[UInt8]: [StandingSpan]], in evaluation: EvaluationContext,
    store: borrowing StateStore, programs: KeptPrograms
  ) throws(StateFailure) {
    let parts = fresh.map { subject, span in
      KeptPart(
        subject: subject, from: span.horizon(in: evaluation) ?? .min, since: span.from,
        withSightings: false)
    }
    let asking = evaluation.rulesAskingHistory
    let numbers = programs.numbers.mapValues { $0.isIdentity ? nil : $0 }
    var sums = parts.map { part in
      let span = fresh[part.subject] ?? FreshSpan(from: .min, rules: [])
      let new = tallies[part.subject] ?? RuleTallies()
      return TallySum(of: span, fresh: new, asking: asking, in: evaluation)
    }
    try store.forEachTallies(parts) { place, last, program, bytes in
      guard let numbers = numbers[program] else { return }
      sums[place].add(bytes, last: last, numbered: numbers)
    }
    for (part, sum) in zip(parts, sums) {
      let own = standing[part.subject] ?? []
      let loud = sum.loudRules(standing: own, in: evaluation)
      guard var span = fresh[part.subject], !loud.isEmpty else { continue }
      span.rules = loud
      if let scope = NearScope(of: span, standing: own, in: evaluation) {
        near[part.subject] = scope
      } else {
        subjects.insert(part.subject)
      }
    }
    fresh = [:]
  }

  /// Takes in who must be judged on everything after all.
  mutating func judgeWholly(_ unclear: [[UInt8]]) {
    subjects.formUnion(unclear)
    for subject in unclear { near[subject] = nil }
  }

  /// All that is kept of those who are judged on everything.
  var wholeParts: [KeptPart] {
    subjects.sorted { $0.lexicographicallyPrecedes($1) }.map { KeptPart(subject: $0) }
  }

  /// Reads kept facts.
  func keptFacts(
    _ parts: [KeptPart], in store: borrowing StateStore, programs: KeptPrograms,
    memoryByteCount: Int
  ) throws -> PartitionedFacts {
    var facts = PartitionedFacts(budgetByteCount: memoryByteCount)
    let numbers = programs.numbers.mapValues { $0.isIdentity ? nil : $0 }
    try store.forEachKept(parts, exceptOn: newServers, exceptOf: remadeBatches) {
      records, program in
      guard let numbers = numbers[program] else { return }
      try facts.restore(numbers?.applied(to: records) ?? records)
    }
    return facts
  }
}

extension Person {
  /// A number that changes when anything about the person does.
  ///
  /// - Complexity: O(*n*) in the bytes of the row.
  var fingerprint: UInt64 {
    var bytes = Array(id.utf8)
    bytes.append(0)
    bytes += employment.rawValue.utf8
    for list in [logins, emails, aliases, hosts] {
      bytes.append(0)
      for (number, text) in list.enumerated() {
        if number > 0 { bytes.append(1) }
        bytes += text.utf8
      }
    }
    for text in [name, romaji, department, manager] {
      bytes.append(0)
      guard let text else { continue }
      bytes.append(UInt8(ascii: "="))
      bytes += text.utf8
    }
    for day in [hireDate, noticeDate, lastOfficeDay, lastDay] {
      bytes.append(0)
      if let day { bytes += String(day.daysSince1970).utf8 }
    }
    return KeptRecords.fingerprint(of: bytes)
  }
}
