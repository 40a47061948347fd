internal import ByteScan
internal import EventModel
internal import LogFormats

/// Takes lines that were read before, and keeps nothing of them.
struct SilentSink: LineSink, ~Copyable {
  mutating func isConcerned(by event: borrowing Event, in block: Span<UInt8>) -> Bool { false }
  mutating func accept(_ event: inout Event, in block: Span<UInt8>, at line: LinePlace) {}
  mutating func acceptFragment(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, in block: Span<UInt8>,
    at line: LinePlace
  ) {}
  mutating func ignore(_ reason: IgnoreReason, program: Span<UInt8>, at line: LinePlace) {}
  mutating func addLines(_ count: Int) {}
  mutating func reject(_ reason: RejectReason, in block: Span<UInt8>, at line: LinePlace) {}
}
