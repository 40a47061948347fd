internal import ByteScan
internal import EventModel
internal import SystemBoundary

/// Writes the records of facts into one reused buffer.
struct FactEncoder: Sendable {
  private var writer = ByteWriter()

  /// The record written last; valid until the next is begun.
  var record: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { writer.span }
  }

  /// A copy of the record written last.
  var copiedRecord: [UInt8] { [UInt8](writer.span) }

  /// Adds the record written last to the facts of a worker.
  ///
  /// - Throws: ``SystemError`` when the spill file cannot be written.
  func append(to stores: inout PartitionedFacts) throws(SystemError) {
    try stores.append(record: writer.span)
  }

  /// Begins a record.
  ///
  /// The counts must be those of the parts appended afterwards, in this order: matches, numbers,
  /// texts, elements, lines.
  mutating func begin(
    subjectKind: UInt8, subject: Span<UInt8>, subjectHash: UInt64, eventKind: UInt8,
    time: Timestamp, lineHash: UInt64, place: SourcePlace, matchCount: Int, numberCount: Int,
    textCount: Int, elementCount: Int, lineCount: Int
  ) {
    writer.removeAll()
    writer.reserve(
      FactRecord.headerByteCount + subject.count + RuleMatch.byteCount * matchCount
        + Self.numberByteCount * numberCount)
    // The length comes last.
    var front = UInt64(UInt16(truncatingIfNeeded: subject.count)) << 32
    front |= UInt64(subjectKind) << 48
    front |= UInt64(eventKind) << 56
    writer.append(word: front)
    writer.append(word: subjectHash)
    writer.append(word: UInt64(bitPattern: time.microseconds))
    writer.append(word: lineHash)
    append(place)
    writer.append(word: UInt64(UInt16(truncatingIfNeeded: matchCount)), byteCount: 2)
    writer.append(word: UInt64(UInt16(truncatingIfNeeded: numberCount)), byteCount: 2)
    var counts = UInt64(UInt16(truncatingIfNeeded: textCount))
    counts |= UInt64(UInt16(truncatingIfNeeded: elementCount)) << 16
    counts |= UInt64(UInt32(truncatingIfNeeded: lineCount)) << 32
    writer.append(word: counts)
    writer.append(copying: subject)
  }

  /// Appends one of the matches that room was made for.
  mutating func append(_ match: RuleMatch) {
    let head = UInt64(match.rule) | UInt64(match.steps) << 16 | UInt64(match.cap) << 24
    writer.append(word: head, byteCount: 4)
    writer.append(word: match.eventConditions)
    writer.append(word: match.aggregates)
  }

  /// What a number takes in a record.
  private static let numberByteCount = 9

  /// Appends one of the numbers that room was made for.
  mutating func append(_ field: Field, number: Int64) {
    writer.append(word: UInt64(field.rawValue), byteCount: 1)
    writer.append(word: UInt64(bitPattern: number))
  }

  mutating func append(_ field: Field, text: Span<UInt8>) {
    writer.reserve(5 + text.count)
    let count = UInt64(UInt32(truncatingIfNeeded: text.count))
    writer.append(word: UInt64(field.rawValue) | count << 8, byteCount: 5)
    writer.append(copying: text)
  }

  mutating func append(element field: Field, text: Span<UInt8>, byteCount: Int64?) {
    writer.reserve(13 + text.count)
    writer.append(word: UInt64(field.rawValue), byteCount: 1)
    writer.append(word: UInt64(bitPattern: byteCount ?? -1))
    writer.append(word: UInt64(UInt32(truncatingIfNeeded: text.count)), byteCount: 4)
    writer.append(copying: text)
  }

  mutating func append(line: Span<UInt8>, at place: SourcePlace) {
    writer.reserve(24 + line.count)
    append(place)
    writer.append(word: UInt64(UInt32(truncatingIfNeeded: line.count)), byteCount: 4)
    writer.append(copying: line)
  }

  /// Ends the record: its length is known now.
  mutating func finish() {
    writer.replace(at: 0, with: UInt32(truncatingIfNeeded: writer.count))
  }

  private mutating func append(_ place: SourcePlace) {
    writer.append(word: UInt64(place.source), byteCount: 4)
    writer.append(word: place.line)
    writer.append(word: place.offset)
  }
}
