internal import ByteScan
internal import EventModel

/// Reads envelopes of syslog lines, and works out when each was written.
///
/// The calendar runs on with every line, whatever program wrote it, so all lines of a file go to one
/// clock, in order.
struct SyslogClock: Sendable {
  /// When a line was written, or why that is not known.
  typealias Moment = Result<Timestamp, Reject>

  /// The envelope of a line with its time.
  struct DatedLine {
    var envelope: SyslogLine
    var moment: Moment
    /// What is doubtful about the time.
    var doubt: ClockDoubt?
  }

  /// Why a line has no time.
  struct Reject: Error { var reason: RejectReason }

  private let timezone: CivilZone?
  private var years: YearResolver
  /// What the line read last begins with.
  private(set) var front = RepeatedFront()

  init(_ options: LogReaderOptions) {
    timezone = options.timezone
    years = YearResolver(
      year: options.year, newestPossible: options.newestPossible,
      oldestPossible: options.oldestPossible)
  }

  /// Reads the envelope of the next line.
  ///
  /// - Parameters:
  ///   - block: What the line stands in.
  ///   - text: The line, without anything that is wrapped around it.
  /// - Returns: The envelope and the time.
  /// - Throws: ``SyslogLine/Failure`` for a line without an envelope.
  @inline(__always)
  mutating func read(
    _ block: Span<UInt8>, _ text: Range<Int>
  ) throws(SyslogLine.Failure) -> DatedLine {
    if let time = front.time(of: block, text) {
      let envelope = try SyslogLine(block, line: text, behind: front.byteCount)
      return DatedLine(envelope: envelope, moment: .success(time), doubt: front.doubt)
    }
    let envelope = try SyslogLine(block, line: text)
    let (moment, doubt) = moment(of: envelope.clock)
    if case .success(let time) = moment, envelope.ownWriter == nil {
      front.remember(block, from: text.lowerBound, to: envelope.clockEnd, time, doubt)
    } else {
      // A time that is refused may move the calendar, too.
      front.forget()
    }
    return DatedLine(envelope: envelope, moment: moment, doubt: doubt)
  }

  /// Where the time of a line ends that begins as the line before it did, and that time; `nil` for any other line.
  @inline(__always)
  func known(_ block: Span<UInt8>, _ text: Range<Int>) -> (time: Timestamp, end: Int)? {
    front.time(of: block, text).map { ($0, text.lowerBound + front.byteCount) }
  }

  private mutating func moment(of clock: ClockReading) -> (Moment, ClockDoubt?) {
    var clock = clock
    if clock.civil.year == 0 {
      do throws(YearResolver.Failure) {
        clock.civil = try years.resolve(clock.civil)
      } catch {
        let reason: RejectReason = error == .noSuchDay ? .badTime : .yearAmbiguous
        return (.failure(Reject(reason: reason)), nil)
      }
    }
    guard let moment = clock.moment(in: timezone) else {
      return (.failure(Reject(reason: .zoneUnknown)), nil)
    }
    return (.success(moment.time), moment.doubt)
  }
}
