/// A time as a calendar and a clock show it, without a zone.
///
/// A log that does not write the year leaves `year` at zero for the caller to fill in.
package struct CivilTime: Hashable, Sendable {
  /// The year of the Gregorian calendar; 0 where the log writes none.
  package var year: Int
  /// 1…12.
  package var month: Int
  /// 1…31.
  package var day: Int
  /// 0…23.
  package var hour: Int
  /// 0…59.
  package var minute: Int
  /// 0…59; leap seconds are not accepted.
  package var second: Int
  /// 0…999 999.
  package var microsecond: Int

  /// Creates a time from its parts, unchecked.
  package init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    microsecond: Int = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.microsecond = microsecond
  }

  /// Creates the time that a UTC clock shows at a number of microseconds since 1970.
  package init(microsecondsSince1970 microseconds: Int64) {
    let microsecondsPerDay: Int64 = 86_400_000_000
    let days = microseconds.flooredQuotient(by: microsecondsPerDay)
    let rest = Int(microseconds - days * microsecondsPerDay)
    let date = CivilDate(daysSince1970: Int(days))
    self.init(
      year: date.year, month: date.month, day: date.day, hour: rest / 3_600_000_000,
      minute: rest / 60_000_000 % 60, second: rest / 1_000_000 % 60,
      microsecond: rest % 1_000_000)
  }

  /// Whether every part is in its range; without a year, 29 February is.
  package var isValid: Bool {
    guard 1...12 ~= month, 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second,
      0..<1_000_000 ~= microsecond, 0...9999 ~= year
    else { return false }
    // Year 0 is a leap year of the proleptic calendar, as the year-less 29 February needs it.
    return 1...CivilDate.dayCount(ofMonth: month, year: year) ~= day
  }

  /// Microseconds since 1970-01-01T00:00:00Z if the clock runs `offsetInSeconds` ahead of UTC.
  package func microsecondsSince1970(offsetInSeconds: Int = 0) -> Int64 {
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - offsetInSeconds
    return Int64(seconds) * 1_000_000 + Int64(microsecond)
  }
}

/// A day of the proleptic Gregorian calendar.
@usableFromInline
package struct CivilDate: Hashable, Sendable, Comparable {
  // Eight bytes: each person and each token has room for some.
  @usableFromInline var storedYear: Int32
  @usableFromInline var storedMonth, storedDay: Int16

  /// The year of the calendar; negative years count back from year 0.
  @inlinable package var year: Int {
    get { Int(storedYear) }
    set { storedYear = Int32(clamping: newValue) }
  }
  /// 1…12.
  @inlinable package var month: Int {
    get { Int(storedMonth) }
    set { storedMonth = Int16(clamping: newValue) }
  }
  /// 1…31.
  @inlinable package var day: Int {
    get { Int(storedDay) }
    set { storedDay = Int16(clamping: newValue) }
  }

  /// Creates a day from its parts, unchecked; a part beyond all calendars becomes the last one kept.
  @inlinable
  package init(year: Int, month: Int, day: Int) {
    storedYear = Int32(clamping: year)
    storedMonth = Int16(clamping: month)
    storedDay = Int16(clamping: day)
  }

  /// The days since 1970-01-01, negative before it.
  ///
  /// The year is taken to start in March, so that the leap day is its last; a month's first day is
  /// then a linear function of the month.
  package var daysSince1970: Int {
    let shiftedYear = month > 2 ? year : year - 1
    let era = shiftedYear.flooredQuotient(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Creates the day that is a number of days after 1970-01-01.
  package init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// The number of days of a month.
  package static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }

  /// Whether a year has 29 February.
  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The day of the week: 0 is Monday, 6 is Sunday.
  package var weekday: Int {
    let days = daysSince1970 + 3
    return days - days.flooredQuotient(by: 7) * 7
  }

  /// Whether a day is earlier than another.
  @inlinable
  package static func < (a: Self, b: Self) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

extension BinaryInteger {
  /// The quotient rounded towards negative infinity; the divisor is positive.
  func flooredQuotient(by divisor: Self) -> Self {
    let quotient = self / divisor
    return quotient * divisor > self ? quotient - 1 : quotient
  }
}
