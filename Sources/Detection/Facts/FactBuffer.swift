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

  /// Appends the records of some keys, all of one subject.
  func append(recordsOf keys: ArraySlice<FactKey>, to records: inout SubjectRecords) {
    for key in keys { append(recordOf: key, to: &records) }
  }

  mutating func removeAll() { self = FactBuffer() }
}

// MARK: - In order

extension FactBuffer {
  /// The records of one subject among all.
  private struct Group {
    /// The first record, and how many there are.
    var first: Place
    var hash: UInt64
    var kind: UInt8
    /// Another subject of the same name and another kind; −1 if there is none.
    var namesake: Int
    var count = 0
    /// Whether the subject is not among the keys.
    var isLeftOut = false
    /// Where the next key of the subject goes.
    var next = 0
  }

  /// The keys of all records in the order of the timeline.
  ///
  /// Records are parted by subject first, which no comparing of keys has to do then; what one worker
  /// has read of a subject is mostly in order already.
  ///
  /// - Complexity: O(*n* log *n*) in the number of facts at worst, O(*n*) if each subject's are in
  ///   order; beside the keys four bytes for each fact.
  func sortedKeys() -> [FactKey] { sortedSubjects().keys }

  /// Sorts the records of some subjects.
  ///
  /// - Parameter choice: Of whom.
  /// - Returns: The keys as of ``sortedKeys()``, and the numbers of those with which a subject begins.
  func sortedSubjects(of choice: SubjectChoice = .everybody) -> (keys: [FactKey], starts: [Int]) {
    var groups: [Group] = []
    let numbers = groupNumbers(&groups, of: choice)
    guard let first = groups.first else { return ([], []) }
    for number in groups.indices {
      groups[number].isLeftOut = choice.leavesOut(groups[number].hash, kind: groups[number].kind)
    }
    var end = 0
    var starts: [Int] = []
    starts.reserveCapacity(groups.count)
    for number in order(of: groups) where !groups[number].isLeftOut {
      starts.append(end)
      groups[number].next = end
      end += groups[number].count
    }
    var keys = [FactKey](repeating: key(of: first), count: end)
    var record = 0
    forEachRecord(of: choice) { place, chunk in
      let number = Int(numbers[record])
      record += 1
      if groups[number].isLeftOut { return }
      keys[groups[number].next] = Self.key(at: place, of: chunk)
      groups[number].next += 1
    }
    for group in groups where !group.isLeftOut {
      Self.sort(&keys, in: (group.next - group.count)..<group.next)
    }
    return (keys, starts)
  }

  /// Whose records there are, as kept records name them.
  ///
  /// - Complexity: O(*n*) in the number of records.
  var subjects: [[UInt8]] {
    var groups: [Group] = []
    _ = groupNumbers(&groups, of: .everybody)
    return groups.map { group in
      let chunk = chunks[group.first.chunk]
      let name = subjectRange(recordAt: group.first.offset, of: chunk.span)
      return [group.kind] + chunk[name]
    }
  }

  /// The numbers of the groups in the order of their subjects.
  private func order(of groups: [Group]) -> [Int] {
    // Hardly ever have two subjects one hash: their bytes are looked at then only.
    var hashes: [(hash: UInt64, number: Int)] = []
    hashes.reserveCapacity(groups.count)
    for (number, group) in groups.enumerated() { hashes.append((group.hash, number)) }
    hashes.sort { a, b in
      a.hash == b.hash ? comesFirst(groups[a.number], groups[b.number]) : a.hash < b.hash
    }
    return hashes.map(\.number)
  }

  /// Puts the keys of one subject in the order of the timeline.
  ///
  /// Few are put in their places one by one, so that nothing is allocated for them.
  private static func sort(_ keys: inout [FactKey], in range: Range<Int>) {
    var place = range.lowerBound + 1
    while place < range.upperBound, !(keys[place].event < keys[place - 1].event) { place += 1 }
    guard place < range.upperBound else { return }
    guard range.count <= 16 else { return keys[range].sort { $0.event < $1.event } }
    while place < range.upperBound {
      let key = keys[place]
      var free = place
      while free > range.lowerBound, key.event < keys[free - 1].event {
        keys[free] = keys[free - 1]
        free -= 1
      }
      keys[free] = key
      place += 1
    }
  }

  /// Returns for each record which subject it is of, by the number of the group.
  private func groupNumbers(_ groups: inout [Group], of choice: SubjectChoice) -> [UInt32] {
    var numbers: [UInt32] = []
    if case .everybody = choice { numbers.reserveCapacity(count) }
    // By name: the group of that name that was met last.
    var names = ByteInterner()
    var lastGroups: [Int] = []
    forEachRecord(of: choice) { place, bytes in
      let kind = bytes[place.offset + FactRecord.subjectKindOffset]
      let name = bytes.extracting(subjectRange(recordAt: place.offset, of: bytes))
      var number = names.number(of: name) ?? -1
      if number < 0 {
        number = names.count
        names.insert(name, number: number)
        lastGroups.append(-1)
      }
      var group = lastGroups[number]
      while group >= 0, groups[group].kind != kind { group = groups[group].namesake }
      if group < 0 {
        group = groups.count
        var hash = RecordReader(bytes, at: place.offset + FactRecord.subjectHashOffset)
        groups.append(
          Group(
            first: place, hash: hash.readUInt64(), kind: kind, namesake: lastGroups[number]))
        lastGroups[number] = group
      }
      groups[group].count += 1
      numbers.append(UInt32(truncatingIfNeeded: group))
    }
    return numbers
  }

  /// Hands over the place of each record that may be wanted and the bytes of its chunk.
  private func forEachRecord(of choice: SubjectChoice, _ body: (Place, Span<UInt8>) -> Void) {
    for (number, chunk) in chunks.enumerated() {
      var offset = 0
      while offset < chunk.count {
        var hash = RecordReader(chunk.span, at: offset + FactRecord.subjectHashOffset)
        if choice.mayTake(hash.readUInt64()) {
          body(Place(chunk: number, offset: offset), chunk.span)
        }
        var reader = RecordReader(chunk.span, at: offset)
        offset += Int(reader.readUInt32())
      }
    }
  }

  /// Hands over the hash of the subject of each record.
  func forEachSubjectHash(_ body: (UInt64) -> Void) {
    forEachRecord(of: .everybody) { place, bytes in
      var reader = RecordReader(bytes, at: place.offset + FactRecord.subjectHashOffset)
      body(reader.readUInt64())
    }
  }

  private static func key(at place: Place, of chunk: Span<UInt8>) -> FactKey {
    var key = FactKey(recordAt: place.offset, of: chunk)
    key.offset = place.packed
    return key
  }

  /// The key of the first record of a subject.
  private func key(of group: Group) -> FactKey {
    let chunk = chunks[group.first.chunk]
    return Self.key(at: group.first, of: chunk.span)
  }

  /// Whether a subject comes before another.
  private func comesFirst(_ left: Group, _ right: Group) -> Bool {
    if left.hash != right.hash { return left.hash < right.hash }
    return subjectOrder(key(of: left), key(of: right)) < 0
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
