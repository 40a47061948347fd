internal import ByteScan
internal import EventModel

/// Keeps what a reader made of one line that it read in other bytes than those of its block, to hand it on
/// with the block.
struct RelaySink: LineSink {
  private enum Outcome {
    case nothing, event
    case open(server: [UInt8])
    case fragment(FragmentFamily, key: [UInt8], time: Timestamp)
    case ignored(IgnoreReason, program: [UInt8])
    case rejected(RejectReason)
  }

  private var outcome = Outcome.nothing
  private var transfers: [[UInt8]] = []
  private var doubt: ClockDoubt?
  private var message: (id: [UInt8], family: FragmentFamily)?
  private var event = Event()

  mutating func accept(_ event: inout Event, in block: Span<UInt8>, at line: LinePlace) {
    event.ownTexts(in: block)
    self.event = event
    outcome = .event
  }

  mutating func acceptOpen(
    _ event: inout Event, on server: Span<UInt8>, in block: Span<UInt8>, at line: LinePlace
  ) {
    accept(&event, in: block, at: line)
    outcome = .open(server: [UInt8](server))
  }

  mutating func noteDoubt(_ doubt: ClockDoubt) { self.doubt = doubt }

  mutating func noteMessage(_ messageID: Span<UInt8>, of family: FragmentFamily) {
    message = ([UInt8](messageID), family)
  }

  mutating func noteTransfer(on server: Span<UInt8>) { transfers.append([UInt8](server)) }

  mutating func acceptFragment(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, in block: Span<UInt8>,
    at line: LinePlace
  ) { outcome = .fragment(family, key: [UInt8](key), time: time) }

  mutating func ignore(_ reason: IgnoreReason, program: Span<UInt8>, at line: LinePlace) {
    outcome = .ignored(reason, program: [UInt8](program))
  }

  mutating func addLines(_ count: Int) {}

  mutating func reject(_ reason: RejectReason, in block: Span<UInt8>, at line: LinePlace) {
    outcome = .rejected(reason)
  }

  /// Hands the outcome on, as that of a line of a block.
  consuming func replay(
    in block: Span<UInt8>, at line: LinePlace, into sink: inout some LineSink & ~Copyable
  ) {
    for server in transfers { sink.noteTransfer(on: server.span) }
    if let doubt { sink.noteDoubt(doubt) }
    if let message { sink.noteMessage(message.id.span, of: message.family) }
    switch outcome {
    case .nothing: sink.reject(.malformed, in: block, at: line)
    case .event: sink.accept(&event, in: block, at: line)
    case .open(let server): sink.acceptOpen(&event, on: server.span, in: block, at: line)
    case .fragment(let family, let key, let time):
      sink.acceptFragment(family, key: key.span, time: time, in: block, at: line)
    case .ignored(let reason, let program):
      sink.ignore(reason, program: program.span, at: line)
    case .rejected(let reason): sink.reject(reason, in: block, at: line)
    }
  }
}
