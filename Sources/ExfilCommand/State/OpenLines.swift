internal import Detection
internal import LogArchive
internal import SystemBoundary

/// What the last lines of files came to that have no end yet.
struct OpenLines<Yield: Sendable>: Sendable {
  var yields: [Yield] = []
  /// The events of each source by hour.
  var hours: [String: HourCounts] = [:]
  /// Why the last line of an input could not be read, by the input's place among all.
  var failures: [Int: InputNote] = [:]
}

extension RunContext {
  /// Reads the last lines of files that have no end yet, as if they had one.
  ///
  /// They may go on, so nothing of them is kept: the next run reads them again, or what became of
  /// them. A line of a record that is joined from several waits for its end.
  ///
  /// - Parameters:
  ///   - results: What reading the lines before them came to.
  ///   - map: The stage that read those.
  ///   - options: How inputs are read.
  ///   - makeTaker: Makes what takes the events.
  /// - Returns: What was kept of them.
  /// - Throws: ``RunFailure`` when the disk refuses what memory cannot hold.
  func tails<Taker: EventTaker & ~Copyable>(
    of results: [InputResult], _ map: MapStage<Taker>, _ options: ReaderOptions,
    _ makeTaker: @escaping @Sendable () -> Taker
  ) throws(RunFailure) -> OpenLines<Taker.Yield> {
    var open = OpenLines<Taker.Yield>()
    for (number, result) in results.enumerated() {
      guard let limit = inputs[number].storedLimit, inputs[number].verdict == nil,
        Interruption.signalNumber == nil
      else { continue }
      var tail = inputs[number]
      tail.storedLimit = limit + tail.openByteCount
      tail.notes = []
      let mark: UInt64 = result.ledger.encoding == .utf8WithMark ? 3 : 0
      let isRepeated = result.ledger.duplicateOf != nil || result.ledger.containedIn != nil
      guard result.textEnd == limit, !isRepeated else { continue }
      tail.resumption = ArchiveInput.Resumption(
        byteCount: limit - mark,
        lineCount: (tail.resumption?.lineCount ?? 0) + result.account.lines)
      var one = map
      one.queue = InputQueue(count: 1) { [tail] _ in
        SharedInput(tail, numbered: number, options: options, identifier: identifier)
      }
      one.jobCount = 1
      let workers = one.run(makeTaker)
      if let failure = workers.compactMap(\.failure).first {
        throw RunFailure(.outputNotWritten, ["spilling to disk: \(failure)"])
      }
      open.yields += workers.map(\.yield)
      for result in one.queue.begun.map({ $0.finish() }) {
        if let failure = result.ledger.readFailure { open.failures[number] = failure }
        for (kind, counts) in result.account.hours {
          open.hours[result.identity.sourceName(of: kind), default: HourCounts()].add(counts)
        }
      }
    }
    return open
  }
}
