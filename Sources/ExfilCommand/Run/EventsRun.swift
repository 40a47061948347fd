internal import Detection
internal import EventModel
internal import LogArchive
internal import People
internal import Reports
internal import RuleProgram
internal import SystemBoundary

/// Prints events into a spool, to be put into the order of inputs and lines afterwards.
struct EventSpooler: EventTaker, ~Copyable {
  /// One printed event: where it belongs, and where it stands in the spool.
  struct Entry: Sendable {
    var place: SourcePlace
    var offset: UInt64
    var byteCount: Int
  }

  /// What one worker has printed.
  struct Yield: Sendable {
    var entries: [Entry]
    var spool: SpooledEvents?
    var failure: SystemError?
  }

  private let printer: EventPrinter
  private let context: RunContext
  private var spool: SpoolFile?
  private var entries: [Entry] = []
  private var buffer: [UInt8] = []
  private var failure: SystemError?

  init(printer: EventPrinter, context: RunContext) {
    self.printer = printer
    self.context = context
    do throws(SystemError) { spool = try SpoolFile() } catch {
      spool = nil
      failure = error
    }
  }

  mutating func begin(source: SourceFields) {}

  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool { true }

  mutating func take(
    _ event: inout Event, in block: Span<UInt8>, line: FactLine
  ) throws(SystemError) {
    try add(&event, in: block, at: line.place)
  }

  mutating func take(
    joined event: inout Event, in block: Span<UInt8>, lines: [FactLine]
  ) throws(SystemError) {
    try add(&event, in: block, at: lines[0].place)
  }

  /// Everything is on disk as soon as it is printed.
  var heldByteCount: Int { 0 }

  mutating func spill() throws(SystemError) {}

  consuming func finish() -> Yield {
    var failure = failure
    if spool != nil {
      do throws(SystemError) { try spool?.flush() } catch { failure = failure ?? error }
    }
    let entries = entries
    guard let spool = spool.take() else {
      return Yield(entries: entries, spool: nil, failure: failure)
    }
    return Yield(entries: entries, spool: SpooledEvents(spool), failure: failure)
  }

  private mutating func add(
    _ event: inout Event, in block: Span<UInt8>, at place: SourcePlace
  ) throws(SystemError) {
    if let failure { throw failure }
    event.complete(companyDomains: context.companyDomains, in: block)
    if let identity = context.people.identity(of: event, in: block) {
      event.set(.user, copying: context.people.userText(of: identity).span)
    }
    buffer.removeAll(keepingCapacity: true)
    printer.append(
      event, in: block, file: context.inputs[Int(place.source)].path.display,
      line: Int(place.line), to: &buffer)
    let printed = buffer
    let offset = try spool?.append(printed.span) ?? 0
    entries.append(Entry(place: place, offset: offset, byteCount: buffer.count))
  }
}

/// A spool that is only read from now on.
final class SpooledEvents: Sendable {
  let spool: SpoolFile
  init(_ spool: consuming SpoolFile) { self.spool = spool }
}

/// Hands every event, printed, to the receiver, in the order of inputs and then lines.
///
/// - Throws: ``RunFailure``, or what the receiver throws.
func printEvents(
  _ plan: RunPlan, _ printer: EventPrinter, _ receive: (Span<UInt8>) throws(SystemError) -> Void
) throws -> RunOutcome {
  let context = try RunContext(plan, wanted: FieldSet(rawValue: .max))
  let reading = try context.readInputs(.silent) {
    EventSpooler(printer: printer, context: context)
  }
  for case let failure? in reading.yields.map(\.failure) { throw failure }
  // Events whose places are equal cannot be: a line leads to one event at most.
  let entries = reading.yields.enumerated().flatMap { worker, yield in
    yield.entries.map { (worker: worker, entry: $0) }
  }.sorted {
    ($0.entry.place.source, $0.entry.place.line) < ($1.entry.place.source, $1.entry.place.line)
  }
  var bytes: [UInt8] = []
  for (worker, entry) in entries {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: repeatElement(0, count: entry.byteCount))
    var target = bytes.mutableSpan
    _ = try reading.yields[worker].spool?.spool.read(at: entry.offset, into: &target)
    try receive(bytes.span)
  }
  var summary = RunSummary()
  summary.inputs = reading.accounts
  summary.warnings = context.warnings
  var outcome = RunOutcome(
    findings: [], summary: summary, zone: context.zone,
    newestEvent: reading.accounts.compactMap(\.lines.lastEvent).max(), resolveUser: { $0 })
  outcome.signalNumber = Interruption.signalNumber
  return outcome
}
