internal import ByteScan
internal import SystemBoundary

/// Hands out the facts of a partition subject by subject, each in the order of its timeline.
struct FactMerge {
  private var runs = RunHeap()
  /// The front of a record of the subject at hand, up to the subject itself.
  private var subject: [UInt8] = []
  private var hash: UInt64 = 0

  /// Sorts the buffers of a partition and opens its runs.
  ///
  /// - Parameters:
  ///   - partition: A number below ``PartitionedFacts/partitionCount``.
  ///   - stores: What the workers made.
  ///   - choice: Whose facts must be handed out; of what is on disk all is.
  /// - Throws: ``SystemError`` when a spill file cannot be read.
  init(
    partition: Int, of stores: [PartitionedFacts], choosing choice: SubjectChoice = .everybody
  ) throws(SystemError) {
    let windowByteCount = RunCursor.windowByteCount(
      runCount: stores.reduce(0) { $0 + $1.spilledRuns.count })
    for store in stores {
      if let cursor = RunCursor(store.partitions[partition], of: choice) { runs.add(cursor) }
      for run in store.spilledRuns {
        let cursor = try RunCursor(
          run.file, range: run.partitions[partition], windowByteCount: windowByteCount)
        if let cursor { runs.add(cursor) }
      }
    }
  }

  /// Puts the records of the next subject into `records`; returns `false` when none is left.
  ///
  /// - Complexity: O(*n* · log *r*) for *n* facts out of *r* runs.
  mutating func nextSubject(into records: inout SubjectRecords) throws(SystemError) -> Bool {
    records.removeAll()
    if let only = runs.only, let isLeft = only.takeSubject(into: &records) {
      if isLeft { runs.onlyDidAdvance() } else { runs.removeFirst() }
      return true
    }
    guard beginSubject() else { return false }
    while try takeRecord({ $0.append(to: &records) }) {}
    return true
  }

  /// Begins the next subject; returns `false` when none is left.
  mutating func beginSubject() -> Bool {
    guard let first = runs.first else { return false }
    let (bytes, offset) = first.place
    let range = offset..<subjectRange(recordAt: offset, of: bytes.span).upperBound
    subject.removeAll(keepingCapacity: true)
    subject.append(copying: bytes.span.extracting(range))
    hash = first.key.subjectHash
    let (subject, hash) = (subject, hash)
    runs.markSubject { Self.stands($0, on: subject, hash) }
    return true
  }

  /// The subject at hand, as kept records name theirs.
  var keptName: [UInt8] {
    let name = subjectRange(recordAt: 0, of: subject.span)
    return [subject[FactRecord.subjectKindOffset]] + subject[name]
  }

  /// Hands the next record of the subject over; returns `false` if it was the last one.
  ///
  /// - Throws: ``SystemError`` when a spill file cannot be read.
  mutating func takeRecord(_ body: (RunCursor) -> Void) throws(SystemError) -> Bool {
    guard let first = runs.first else { return false }
    body(first)
    guard try first.advance() else {
      runs.removeFirst()
      return runs.isFirstOfSubject
    }
    runs.firstDidAdvance(
      isOfSubject: !first.mayBeginSubject || Self.stands(first, on: subject, hash))
    return runs.isFirstOfSubject
  }

  /// Whether a run stands on a record of a subject.
  private static func stands(
    _ cursor: RunCursor, on subject: [UInt8], _ hash: UInt64
  ) -> Bool {
    guard cursor.key.subjectHash == hash else { return false }
    let (bytes, offset) = cursor.place
    return compareSubjects(recordAt: offset, of: bytes.span, recordAt: 0, of: subject.span) == 0
  }
}
