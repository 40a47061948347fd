internal import ByteScan
internal import EventModel

/// Reads what mail services write: one JSON object a line, joined to messages across files.
struct ServiceReader: LineByLineReader {
  private let server: MailServer
  private var key: [UInt8] = []

  init(_ server: MailServer) { self.server = server }

  mutating func readLine<Sink: LineSink & ~Copyable>(
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
