internal import ByteScan
internal import EventModel

/// Reads files that Exim writes itself (`mainlog`): a date, an id, what happened.
struct EximReader: LineByLineReader {
  private let timezone: CivilZone?
  private var key: [UInt8] = []

  init(timezone: CivilZone?) { self.timezone = timezone }

  mutating func readLine<Sink: LineSink & ~Copyable>(
    _ line: LinePlace, of block: Span<UInt8>, into sink: inout Sink
  ) {
    guard EximLine.isDated(block, line.range) else {
      // A text of several lines: all but the first begin with a blank.
      if block[line.range.lowerBound] == 0x20 {
        return sink.ignore(.irrelevant, program: block.extracting(0..<0), at: line)
      }
      return sink.reject(.malformed, in: block, at: line)
    }
    let said: MailLine?
    do throws(MailFault) {
      said = try EximLine(block, text: line.range)?.mailLine
    } catch {
      return sink.reject(error.reason, in: block, at: line)
    }
    // Connections, queue runs, refusals: no message came into being.
    guard let said else {
      return sink.ignore(.irrelevant, program: block.extracting(0..<0), at: line)
    }
    let clock: ClockReading
    do throws(TimeError) {
      clock = try Self.clock(block.extracting(line.range))
    } catch {
      return sink.reject(.badTime, in: block, at: line)
    }
    guard let moment = clock.moment(in: timezone) else {
      return sink.reject(.zoneUnknown, in: block, at: line)
    }
    if let doubt = moment.doubt { sink.noteDoubt(doubt) }
    key.removeAll(keepingCapacity: true)
    key.append(0)
    key.append(copying: block.extracting(said.queueID))
    if let id = said.messageID { sink.noteMessage(block.extracting(id), of: .eximMessage) }
    sink.acceptFragment(.eximMessage, key: key.span, time: moment.time, in: block, at: line)
  }

  /// Whether the first dated line of a sample names no zone.
  static func lacksZone(_ sample: Span<UInt8>) -> Bool {
    var lines = LineCursor(sample)
    while let line = lines.next() {
      guard EximLine.isDated(sample, line), let clock = try? clock(sample.extracting(line)) else {
        continue
      }
      return clock.offsetInSeconds == nil
    }
    return false
  }

  /// `2026-10-12 09:31:07.123 +0900`; the zone only with `log_timezone`.
  private static func clock(_ text: Span<UInt8>) throws(TimeError) -> ClockReading {
    var clock = ClockReading(try text.scanInternetTime())
    if clock.offsetInSeconds == nil, text.has(0x20, at: clock.byteCount),
      let zone = try text.zoneOffset(at: clock.byteCount + 1)
    {
      clock.offsetInSeconds = zone.seconds
    }
    return clock
  }
}
