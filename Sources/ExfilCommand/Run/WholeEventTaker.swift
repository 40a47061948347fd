internal import Detection
internal import EventModel
internal import SystemBoundary

/// Hands every event to what traces rules.
struct WholeEventTaker<Tracer: WholeEventTracing & ~Copyable>: EventTaker, ~Copyable {
  var tracer: Tracer

  mutating func begin(source: SourceFields) { tracer.begin(source: source) }

  /// Every event is looked at whole: whose it is, and why a rule does not concern it, is what is
  /// asked for.
  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool { true }

  mutating func take(
    _ event: inout Event, in block: Span<UInt8>, line: FactLine
  ) throws(SystemError) {
    try tracer.add(&event, in: block, lines: [line])
  }

  mutating func take(
    joined event: inout Event, in block: Span<UInt8>, lines: [FactLine]
  ) throws(SystemError) {
    try tracer.add(&event, in: block, lines: lines)
  }

  var heldByteCount: Int { tracer.heldByteCount }

  mutating func spill() throws(SystemError) { try tracer.spill() }

  consuming func finish() -> Tracer.Yield { tracer.finish() }
}
