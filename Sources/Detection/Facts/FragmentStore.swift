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
  /// Records whose lines were read together, of which most wait for no other lines.
  private(set) var packed = PackedStore()
  /// How much memory all of it may take before something goes to disk.
  package var limitByteCount: Int

  /// Creates an empty store.
  ///
  /// - Parameter budgetByteCount: How much memory fragments may take before they go to disk.
  package init(budgetByteCount: Int) {
    stores = PartitionedFacts(budgetByteCount: budgetByteCount)
    limitByteCount = budgetByteCount
  }

  /// Whether no line waits.
  package var isEmpty: Bool { stores.factCount == 0 && packed.isEmpty }

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

  /// Adds lines of one record that were read from one block.
  ///
  /// - Parameters:
  ///   - family: The number of the family of records.
  ///   - key: What names the record within the family.
  ///   - lines: The lines in the order of the block, at least one of them.
  ///   - block: What they stand in.
  ///   - place: Where the first byte of the block stands, and how many lines stand before it: the place of line 0.
  /// - Throws: ``SystemError`` when the disk refuses to take what memory cannot.
  package mutating func add(
    family: UInt8, key: Span<UInt8>, lines: Span<FragmentLine>, of block: Span<UInt8>,
    at place: SourcePlace
  ) throws(SystemError) {
    packed.add(family: family, key: key, lines: lines, of: block, at: place)
    if packed.heldByteCount + packed.namesByteCount + stores.heldByteCount > limitByteCount {
      try relieve()
    }
  }

  /// Moves packed records to disk; if even their names take too much memory, they are put among the others.
  private mutating func relieve() throws(SystemError) {
    guard packed.namesByteCount > limitByteCount / 2 else {
      // A little more memory is better than very many small batches.
      if packed.heldByteCount > limitByteCount / 8 { try packed.spill() }
      return
    }
    for batch in takePacked() {
      let records = try batch.records()
      for number in records.records.indices { try add(record: number, of: records) }
    }
  }

  /// The packed records, which are not here any more.
  mutating func takePacked() -> [PackedBatch] { packed.takeAll() }

  /// Adds a record that lies packed.
  ///
  /// - Throws: ``SystemError`` when the disk refuses to take what memory cannot.
  mutating func add(record number: Int, of batch: PackedRecords) throws(SystemError) {
    let (bytes, record) = (batch.bytes.span, batch.records[number])
    let lines = Int(record.firstLine)..<Int(record.firstLine + record.lineCount)
    guard let first = lines.first else { return }
    let key = bytes.extracting(batch.key(of: record))
    encoder.begin(
      subjectKind: batch.family, subjectByteCount: key.count, subjectHash: record.hash,
      eventKind: FragmentGroup.severalLinesKind,
      time: Timestamp(microseconds: batch.lines[first].time), lineHash: 0,
      place: batch.place(of: batch.lines[first]), matchCount: 0, numberCount: 0, textCount: 0,
      elementCount: 0, lineCount: lines.count)
    encoder.append(subject: key)
    for line in batch.lines[lines] {
      encoder.append(words: [UInt64(bitPattern: line.time), line.note.first, line.note.second])
      encoder.append(line: bytes.extracting(line.range), at: batch.place(of: line))
    }
    encoder.finish()
    try encoder.append(to: &stores)
  }
}
