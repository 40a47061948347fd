internal import ByteScan
internal import EventModel

/// Writes the records of facts into one reused buffer.
struct FactEncoder: Sendable {
  private var writer = RecordWriter()

  /// The record written last.
  var record: [UInt8] { writer.bytes }

  /// Begins a record.
  ///
  /// The counts must be those of the parts appended afterwards, in this order: matches, numbers,
  /// texts, elements, lines.
  mutating func begin(
    subjectKind: UInt8, subject: Span<UInt8>, subjectHash: UInt64, eventKind: UInt8,
    time: Timestamp, lineHash: UInt64, place: SourcePlace, matchCount: Int, numberCount: Int,
    textCount: Int, elementCount: Int, lineCount: Int
  ) {
    writer.bytes.removeAll(keepingCapacity: true)
    let place = place.words
    var header: [8 of UInt64] = [0, subjectHash, 0, lineHash, place.0, place.1, place.2, 0]
    header[0] |= UInt64(UInt16(truncatingIfNeeded: subject.count)) << 32
    header[0] |= UInt64(subjectKind) << 48
    header[0] |= UInt64(eventKind) << 56
    header[2] = UInt64(bitPattern: time.microseconds)
    header[6] |= UInt64(UInt16(truncatingIfNeeded: matchCount)) << 32
    header[6] |= UInt64(UInt16(truncatingIfNeeded: numberCount)) << 48
    header[7] |= UInt64(UInt16(truncatingIfNeeded: textCount))
    header[7] |= UInt64(UInt16(truncatingIfNeeded: elementCount)) << 16
    header[7] |= UInt64(UInt32(truncatingIfNeeded: lineCount)) << 32
    // The length comes last.
    writer.bytes.append(littleEndian: header)
    writer.append(subject)
  }

  mutating func append(_ match: RuleMatch) {
    writer.append(match)
  }

  mutating func append(_ field: Field, number: Int64) {
    let bits = UInt64(bitPattern: number)
    writer.bytes.append(
      littleEndian: [UInt64(field.rawValue) | bits << 8, bits >> 56], byteCount: 9)
  }

  mutating func append(_ field: Field, text: Span<UInt8>) {
    let count = UInt64(UInt32(truncatingIfNeeded: text.count))
    writer.bytes.append(littleEndian: [UInt64(field.rawValue) | count << 8], byteCount: 5)
    writer.append(text)
  }

  mutating func append(element field: Field, text: Span<UInt8>, byteCount: Int64?) {
    writer.append(field.rawValue)
    writer.append(byteCount ?? -1)
    writer.append(UInt32(truncatingIfNeeded: text.count))
    writer.append(text)
  }

  mutating func append(line: Span<UInt8>, at place: SourcePlace) {
    let place = place.words
    let count = UInt64(UInt32(truncatingIfNeeded: line.count))
    writer.bytes.append(littleEndian: [place.0, place.1, place.2 | count << 32])
    writer.append(line)
  }

  /// Ends the record: its length is known now.
  mutating func finish() {
    writer.replace(at: 0, with: UInt32(truncatingIfNeeded: writer.bytes.count))
  }
}

extension SourcePlace {
  /// The 20 bytes of the place as they follow each other in records, in three words.
  fileprivate var words: (UInt64, UInt64, UInt64) {
    (UInt64(source) | line << 32, line >> 32 | offset << 32, offset >> 32)
  }
}
