/// Facts of one partition in memory, appended in any order and sorted once.
struct FactBuffer: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var keys: [FactKey] = []

  var byteCount: Int { bytes.count + keys.count * MemoryLayout<FactKey>.stride }
  var isEmpty: Bool { keys.isEmpty }

  /// Adds a whole record.
  mutating func append(record: [UInt8]) {
    let offset = bytes.count
    bytes.append(contentsOf: record)
    keys.append(FactKey(recordAt: offset, of: bytes.span))
  }

  /// Adds the record that stands at `offset` in other bytes.
  mutating func append(recordAt offset: Int, of others: [UInt8]) {
    var reader = RecordReader(others.span, at: offset)
    let end = offset + Int(reader.readUInt32())
    let start = bytes.count
    bytes += others[offset..<end]
    keys.append(FactKey(recordAt: start, of: bytes.span))
  }

  /// Melts what can be melted, subject by subject.
  ///
  /// The two buffers change places, so that large blocks of memory are used again.
  ///
  /// - Parameters:
  ///   - combiner: What melts.
  ///   - spare: An empty buffer, and afterwards again.
  /// - Complexity: O(*n* log *n*) in the number of facts.
  mutating func combine(with combiner: FactCombiner, spare: inout FactBuffer) {
    sort()
    var records = SubjectRecords()
    var next = 0
    while next < keys.count {
      let subject = keys[next]
      records.removeAll()
      while next < keys.count, isSameSubject(keys[next], as: subject) {
        let offset = keys[next].offset
        records.append(recordAt: offset, byteCount: recordByteCount(at: offset), of: bytes)
        next += 1
      }
      combiner.combine(records, into: &spare)
    }
    swap(&self, &spare)
    spare.removeAll()
  }

  private func isSameSubject(_ key: FactKey, as other: FactKey) -> Bool {
    key.subjectHash == other.subjectHash
      && compareSubjects(
        recordAt: key.offset, of: bytes.span, recordAt: other.offset, of: bytes.span) == 0
  }

  /// Puts the keys into the order of the timeline.
  ///
  /// - Complexity: O(*n* log *n*) in the number of facts.
  mutating func sort() {
    keys.sort { $0.precedes($1) { _, _ in 0 } }
    sortSubjectsOfEqualHash()
  }

  /// Puts subjects that share a hash apart from each other, which the keys alone cannot.
  private mutating func sortSubjectsOfEqualHash() {
    let bytes = bytes
    func order(_ left: Int, _ right: Int) -> Int {
      compareSubjects(recordAt: left, of: bytes.span, recordAt: right, of: bytes.span)
    }
    var start = 0
    while start < keys.count {
      var end = start + 1
      var isMixed = false
      while end < keys.count, keys[end].subjectHash == keys[start].subjectHash {
        isMixed = isMixed || order(keys[start].offset, keys[end].offset) != 0
        end += 1
      }
      if isMixed { keys[start..<end].sort { $0.precedes($1, subjects: order) } }
      start = end
    }
  }

  /// Returns the records in the order of the keys, end to end.
  func sortedRecords() -> [UInt8] {
    var sorted: [UInt8] = []
    sorted.reserveCapacity(bytes.count)
    for key in keys {
      sorted.append(contentsOf: bytes[key.offset..<(key.offset + recordByteCount(at: key.offset))])
    }
    return sorted
  }

  func recordByteCount(at offset: Int) -> Int {
    var reader = RecordReader(bytes.span, at: offset)
    return Int(reader.readUInt32())
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
  }
}
