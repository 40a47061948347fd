internal import ByteScan
internal import EventModel

/// Reads what mail services write: one JSON object a line, joined to messages across files.
struct ServiceReader: Sendable {
  private let server: MailServer
  private var key: [UInt8] = []

  init(_ server: MailServer) { self.server = server }

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
        read(line, of: block, into: &sink)
      }
    }
  }

  private mutating func read<Sink: LineSink & ~Copyable>(
    _ line: LinePlace, of block: Span<UInt8>, into sink: inout Sink
  ) {
    let record: ServiceLine?
    do throws(MailFault) {
      record = try ServiceLine(server, block, line: line.range)
    } catch {
      return sink.reject(error.reason, in: block, at: line)
    }
    guard let record else {
      return sink.ignore(.irrelevant, program: block.extracting(0..<0), at: line)
    }
    key.removeAll(keepingCapacity: true)
    key.append(copying: block.extracting(record.mailLine.queueID))
    sink.acceptFragment(server.family, key: key.span, time: record.time, in: block, at: line)
  }
}
