internal import ByteScan
internal import EventModel

/// On which civil day an hour lies, and with which other hours it is compared.
///
/// Hours of a source are asked for again and again; what the zone's clocks show in each of them is
/// worked out once.
struct HourCalendar {
  private let zone: CivilZone
  private let closedDays: Set<Int>
  private let firstHour: Int
  /// In the year 2200.
  private static let lastUsualHour = 2_016_000
  /// By hour from the first one: the civil day, as days since 1970-01-01, and the slot.
  private var hours: [(day: Int, slot: Int)] = []

  /// - Parameters:
  ///   - range: Hours since 1970-01-01T00:00Z that will be asked for; others are worked out each time.
  ///   - zone: The civil zone.
  ///   - closedDays: Days on which the company does not work, as days since 1970-01-01.
  /// - Complexity: O(*n*) in the hours.
  init(of range: ClosedRange<Int>, in zone: CivilZone, closedDays: Set<Int>) {
    self.zone = zone
    self.closedDays = closedDays
    firstHour = range.lowerBound
    // Times that no clock shows are left to the zone.
    guard range.lowerBound > 24, range.upperBound < Self.lastUsualHour else { return }
    hours.reserveCapacity(range.count)
    var span = zone.offsetSpan(at: Int64(firstHour) * 3_600)
    var (known, sort) = (Int.min, 0)
    for hour in range {
      let seconds = Int64(hour) * 3_600
      if seconds < span.start || seconds >= span.end { span = zone.offsetSpan(at: seconds) }
      let local = Int(seconds) + span.offsetInSeconds
      let day = local / 86_400
      if day != known { (known, sort) = (day, self.sort(ofDay: day)) }
      hours.append((day, sort * 24 + (local - day * 86_400) / 3_600))
    }
  }

  /// The civil day of an hour, as days since 1970-01-01.
  func day(of hour: Int) -> Int {
    let place = hour - firstHour
    guard place >= 0, place < hours.count else {
      return zone.dayNumber(at: CoverageHabit.start(of: hour))
    }
    return hours[place].day
  }

  /// The number of an hour of a sort of day: below 8 × 24.
  func slot(of hour: Int) -> Int {
    let place = hour - firstHour
    guard place >= 0, place < hours.count else {
      let start = CoverageHabit.start(of: hour)
      return sort(ofDay: zone.dayNumber(at: start)) * 24 + zone.civil(at: start).hour
    }
    return hours[place].slot
  }

  /// What days are compared with one another: 0 to 6 from Monday, 7 for a closed day.
  func sort(ofDay day: Int) -> Int {
    closedDays.contains(day) ? 7 : CivilDate(daysSince1970: day).weekday
  }
}
