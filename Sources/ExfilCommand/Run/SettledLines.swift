internal import Detection
internal import LogFormats

/// What became of lines of one input that could not be told line by line.
struct SettledLines: Sendable {
  /// Events whose first line stands in the input.
  var counts = LineCounts()
  /// Lines that are part of an event.
  var eventLines = 0
  private(set) var ignored: [IgnoreReason: Int] = [:]

  /// Notes lines that came to nothing.
  mutating func ignore(_ reason: IgnoreReason, lineCount: Int = 1) {
    ignored[reason, default: 0] += lineCount
  }
}
