extension Span<UInt8> {
  /// Reads an RFC 3339 or ISO 8601 time from the front: `2026-10-12T09:31:07.250+09:00`.
  ///
  /// `T` may also be `t` or one blank. The zone is `Z`, `z`, `+09:00`, `+0900` or `+09`, or it is
  /// missing. A fraction follows a point or a comma.
  ///
  /// - Throws: ``TimeError``; second 60 is out of range.
  package func scanInternetTime() throws(TimeError) -> ScannedTime {
    guard var time = dateAndClock(), let fraction = fraction(at: 19) else { throw .malformed }
    time.microsecond = fraction.microsecond
    guard time.isValid, time.year > 0 else { throw .outOfRange }
    var scanned = ScannedTime(
      civil: time, offsetInSeconds: nil, byteCount: 19 + fraction.byteCount)
    if let zone = try zoneOffset(at: scanned.byteCount) {
      scanned.offsetInSeconds = zone.seconds
      scanned.byteCount += zone.byteCount
    }
    return scanned
  }

  /// Reads `2026-10-12T09:31:07` from the front, eight bytes in one step.
  private func dateAndClock() -> CivilTime? {
    guard count >= 19, self[10] | 0x20 == UInt8(ascii: "t") || self[10] == 0x20 else {
      return nil
    }
    // Every byte xored with what stands in its place in `0000-00-`, `00?00:00` and `00:00:00`.
    let date = littleEndian(UInt64.self, at: 0) ^ 0x2D30_302D_3030_3030
    let day = (littleEndian(UInt64.self, at: 8) ^ 0x3030_3A30_3000_3030) & ~0xFF_0000
    let clock = littleEndian(UInt64.self, at: 11) ^ 0x3030_3A30_303A_3030
    // A digit is at most 9 now and what parts them 0: what is added brings anything more above 15.
    let wrong =
      date | (date &+ 0x0F06_060F_0606_0606) | day | (day &+ 0x0606_0F06_0600_0606)
      | clock | (clock &+ 0x0606_0F06_060F_0606)
    guard wrong & 0xF0F0_F0F0_F0F0_F0F0 == 0 else { return nil }
    return CivilTime(
      year: date.twoDigits(at: 0) * 100 + date.twoDigits(at: 2), month: date.twoDigits(at: 5),
      day: day.twoDigits(at: 0), hour: clock.twoDigits(at: 0), minute: clock.twoDigits(at: 3),
      second: clock.twoDigits(at: 6))
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
    guard let hours = twoDigits(at: offset + 1) else { throw .malformed }
    var minutes = 0
    var byteCount = 3
    if has(UInt8(ascii: ":"), at: offset + 3), let written = twoDigits(at: offset + 4) {
      minutes = written
      byteCount = 6
    } else if let written = twoDigits(at: offset + 3) {
      minutes = written
      byteCount = 5
    }
    guard hours <= 23, minutes <= 59 else { throw .outOfRange }
    let seconds = (hours * 60 + minutes) * 60
    return (isNegative ? -seconds : seconds, byteCount)
  }
}

extension UInt64 {
  /// The number that two bytes make that hold the values of digits, the lowest byte being the first.
  fileprivate func twoDigits(at place: Int) -> Int {
    let pair = self >> UInt64(8 * place)
    return Int(pair & 0xF) * 10 + Int(pair >> 8 & 0xF)
  }
}
