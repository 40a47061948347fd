internal import Detection
internal import StateStore
internal import SystemBoundary

/// What the records came to that one run has joined of lines of its own and of earlier ones.
///
/// No record and no message is in two batches: a run whose lines go on with a record takes it, and
/// all records of the same messages, out of its batch into its own. What a batch came to is kept, so
/// that it need be made anew only when it loses something.
struct JoinedBatch<Yield: Sendable>: Sendable {
  /// See ``BatchNumber``.
  var number: Int64
  /// Whether this run has joined it, and no earlier one.
  var isNew = false
  var yields: [Yield]
  /// What became of the lines, by input.
  var lines: [UInt32: [SettledLines]]
  /// The lines, if they are those of this run.
  var fragments: [FragmentStore] = []
  /// By the names of records: numbers for the messages that they belong to.
  var messages: [[UInt8]: Set<UInt64>] = [:]

  init(_ number: Int64, _ result: JoinResult<Yield>) throws(RunFailure) {
    if let failure = result.failure {
      throw RunFailure(.outputNotWritten, ["spilling to disk: \(failure)"])
    }
    self.number = number
    yields = result.yields
    lines = result.lines
    messages = result.messages
  }
}

extension RunContext {
  /// Joins the lines of this run, and makes anew what earlier runs have joined of records that these
  /// lines go on with.
  ///
  /// - Parameters:
  ///   - fragments: What the workers have gathered.
  ///   - join: The stage that joins them.
  ///   - makeTaker: Makes what takes the events.
  /// - Returns: The batches of this run first, then those that have lost records to them; and the
  ///   lines that those have lost.
  /// - Throws: ``RunFailure`` when the disk refuses what memory cannot hold, or the state is damaged.
  func joinedBatches<Taker: EventTaker & ~Copyable>(
    of fragments: [RecordFragments], by join: JoinStage<Taker>, _ makeTaker: @Sendable () -> Taker
  ) throws(RunFailure) -> (batches: [JoinedBatch<Taker.Yield>], renewed: [KeptFragment]) {
    guard let kept = earlier.fragments else {
      let all = fragments.map(\.ofRecords) + fragments.map(\.ofMachines)
      return ([try JoinedBatch(earlier.run, join.run(all, makeTaker))], [])
    }
    var batches: [JoinedBatch<Taker.Yield>] = []
    var renewed: [KeptFragment] = []
    for sort in 0..<RecordFragments.sortCount {
      let own = try ownBatch(
        BatchNumber.number(ofRun: earlier.run, sort: sort), of: fragments.map { $0[sort: sort] },
        and: kept, by: join, makeTaker)
      batches.append(own.batch)
      renewed += own.renewed
    }
    let isRenewed = Set(renewed.map(\.id))
    let joinsAnew = earlier.joinsAnew || join.fields.kept != earlier.joinedFields.kept
    let remade = Set((joinsAnew ? kept.all : renewed).map(\.batch))
    for number in remade.sorted() {
      let rest = kept.all.filter { $0.batch == number && !isRenewed.contains($0.id) }
      let result = join.run([try store(of: rest, in: kept)], makeTaker)
      batches.append(try JoinedBatch(number, result))
    }
    return (batches, renewed)
  }

  /// Joins the lines of this run of one sort, with the earlier ones that they go on with.
  private func ownBatch<Taker: EventTaker & ~Copyable>(
    _ number: Int64, of stores: [FragmentStore], and kept: KeptFragments,
    by join: JoinStage<Taker>, _ makeTaker: @Sendable () -> Taker
  ) throws(RunFailure) -> (batch: JoinedBatch<Taker.Yield>, renewed: [KeptFragment]) {
    let keys = try keys(of: stores)
    let sort = BatchNumber.sort(of: number)
    let known = kept.all.filter { RecordFragments.sort(of: $0.key.first ?? 0) == sort }
    var added = keys.isEmpty ? [] : known.filter { keys.contains($0.key) }
    var renewed = added
    var isRenewed = Set(added.map(\.id))
    var fragments = try stores + [store(of: added, in: kept)]
    // A name that was given to a message of a record at hand may have been given to several of them.
    var named = NameCounts()
    for other in known { named.note(other.messages, times: isRenewed.contains(other.id) ? 2 : 1) }
    var records = join.records(of: fragments, besides: named, makeTaker)
    while true {
      // Records of the same messages come too, and those of their messages.
      let messages = records.result.messages.values.reduce(
        into: Set(added.flatMap(\.messages))
      ) { $0.formUnion($1) }
      if messages.isEmpty { break }
      added = known.filter {
        !isRenewed.contains($0.id) && $0.messages.contains(where: messages.contains)
      }
      if added.isEmpty { break }
      renewed += added
      isRenewed.formUnion(added.map(\.id))
      let more = try store(of: added, in: kept)
      fragments.append(more)
      records.add(join.records(of: [more], makeTaker))
    }
    var own = try JoinedBatch(number, join.messages(of: records, makeTaker))
    own.isNew = true
    own.fragments = fragments
    return (own, renewed)
  }

  private func keys(of stores: [FragmentStore]) throws(RunFailure) -> Set<[UInt8]> {
    do throws(SystemError) {
      let keys = try perPartition(jobCount: plan.jobCount) { (partition) throws(SystemError) in
        try subjects(ofPartition: partition, of: stores.map(\.stores))
      }
      return Set(keys.joined())
    } catch {
      throw RunFailure(.outputNotWritten, ["spilling to disk: \(error)"])
    }
  }

  private func store(
    of fragments: [KeptFragment], in kept: KeptFragments
  ) throws(RunFailure) -> FragmentStore {
    var store = FragmentStore(budgetByteCount: plan.memoryByteCount / 8)
    let records: [KeptRecords]
    do throws(StateFailure) { records = try kept.records(of: fragments) } catch {
      throw RunFailure(error)
    }
    do throws(SystemError) {
      for record in records { try store.restore(record) }
    } catch {
      throw RunFailure(.outputNotWritten, ["spilling to disk: \(error)"])
    }
    return store
  }
}
