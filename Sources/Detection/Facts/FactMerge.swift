internal import SystemBoundary

/// Hands out the facts of a partition subject by subject, each in the order of its timeline.
struct FactMerge {
  private var cursors: [RunCursor] = []

  /// Sorts the buffers of a partition and opens its runs.
  ///
  /// - Throws: ``SystemError`` when a spill file cannot be read.
  init(partition: Int, of stores: [PartitionedFacts]) throws(SystemError) {
    for store in stores {
      var buffer = store.partitions[partition]
      buffer.sort()
      if let cursor = RunCursor(buffer) { cursors.append(cursor) }
      for run in store.spilledRuns {
        if let cursor = try RunCursor(run.file, range: run.partitions[partition]) {
          cursors.append(cursor)
        }
      }
    }
  }

  /// Puts the records of the next subject into `timeline`; returns `false` when none is left.
  ///
  /// - Complexity: O(*n* · *r*) for *n* facts out of *r* runs; *r* is small.
  mutating func nextSubject(into records: inout SubjectRecords) throws(SystemError) -> Bool {
    records.removeAll()
    guard var lowest = lowestCursor() else { return false }
    let subject = cursors[lowest].record
    while true {
      records.append(cursors[lowest].record)
      if try !cursors[lowest].advance() { cursors.remove(at: lowest) }
      guard let next = lowestCursor() else { return true }
      lowest = next
      let candidate = cursors[lowest].record
      if compareSubjects(recordAt: 0, of: candidate.span, recordAt: 0, of: subject.span) != 0 {
        return true
      }
    }
  }

  private func lowestCursor() -> Int? {
    cursors.indices.min { cursors[$0].precedes(cursors[$1]) }
  }
}

extension RunCursor {
  /// Whether the record of this cursor stands before that of the other.
  fileprivate func precedes(_ other: RunCursor) -> Bool {
    let (own, others) = (record, other.record)
    return key.precedes(other.key) { _, _ in
      compareSubjects(recordAt: 0, of: own.span, recordAt: 0, of: others.span)
    }
  }
}

/// The records of one subject, end to end, in the order of the timeline.
struct SubjectRecords: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [Int] = []

  mutating func append(_ record: [UInt8]) {
    offsets.append(bytes.count)
    bytes.append(contentsOf: record)
  }

  /// Adds a record that stands at `offset` in a buffer.
  mutating func append(recordAt offset: Int, byteCount: Int, of buffer: [UInt8]) {
    offsets.append(bytes.count)
    bytes += buffer[offset..<(offset + byteCount)]
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
  }
}
