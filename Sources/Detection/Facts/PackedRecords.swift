internal import ByteScan
internal import EventModel
internal import SystemBoundary

/// Lines of records as they were read, the lines of one record and block together.
///
///     bytes     key | line line line | key | line …     what stood between lines that follow each other may be there too
///     lines     time, note, place, and where its bytes are
///     records   hash, key, lines
///
/// Most records begin and end within one block. Their lines are put in order while they are still in the cache,
/// and stay where they are until the record is joined: nothing is sorted by key, hashed or copied for that. Those
/// of several blocks, or of which other lines stand elsewhere, go to the ``FragmentStore``'s facts.
struct PackedRecords: Sendable {
  struct Line: BitwiseCopyable, Sendable {
    var time: Int64
    var note: LineNote
    /// Behind ``PackedRecords/base``.
    var number, offset: UInt32
    /// In ``PackedRecords/bytes``.
    var start, byteCount: UInt32

    var range: Range<Int> { Int(start)..<Int(start + byteCount) }
  }

  struct Record: BitwiseCopyable, Sendable {
    /// Of the key, under the family.
    var hash: UInt64
    /// In ``PackedRecords/bytes``.
    var keyStart, keyByteCount: UInt32
    var firstLine, lineCount: UInt32
  }

  let family: UInt8
  /// The input, and from where on places count.
  let base: SourcePlace
  private(set) var bytes: [UInt8] = []
  private(set) var lines: [Line] = []
  private(set) var records: [Record] = []

  /// From so many bytes on nothing is added.
  private static let fullByteCount = 1 << 20

  /// Begins without records.
  ///
  /// - Parameters:
  ///   - family: The number of the family of all records.
  ///   - base: No line stands before it.
  ///   - full: Others that are full; room is made for as many.
  init(family: UInt8, base: SourcePlace, like full: PackedRecords?) {
    self.family = family
    self.base = base
    guard let full else { return }
    bytes.reserveCapacity(full.bytes.count + (64 << 10))
    lines.reserveCapacity(full.lines.count + full.lines.count / 32)
    records.reserveCapacity(full.records.count + full.records.count / 32)
    MemoryPages.provide(for: &bytes)
    MemoryPages.provide(for: &lines)
    MemoryPages.provide(for: &records)
  }

  /// Takes records that lay on disk.
  init(family: UInt8, base: SourcePlace, bytes: [UInt8], lines: [Line], records: [Record]) {
    (self.family, self.base) = (family, base)
    (self.bytes, self.lines, self.records) = (bytes, lines, records)
  }

  /// How much memory is taken.
  var byteCount: Int {
    bytes.count + lines.count * MemoryLayout<Line>.stride
      + records.count * MemoryLayout<Record>.stride
  }

  var isFull: Bool { bytes.count >= Self.fullByteCount }

  /// Whether lines of a place can be added.
  func takes(_ place: SourcePlace, of family: UInt8) -> Bool {
    let farthest = UInt64(UInt32.max) >> 1
    return family == self.family && place.source == base.source && place.line >= base.line
      && place.line - base.line <= farthest && place.offset >= base.offset
      && place.offset - base.offset <= farthest
  }

  /// Adds a record, and puts its lines in order of (time, hash of the line, place).
  ///
  /// - Parameters:
  ///   - key: What names it.
  ///   - added: Its lines in the order of the block.
  ///   - block: What they stand in.
  ///   - place: The place of line 0 of the block.
  ///   - sorter: Puts them in order.
  /// - Complexity: O(*n*) in the bytes; O(*n* log *n*) in the lines, O(*n*²) in few of them.
  mutating func add(
    key: Span<UInt8>, lines added: Span<FragmentLine>, of block: Span<UInt8>, at place: SourcePlace,
    _ sorter: inout LineSorter
  ) {
    let first = lines.count
    records.append(
      Record(
        hash: stableHash64(key, seed: UInt64(family)), keyStart: UInt32(bytes.count),
        keyByteCount: UInt32(key.count), firstLine: UInt32(first),
        lineCount: UInt32(added.count)))
    bytes.append(copying: key)
    let line = UInt32(truncatingIfNeeded: place.line - base.line)
    let offset = UInt32(truncatingIfNeeded: place.offset - base.offset)
    var next = 0
    while next < added.count {
      // Lines that follow each other are copied in one piece.
      let start = next
      next += 1
      while next < added.count, added[next].number == added[next - 1].number + 1 { next += 1 }
      let front = added[start].range.lowerBound
      let shift = bytes.count - front
      bytes.append(copying: block.extracting(front..<added[next - 1].range.upperBound))
      for index in start..<next {
        let (own, range) = (added[index], added[index].range)
        lines.append(
          Line(
            time: own.time.microseconds, note: own.note,
            number: line + UInt32(truncatingIfNeeded: own.number),
            offset: offset + UInt32(truncatingIfNeeded: range.lowerBound),
            start: UInt32(truncatingIfNeeded: range.lowerBound + shift),
            byteCount: UInt32(truncatingIfNeeded: range.count)))
      }
    }
    var own: [Line] = []
    swap(&own, &lines)
    sorter.sort(&own, in: first..<own.count, of: bytes.span)
    swap(&own, &lines)
  }

  /// Where the key of a record stands in ``bytes``.
  func key(of record: Record) -> Range<Int> {
    Int(record.keyStart)..<Int(record.keyStart + record.keyByteCount)
  }

  /// Where the lines of a record stand in ``bytes``.
  func text(ofRecord number: Int) -> Range<Int> {
    let start = key(of: records[number]).upperBound
    return start..<(number + 1 < records.count ? Int(records[number + 1].keyStart) : bytes.count)
  }

  /// Where a line stands in its input.
  func place(of line: Line) -> SourcePlace {
    SourcePlace(
      source: base.source, line: base.line + UInt64(line.number),
      offset: base.offset + UInt64(line.offset))
  }
}
