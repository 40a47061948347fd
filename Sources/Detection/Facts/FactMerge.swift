internal import ByteScan
internal import SystemBoundary

/// Hands out the facts of a partition subject by subject, each in the order of its timeline.
struct FactMerge {
  private var cursors: [RunCursor] = []

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
    guard var lowest = lowestCursor() else { return false }
    // Copied out of a run in memory these are references; a subject of a file is a copy anyway.
    let (subject, offset) = cursors[lowest].place
    let hash = cursors[lowest].key.subjectHash
    while true {
      cursors[lowest].append(to: &records)
      if try !cursors[lowest].advance() { cursors.remove(at: lowest) }
      guard let next = lowestCursor() else { return true }
      lowest = next
      if cursors[lowest].key.subjectHash != hash { return true }
      let candidate = cursors[lowest].place
      let order = compareSubjects(
        recordAt: candidate.offset, of: candidate.bytes.span, recordAt: offset, of: subject.span)
      if order != 0 { return true }
    }
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

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
  }
}
