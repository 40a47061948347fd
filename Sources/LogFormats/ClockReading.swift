internal import ByteScan
internal import EventModel

/// A time as a log wrote it: what the clock showed and what the log says of its zone.
struct ClockReading: Hashable, Sendable {
  /// What the clock showed; year 0 where the log writes no year.
  var civil: CivilTime
  /// How far the clock runs ahead of UTC in seconds; `nil` if the log does not say.
  var offsetInSeconds: Int?
  /// How many bytes the time takes in the log.
  var byteCount: Int

  init(civil: CivilTime, offsetInSeconds: Int?, byteCount: Int) {
    self.civil = civil
    self.offsetInSeconds = offsetInSeconds
    self.byteCount = byteCount
  }

  init(_ scanned: ScannedTime) {
    civil = scanned.civil
    offsetInSeconds = scanned.offsetInSeconds
    byteCount = scanned.byteCount
  }

  /// Returns the moment; `zone` is asked only where the log names no zone.
  ///
  /// A clock reading that a zone shows twice is the earlier moment, one that it skips is taken with
  /// the offset from before the change; neither is a reason to reject a line.
  func time(in zone: CivilZone?) -> Timestamp? { moment(in: zone)?.time }

  /// The same, with what is doubtful about it.
  func moment(in zone: CivilZone?) -> (time: Timestamp, doubt: ClockDoubt?)? {
    if let offsetInSeconds {
      let time = civil.microsecondsSince1970(offsetInSeconds: offsetInSeconds)
      return (Timestamp(microseconds: time), nil)
    }
    guard let moment = zone?.moment(of: civil) else { return nil }
    return (moment.time, moment.doubt)
  }
}
