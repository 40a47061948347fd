internal import ByteScan
internal import EventModel

/// Where a line of a fact stands.
package struct SourcePlace: Hashable, Sendable {
  /// The input, in the numbering of the run.
  package var source: UInt32
  /// The 1-based line in the decompressed text.
  package var line: UInt64
  /// The 0-based byte offset in the decompressed text.
  package var offset: UInt64
  package init(source: UInt32, line: UInt64, offset: UInt64) {
    self.source = source
    self.line = line
    self.offset = offset
  }
}

/// What one rule made of one event.
struct RuleMatch: Hashable, Sendable {
  /// The index of the rule in the program.
  var rule: UInt16
  /// One bit for each step whose selection the event satisfies.
  var steps: UInt8
  /// One more than the raw value of a field of `unless` that the source cannot carry; 0 for none.
  var cap: UInt8
  /// One bit for each of the rule's event conditions that is true.
  var eventConditions: UInt64
  /// One bit for each aggregate whose inner `where` is true (or which has none).
  var aggregates: UInt64

  /// The bytes that a match takes in a record.
  static let byteCount = 20
}

extension RecordWriter {
  mutating func append(_ match: RuleMatch) {
    let (conditions, aggregates) = (match.eventConditions, match.aggregates)
    let head = UInt64(match.rule) | UInt64(match.steps) << 16 | UInt64(match.cap) << 24
    bytes.append(
      littleEndian: [
        head | conditions << 32, conditions >> 32 | aggregates << 32, aggregates >> 32,
      ], byteCount: RuleMatch.byteCount)
  }
}

extension RecordReader {
  mutating func readMatch() -> RuleMatch {
    RuleMatch(
      rule: readUInt16(), steps: readUInt8(), cap: readUInt8(), eventConditions: readUInt64(),
      aggregates: readUInt64())
  }
}

/// The form in which facts wait for the reduction.
///
///     u32 length of the record   u16 length of the subject   u8 subject kind   u8 event kind
///     u64 subject hash           i64 time (µs)               u64 hash of the first raw line
///     u32 source  u64 line  u64 offset   (of the first line: the order of last resort)
///     u16 matches  u16 numbers  u16 texts  u16 elements  u32 lines
///     subject, matches, numbers, texts, elements, lines
///
/// The record of a ``Partial`` has the same front, ``partialKind`` for its event kind, the start of
/// its period for its time, and after the subject what ``PartialRecord`` writes.
///
/// All integers are little-endian, so a run on disk is the same on every machine.
enum FactRecord {
  /// The bytes before the subject.
  static let headerByteCount = 64

  static let subjectCountOffset = 4
  static let subjectKindOffset = 6
  static let eventKindOffset = 7
  static let subjectHashOffset = 8
  static let timeOffset = 16
  static let matchCountOffset = 52
  static let elementCountOffset = 58
  static let lineCountOffset = 60
  /// Stands where facts have the kind of their event; no kind has this number.
  static let partialKind = UInt8.max
  /// The same for records of what was seen when: ``SightingWriter`` tells their form.
  static let sightingKind = UInt8.max - 1
}

/// What orders the facts of a partition: subject, time, line, and then the place.
struct FactKey: Sendable {
  var subjectHash: UInt64
  var event: EventOrder
  /// Where the record begins in its buffer.
  var offset: Int

  init(recordAt offset: Int, of bytes: Span<UInt8>) {
    var reader = RecordReader(bytes, at: offset + FactRecord.subjectHashOffset)
    subjectHash = reader.readUInt64()
    event = reader.readEventOrder()
    self.offset = offset
  }

  /// Whether this fact stands before the other; subjects with one hash are told apart by `subjects`.
  func precedes(_ other: FactKey, subjects: (Int, Int) -> Int) -> Bool {
    if subjectHash != other.subjectHash { return subjectHash < other.subjectHash }
    let order = subjects(offset, other.offset)
    if order != 0 { return order < 0 }
    return event < other.event
  }
}

/// Returns the subject bytes (with the kind before them) of a record.
func subjectRange(recordAt offset: Int, of bytes: Span<UInt8>) -> Range<Int> {
  var reader = RecordReader(bytes, at: offset + FactRecord.subjectCountOffset)
  let count = Int(reader.readUInt16())
  let start = offset + FactRecord.headerByteCount
  return start..<(start + count)
}

/// Compares the subjects of two records: negative, zero or positive as in `memcmp`.
///
/// - Complexity: O(*n*) in the bytes of the shorter subject.
func compareSubjects(
  recordAt left: Int, of leftBytes: Span<UInt8>, recordAt right: Int, of rightBytes: Span<UInt8>
) -> Int {
  let leftKind = leftBytes[left + FactRecord.subjectKindOffset]
  let rightKind = rightBytes[right + FactRecord.subjectKindOffset]
  if leftKind != rightKind { return Int(leftKind) - Int(rightKind) }
  let leftRange = subjectRange(recordAt: left, of: leftBytes)
  let rightRange = subjectRange(recordAt: right, of: rightBytes)
  for index in 0..<min(leftRange.count, rightRange.count) {
    let a = leftBytes[leftRange.lowerBound + index]
    let b = rightBytes[rightRange.lowerBound + index]
    if a != b { return Int(a) - Int(b) }
  }
  return leftRange.count - rightRange.count
}
