internal import ByteScan
internal import SystemBoundary

/// The facts that one worker has made, spread over partitions by subject.
///
/// Every subject's facts share a partition, so partitions can be reduced apart from each other.
/// Above `budgetByteCount` the partitions are sorted and moved to a spill file. A combiner makes them
/// smaller first, each time they have become several times as large as it left them.
package struct PartitionedFacts: Sendable {
  /// How many partitions there are; a subject's facts are all in one of them.
  package static let partitionCount = 16

  var partitions = [FactBuffer](repeating: FactBuffer(), count: Self.partitionCount)
  /// Sorted runs on disk, in the order in which they were written.
  var spilledRuns: [SpilledRun] = []
  /// What rules can count of those whose facts these are, if all of the facts were noted.
  var tallies: SubjectTallies?
  /// How many facts there are.
  package private(set) var factCount = 0
  /// How much memory the facts take that did not go to disk.
  package private(set) var heldByteCount = 0
  private let budgetByteCount: Int
  private let combiner: FactCombiner?
  /// How many bytes may be in memory before room must be made.
  private var limitByteCount: Int

  /// The least worth combining: below it the work is not repaid.
  private static let leastCombinedByteCount = 4 << 20
  /// How many times as large as after the last combining facts may become before the next: the
  /// larger, the less often partials are read and written again, and the more memory they take.
  private static let growth = 2
  /// The same where the last combining was of little use.
  private static let slowGrowth = 4
  /// Into how many parts the budget is divided, one of which may be melted at a time: what is made
  /// of the records of one subject on the way takes several times as much memory as they do.
  private static let batchesOfBudget = 4

  /// Creates an empty store that keeps every record as it is.
  ///
  /// - Parameter budgetByteCount: How much memory facts may take before they go to disk.
  package init(budgetByteCount: Int) {
    self.init(budgetByteCount: budgetByteCount, combiner: nil)
  }

  init(budgetByteCount: Int, combiner: FactCombiner?) {
    self.budgetByteCount = budgetByteCount
    self.combiner = combiner
    limitByteCount =
      combiner == nil ? budgetByteCount : min(budgetByteCount, Self.leastCombinedByteCount)
  }

  /// Bytes that went to disk.
  package var spilledByteCount: Int { spilledRuns.reduce(0) { $0 + $1.byteCount } }

  /// Adds a record, combining and spilling first when memory is used up.
  ///
  /// - Throws: ``SystemError`` when the spill file cannot be written.
  mutating func append(record: Span<UInt8>) throws(SystemError) {
    try append(sighting: record)
    factCount += 1
  }

  /// Adds a record that is no fact.
  ///
  /// - Throws: ``SystemError`` when the spill file cannot be written.
  mutating func append(sighting record: Span<UInt8>) throws(SystemError) {
    if heldByteCount + record.count > limitByteCount, heldByteCount > 0 { try makeRoom() }
    hold(record)
  }

  /// Adds a record that is no fact, however much memory is used.
  mutating func hold(_ record: Span<UInt8>) {
    var reader = RecordReader(record, at: FactRecord.subjectHashOffset)
    let partition = Self.partition(ofSubjectHash: reader.readUInt64())
    heldByteCount += partitions[partition].append(record: record)
  }

  static func partition(ofSubjectHash hash: UInt64) -> Int {
    Int(hash >> 60)
  }

  private mutating func makeRoom() throws(SystemError) {
    guard let combiner else { return try spill() }
    let byteCountBefore = heldByteCount
    for index in partitions.indices {
      partitions[index].combine(
        with: combiner, batchByteCount: budgetByteCount / Self.batchesOfBudget)
    }
    heldByteCount = partitions.reduce(0) { $0 + $1.byteCount }
    let isHardlySmaller = heldByteCount > byteCountBefore / 4 * 3
    let growth = isHardlySmaller ? Self.slowGrowth : Self.growth
    limitByteCount = min(
      budgetByteCount, max(growth * heldByteCount, Self.leastCombinedByteCount))
    // What is too large already would have to be combined again soon.
    guard heldByteCount > budgetByteCount / 2 else { return }
    // After a run that combining made hardly smaller, the next is not tried before it is due.
    if isHardlySmaller { limitByteCount = budgetByteCount }
    try spill()
  }

  /// Moves everything that is in memory to disk.
  ///
  /// - Throws: ``SystemError`` when the spill file cannot be written.
  mutating func spill() throws(SystemError) {
    guard heldByteCount > 0 else { return }
    var file = try SpoolFile()
    var ranges: [Range<UInt64>] = []
    for index in partitions.indices {
      let start = file.byteCount
      try partitions[index].write(to: &file)
      ranges.append(start..<file.byteCount)
      partitions[index].removeAll()
    }
    try file.finish()
    spilledRuns.append(SpilledRun(file: SpilledFile(file), partitions: ranges))
    heldByteCount = 0
  }
}

/// A sorted run of facts in a file, one stretch for each partition.
struct SpilledRun: Sendable {
  var file: SpilledFile
  var partitions: [Range<UInt64>]

  var byteCount: Int { Int(file.spool.byteCount) }
}

/// A spool that is written and only read from now on, by several threads.
final class SpilledFile: Sendable {
  let spool: SpoolFile
  init(_ spool: consuming SpoolFile) { self.spool = spool }
}
