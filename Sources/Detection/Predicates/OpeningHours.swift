import ByteScan
import EventModel
import RuleProgram

/// A calendar of a rule file, with the number of the clock that tells its civil time.
struct OpeningHours: Sendable {
  private struct Hours: Sendable {
    /// Bit 1 is Monday, bit 7 Sunday.
    var weekdays: UInt8
    var start, end: Int
  }

  let clock: Int
  private let hours: [Hours]
  private let closedDays: Set<Int>

  init(_ calendar: OpeningCalendar, clock: Int) {
    self.clock = clock
    closedDays = calendar.closedDays
    hours = calendar.open.map { open in
      let weekdays = open.weekdays.reduce(UInt8(0)) { $0 | 1 << UInt8($1) }
      return Hours(weekdays: weekdays, start: open.startMinute, end: open.endMinute)
    }
  }

  /// Returns whether the calendar is open at a civil time.
  ///
  /// Hours that end before they start belong to the day on which they start.
  func isOpen(at time: CivilMinute) -> Bool {
    hours.contains { hours in
      if hours.start < hours.end {
        return time.minute >= hours.start && time.minute < hours.end && opens(time.day, hours)
      }
      if time.minute >= hours.start, opens(time.day, hours) { return true }
      return time.minute < hours.end && opens(time.day - 1, hours)
    }
  }

  private func opens(_ day: Int, _ hours: Hours) -> Bool {
    let weekday = CivilMinute(day: day, minute: 0).weekday
    return hours.weekdays & 1 << UInt8(weekday) != 0 && !closedDays.contains(day)
  }
}

/// The days of a list of dates.
struct DayList: Sendable {
  private let days: [Int: Timestamp]

  init(_ list: ValueList) {
    var days: [Int: Timestamp] = [:]
    for entry in list.entries {
      guard let day = CivilDate(parsing: entry.value)?.daysSince1970 else { continue }
      let end = entry.endsAt ?? Timestamp(microseconds: .max)
      days[day] = max(end, days[day] ?? end)
    }
    self.days = days
  }

  /// Returns whether a civil day is listed, for an event at `time`.
  func holds(_ day: Int, at time: Timestamp) -> Bool { days[day].map { time < $0 } ?? false }
}
