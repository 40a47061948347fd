internal import ByteScan
internal import EventModel

/// The form in which sightings of a subject wait among its facts.
///
/// The front is that of a fact, with ``FactRecord/sightingKind`` for the kind of its event. After
/// the subject stand
///
///     u8 root   i32 first day
///     values up to the end: u16 key   u32 length, bytes   u32 runs   runs: i32 first, i32 last day
///
/// Days are counted from 1970-01-01 in the civil zone. Records never outlive a run, so there is no
/// version in them.
struct SightingWriter {
  private var writer = RecordWriter()
  private let head: [UInt8]

  /// A longer record is cut, so that a subject with very many values needs no large one.
  private static let largeByteCount = 32 << 10

  init(subject: Span<UInt8>, kind: UInt8, root: Field, firstDay: Int32) {
    writer.append(UInt32(0))
    writer.append(UInt16(truncatingIfNeeded: subject.count))
    writer.append(kind)
    writer.append(FactRecord.sightingKind)
    writer.append(stableHash64(subject, seed: UInt64(kind)))
    // No event has a place or parts of its own here; the order among records does not matter.
    writer.bytes += [UInt8](repeating: 0, count: FactRecord.headerByteCount - writer.bytes.count)
    writer.append(subject)
    writer.append(root.rawValue)
    writer.append(UInt32(bitPattern: firstDay))
    head = writer.bytes
  }

  var isLarge: Bool { writer.bytes.count >= Self.largeByteCount }

  /// Adds the days on which a value was seen, in ascending order.
  mutating func append(_ text: Span<UInt8>, ofKey key: UInt16, on days: [Int32]) {
    writer.append(key)
    writer.append(UInt32(truncatingIfNeeded: text.count))
    writer.append(text)
    var runs: [(first: Int32, last: Int32)] = []
    for day in days {
      if let last = runs.last, last.last + 1 == day {
        runs[runs.count - 1].last = day
      } else {
        runs.append((day, day))
      }
    }
    writer.append(UInt32(truncatingIfNeeded: runs.count))
    for run in runs {
      writer.append(UInt32(bitPattern: run.first))
      writer.append(UInt32(bitPattern: run.last))
    }
  }

  /// The record as it stands.
  mutating func finished() -> [UInt8] {
    writer.replace(at: 0, with: UInt32(truncatingIfNeeded: writer.bytes.count))
    return writer.bytes
  }

  /// Begins another record of the same subject.
  mutating func beginAgain() { writer.bytes = head }
}

/// The sightings of one record.
enum SightingRecord {
  /// Reads the root of a record and the first day of its subject.
  static func head(
    ofRecordAt offset: Int, of bytes: Span<UInt8>
  ) -> (root: Field?, firstDay: Int) {
    var reader = RecordReader(bytes, at: subjectRange(recordAt: offset, of: bytes).upperBound)
    let root = Field(rawValue: reader.readUInt8())
    return (root, Int(Int32(bitPattern: reader.readUInt32())))
  }

  /// Hands out each value of a record with the runs of days on which it was seen.
  ///
  /// - Complexity: linear in the record.
  static func forEachValue(
    ofRecordAt offset: Int, of bytes: Span<UInt8>,
    _ body: (_ key: Int, _ text: [UInt8], _ runs: [ClosedRange<Int>]) -> Void
  ) {
    var length = RecordReader(bytes, at: offset)
    let end = offset + Int(length.readUInt32())
    var reader = RecordReader(bytes, at: subjectRange(recordAt: offset, of: bytes).upperBound)
    _ = reader.readUInt8()
    _ = reader.readUInt32()
    while reader.offset < end {
      let key = Int(reader.readUInt16())
      let text = reader.readCounted()
      let count = reader.readUInt32()
      var runs: [ClosedRange<Int>] = []
      for _ in 0..<count {
        let first = Int(Int32(bitPattern: reader.readUInt32()))
        let last = Int(Int32(bitPattern: reader.readUInt32()))
        runs.append(first...max(first, last))
      }
      body(key, text, runs)
    }
  }
}
