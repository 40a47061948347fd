internal import ByteScan
internal import EventModel
internal import Synchronization
internal import SystemBoundary

/// The packed records of one worker, batch by batch, in memory and on disk.
///
/// What goes to disk is written as it is and read back once, in the order in which it was written; in memory stay
/// the hashes of the names, which tell whether a record is in one place only.
struct PackedStore: Sendable {
  private var batches: [PackedRecords] = []
  private var spilled: [PackedBatch] = []
  private var spool: PackedSpool?
  private var sorter = LineSorter()
  /// How much memory batches take, and how much the names of those on disk.
  private(set) var heldByteCount = 0
  private(set) var namesByteCount = 0

  var isEmpty: Bool { batches.isEmpty && spilled.isEmpty }

  /// Adds lines of one record that were read from one block.
  ///
  /// - Parameters:
  ///   - family: The number of the family of records.
  ///   - key: What names the record within the family.
  ///   - lines: The lines in the order of the block.
  ///   - block: What they stand in.
  ///   - place: The place of line 0 of the block.
  mutating func add(
    family: UInt8, key: Span<UInt8>, lines: Span<FragmentLine>, of block: Span<UInt8>,
    at place: SourcePlace
  ) {
    openBatch(family: family, at: place)
    let last = batches.count - 1
    let byteCount = batches[last].byteCount
    batches[last].add(key: key, lines: lines, of: block, at: place, &sorter)
    heldByteCount += batches[last].byteCount - byteCount
  }

  /// Makes sure that the last batch takes lines of a block.
  private mutating func openBatch(family: UInt8, at place: SourcePlace) {
    guard let last = batches.indices.last else {
      return batches.append(PackedRecords(family: family, base: place, like: nil))
    }
    if batches[last].isFull || !batches[last].takes(place, of: family) {
      let full = batches[last].isFull ? batches[last] : nil
      batches.append(PackedRecords(family: family, base: place, like: full))
    }
  }

  /// Moves all batches to disk.
  ///
  /// - Throws: ``SystemError`` when the spill file cannot be written.
  mutating func spill() throws(SystemError) {
    let file: PackedSpool
    if let spool { file = spool } else { file = PackedSpool(try SpoolFile()) }
    spool = file
    for batch in batches {
      let names = batch.records.map(\.hash)
      namesByteCount += names.count * MemoryLayout<UInt64>.stride
      spilled.append(
        PackedBatch(
          family: batch.family, base: batch.base, names: names,
          content: .spilled(file, try file.append(batch))))
    }
    batches = []
    heldByteCount = 0
  }

  /// All batches in the order in which they were begun; none is left here.
  mutating func takeAll() -> [PackedBatch] {
    let all =
      spilled
      + batches.map { batch in
        PackedBatch(
          family: batch.family, base: batch.base, names: batch.records.map(\.hash),
          content: .held(batch))
      }
    self = PackedStore()
    return all
  }
}

/// A batch of packed records, in memory or on disk.
struct PackedBatch: Sendable {
  fileprivate enum Content: Sendable {
    case held(PackedRecords)
    case spilled(PackedSpool, PackedSpool.Place)
  }

  fileprivate let family: UInt8
  fileprivate let base: SourcePlace
  /// The hashes of the names of its records.
  let names: [UInt64]
  fileprivate let content: Content

  /// The records.
  ///
  /// - Throws: ``SystemError`` when they cannot be read back.
  func records() throws(SystemError) -> PackedRecords {
    switch content {
    case .held(let records): records
    case .spilled(let spool, let place): try spool.read(place, family: family, base: base)
    }
  }
}

/// The file of one worker's packed records.
private final class PackedSpool: Sendable {
  /// Where a batch begins, and how many of each there are.
  struct Place: Sendable {
    var start: UInt64
    var byteCount, lineCount, recordCount: Int
  }

  private let file: Mutex<SpoolFile>

  init(_ file: consuming SpoolFile) { self.file = Mutex(file) }

  func append(_ batch: PackedRecords) throws(SystemError) -> Place {
    try file.withLock { file throws(SystemError) in
      let place = Place(
        start: file.byteCount, byteCount: batch.bytes.count, lineCount: batch.lines.count,
        recordCount: batch.records.count)
      try file.append(values: batch.bytes.span)
      try file.append(values: batch.lines.span)
      try file.append(values: batch.records.span)
      try file.flush()
      return place
    }
  }

  func read(
    _ place: Place, family: UInt8, base: SourcePlace
  ) throws(SystemError) -> PackedRecords {
    try file.withLock { file throws(SystemError) in
      var start = place.start
      let bytes = try file.values(UInt8.self, place.byteCount, at: &start)
      let lines = try file.values(PackedRecords.Line.self, place.lineCount, at: &start)
      let records = try file.values(PackedRecords.Record.self, place.recordCount, at: &start)
      return PackedRecords(
        family: family, base: base, bytes: bytes, lines: lines, records: records)
    }
  }
}
