internal import ByteScan
internal import SystemBoundary

/// Facts of one partition in memory, appended in any order and sorted once.
///
/// Records stand in chunks, none of which is ever moved: a growing array would copy all facts
/// several times over.
struct FactBuffer: Sendable {
  /// How many bytes a chunk has room for; a longer record has a chunk of its own.
  private static let chunkByteCount = 64 << 10

  private(set) var keys: [FactKey] = []
  private var chunks: [[UInt8]] = []

  var isEmpty: Bool { keys.isEmpty }

  /// How much memory the records and their keys take.
  var byteCount: Int {
    chunks.reduce(0) { $0 + $1.count } + keys.count * MemoryLayout<FactKey>.stride
  }

  /// Where a record stands; ``FactKey/offset`` holds both numbers.
  struct Place {
    var chunk: Int
    var offset: Int

    init(chunk: Int, offset: Int) {
      self.chunk = chunk
      self.offset = offset
    }

    init(_ key: FactKey) {
      chunk = key.offset >> 32
      offset = key.offset & 0xFFFF_FFFF
    }

    var packed: Int { chunk << 32 | offset }
  }

  /// Adds a whole record.
  mutating func append(record: Span<UInt8>) {
    if chunks.isEmpty || chunks[chunks.count - 1].count + record.count > Self.chunkByteCount {
      var chunk: [UInt8] = []
      chunk.reserveCapacity(max(Self.chunkByteCount, record.count))
      // Many buffers stay small; one that has filled a chunk will fill most of the next.
      if !chunks.isEmpty { MemoryPages.provide(for: &chunk) }
      chunks.append(chunk)
    }
    let place = Place(chunk: chunks.count - 1, offset: chunks[chunks.count - 1].count)
    chunks[place.chunk].append(copying: record)
    var key = FactKey(recordAt: 0, of: record)
    key.offset = place.packed
    keys.append(key)
  }

  /// The chunk of a record.
  func chunk(_ place: Place) -> [UInt8] { chunks[place.chunk] }

  /// Appends the record of a key to those of its subject.
  func append(recordOf key: FactKey, to records: inout SubjectRecords) {
    let place = Place(key)
    let chunk = chunks[place.chunk]
    records.append(chunk.span.record(at: place.offset))
  }

  /// Adds the record that stands at `offset` in other bytes.
  mutating func append(recordAt offset: Int, of others: [UInt8]) {
    append(record: others.span.record(at: offset))
  }

  /// Melts what can be melted, subject by subject.
  ///
  /// The two buffers change places, so that the memory of the keys is used again.
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
        append(recordOf: keys[next], to: &records)
        next += 1
      }
      combiner.combine(records, into: &spare)
    }
    swap(&self, &spare)
    spare.removeAll()
  }

  private func isSameSubject(_ key: FactKey, as other: FactKey) -> Bool {
    key.subjectHash == other.subjectHash && subjectOrder(key, other) == 0
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
    var start = 0
    while start < keys.count {
      var end = start + 1
      var isMixed = false
      while end < keys.count, keys[end].subjectHash == keys[start].subjectHash {
        isMixed = isMixed || subjectOrder(keys[start], keys[end]) != 0
        end += 1
      }
      if isMixed {
        var mixed = Array(keys[start..<end])
        mixed.sort { a, b in a.precedes(b) { _, _ in subjectOrder(a, b) } }
        keys.replaceSubrange(start..<end, with: mixed)
      }
      start = end
    }
  }

  private func subjectOrder(_ left: FactKey, _ right: FactKey) -> Int {
    let (left, right) = (Place(left), Place(right))
    let (leftBytes, rightBytes) = (chunks[left.chunk], chunks[right.chunk])
    return compareSubjects(
      recordAt: left.offset, of: leftBytes.span, recordAt: right.offset, of: rightBytes.span)
  }

  /// Returns the records in the order of the keys, end to end.
  func sortedRecords() -> [UInt8] {
    var sorted: [UInt8] = []
    sorted.reserveCapacity(chunks.reduce(0) { $0 + $1.count })
    for key in keys {
      let place = Place(key)
      let chunk = chunks[place.chunk]
      sorted.append(copying: chunk.span.record(at: place.offset))
    }
    return sorted
  }

  mutating func removeAll() {
    chunks.removeAll()
    keys.removeAll(keepingCapacity: true)
  }
}

extension Span<UInt8> {
  /// The record that begins at an offset.
  @_lifetime(copy self)
  func record(at offset: Int) -> Span<UInt8> {
    var reader = RecordReader(self, at: offset)
    return extracting(offset..<(offset + Int(reader.readUInt32())))
  }
}
