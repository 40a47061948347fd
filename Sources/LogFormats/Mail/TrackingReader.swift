internal import ByteScan
internal import EventModel

/// Reads files of Exchange's message tracking, `MSGTRK*.LOG`.
///
/// Comments, `#Fields:` with the names of the columns, and rows; the rows of a message are joined across
/// files.
struct TrackingReader: LineByLineReader {
  private var isOurs = false
  private var columnCount = 0
  private var key: [UInt8] = []

  private static let firstNames = [
    "date-time", "client-ip", "client-hostname", "server-ip", "server-hostname", "source-context",
    "connector-id", "source", "event-id", "internal-message-id", "message-id",
  ]
  private static let nextNames = [
    "recipient-address", "recipient-status", "total-bytes", "recipient-count",
    "related-recipient-address", "reference", "message-subject", "sender-address", "return-path",
    "message-info",
  ]

  mutating func readLine<Sink: LineSink & ~Copyable>(
    _ line: LinePlace, of block: Span<UInt8>, into sink: inout Sink
  ) {
    if block[line.range.lowerBound] == UInt8(ascii: "#") {
      readComment(block, line, into: &sink)
    } else {
      readRow(block, line, into: &sink)
    }
  }

  private mutating func readComment<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ line: LinePlace, into sink: inout Sink
  ) {
    let text = block.extracting(line.range)
    guard text.starts(with: "#Fields:") else {
      return sink.ignore(.comment, program: block.extracting(0..<0), at: line)
    }
    readFields(String(lossy: text.extracting(8...)))
    if isOurs {
      sink.ignore(.header, program: block.extracting(0..<0), at: line)
    } else {
      sink.reject(.noHeader, in: block, at: line)
    }
  }

  /// The known columns must stand where every version has them; what comes after them may be new.
  private mutating func readFields(_ text: String) {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.filter { $0 != " " && $0 != "\r" }
    }
    columnCount = names.count
    let hasNetworkID = names.count >= TrackingLine.networkIDCount
    let expected = Self.firstNames + (hasNetworkID ? ["network-message-id"] : []) + Self.nextNames
    isOurs = names.count <= TrackingLine.columnLimit && names.starts(with: expected)
  }

  private mutating func readRow<Sink: LineSink & ~Copyable>(
    _ block: Span<UInt8>, _ line: LinePlace, into sink: inout Sink
  ) {
    guard isOurs else { return sink.reject(.noHeader, in: block, at: line) }
    let row: TrackingLine
    do throws(MailFault) {
      row = try TrackingLine(block, line: line.range)
    } catch {
      return sink.reject(error.reason, in: block, at: line)
    }
    guard row.columnCount == columnCount else {
      return sink.reject(.columnCount, in: block, at: line)
    }
    guard !row.mailLine.isIrrelevant else {
      return sink.ignore(.irrelevant, program: block.extracting(0..<0), at: line)
    }
    let time: Timestamp
    do throws(TimeError) {
      let clock = ClockReading(try block.extracting(row.time).scanInternetTime())
      // The log is in UTC, and says so with a `Z`.
      time = Timestamp(
        microseconds: clock.civil.microsecondsSince1970(offsetInSeconds: clock.offsetInSeconds ?? 0)
      )
    } catch {
      return sink.reject(.badTime, in: block, at: line)
    }
    // Internal ids are a server's own; two servers may use the same one for different messages.
    key.removeAll(keepingCapacity: true)
    key.append(copying: block.extracting(row.mailLine.messageID ?? 0..<0))
    key.append(0)
    key.append(copying: block.extracting(row.mailLine.queueID))
    sink.acceptFragment(.exchangeMessage, key: key.span, time: time, in: block, at: line)
  }
}
