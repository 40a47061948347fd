internal import ByteScan
package import EventModel
package import SystemBoundary

/// All lines that were gathered under one key, in order of (time, hash of the line, place).
package struct FragmentGroup {
  /// One raw line.
  package struct Line: Hashable, Sendable {
    package var time: Timestamp
    package var place: SourcePlace
    /// The bytes of the line in ``FragmentGroup/bytes``.
    package var range: Range<Int>
    /// What its reader has noted; empty for a line that came alone.
    package var note = LineNote()
  }

  /// Stands where facts have the kind of their event if a record holds several lines, in any order.
  ///
  ///     for each line   i64 time   u64 u64 note   u32 source  u64 line  u64 offset   u32 length   bytes
  ///
  /// Such records never outlive the run.
  static let severalLinesKind: UInt8 = 1

  package private(set) var family: UInt8 = 0
  package private(set) var key: [UInt8] = []
  package private(set) var lines: [Line] = []
  private var records = SubjectRecords()
  /// The bytes of packed records, and where the lines at hand stand in them if they are of one.
  private var packed: [UInt8] = []
  private var packedText: Range<Int>?
  /// Of the lines that are being sorted.
  private var orders: [EventOrder] = []
  private static let fewLines = 16

  /// What the lines stand in.
  package var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get {
      if let packedText { return packed.span.extracting(packedText) }
      return records.bytes.span
    }
  }

  fileprivate init() {}

  /// Begins with records that lie packed.
  init(_ batch: PackedRecords) {
    family = batch.family
    packed = batch.bytes
  }

  /// Takes the lines of one of those records.
  mutating func fill(with number: Int, of batch: PackedRecords) {
    let record = batch.records[number]
    let text = batch.text(ofRecord: number)
    packedText = text
    key.removeAll(keepingCapacity: true)
    let bytes = packed
    key.append(copying: bytes.span.extracting(batch.key(of: record)))
    lines.removeAll(keepingCapacity: true)
    let first = Int(record.firstLine)
    for index in first..<(first + Int(record.lineCount)) {
      let line = batch.lines[index]
      let start = Int(line.start) - text.lowerBound
      lines.append(
        Line(
          time: Timestamp(microseconds: line.time), place: batch.place(of: line),
          range: start..<(start + Int(line.byteCount)), note: line.note))
    }
  }

  /// The lines, those of one moment as their inputs have them: line by line, and of several inputs one after the
  /// other, by the least hash of such a line.
  ///
  /// - Complexity: O(*n* log *n*) in the lines of one moment.
  package var linesAsLogged: [Line] {
    var logged = lines
    var start = 0
    while start < lines.count {
      var end = start + 1
      while end < lines.count, lines[end].time == lines[start].time { end += 1 }
      if end - start > 1 {
        // They are in the order of their hashes, so the first of each input has its least.
        var ranks: [UInt32: Int] = [:]
        for line in lines[start..<end] where ranks[line.place.source] == nil {
          ranks[line.place.source] = ranks.count
        }
        logged[start..<end].sort { a, b in
          let (rank, other) = (ranks[a.place.source] ?? 0, ranks[b.place.source] ?? 0)
          return (rank, a.place.line, a.place.offset) < (other, b.place.line, b.place.offset)
        }
      }
      start = end
    }
    return logged
  }

  /// Takes the next lines out of a merge; returns `false` when none are left.
  fileprivate mutating func fill(from merge: inout FactMerge) throws(SystemError) -> Bool {
    guard try merge.nextSubject(into: &records) else { return false }
    packedText = nil
    lines.removeAll(keepingCapacity: true)
    let records = records
    let bytes = records.bytes.span
    var isInOrder = true
    for offset in records.offsets {
      let keyRange = subjectRange(recordAt: offset, of: bytes)
      if lines.isEmpty {
        family = bytes[offset + FactRecord.subjectKindOffset]
        key.removeAll(keepingCapacity: true)
        key.append(copying: bytes.extracting(keyRange))
      }
      var front = RecordReader(bytes, at: offset + FactRecord.timeOffset)
      let time = Timestamp(microseconds: front.readInt64())
      var reader = RecordReader(bytes, at: keyRange.upperBound)
      guard bytes[offset + FactRecord.eventKindOffset] == Self.severalLinesKind else {
        // The one line follows the key: its place, its length, its bytes.
        lines.append(Self.line(from: &reader, at: time))
        continue
      }
      isInOrder = false
      var count = RecordReader(bytes, at: offset + FactRecord.lineCountOffset)
      for _ in 0..<count.readUInt32() {
        let time = Timestamp(microseconds: reader.readInt64())
        let note = LineNote(first: reader.readUInt64(), second: reader.readUInt64())
        lines.append(Self.line(from: &reader, at: time, note))
      }
    }
    if !isInOrder { sortLines(of: bytes) }
    return true
  }

  private static func line(
    from reader: inout RecordReader, at time: Timestamp, _ note: LineNote = LineNote()
  ) -> Line {
    let place = reader.readPlace()
    let byteCount = Int(reader.readUInt32())
    return Line(
      time: time, place: place, range: reader.readRange(byteCount: byteCount), note: note)
  }

  /// Puts the lines in order; they are not hashed if each is later than the one before it.
  private mutating func sortLines(of bytes: Span<UInt8>) {
    var place = 1
    while place < lines.count, lines[place - 1].time < lines[place].time { place += 1 }
    guard place < lines.count else { return }
    orders.removeAll(keepingCapacity: true)
    for line in lines {
      orders.append(
        EventOrder(
          time: line.time.microseconds, lineHash: stableHash64(bytes.extracting(line.range)),
          place: line.place))
    }
    guard lines.count <= Self.fewLines else { return sortManyLines() }
    // Few are put in their places one by one, so that nothing is allocated for them.
    var own: [EventOrder] = []
    swap(&own, &orders)
    let count = lines.count
    var sorted = own.mutableSpan
    var moved = lines.mutableSpan
    for number in 1..<count {
      var free = number
      while free > 0, sorted[free] < sorted[free - 1] {
        sorted.swapAt(free, free - 1)
        moved.swapAt(free, free - 1)
        free -= 1
      }
    }
    swap(&own, &orders)
  }

  private mutating func sortManyLines() {
    let numbers = lines.indices.sorted { orders[$0] < orders[$1] }
    lines = numbers.map { lines[$0] }
  }
}

/// Hands out the groups of one partition of the fragments of all workers.
///
/// - Parameters:
///   - partition: A number below ``PartitionedFacts/partitionCount``.
///   - stores: What the workers gathered.
///   - body: Takes each group, which is valid during the call only; groups come in an order that does not
///     depend on the workers.
/// - Throws: ``SystemError`` when spilled fragments cannot be read back.
package func forEachFragmentGroup(
  partition: Int, of stores: [FragmentStore], _ body: (FragmentGroup) throws(SystemError) -> Void
) throws(SystemError) {
  var merge = try FactMerge(partition: partition, of: stores.map(\.stores))
  var group = FragmentGroup()
  while try group.fill(from: &merge) { try body(group) }
}
