internal import Detection
internal import EventModel
internal import LogArchive
internal import Reports
internal import StateStore
internal import SystemBoundary

/// What a run writes down: first what it has read, which depends on nothing that is judged, then what was
/// made of it.
extension NightlyScan {
  /// Begins to write down what was read.
  ///
  /// - Returns: The transaction, which leaves the number of the program.
  func beginCommit(
    of reading: InputReading<FactYield>, _ new: NewFacts, by evaluation: EvaluationContext,
    to store: borrowing StateStore
  ) -> TwofoldCommit<Int64> {
    let path = store.path
    // Two threads do not read back what one of them has spilled.
    let isSpilled = reading.yields.contains { $0.facts.spilledByteCount > 0 }
    return TwofoldCommit(store, isBeside: plan.jobCount > 1 && !isSpilled) { commit in
      let program = try commit.keep(print, known: programs.current)
      let readings: SeenInputs.Readings
      do throws(SystemError) { readings = try seen.readings(of: reading, in: context) } catch {
        throw StateFailure.unusable(
          path, reason: "what was read could not be told for the next run: \(error)")
      }
      var contents: [String: Int64] = [:]
      for reading in readings.read { contents[reading.name] = try commit.keep(reading) }
      for copy in readings.fronts {
        guard let content = contents[copy.holder] else { continue }
        try commit.keep(beginning: copy.byteCount, copy.sha256, of: content)
      }
      for copy in readings.copies { try commit.keep(copy) }
      for (server, hours) in reading.hours {
        try commit.keep(hours.mapValues(\.rows), server: server)
      }
      try commit.keep(auditedServers: reading.auditedServers)
      try commit.dropOpens(on: Concern.newServers(in: reading, of: context))
      let writer = try commit.factWriter(program: program)
      if let parts = new.parts {
        try keep(parts, to: writer)
      } else {
        try keep(
          reading.settled.map(\.facts), melting: evaluation, evaluation, to: writer)
      }
      for (yield, server) in zip(reading.opened, reading.openServers) {
        try keep(
          [yield.facts], melting: evaluation, evaluation,
          to: commit.factWriter(program: program, server: server))
      }
      try keep(reading, evaluation, program: program, in: commit)
      return program
    }
  }

  /// Writes down what was made of what was read.
  ///
  /// - Throws: ``StateFailure``; then nothing of either is written.
  func finish(
    _ committing: borrowing TwofoldCommit<Int64>, _ concern: Concern,
    _ reading: InputReading<FactYield>, _ comparison: NightlyComparison, _ outcome: RunOutcome,
    toldDrops: String
  ) throws(StateFailure) {
    let newest = [reading.newestEvent, context.earlier.newestEvent].compactMap { $0 }.max()
    var account = RunAccount()
    account.status = outcome.summary.incompleteInputs.isEmpty ? "complete" : "incomplete"
    account.inputs = reading.accounts.count
    account.lines = reading.accounts.reduce(0) { $0 + $1.lines.lines }
    account.newestEvent = newest
    account.new = comparison.newCount
    account.changed = comparison.changed.count - comparison.newCount
    account.withdrawn = comparison.withdrawn.count
    let end = account
    try committing.finish { commit, _ in
      try commit.replaceUnsettled(with: concern.unsettled)
      if people != knownPeople { try commit.replacePeople(with: people) }
      for finding in comparison.changed {
        try commit.keep(finding, ofSubject: finding.subject.keptName)
      }
      for withdrawn in comparison.withdrawn {
        try commit.withdraw(withdrawn.finding.id, inFavourOf: withdrawn.supersededBy)
      }
      if let newest { try commit.set("newest_event", to: String(newest.microseconds)) }
      let settled = reading.settledEnd
      if let settled { try commit.set("settled_end", to: String(settled)) }
      try commit.set("leases", to: leasesDigest)
      try commit.set("told_drops", to: toldDrops)
      if let limit = comparison.horizon(after: settled, in: plan.program) {
        try commit.dropFacts(before: limit)
      }
      try commit.set("joined_fields", to: reading.joinedFields.kept)
      try commit.end(as: end)
    }
  }
}

extension NightlyScan {
  /// Writes the records that were joined of several lines, and the lines, which may yet find others.
  private func keep(
    _ reading: InputReading<FactYield>, _ evaluation: EvaluationContext, program: Int64,
    in commit: RunCommit
  ) throws {
    try commit.dropResults(
      of: reading.remadeBatches.filter { BatchNumber.run(of: $0) != context.earlier.run })
    if let kept = context.earlier.fragments {
      let rest = kept.remaining(
        without: reading.renewed,
        closing: (context.earlier.settledEnd ?? 0) - EarlierReading.fragmentMicroseconds,
        upToRun: context.earlier.run - EarlierReading.fragmentRunCount)
      try commit.keepRest(of: rest.changed)
      try commit.close(rest.closed)
    }
    for batch in reading.batches {
      // Not melted, so that the next run can tell which of them are other than they were.
      try keep(
        batch.yields.map(\.facts), melting: nil, evaluation,
        to: commit.factWriter(program: program, batch: batch.number))
      try keep(batch, in: commit)
    }
    for (number, hours) in reading.batchHours {
      try commit.keep(hours.mapValues(\.rows), batch: number)
    }
  }

  /// Writes facts that were put together.
  private func keep(
    _ parts: [KeptRecords.HeadedPart], to writer: consuming FactWriter
  ) throws {
    var writer = writer
    for part in parts { try writer.add(part.records, as: part.head) }
    try writer.finish()
  }

  /// Writes facts, in the order of their subjects.
  private func keep(
    _ stores: [PartitionedFacts], melting context: EvaluationContext?,
    _ evaluation: EvaluationContext, to writer: consuming FactWriter
  ) throws {
    var writer = writer
    let count = PartitionedFacts.partitionCount
    // What is not all in memory is put together subject by subject.
    if stores.contains(where: { $0.spilledByteCount > 0 }) {
      for partition in 0..<count {
        try forEachSubject(partition: partition, of: stores, melting: context) {
          (kept) throws(SystemError) in
          try SystemError.wrapping {
            for part in kept.headedParts(by: evaluation) {
              try writer.add(part.records, as: part.head)
            }
          }
        }
      }
      return try writer.finish()
    }
    for first in stride(from: 0, to: count, by: plan.jobCount) {
      let round = first..<min(first + plan.jobCount, count)
      let made = try perPartition(round, jobCount: plan.jobCount) {
        (partition) throws(SystemError) in
        var parts: [KeptRecords.HeadedPart] = []
        try forEachSubject(partition: partition, of: stores, melting: context) {
          parts += $0.headedParts(by: evaluation)
        }
        return parts
      }
      for part in made.joined() { try writer.add(part.records, as: part.head) }
    }
    try writer.finish()
  }

  /// Writes the lines of a batch of this run.
  private func keep(_ batch: JoinedBatch<FactYield>, in commit: RunCommit) throws {
    guard !batch.fragments.isEmpty else { return }
    var writer = try commit.batchWriter(batch.number)
    for partition in 0..<PartitionedFacts.partitionCount {
      var failure: (any Error)?
      try forEachSubject(partition: partition, of: batch.fragments.map(\.stores)) {
        (kept) throws(SystemError) in
        guard failure == nil else { return }
        do { try writer.add(kept, messages: batch.messages[kept.subject] ?? []) } catch {
          failure = error
        }
      }
      if let failure { throw failure }
    }
    try writer.finish()
  }
}
