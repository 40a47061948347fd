internal import ByteScan
package import EventModel
package import SystemBoundary

/// Lines that wait for the other lines of their record.
///
/// A fragment is kept in the form of a fact without matches: the key of the record stands where
/// facts have their subject, so fragments spill, sort and merge as facts do.
package struct FragmentStore: Sendable {
  private var encoder = FactEncoder()
  package private(set) var stores: PartitionedFacts
  /// The messages that lines have named.
  package private(set) var messages = NameCounts()

  /// Creates an empty store.
  ///
  /// - Parameter budgetByteCount: How much memory fragments may take before they go to disk.
  package init(budgetByteCount: Int) {
    stores = PartitionedFacts(budgetByteCount: budgetByteCount)
  }

  /// Takes lines in that were kept.
  ///
  /// - Throws: ``SystemError`` when the disk refuses to take what memory cannot.
  package mutating func restore(_ kept: KeptRecords) throws(SystemError) {
    try stores.restore(kept, counting: true)
  }

  /// Notes that a line names a message; of a family it is noted of all lines that do, or of none.
  ///
  /// - Parameters:
  ///   - family: The number of the family of records.
  ///   - messageID: The name.
  package mutating func noteMessage(family: UInt8, _ messageID: Span<UInt8>) {
    messages.note(stableHash64(messageID, seed: UInt64(family)))
  }

  /// Adds one line of a record.
  ///
  /// - Parameters:
  ///   - family: The number of the family of records.
  ///   - key: What names the record within the family.
  ///   - time: The time of the line.
  ///   - line: The raw line, without its line end.
  ///   - place: Where the line stands.
  /// - Throws: ``SystemError`` when the disk refuses to take what memory cannot.
  package mutating func add(
    family: UInt8, key: Span<UInt8>, time: Timestamp, line: Span<UInt8>, at place: SourcePlace
  ) throws(SystemError) {
    encoder.begin(
      subjectKind: family, subjectByteCount: key.count,
      subjectHash: stableHash64(key, seed: UInt64(family)),
      eventKind: 0, time: time, lineHash: stableHash64(line), place: place, matchCount: 0,
      numberCount: 0, textCount: 0, elementCount: 0, lineCount: 1)
    encoder.append(subject: key)
    encoder.append(line: line, at: place)
    encoder.finish()
    try encoder.append(to: &stores)
  }

  /// Begins several lines of one record, which are to be appended one by one.
  ///
  /// - Parameters:
  ///   - family: The number of the family of records.
  ///   - key: What names the record within the family.
  ///   - lineCount: How many lines will come.
  ///   - time: The time of the first one.
  ///   - place: Where that stands.
  package mutating func beginLines(
    family: UInt8, key: Span<UInt8>, lineCount: Int, time: Timestamp, at place: SourcePlace
  ) {
    encoder.begin(
      subjectKind: family, subjectByteCount: key.count,
      subjectHash: stableHash64(key, seed: UInt64(family)),
      eventKind: FragmentGroup.severalLinesKind, time: time, lineHash: 0, place: place,
      matchCount: 0, numberCount: 0, textCount: 0, elementCount: 0, lineCount: lineCount)
    encoder.append(subject: key)
  }

  /// Appends one of the lines.
  package mutating func append(
    line: Span<UInt8>, at place: SourcePlace, time: Timestamp, note: LineNote
  ) {
    encoder.append(words: [UInt64(bitPattern: time.microseconds), note.first, note.second])
    encoder.append(line: line, at: place)
  }

  /// Ends the lines.
  ///
  /// - Throws: ``SystemError`` when the disk refuses to take what memory cannot.
  package mutating func endLines() throws(SystemError) {
    encoder.finish()
    try encoder.append(to: &stores)
  }
}
