internal import ByteScan
internal import EventModel

/// Reads lines of which each is understood by itself.
protocol LineByLineReader: Sendable {
  /// Reads a line that holds more than blanks and is no rubble of a power loss, and makes exactly one call
  /// of the sink for it.
  mutating func readLine<Sink: LineSink & ~Copyable>(
    _ line: LinePlace, of block: Span<UInt8>, into sink: inout Sink)
}

extension LineByLineReader {
  /// Reads whole lines and makes one call of the sink for each.
  mutating func read<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, firstLine: Int, into sink: inout Sink
  ) {
    var lines = LineCursor(block)
    var number = firstLine
    while let range = lines.next() {
      let line = LinePlace(number: number, range: range)
      number += 1
      if block.isBlankLine(range) {
        sink.ignore(.blank, program: block.extracting(0..<0), at: line)
      } else if block.isNulRun(range) {
        sink.reject(.nulRun, in: block, at: line)
      } else {
        readLine(line, of: block, into: &sink)
      }
    }
  }
}
