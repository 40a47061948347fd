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
  /// The counts must be those of the parts appended afterwards, in this order: the subject, matches,
  /// numbers, texts, elements, lines.
  mutating func begin(
    subjectKind: UInt8, subjectByteCount: Int, subjectHash: UInt64, eventKind: UInt8,
    time: Timestamp, lineHash: UInt64, place: SourcePlace, matchCount: Int, numberCount: Int,
    textCount: Int, elementCount: Int, lineCount: Int
  ) {
    writer.removeAll()
    writer.reserve(
      FactRecord.headerByteCount + subjectByteCount + RuleMatch.byteCount * matchCount
        + Self.numberByteCount * numberCount)
    // The length comes last.
    var front = UInt64(UInt16(truncatingIfNeeded: subjectByteCount)) << 32
    front |= UInt64(subjectKind) << 48
    front |= UInt64(eventKind) << 56
    var counts = UInt64(UInt16(truncatingIfNeeded: textCount))
    counts |= UInt64(UInt16(truncatingIfNeeded: elementCount)) << 16
    counts |= UInt64(UInt32(truncatingIfNeeded: lineCount)) << 32
    var last = place.offset >> 32
    last |= UInt64(UInt16(truncatingIfNeeded: matchCount)) << 32
    last |= UInt64(UInt16(truncatingIfNeeded: numberCount)) << 48
    // Four bytes of the source stand in front of the line, four of the offset in front of the counts.
    writer.append(words: [
      front, subjectHash, UInt64(bitPattern: time.microseconds), lineHash,
      UInt64(place.source) | place.line << 32, place.line >> 32 | place.offset << 32, last, counts,
    ])
  }

  /// Appends the subject that room was made for.
  mutating func append(subject: Span<UInt8>) { writer.append(copying: subject) }

  /// Appends one of the matches that room was made for.
  mutating func append(_ match: RuleMatch) {
    let head = UInt64(match.rule) | UInt64(match.steps) << 16 | UInt64(match.cap) << 24
    writer.append(
      words: [
        head | match.eventConditions << 32,
        match.eventConditions >> 32 | match.aggregates << 32, match.aggregates >> 32,
      ], byteCount: RuleMatch.byteCount)
  }

  /// What a number takes in a record.
  private static let numberByteCount = 9

  /// Appends one of the numbers that room was made for.
  mutating func append(_ field: Field, number: Int64) {
    let bits = UInt64(bitPattern: number)
    writer.append(
      words: [UInt64(field.rawValue) | bits << 8, bits >> 56], byteCount: Self.numberByteCount)
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
    let count = UInt64(UInt32(truncatingIfNeeded: line.count))
    writer.append(words: [
      UInt64(place.source) | place.line << 32, place.line >> 32 | place.offset << 32,
      place.offset >> 32 | count << 32,
    ])
    writer.append(copying: line)
  }

  /// Appends words to a record of several lines.
  mutating func append(words: InlineArray<3, UInt64>) {
    writer.reserve(24)
    writer.append(words: words)
  }

  /// Ends the record: its length is known now.
  mutating func finish() {
    writer.replace(at: 0, with: UInt32(truncatingIfNeeded: writer.count))
  }
}
