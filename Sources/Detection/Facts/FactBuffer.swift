internal import ByteScan
internal import SystemBoundary

/// Facts of one partition in memory, appended in any order.
///
/// Records stand in chunks, none of which is ever moved: a growing array would copy all facts
/// several times over. Their keys are made when they are wanted in order.
struct FactBuffer: Sendable {
  /// How many bytes a chunk has room for.
  private static let chunkByteCount = 64 << 10
  /// From so many bytes on a record has a chunk of its own, so that the end of a chunk that is
  /// left empty is small.
  private static let largeByteCount = 16 << 10

  private var chunks: [[UInt8]] = []
  /// The chunk that takes the next record unless that is large.
  private var open: Int?
  /// How many records there are.
  private(set) var count = 0
  /// How much memory the records take, with the keys that they have while they are sorted.
  private(set) var byteCount = 0

  var isEmpty: Bool { count == 0 }

  /// How much memory the key of a record takes.
  static let keyByteCount = MemoryLayout<FactKey>.stride

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

  /// Adds a whole record, and returns how much more memory is taken now.
  @discardableResult
  mutating func append(record: Span<UInt8>) -> Int {
    if record.count >= Self.largeByteCount {
      var chunk: [UInt8] = []
      chunk.reserveCapacity(record.count)
      chunk.append(copying: record)
      return append(chunk: chunk)
    }
    var growth = record.count + Self.keyByteCount
    let chunk: Int
    if let open, chunks[open].count + record.count <= Self.chunkByteCount {
      chunk = open
    } else {
      if let open { growth += Self.chunkByteCount - chunks[open].count }
      chunk = openChunk()
    }
    chunks[chunk].append(copying: record)
    count += 1
    byteCount += growth
    return growth
  }

  private mutating func openChunk() -> Int {
    var chunk: [UInt8] = []
    chunk.reserveCapacity(Self.chunkByteCount)
    // Many buffers stay small; one that has filled a chunk will fill most of the next.
    if !chunks.isEmpty { MemoryPages.provide(for: &chunk) }
    chunks.append(chunk)
    open = chunks.count - 1
    return chunks.count - 1
  }

  /// Adds a chunk that holds one record.
  private mutating func append(chunk: [UInt8]) -> Int {
    chunks.append(chunk)
    count += 1
    byteCount += chunk.count + Self.keyByteCount
    return chunk.count + Self.keyByteCount
  }

  /// Adds the record that stands at `offset` in other bytes.
  mutating func append(recordAt offset: Int, of others: [UInt8]) {
    append(record: others.span.record(at: offset))
  }

  /// The chunk of a record.
  func chunk(_ place: Place) -> [UInt8] { chunks[place.chunk] }

  /// Appends the record of a key to those of its subject.
  func append(recordOf key: FactKey, to records: inout SubjectRecords) {
    let place = Place(key)
    let chunk = chunks[place.chunk]
    records.append(chunk.span.record(at: place.offset))
  }

  mutating func removeAll() { self = FactBuffer() }
}

// MARK: - In order

extension FactBuffer {
  /// The keys of all records in the order of the timeline.
  ///
  /// - Complexity: O(*n* log *n*) in the number of facts.
  func sortedKeys() -> [FactKey] {
    var keys: [FactKey] = []
    keys.reserveCapacity(count)
    for (number, chunk) in chunks.enumerated() {
      var offset = 0
      while offset < chunk.count {
        var key = FactKey(recordAt: offset, of: chunk.span)
        key.offset = Place(chunk: number, offset: offset).packed
        keys.append(key)
        var reader = RecordReader(chunk.span, at: offset)
        offset += Int(reader.readUInt32())
      }
    }
    keys.sort { $0.precedes($1) { _, _ in 0 } }
    sortSubjectsOfEqualHash(&keys)
    return keys
  }

  /// Puts subjects that share a hash apart from each other, which the keys alone cannot.
  private func sortSubjectsOfEqualHash(_ keys: inout [FactKey]) {
    var start = 0
    while start < keys.count {
      var end = start + 1
      var isMixed = false
      while end < keys.count, keys[end].subjectHash == keys[start].subjectHash {
        isMixed = isMixed || subjectOrder(keys[start], keys[end]) != 0
        end += 1
      }
      if isMixed {
        keys[start..<end].sort { a, b in a.precedes(b) { _, _ in subjectOrder(a, b) } }
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

  private func isSameSubject(_ key: FactKey, as other: FactKey) -> Bool {
    key.subjectHash == other.subjectHash && subjectOrder(key, other) == 0
  }

  /// Writes the records to a file in the order of the timeline.
  ///
  /// - Throws: ``SystemError`` when the disk refuses.
  func write(to file: inout SpoolFile) throws(SystemError) {
    for key in sortedKeys() {
      let place = Place(key)
      let chunk = chunks[place.chunk]
      _ = try file.append(chunk.span.record(at: place.offset))
    }
  }
}

// MARK: - Melting

extension FactBuffer {
  /// Melts what can be melted, subject by subject and so much of a subject at a time.
  ///
  /// Chunks are given back as soon as all of their records have been taken, so that a subject with
  /// very many records is not there twice. A partial that is full changes its place and nothing
  /// else.
  ///
  /// - Parameters:
  ///   - combiner: What melts.
  ///   - batchByteCount: How many bytes of records are melted together at most, and one record.
  /// - Complexity: O(*n* log *n*) in the number of facts.
  mutating func combine(with combiner: FactCombiner, batchByteCount: Int) {
    let keys = sortedKeys()
    var untaken = [Int](repeating: 0, count: chunks.count)
    for key in keys { untaken[Place(key).chunk] += 1 }
    var melted = FactBuffer()
    var records = SubjectRecords()
    var next = 0
    while next < keys.count {
      var end = next + 1
      while end < keys.count, isSameSubject(keys[end], as: keys[next]) { end += 1 }
      for key in keys[next..<end] {
        let place = Place(key)
        if FactCombiner.isFull(recordAt: place.offset, of: chunks[place.chunk]) {
          _ = melted.append(chunk: chunks[place.chunk])
        } else {
          append(recordOf: key, to: &records)
        }
        untaken[place.chunk] -= 1
        if untaken[place.chunk] == 0 { chunks[place.chunk] = [] }
        if records.bytes.count >= batchByteCount {
          combiner.combine(records, into: &melted)
          records.removeAll()
        }
      }
      combiner.combine(records, into: &melted)
      records.removeAll()
      next = end
    }
    self = melted
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
