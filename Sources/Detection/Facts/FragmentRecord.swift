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
}

/// All lines that were gathered under one key, in order of (time, hash of the line, place).
package struct FragmentGroup {
  /// One raw line.
  package struct Line: Hashable, Sendable {
    package var time: Timestamp
    package var place: SourcePlace
    /// The bytes of the line in ``FragmentGroup/bytes``.
    package var range: Range<Int>
  }

  package private(set) var family: UInt8 = 0
  package private(set) var key: [UInt8] = []
  package private(set) var lines: [Line] = []
  private var records = SubjectRecords()

  /// What the lines stand in.
  package var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { records.bytes.span }
  }

  /// Takes the next lines out of a merge; returns `false` when none are left.
  fileprivate mutating func fill(from merge: inout FactMerge) throws(SystemError) -> Bool {
    guard try merge.nextSubject(into: &records) else { return false }
    lines.removeAll(keepingCapacity: true)
    let records = records
    let bytes = records.bytes.span
    for offset in records.offsets {
      let keyRange = subjectRange(recordAt: offset, of: bytes)
      if lines.isEmpty {
        family = bytes[offset + FactRecord.subjectKindOffset]
        key.removeAll(keepingCapacity: true)
        key.append(copying: bytes.extracting(keyRange))
      }
      var time = RecordReader(bytes, at: offset + FactRecord.timeOffset)
      // The one line follows the key: its place, its length, its bytes.
      var reader = RecordReader(bytes, at: keyRange.upperBound)
      let place = reader.readPlace()
      let byteCount = Int(reader.readUInt32())
      lines.append(
        Line(
          time: Timestamp(microseconds: time.readInt64()), place: place,
          range: reader.readRange(byteCount: byteCount)))
    }
    return true
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
