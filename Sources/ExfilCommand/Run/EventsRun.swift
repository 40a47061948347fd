internal import Detection
internal import EventModel
internal import LogArchive
internal import People
internal import Reports
internal import RuleProgram
internal import Synchronization
internal import SystemBoundary

/// Prints events into a spool, to be put into the order of inputs and lines afterwards.
struct EventSpooler: EventTaker, ~Copyable {
  /// One printed event: where it belongs, and where it stands in the spool.
  struct Entry: Sendable {
    var place: SourcePlace
    var offset: UInt64
    var byteCount: Int
  }

  /// What one taker has printed.
  struct Yield: Sendable { var entries: [Entry] }

  private let printer: EventPrinter
  private let context: RunContext
  private let spool: SharedSpool
  private var entries: [Entry] = []
  private var buffer: [UInt8] = []

  init(printer: EventPrinter, context: RunContext, spool: SharedSpool) {
    self.printer = printer
    self.context = context
    self.spool = spool
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

  consuming func finish() -> Yield { Yield(entries: entries) }

  private mutating func add(
    _ event: inout Event, in block: Span<UInt8>, at place: SourcePlace
  ) throws(SystemError) {
    event.complete(companyDomains: context.companyDomains, in: block)
    if let identity = context.people.identity(of: event, in: block) {
      event.set(.user, copying: context.people.userText(of: identity).span)
    }
    buffer.removeAll(keepingCapacity: true)
    printer.append(
      event, in: block, file: context.inputs[Int(place.source)].path.display,
      line: Int(place.line), to: &buffer)
    let offset = try spool.append(buffer)
    entries.append(Entry(place: place, offset: offset, byteCount: buffer.count))
  }
}

/// A spool that all workers of a run append to.
final class SharedSpool: Sendable {
  private let file: Mutex<SpoolFile>

  /// - Throws: ``SystemError`` when no file can be made.
  init() throws(SystemError) { file = Mutex(try SpoolFile()) }

  /// Appends bytes and returns the offset at which they stand.
  func append(_ bytes: [UInt8]) throws(SystemError) -> UInt64 {
    try file.withLock { file throws(SystemError) in try file.append(bytes.span) }
  }

  /// Ends the writing, before the first byte is read.
  func flush() throws(SystemError) {
    try file.withLock { file throws(SystemError) in try file.flush() }
  }

  /// Replaces the bytes by those at an offset.
  func read(at offset: UInt64, byteCount: Int, into bytes: inout [UInt8]) throws(SystemError) {
    bytes.removeAll(keepingCapacity: true)
    bytes += [UInt8](repeating: 0, count: byteCount)
    try file.withLock { file throws(SystemError) in
      var target = bytes.mutableSpan
      _ = try file.read(at: offset, into: &target)
    }
  }
}

/// Hands every event, printed, to the receiver, in the order of inputs and then lines.
///
/// - Throws: ``RunFailure``, or what the receiver throws.
func printEvents(
  _ plan: RunPlan, _ printer: EventPrinter, _ receive: (Span<UInt8>) throws(SystemError) -> Void
) throws -> RunOutcome {
  let context = try RunContext(plan, wanted: FieldSet(rawValue: .max))
  let spool = try SharedSpool()
  let reading = try context.readInputs(.silent, tellsFaults: false) {
    EventSpooler(printer: printer, context: context, spool: spool)
  }
  try spool.flush()
  // Events whose places are equal cannot be: a line leads to one event at most.
  let entries = reading.yields.flatMap(\.entries).sorted {
    ($0.place.source, $0.place.line) < ($1.place.source, $1.place.line)
  }
  var bytes: [UInt8] = []
  for entry in entries {
    try spool.read(at: entry.offset, byteCount: entry.byteCount, into: &bytes)
    try receive(bytes.span)
  }
  var summary = RunSummary()
  summary.inputs = reading.accounts
  summary.warnings = context.warnings
  var outcome = RunOutcome(
    findings: [], summary: summary, zone: context.zone,
    newestEvent: reading.newestEvent, resolveUser: { $0 })
  outcome.signalNumber = Interruption.signalNumber
  return outcome
}
