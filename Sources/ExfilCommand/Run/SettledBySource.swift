internal import Detection
internal import EventModel
internal import LogFormats

/// What became of lines, input by input; most lines are of the same input as the one before.
struct SettledBySource {
  private(set) var lines: [UInt32: SettledLines] = [:]
  private var source: UInt32?
  private var current = SettledLines()

  /// Notes an event by its first line.
  mutating func addEvent(_ kind: EventKind, at time: Timestamp, first: FragmentGroup.Line) {
    open(first.place.source)
    current.counts.addSettledEvent(kind, at: time)
  }

  /// Notes a line of an event.
  mutating func addEventLine(_ line: FragmentGroup.Line) {
    open(line.place.source)
    current.eventLines += 1
  }

  /// Notes a line that came to nothing.
  mutating func ignore(
    _ line: FragmentGroup.Line, for reason: IgnoreReason = .incompleteRecord
  ) {
    open(line.place.source)
    current.ignore(reason)
  }

  /// Puts what was counted last to the others.
  mutating func close() {
    guard let source else { return }
    lines[source] = current
    self.source = nil
  }

  @inline(__always)
  private mutating func open(_ source: UInt32) {
    if source != self.source { change(to: source) }
  }

  private mutating func change(to source: UInt32) {
    close()
    self.source = source
    current = lines.removeValue(forKey: source) ?? SettledLines()
  }
}
