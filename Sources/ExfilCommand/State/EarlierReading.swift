internal import Detection
internal import EventModel
internal import SystemBoundary

/// What earlier runs have left that the reading of new inputs goes on with.
struct EarlierReading: Sendable {
  /// The number of the first input of this run in places of lines.
  var firstSource: UInt32 = 0
  /// The events of each source by hour.
  ///
  /// Those stand apart that are events only if a file server logs no transfers; an empty name is that
  /// of no server.
  var hours: [[UInt8]: [String: HourCounts]] = [:]
  var newestEvent: Timestamp?
  /// Up to when nearly all of them have happened, in microseconds.
  var settledEnd: Int64?
  /// The file servers that are known to log transfers.
  var auditedServers: [[UInt8]] = []
  /// What joined events of earlier runs could carry.
  var joinedFields = SourceFields(fields: [:])
  /// Lines that may yet find the rest of their record; `nil` in a run that no other one follows.
  var fragments: [KeptRecords]?
  /// What the sources of earlier inputs are called, by their numbers and kinds of event.
  var sourceNames: [UInt32: [EventKind: String]] = [:]
  /// By the keys of those: the run that added to them last.
  var fragmentRuns: [[UInt8]: Int64] = [:]
  /// The number of this run.
  var run: Int64 = 0

  /// How long a record waits for further lines: a mail stays in a queue for five days.
  static let fragmentMicroseconds: Int64 = 7 * 86_400_000_000
  /// For how many runs after the last line it waits at least: days may arrive in any order.
  static let fragmentRunCount: Int64 = 7
}

extension RunContext {
  /// Puts lines of earlier runs to those of this one, and parts records that may yet get more lines
  /// from those that will not.
  ///
  /// - Parameter stores: What the workers have gathered.
  /// - Returns: The records that may yet get more lines, and the others.
  /// - Throws: ``RunFailure`` when the disk refuses what memory cannot hold.
  func fragments(
    of stores: [FragmentStore]
  ) throws(RunFailure) -> (open: [FragmentStore], closed: [FragmentStore]) {
    guard let kept = earlier.fragments else { return (stores, []) }
    let limit = (earlier.settledEnd ?? 0) - EarlierReading.fragmentMicroseconds
    let runs = earlier.fragmentRuns
    let newestClosed = earlier.run - EarlierReading.fragmentRunCount
    var renewed: Set<[UInt8]> = []
    do throws(SystemError) {
      var earlier = FragmentStore(budgetByteCount: plan.memoryByteCount / 8)
      for records in kept { try earlier.restore(records) }
      var open = FragmentStore(budgetByteCount: plan.memoryByteCount / 8)
      var closed = FragmentStore(budgetByteCount: plan.memoryByteCount / 8)
      let all = stores.map(\.stores) + [earlier.stores]
      for partition in 0..<PartitionedFacts.partitionCount {
        try forEachSubject(partition: partition, of: stores.map(\.stores)) {
          renewed.insert($0.subject)
        }
        try forEachSubject(partition: partition, of: all) { (records) throws(SystemError) in
          let isOld = records.times.map { $0.upperBound < limit } ?? false
          let run = renewed.contains(records.subject) ? self.earlier.run : runs[records.subject]
          if isOld, let run, run <= newestClosed {
            try closed.restore(records)
          } else {
            try open.restore(records)
          }
        }
      }
      return ([open], [closed])
    } catch {
      throw RunFailure(.outputNotWritten, ["spilling to disk: \(error)"])
    }
  }
}
