internal import ByteScan
internal import Detection
internal import Dispatch
internal import EventModel
internal import LogArchive
internal import LogFormats
internal import Synchronization
internal import SystemBoundary

/// What one worker keeps of the events it has read.
struct WorkerResult<Yield: Sendable>: Sendable {
  var yield: Yield
  /// What it keeps of opens, by server; the whole run decides whether they are reads.
  var opened: [OpenedFilesYield<Yield>]
  var fragments: RecordFragments
  var failure: SystemError?
}

/// Reads every input and hands its events on; any worker may read any block.
struct MapStage<Taker: EventTaker & ~Copyable> {
  var queue: InputQueue
  let wantedFields: FieldSet
  var jobCount: Int
  let memoryByteCount: Int
  /// Whether lines of one record and block may be kept together, as no later run goes on with them.
  let packsRecords: Bool
  let audited: AuditedServers
  let progress: ProgressLine
  /// The number of the first input in places of lines.
  var firstSource: UInt32 = 0

  /// Runs the stage.
  ///
  /// - Parameter makeTaker: Makes what takes the events of one worker.
  /// - Returns: The results, worker by worker.
  func run(_ makeTaker: @escaping @Sendable () -> Taker) -> [WorkerResult<Taker.Yield>] {
    let results = Mutex<[WorkerResult<Taker.Yield>]>([])
    DispatchQueue.concurrentPerform(iterations: jobCount) { _ in
      var sink = MapSink(
        memoryByteCount: memoryByteCount / jobCount, packsRecords: packsRecords,
        audited: audited, makeTaker)
      var block = LineBlock()
      while Interruption.signalNumber == nil, sink.failure == nil, let input = queue.next() {
        work(on: input, block: &block, into: &sink)
      }
      let result = sink.finish()
      results.withLock { $0.append(result) }
    }
    return results.withLock { $0 }
  }

  /// Reads blocks of an input until it ends.
  private func work(on input: SharedInput, block: inout LineBlock, into sink: inout MapSink<Taker>)
  {
    sink.source = firstSource + UInt32(input.number)
    var lines: LogReader?
    var part = SharedInput.Part()
    var decoded = DecodedBlock()
    var isBegun = false
    while let (piece, identity) = input.next(into: &block, as: &part) {
      if piece.wasReadBefore {
        learn(from: block, piece, of: input, identity, &decoded, &lines)
        continue
      }
      sink.beginPiece(linesBefore: piece.linesBefore, offset: piece.offset)
      let span = block.bytes
      switch piece.content {
      case .block:
        if lines == nil { lines = identity.reader(wanted: wantedFields) }
        if !isBegun {
          isBegun = true
          sink.begin(source: identity.fields)
        }
        sink.counts.account.lines = piece.lineCount
        let end: Int
        if piece.encoding == .asStored {
          end = lines?.read(span, firstLine: 1, isLast: piece.isLast, into: &sink) ?? span.count
        } else {
          end = readDecoded(span, piece, &decoded, &lines, &sink)
        }
        if end < span.count { sink.counts.account.lines -= input.giveBack(block, from: end) }
        progress.add(byteCount: end, ofInput: input.number)
      case .tornLine:
        sink.rejectAlone(.partialAtTruncation, bytes: span, byteCount: span.count)
      case .oversizeLine(let byteCount):
        sink.rejectAlone(.lineTooLong, bytes: span, byteCount: byteCount)
      }
      let counts = piece.encoding == .asStored ? DecodingCounts() : decoded.counts
      input.add(sink.account, counts, ofPiece: piece.number)
      if sink.failure != nil || Interruption.signalNumber != nil { return }
    }
  }
  /// Reads lines that an earlier run has read, for what they tell of the next ones: headers, years.
  private func learn(
    from block: borrowing LineBlock, _ piece: SharedInput.Piece, of input: SharedInput,
    _ identity: SourceIdentity, _ decoded: inout DecodedBlock, _ lines: inout LogReader?
  ) {
    if lines == nil { lines = identity.reader(wanted: wantedFields) }
    let span = block.bytes
    var silence = SilentSink()
    var end = span.count
    if piece.encoding == .asStored {
      end = lines?.read(span, firstLine: 1, isLast: piece.isLast, into: &silence) ?? end
    } else {
      decoded.fill(from: span, piece.encoding)
      let text = decoded.text
      let read = lines?.read(text, firstLine: 1, isLast: piece.isLast, into: &silence)
      if let read, read < decoded.textByteCount { end = decoded.storedOffset(ofText: read) }
    }
    if end < span.count { _ = input.giveBack(block, from: end) }
  }

  /// Reads a block whose lines are not stored as UTF-8; returns how many of its bytes were read.
  private func readDecoded(
    _ block: Span<UInt8>, _ piece: SharedInput.Piece, _ decoded: inout DecodedBlock,
    _ lines: inout LogReader?, _ sink: inout MapSink<Taker>
  ) -> Int {
    decoded.fill(from: block, piece.encoding)
    sink.decoded = decoded
    let end =
      lines?.read(decoded.text, firstLine: 1, isLast: piece.isLast, into: &sink)
      ?? decoded.textByteCount
    sink.decoded = nil
    guard end < decoded.textByteCount else { return block.count }
    let stored = decoded.storedOffset(ofText: end)
    // Lines that are read again are counted then.
    decoded.fill(from: block.extracting(0..<stored), piece.encoding)
    return stored
  }
}
