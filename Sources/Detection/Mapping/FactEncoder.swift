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
    writer.append(UInt32(0))
    writer.append(UInt16(truncatingIfNeeded: subject.count))
    writer.append(subjectKind)
    writer.append(eventKind)
    writer.append(subjectHash)
    writer.append(time.microseconds)
    writer.append(lineHash)
    writer.append(place)
    writer.append(UInt16(truncatingIfNeeded: matchCount))
    writer.append(UInt16(truncatingIfNeeded: numberCount))
    writer.append(UInt16(truncatingIfNeeded: textCount))
    writer.append(UInt16(truncatingIfNeeded: elementCount))
    writer.append(UInt32(truncatingIfNeeded: lineCount))
    writer.append(subject)
  }

  mutating func append(_ match: RuleMatch) {
    writer.append(match)
  }

  mutating func append(_ field: Field, number: Int64) {
    writer.append(field.rawValue)
    writer.append(number)
  }

  mutating func append(_ field: Field, text: Span<UInt8>) {
    writer.append(field.rawValue)
    writer.append(UInt32(truncatingIfNeeded: text.count))
    writer.append(text)
  }

  mutating func append(element field: Field, text: Span<UInt8>, byteCount: Int64?) {
    writer.append(field.rawValue)
    writer.append(byteCount ?? -1)
    writer.append(UInt32(truncatingIfNeeded: text.count))
    writer.append(text)
  }

  mutating func append(line: Span<UInt8>, at place: SourcePlace) {
    writer.append(place)
    writer.append(UInt32(truncatingIfNeeded: line.count))
    writer.append(line)
  }

  /// Ends the record: its length is known now.
  mutating func finish() {
    writer.replace(at: 0, with: UInt32(truncatingIfNeeded: writer.bytes.count))
  }
}
