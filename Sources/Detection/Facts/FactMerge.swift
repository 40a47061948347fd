internal import ByteScan
internal import SystemBoundary

/// Hands out the facts of a partition subject by subject, each in the order of its timeline.
struct FactMerge {
  private var cursors: [RunCursor] = []
  /// The cursor whose record comes next.
  private var lowest: Int?
  /// The subject at hand, as the record at this offset has it.
  private var subject: [UInt8] = []
  private var offset = 0
  private var hash: UInt64 = 0

  /// Sorts the buffers of a partition and opens its runs.
  ///
  /// - Throws: ``SystemError`` when a spill file cannot be read.
  init(partition: Int, of stores: [PartitionedFacts]) throws(SystemError) {
    let windowByteCount = RunCursor.windowByteCount(
      runCount: stores.reduce(0) { $0 + $1.spilledRuns.count })
    for store in stores {
      var buffer = store.partitions[partition]
      buffer.sort()
      if let cursor = RunCursor(buffer) { cursors.append(cursor) }
      for run in store.spilledRuns {
        let cursor = try RunCursor(
          run.file, range: run.partitions[partition], windowByteCount: windowByteCount)
        if let cursor { cursors.append(cursor) }
      }
    }
  }

  /// Puts the records of the next subject into `timeline`; returns `false` when none is left.
  ///
  /// - Complexity: O(*n* · *r*) for *n* facts out of *r* runs; *r* is small.
  mutating func nextSubject(into records: inout SubjectRecords) throws(SystemError) -> Bool {
    records.removeAll()
    guard beginSubject() else { return false }
    while try takeRecord({ $0.append(to: &records) }) {}
    return true
  }

  /// Begins the next subject; returns `false` when none is left.
  mutating func beginSubject() -> Bool {
    lowest = lowestCursor()
    guard let lowest else { return false }
    // Copied out of a run in memory these are references; a subject of a file is a copy anyway.
    (subject, offset) = cursors[lowest].place
    hash = cursors[lowest].key.subjectHash
    return true
  }

  /// Hands the next record of the subject over; returns `false` if it was the last one.
  ///
  /// - Throws: ``SystemError`` when a spill file cannot be read.
  mutating func takeRecord(_ body: (RunCursor) -> Void) throws(SystemError) -> Bool {
    guard let current = lowest else { return false }
    body(cursors[current])
    if try !cursors[current].advance() { cursors.remove(at: current) }
    lowest = lowestCursor()
    guard let next = lowest, cursors[next].key.subjectHash == hash else { return false }
    let candidate = cursors[next].place
    return compareSubjects(
      recordAt: candidate.offset, of: candidate.bytes.span, recordAt: offset, of: subject.span) == 0
  }

  private func lowestCursor() -> Int? {
    if cursors.count < 2 { return cursors.isEmpty ? nil : 0 }
    return cursors.indices.min { cursors[$0].precedes(cursors[$1]) }
  }
}

extension RunCursor {
  /// Whether the record of this cursor stands before that of the other.
  fileprivate func precedes(_ other: RunCursor) -> Bool {
    key.precedes(other.key) { _, _ in
      let (own, others) = (place, other.place)
      return compareSubjects(
        recordAt: own.offset, of: own.bytes.span, recordAt: others.offset, of: others.bytes.span)
    }
  }
}

/// The records of one subject, end to end, in the order of the timeline.
struct SubjectRecords: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [Int] = []

  mutating func append(_ record: Span<UInt8>) {
    offsets.append(bytes.count)
    bytes.append(copying: record)
  }

  mutating func append(_ record: ArraySlice<UInt8>) {
    offsets.append(bytes.count)
    bytes += record
  }

  /// Takes the last record out.
  mutating func removeLast() -> SubjectRecords? {
    guard let offset = offsets.popLast() else { return nil }
    var last = SubjectRecords()
    last.append(bytes[offset...])
    bytes.removeSubrange(offset...)
    return last
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
  }
}
