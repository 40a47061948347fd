internal import ByteScan

/// The rule for the years after a zone's table: POSIX `TZ` text such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule: Hashable, Sendable {
  /// A day of every year, and the clock time on it.
  struct Change: Hashable, Sendable {
    enum Day: Hashable, Sendable {
      /// Day 1…365, never 29 February.
      case julian(Int)
      /// Day 0…365, counting 29 February.
      case zeroBased(Int)
      /// The `week`th (5 is the last) `weekday` (0 is Sunday) of a month.
      case weekday(month: Int, week: Int, weekday: Int)
    }
    var day: Day
    var secondsAfterMidnight = 7200

    /// Seconds since 1970 at which a clock without offset shows the change in a year.
    func localSeconds(in year: Int) -> Int64 {
      let days: Int
      switch day {
      case .julian(let number):
        let isAfterLeapDay = number > 59 && CivilDate.isLeap(year)
        days =
          CivilDate(year: year, month: 1, day: 1).daysSince1970 + number - 1
          + (isAfterLeapDay ? 1 : 0)
      case .zeroBased(let number):
        days = CivilDate(year: year, month: 1, day: 1).daysSince1970 + number
      case .weekday(let month, let week, let weekday):
        let first = CivilDate(year: year, month: month, day: 1)
        // `CivilDate` counts weekdays from Monday, POSIX from Sunday.
        let distance = (weekday - (first.weekday + 1) % 7 + 7) % 7
        let length = CivilDate.dayCount(ofMonth: month, year: year)
        var dayOfMonth = 1 + distance + (week - 1) * 7
        if dayOfMonth > length { dayOfMonth -= 7 }
        days = first.daysSince1970 + dayOfMonth - 1
      }
      return Int64(days) * 86_400 + Int64(secondsAfterMidnight)
    }
  }

  /// Summer time: its offset, when it starts and when it ends.
  struct Summer: Hashable, Sendable {
    var offset: Int
    var start: Change
    var end: Change
  }

  /// Seconds ahead of UTC outside summer time.
  var standardOffset: Int
  var summer: Summer?

  /// Returns the offset at a moment, and the stretch around it in which the rule changes nothing.
  func span(at seconds: Int64) -> OffsetSpan {
    var span = OffsetSpan(offsetInSeconds: standardOffset, start: .min, end: .max)
    guard let summer else { return span }
    // Changes near New Year may fall into the neighbouring year of UTC.
    let days = Int((seconds + Int64(standardOffset)).flooredDivision(by: 86_400))
    let year = CivilDate(daysSince1970: days).year
    for year in (year - 1)...(year + 1) {
      let end = summer.end.localSeconds(in: year) - Int64(summer.offset)
      let start = summer.start.localSeconds(in: year) - Int64(standardOffset)
      span.narrow(around: seconds, changeAt: end, to: standardOffset)
      span.narrow(around: seconds, changeAt: start, to: summer.offset)
    }
    return span
  }
}

/// A stretch of time during which a zone's clock keeps one distance to UTC.
package struct OffsetSpan: Hashable, Sendable {
  /// Seconds ahead of UTC.
  package var offsetInSeconds: Int
  /// The first second since 1970 of the stretch.
  package var start: Int64
  /// The first second since 1970 after the stretch.
  package var end: Int64

  /// Takes a change of offset into account: the latest one not after the moment decides.
  fileprivate mutating func narrow(around seconds: Int64, changeAt change: Int64, to offset: Int) {
    if change > seconds {
      end = min(end, change)
    } else if change >= start {
      start = change
      offsetInSeconds = offset
    }
  }
}

extension ZoneRule {
  /// Reads a POSIX `TZ` text, or returns `nil` if it is not one.
  init?(_ text: Span<UInt8>) {
    var reader = RuleReader(bytes: Array(text.indices.map { text[$0] }))
    guard reader.skipName(), let west = reader.clock() else { return nil }
    standardOffset = -west
    guard !reader.isAtEnd else { return }
    guard reader.skipName() else { return nil }
    var offset = standardOffset + 3600
    if reader.next != UInt8(ascii: ",") {
      guard let west = reader.clock() else { return nil }
      offset = -west
    }
    guard let start = reader.change(), let end = reader.change(), reader.isAtEnd else {
      return nil
    }
    summer = Summer(offset: offset, start: start, end: end)
  }
}

/// Reads the parts of a POSIX `TZ` text from left to right.
private struct RuleReader {
  var bytes: [UInt8]
  var offset = 0

  var isAtEnd: Bool { offset == bytes.count }
  var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func skip(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    offset += 1
    return true
  }

  /// Skips `CET` or `<+0330>`.
  mutating func skipName() -> Bool {
    let isQuoted = skip("<")
    let start = offset
    while let byte = next {
      let isLetter = (byte | 0x20) &- 0x61 < 26
      let isQuotedSign = isQuoted && (byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2D)
      guard isLetter || isQuotedSign else { break }
      offset += 1
    }
    return offset - start >= 3 && (!isQuoted || skip(">"))
  }

  mutating func number(atMost limit: Int) -> Int? {
    let start = offset
    var value = 0
    while let byte = next, byte &- 0x30 < 10, value <= limit {
      value = value * 10 + Int(byte - 0x30)
      offset += 1
    }
    return offset > start && value <= limit ? value : nil
  }

  /// Reads `[+-]hh[:mm[:ss]]` as seconds; RFC 8536 allows up to 167 hours.
  mutating func clock() -> Int? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    guard let hours = number(atMost: 167) else { return nil }
    var seconds = hours * 3600
    if skip(":") {
      guard let minutes = number(atMost: 59) else { return nil }
      seconds += minutes * 60
      if skip(":") {
        guard let rest = number(atMost: 59) else { return nil }
        seconds += rest
      }
    }
    return isNegative ? -seconds : seconds
  }

  /// Reads `,M3.5.0/3`, `,J60` or `,59`.
  mutating func change() -> ZoneRule.Change? {
    guard skip(",") else { return nil }
    var change: ZoneRule.Change
    if skip("M") {
      guard let month = number(atMost: 12), month >= 1, skip("."),
        let week = number(atMost: 5), week >= 1, skip("."), let weekday = number(atMost: 6)
      else { return nil }
      change = .init(day: .weekday(month: month, week: week, weekday: weekday))
    } else if skip("J") {
      guard let day = number(atMost: 365), day >= 1 else { return nil }
      change = .init(day: .julian(day))
    } else {
      guard let day = number(atMost: 365) else { return nil }
      change = .init(day: .zeroBased(day))
    }
    if skip("/") {
      guard let seconds = clock() else { return nil }
      change.secondsAfterMidnight = seconds
    }
    return change
  }
}
