import EventModel

/// A civil day and the minute in it.
struct CivilMinute: Hashable, Sendable {
  /// Days since 1970-01-01.
  var day: Int
  /// Minutes since midnight, 0 to 1439.
  var minute: Int

  /// 1 (Monday) to 7 (Sunday).
  var weekday: Int {
    // 1970-01-01 was a Thursday.
    let shifted = (day + 3) % 7
    return (shifted < 0 ? shifted + 7 : shifted) + 1
  }

  init(day: Int, minute: Int) {
    self.day = day
    self.minute = minute
  }

  /// Creates the civil time that is some seconds ahead of UTC at a point in time.
  init(_ time: Timestamp, offsetSeconds: Int) {
    let microseconds = time.microseconds &+ Int64(offsetSeconds) * 1_000_000
    let minutes = Int(microseconds / 60_000_000)
    let floor = microseconds < 0 && microseconds % 60_000_000 != 0 ? minutes - 1 : minutes
    let remainder = floor % 1440
    minute = remainder < 0 ? remainder + 1440 : remainder
    day = (floor - minute) / 1440
  }
}

/// A zone's clock that remembers the stretch of unchanged offset it read last.
///
/// Events come in near order of time, so hardly any of them needs a search in the zone's table.
struct CivilClock: Sendable {
  private let zone: CivilZone
  private var span: OffsetSpan
  /// The last answer, and the whole second it was for.
  private var last: CivilMinute
  private var lastStart: Int64

  init(zone: CivilZone) {
    self.zone = zone
    span = zone.offsetSpan(at: 0)
    last = CivilMinute(Timestamp(microseconds: 0), offsetSeconds: span.offsetInSeconds)
    lastStart = .max
  }

  /// Returns what the clock shows at a point in time.
  mutating func minute(at time: Timestamp) -> CivilMinute {
    let sinceLast = time.microseconds.subtractingReportingOverflow(lastStart)
    if !sinceLast.overflow, sinceLast.partialValue >= 0, sinceLast.partialValue < 1_000_000 {
      return last
    }
    let seconds = time.microseconds / 1_000_000 - (time.microseconds % 1_000_000 < 0 ? 1 : 0)
    if seconds < span.start || seconds >= span.end { span = zone.offsetSpan(at: seconds) }
    last = CivilMinute(time, offsetSeconds: span.offsetInSeconds)
    lastStart = seconds * 1_000_000
    return last
  }
}
