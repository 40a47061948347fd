extension Span<UInt8> {
  /// Reads an RFC 3339 or ISO 8601 time from the front: `2026-10-12T09:31:07.250+09:00`.
  ///
  /// `T` may also be `t` or one blank. The zone is `Z`, `z`, `+09:00`, `+0900` or `+09`, or it is
  /// missing. A fraction follows a point or a comma.
  ///
  /// - Throws: ``TimeError``; second 60 is out of range.
  package func scanInternetTime() throws(TimeError) -> ScannedTime {
    guard let year = fixedDigits(4, at: 0), has(UInt8(ascii: "-"), at: 4),
      let month = fixedDigits(2, at: 5), has(UInt8(ascii: "-"), at: 7),
      let day = fixedDigits(2, at: 8),
      has(UInt8(ascii: "T"), at: 10) || has(UInt8(ascii: "t"), at: 10) || has(0x20, at: 10),
      let clock = clock(at: 11), let fraction = fraction(at: 19)
    else { throw .malformed }
    let time = CivilTime(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
      second: clock.second, microsecond: fraction.microsecond)
    guard time.isValid, year > 0 else { throw .outOfRange }
    var scanned = ScannedTime(
      civil: time, offsetInSeconds: nil, byteCount: 19 + fraction.byteCount)
    if let zone = try zoneOffset(at: scanned.byteCount) {
      scanned.offsetInSeconds = zone.seconds
      scanned.byteCount += zone.byteCount
    }
    return scanned
  }

  /// Reads `Z`, `+09:00`, `+0900` or `+09` at an offset; `nil` if there is no zone.
  ///
  /// - Throws: ``TimeError`` when there is a sign and no such zone after it.
  package func zoneOffset(
    at offset: Int
  ) throws(TimeError) -> (seconds: Int, byteCount: Int)? {
    if has(UInt8(ascii: "Z"), at: offset) || has(UInt8(ascii: "z"), at: offset) { return (0, 1) }
    let isNegative = has(UInt8(ascii: "-"), at: offset)
    guard isNegative || has(UInt8(ascii: "+"), at: offset) else { return nil }
    guard let hours = fixedDigits(2, at: offset + 1) else { throw .malformed }
    var minutes = 0
    var byteCount = 3
    if has(UInt8(ascii: ":"), at: offset + 3), let written = fixedDigits(2, at: offset + 4) {
      minutes = written
      byteCount = 6
    } else if let written = fixedDigits(2, at: offset + 3) {
      minutes = written
      byteCount = 5
    }
    guard hours <= 23, minutes <= 59 else { throw .outOfRange }
    let seconds = (hours * 60 + minutes) * 60
    return (isNegative ? -seconds : seconds, byteCount)
  }
}
