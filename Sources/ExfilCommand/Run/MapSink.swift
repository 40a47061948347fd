internal import ByteScan
internal import Detection
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import SystemBoundary

/// Takes what a format makes of each line of one piece of input, and counts it.
///
/// Lines are numbered from 1 within the piece; places count from the front of the input.
struct MapSink<Taker: EventTaker & ~Copyable>: LineSink, ~Copyable {
  private var taker: Taker
  private var opened: OpenedFiles<Taker>
  private var fragments: RecordFragments
  private var stories = DeviceStoryLines()
  /// How much memory the takers may use together.
  private var memoryByteCount: Int
  var counts = LineCounts()
  /// Ignored lines by the index of their reason.
  private var ignored = [Int](repeating: 0, count: IgnoreReason.allCases.count)
  /// The input, in the numbering of the run.
  var source: UInt32 = 0
  /// The block at hand, where its lines are not stored as they are read.
  var decoded: DecodedBlock?
  /// Where the piece begins in the decompressed text, and how many lines stand before it.
  private var blockOffset: UInt64 = 0
  private var linesBefore = 0
  /// The first failure of the disk; lines after it are counted and go nowhere.
  var failure: SystemError?

  /// Whether lines of one record and block may be kept together; what is kept for later runs stands line by
  /// line.
  private let packsRecords: Bool

  /// Creates the sink of one worker.
  ///
  /// - Parameters:
  ///   - memoryByteCount: How much memory facts may take, and as much again fragments; those of records that come
  ///     to an end may also take what facts leave.
  ///   - packsRecords: Whether lines of one record and block may be kept together.
  ///   - audited: What all workers know of file servers.
  ///   - makeTaker: Makes what takes events.
  init(
    memoryByteCount: Int, packsRecords: Bool, audited: AuditedServers,
    _ makeTaker: @escaping @Sendable () -> Taker
  ) {
    self.packsRecords = packsRecords
    taker = makeTaker()
    opened = OpenedFiles(audited: audited, makeTaker)
    fragments = RecordFragments(budgetByteCount: memoryByteCount)
    self.memoryByteCount = memoryByteCount
  }

  /// Tells what the input at hand carries.
  mutating func begin(source: SourceFields) {
    taker.begin(source: source)
    opened.begin(source: source)
  }

  /// Begins another piece of an input.
  mutating func beginPiece(linesBefore: Int, offset: UInt64) {
    opened.refresh()
    counts = LineCounts()
    for index in ignored.indices { ignored[index] = 0 }
    self.linesBefore = linesBefore
    blockOffset = offset
  }

  /// Rejects a piece that is one line.
  mutating func rejectAlone(_ reason: RejectReason, bytes: Span<UInt8>, byteCount: Int) {
    counts.account.lines = 1
    counts.account.reject(
      reason.rawValue, line: 1, offset: Int(blockOffset), bytes: bytes, byteCount: byteCount)
  }

  /// The account of the piece so far; fragments and opens are settled when all inputs are read.
  var account: LineAccount {
    var account = counts.finished
    for (reason, count) in zip(IgnoreReason.allCases, ignored) where count > 0 {
      account.ignored[reason.rawValue, default: 0] += count
    }
    return account
  }

  /// Ends the work of one worker.
  consuming func finish() -> WorkerResult<Taker.Yield> {
    let (fragments, failure) = (fragments, failure)
    return WorkerResult(
      yield: taker.finish(), opened: opened.finish(), fragments: fragments, failure: failure)
  }

  mutating func announce(users: Span<TextPlace>, in block: Span<UInt8>) {
    taker.announce(users: users, in: block)
  }

  mutating func sift(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) -> UInt64 {
    taker.sift(batch, in: block)
  }

  mutating func pass(_ lines: Range<Int>, of batch: borrowing EarlyBatch) {
    taker.pass(lines, of: batch)
    counts.addEvents(batch.kind, at: batch.times.span.extracting(lines))
  }

  mutating func passes(_ early: borrowing EarlyEvent) -> Bool {
    guard taker.passes(early) else { return false }
    counts.addEvent(early.kind, at: early.time)
    return true
  }

  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool {
    taker.isConcerned(by: event, in: block)
  }

  mutating func pass(_ event: borrowing Event, at line: LinePlace) {
    counts.addEvent(event.kind, at: event.time)
  }

  mutating func accept(_ event: inout Event, in block: Span<UInt8>, at line: LinePlace) {
    if waits(event, in: block, at: line) { return counts.noteTime(event.time) }
    counts.addEvent(event.kind, at: event.time)
    do throws(SystemError) {
      if let decoded {
        try taker.take(&event, in: decoded.bytes.span, line: storedLine(line, decoded))
      } else {
        try taker.take(
          &event, in: block, line: FactLine(place: place(of: line), range: line.range))
      }
      try relieve()
    } catch {
      failure = failure ?? error
    }
  }

  /// Whether an event waits until it is known which devices were at its machine.
  @inline(__always)
  private mutating func waits(
    _ event: borrowing Event, in block: Span<UInt8>, at line: LinePlace
  ) -> Bool {
    guard event.kind == .file || event.kind == .device else { return false }
    return waitsForDevices(event, in: block, at: line)
  }

