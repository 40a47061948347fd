internal import Detection
internal import EventModel
internal import People
internal import RuleProgram
internal import StateStore
internal import SystemBoundary

/// Whom the new lines of a run concern, so that they must be judged anew.
struct Concern: Sendable {
  /// The subjects.
  private(set) var subjects: Set<[UInt8]> = []
  /// The prints of what is made anew in each run, of everybody who has any.
  private(set) var unsettled: [[UInt8]: UInt64] = [:]
  /// What is made anew, of those who are concerned.
  private(set) var unsettledFacts: PartitionedFacts
  /// The file servers that are known since this run to log transfers.
  private(set) var newServers: [[UInt8]] = []
  /// The people whose dates, names or addresses are other than they were.
  private(set) var movedPeople: [String] = []

  /// Finds out who is concerned.
  ///
  /// New facts concern their subject. Sightings alone do so only if they are not later than all that
  /// is kept of it: what was seen later is new to nobody before.
  ///
  /// - Complexity: O(*n*) in the new records and the kept subjects.
  init(
    of reading: InputReading<FactYield>, in context: RunContext, store: borrowing StateStore,
    programs: KeptPrograms, people: [String: UInt64]
  ) throws(StateFailure) {
    unsettledFacts = PartitionedFacts(budgetByteCount: context.plan.memoryByteCount / 8)
    let spans = try store.keptSpans()
    let before = try store.unsettled()
    newServers = reading.auditedServers.subtracting(context.earlier.auditedServers)
      .sorted { $0.lexicographicallyPrecedes($1) }
    subjects = try store.subjects(withOpensOn: newServers)
    let knownPeople = try store.people()
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
    var made: [KeptRecords] = []
    let failed = try Self.failure { () throws(SystemError) in
      for partition in 0..<PartitionedFacts.partitionCount {
        try forEachSubject(
          partition: partition, of: (reading.settled + reading.opened).map(\.facts)
        ) { records in
          let kept = spans[records.subject]
          if records.times != nil || Self.isLate(records, kept) {
            subjects.insert(records.subject)
          }
        }
        try forEachSubject(partition: partition, of: reading.unsettled.map(\.facts)) { records in
          unsettled[records.subject] = records.fingerprint
          made.append(records)
        }
      }
      if programs.isChanged {
        subjects.formUnion(spans.keys)
        subjects.formUnion(unsettled.keys)
      }
      for (subject, fingerprint) in unsettled where before[subject] != fingerprint {
        subjects.insert(subject)
      }
      for subject in before.keys where unsettled[subject] == nil { subjects.insert(subject) }
      for records in made where subjects.contains(records.subject) {
        try unsettledFacts.restore(records)
      }
    }
    if let failed { throw .unusable(store.path, reason: "spilling to disk: \(failed)") }
  }

  private static func failure(
    _ body: () throws(SystemError) -> Void
  ) throws(StateFailure) -> SystemError? {
    do throws(SystemError) {
      try body()
      return nil
    } catch { return error }
  }

  /// Whether what was seen may be new, or no longer new, to events that are kept.
  private static func isLate(_ records: KeptRecords, _ kept: KeptSpan?) -> Bool {
    guard let days = records.sightingDays, let last = kept?.last else { return false }
    // Civil days begin at most 14 hours before those of UTC.
    return Int64(days.lowerBound - 1) * 86_400_000_000 <= last
  }

  /// Reads the kept facts of those who are concerned.
  func keptFacts(
    in store: borrowing StateStore, programs: KeptPrograms, memoryByteCount: Int
  ) throws -> PartitionedFacts {
    var facts = PartitionedFacts(budgetByteCount: memoryByteCount)
    let order = subjects.sorted { $0.lexicographicallyPrecedes($1) }
    try store.forEachKept(of: order, exceptOn: newServers) { records, program in
      guard let numbers = programs.numbers[program] else { return }
      try facts.restore(numbers.isIdentity ? records : numbers.applied(to: records))
    }
    return facts
  }
}

extension Person {
  /// A number that changes when anything about the person does.
  var fingerprint: UInt64 { KeptRecords.fingerprint(of: "\(self)") }
}
