internal import EventModel

/// Counts what a reader makes of a sample.
struct CountingSink: LineSink {
  /// Events, headers and parts of records: what only the format at hand can have made of the lines.
  private(set) var certainCount = 0
  /// Lines that are not rejected, blank ones left aside.
  private(set) var readCount = 0
  /// Whether a line needs a zone that nobody told.
  private(set) var lacksZone = false

  mutating func accept(_ event: inout Event, in block: Span<UInt8>, at line: LinePlace) {
    certainCount += 1
    readCount += 1
  }

  mutating func addLines(_ count: Int) { readCount += count }

  mutating func acceptFragment(
    _ family: FragmentFamily, key: Span<UInt8>, time: Timestamp, in block: Span<UInt8>,
    at line: LinePlace
  ) {
    certainCount += 1
    readCount += 1
  }

  mutating func ignore(_ reason: IgnoreReason, program: Span<UInt8>, at line: LinePlace) {
    if reason == .header { certainCount += 1 }
    if reason != .blank { readCount += 1 }
  }

  mutating func reject(_ reason: RejectReason, in block: Span<UInt8>, at line: LinePlace) {
    if reason == .zoneUnknown { lacksZone = true }
  }
}