  private mutating func waitsForDevices(
    _ event: borrowing Event, in block: Span<UInt8>, at line: LinePlace
  ) -> Bool {
    do throws(SystemError) {
      if let decoded {
        let range = decoded.storedRange(ofLine: line.number, text: line.range)
        return try stories.take(
          event, in: decoded.bytes.span, line: decoded.bytes.span.extracting(range),
          at: place(of: line), into: &fragments.ofMachines)
      }
      return try stories.take(
        event, in: block, line: block.extracting(line.range), at: place(of: line),
        into: &fragments.ofMachines)
    } catch {
      failure = failure ?? error
      return false
    }
  }

  mutating func acceptOpen(
    _ event: inout Event, on server: Span<UInt8>, in block: Span<UInt8>, at line: LinePlace
  ) {
    // Lines are in order or not, whatever becomes of them.
    counts.noteTime(event.time)
    do throws(SystemError) {
      let isTaken: Bool
      if let decoded {
        isTaken = try opened.take(
          &event, on: server, in: decoded.bytes.span, line: storedLine(line, decoded))
      } else {
        isTaken = try opened.take(
          &event, on: server, in: block,
          line: FactLine(place: place(of: line), range: line.range))
      }
      if !isTaken { ignored[IgnoreReason.irrelevant.index] += 1 }
      try relieve()
    } catch {
      failure = failure ?? error
    }
  }

  mutating func noteDoubt(_ doubt: ClockDoubt) { counts.account.note(doubt) }

  mutating func noteMessage(_ messageID: Span<UInt8>, of family: FragmentFamily) {
    fragments.noteMessage(messageID, of: family)
  }

  mutating func noteTransfer(on server: Span<UInt8>) { opened.noteTransfer(on: server) }

  /// Keeps facts of opens and all others together within the memory that is for facts.
  private mutating func relieve() throws(SystemError) {
    let openedByteCount = opened.heldByteCount
    guard openedByteCount > 0, openedByteCount + taker.heldByteCount > memoryByteCount else {
      return
    }
    if openedByteCount <= taker.heldByteCount { return try taker.spill() }
    // Very many servers with a handful of opens each: a file for each of them would be worse.
    if try !opened.spillMost() { memoryByteCount += memoryByteCount / 4 }
  }

  mutating func acceptFragment(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, in block: Span<UInt8>,
    at line: LinePlace
  ) {
    do throws(SystemError) {
      if let decoded {
        let stored = decoded.bytes.span.extracting(
          decoded.storedRange(ofLine: line.number, text: line.range))
        let both = TwofoldLine.joining(text: block.extracting(line.range), stored: stored)
        try fragments.add(
          family, key: key, time: time, line: both.span, at: place(of: line))
      } else {
        try fragments.add(
          family, key: key, time: time, line: block.extracting(line.range),
          at: place(of: line))
      }
    } catch {
      failure = failure ?? error
    }
  }

  mutating func acceptFragments(
    _ family: FragmentFamily, key: Span<UInt8>, lines: Span<FragmentLine>, in block: Span<UInt8>
  ) {
    guard packsRecords, decoded == nil, RecordFragments.sort(of: family.rawValue) == 0 else {
      for index in lines.indices {
        acceptFragment(
          family, key: key, time: lines[index].time, in: block, at: lines[index].place)
      }
      return
    }
    do throws(SystemError) {
      fragments.limit(ofRecords: 2 * memoryByteCount - min(taker.heldByteCount, memoryByteCount))
      try fragments.add(
        family, key: key, lines: lines, in: block,
        at: SourcePlace(source: source, line: UInt64(linesBefore), offset: blockOffset))
    } catch {
      failure = failure ?? error
    }
  }

  mutating func ignore(_ reason: IgnoreReason, program: Span<UInt8>, at line: LinePlace) {
    ignored[reason.index] += 1
    if program.count > 0 { counts.addOtherProgram(program) }
  }

  mutating func addLines(_ count: Int) { counts.account.eventLines += count }

  mutating func reject(_ reason: RejectReason, in block: Span<UInt8>, at line: LinePlace) {
    counts.account.reject(
      reason.rawValue, line: line.number, offset: Int(place(of: line).offset),
      bytes: block.extracting(line.range), byteCount: storedRange(of: line).count)
  }

  private func place(of line: LinePlace) -> SourcePlace {
    SourcePlace(
      source: source, line: UInt64(linesBefore + line.number),
      offset: blockOffset + UInt64(storedRange(of: line).lowerBound))
  }

  /// Where a line stands in the block as it is stored.
  private func storedRange(of line: LinePlace) -> Range<Int> {
    guard let decoded else { return line.range }
    let range = decoded.storedRange(ofLine: line.number, text: line.range)
    return (range.lowerBound - decoded.textByteCount)..<(range.upperBound - decoded.textByteCount)
  }

  /// A line whose evidence is what is stored, not what was read.
  private func storedLine(_ line: LinePlace, _ decoded: DecodedBlock) -> FactLine {
    FactLine(
      place: place(of: line), range: decoded.storedRange(ofLine: line.number, text: line.range))
  }
}

extension IgnoreReason {
  /// The position among all reasons.
  fileprivate var index: Int {
    switch self {
    case .blank: 0
    case .header: 1
    case .comment: 2
    case .otherProgram: 3
    case .irrelevant: 4
    case .incompleteRecord: 5
    }
  }
}
