internal import ByteScan
internal import EventModel

extension Span<UInt8> {
  /// Reads `Sat Nov 21 22:21:07 2026` from the front, as the C library's `ctime` writes it.
  ///
  /// There is no zone in it.
  func scanCalendarTime() -> ClockReading? {
    guard count >= 24, has(0x20, at: 3), let month = monthName(at: 4), has(0x20, at: 7),
      let clock = clock(at: 11), has(0x20, at: 10), has(0x20, at: 19),
      let year = fixedDigits(4, at: 20)
    else { return nil }
    let day = has(0x20, at: 8) ? fixedDigits(1, at: 9) : fixedDigits(2, at: 8)
    guard let day else { return nil }
    return ClockReading(
      civil: CivilTime(
        year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
        second: clock.second), offsetInSeconds: nil, byteCount: 24)
  }
}

/// The time at the front of a line, as `ctime` writes it, and what follows it.
struct CalendarFront {
  enum Failure: Error {
    case malformed, badTime

    var outcome: LineOutcome { .rejected(self == .badTime ? .badTime : .malformed) }
  }

  let clock: ClockReading
  let rest: Range<Int>

  /// Reads the front of a line.
  ///
  /// - Throws: ``Failure``: there is no such time, or it is of no day or hour there is.
  init(_ block: Span<UInt8>, _ line: Range<Int>) throws(Failure) {
    guard let clock = block.extracting(line).scanCalendarTime() else { throw .malformed }
    guard clock.civil.isValid else { throw .badTime }
    self.clock = clock
    rest = (line.lowerBound + clock.byteCount)..<line.upperBound
  }
}
