internal import Detection
internal import EventModel
internal import SystemBoundary

/// What a run does with each event: make facts of it, or print it.
protocol EventTaker: ~Copyable, Sendable {
  /// What is left of the events in the end.
  associatedtype Yield: Sendable
  /// Tells what the source of the following events carries.
  mutating func begin(source: SourceFields)
  /// Looks up who the events to come are of, as ``LineSink`` tells.
  mutating func announce(users: Span<TextPlace>, in block: Span<UInt8>)
  /// Looks up who the events of a batch are of; returns which lines are events that the taker does not
  /// want, as ``LineSink`` tells.
  mutating func sift(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) -> UInt64
  /// Takes notice of the events of such lines.
  mutating func pass(_ lines: Range<Int>, of batch: borrowing EarlyBatch)
  /// Returns whether the taker is done with an event of which these early fields are known.
  mutating func passes(_ early: borrowing EarlyEvent) -> Bool
  /// Returns whether the taker wants an event that has its early fields so far.
  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool
  /// Takes an event whose texts and lines stand in the block.
  mutating func take(
    _ event: inout Event, in block: Span<UInt8>, line: FactLine
  ) throws(SystemError)
  /// Takes an event that was joined from lines standing in the block.
  mutating func take(
    joined event: inout Event, in block: Span<UInt8>, lines: [FactLine]
  ) throws(SystemError)
  /// How much memory could be had by ``spill()``.
  var heldByteCount: Int { get }
  /// Moves what is kept of the events to disk.
  mutating func spill() throws(SystemError)
  /// Ends the taking.
  consuming func finish() -> Yield
}

extension EventTaker where Self: ~Copyable {
  mutating func passes(_ early: borrowing EarlyEvent) -> Bool { false }

  mutating func announce(users: Span<TextPlace>, in block: Span<UInt8>) {}

  mutating func sift(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) -> UInt64 { 0 }

  mutating func pass(_ lines: Range<Int>, of batch: borrowing EarlyBatch) {}
}

/// The facts of one worker and the identities it has met.
struct FactYield: Sendable {
  var facts: PartitionedFacts
  var identities: [KnownIdentity]
  var eventsWithoutSubject: Int
  /// What exceptions and disabled rules have left out, in the order of ``FactMapper/leftOut``.
  var leftOut: [LeftOutEvents]
}

/// Makes facts for the rules.
struct FactTaker: EventTaker, ~Copyable {
  var mapper: FactMapper

  /// Whether events are looked at before they are read whole; the findings are the same without.
  var looksAhead = true

  mutating func begin(source: SourceFields) { mapper.begin(source: source) }

  mutating func announce(users: Span<TextPlace>, in block: Span<UInt8>) {
    mapper.announce(users: users, in: block)
  }

  mutating func sift(_ batch: borrowing EarlyBatch, in block: Span<UInt8>) -> UInt64 {
    mapper.announce(batch, in: block)
    return looksAhead ? mapper.excluded(of: batch) : 0
  }

  mutating func pass(_ lines: Range<Int>, of batch: borrowing EarlyBatch) {
    mapper.pass(lines, of: batch)
  }

  mutating func passes(_ early: borrowing EarlyEvent) -> Bool {
    guard looksAhead else { return false }
    return mapper.passes(early)
  }

  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool {
    !looksAhead || mapper.isConcerned(by: event, in: block)
  }

  mutating func take(
    _ event: inout Event, in block: Span<UInt8>, line: FactLine
  ) throws(SystemError) {
    try mapper.add(&event, in: block, line: line)
  }

  mutating func take(
    joined event: inout Event, in block: Span<UInt8>, lines: [FactLine]
  ) throws(SystemError) {
    try mapper.add(joined: &event, in: block, lines: lines)
  }

  var heldByteCount: Int { mapper.heldByteCount }

  mutating func spill() throws(SystemError) { try mapper.spill() }

  consuming func finish() -> FactYield {
    FactYield(
      facts: mapper.finish(), identities: mapper.identities,
      eventsWithoutSubject: mapper.eventsWithoutSubject, leftOut: mapper.leftOut)
  }
}
