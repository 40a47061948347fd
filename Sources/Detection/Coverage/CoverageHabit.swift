internal import ByteScan
internal import EventModel

/// What a source usually logs in each hour: the same clock hour of the same weekday in other weeks.
///
/// Days on which some calendar is closed are a sort of day of their own. An hour is *known* if it
/// was seen on at least ``leastHistory`` other days of its sort between the first and the last event
/// of the source; the hours of the first and the last event are cut and teach nothing. What is
/// expected is the lower quartile of those days: cautious, and one odd day teaches nothing.
struct CoverageHabit {
  /// How many other days are needed to know an hour or a day.
  static let leastHistory = 3

  /// Hours since 1970-01-01T00:00Z of the first and the last event.
  private let firstHour: Int
  private let lastHour: Int
  private let counts: [Int]
  /// The counts of each slot, sorted.
  private var history: [[Int]]
  private let calendar: HourCalendar

  /// Learns from a source.
  ///
  /// - Complexity: O(*n* log *n*) in the hours from its first event to the end.
  init(of source: HourCounts, until end: Timestamp, in zone: CivilZone, closedDays: Set<Int>) {
    firstHour = source.hours.first?.hour ?? 0
    lastHour = source.hours.last?.hour ?? -1
    var counts = [Int](repeating: 0, count: lastHour - firstHour + 1)
    for tally in source.hours { counts[tally.hour - firstHour] = tally.count }
    self.counts = counts
    let end = max(lastHour, Int(end.microseconds / HourTally.microseconds))
    calendar = HourCalendar(
      of: firstHour...max(end, firstHour), in: zone, closedDays: closedDays)
    history = [[Int]](repeating: [], count: 8 * 24)
    for hour in firstHour...max(lastHour, firstHour) where teaches(hour) {
      history[calendar.slot(of: hour)].append(counts[hour - firstHour])
    }
    for index in history.indices { history[index].sort() }
  }

  /// The events of an hour.
  func count(in hour: Int) -> Int {
    hour >= firstHour && hour <= lastHour ? counts[hour - firstHour] : 0
  }

  /// How many events an hour would have by the other days; `nil` if too few of them are known.
  func expected(in hour: Int) -> Int? {
    Self.quartile(
      history[calendar.slot(of: hour)], without: teaches(hour) ? count(in: hour) : nil, of: 4)
  }

  /// The median of the other days in an hour; `nil` if too few of them are known.
  func median(in hour: Int) -> Int? {
    Self.quartile(
      history[calendar.slot(of: hour)], without: teaches(hour) ? count(in: hour) : nil, of: 2)
  }

  /// The civil day of an hour, as days since 1970-01-01.
  func day(of hour: Int) -> Int { calendar.day(of: hour) }

  /// What days are compared with one another: 0 to 6 from Monday, 7 for a closed day.
  func sort(ofDay day: Int) -> Int { calendar.sort(ofDay: day) }

  /// The moment at which an hour begins.
  static func start(of hour: Int) -> Timestamp {
    Timestamp(microseconds: Int64(hour) * HourTally.microseconds)
  }

  /// Returns the value below which one of `parts` parts of the sorted values lies, after one of them
  /// was taken out; `nil` if fewer than ``leastHistory`` are left.
  static func quartile(_ sorted: [Int], without own: Int?, of parts: Int) -> Int? {
    let left = sorted.count - (own == nil ? 0 : 1)
    guard left >= leastHistory else { return nil }
    let place = left / parts
    // Whatever equals the value that was taken out stands where it stood.
    guard let own, own <= sorted[place] else { return sorted[place] }
    return sorted[place + 1]
  }

  private func teaches(_ hour: Int) -> Bool { hour > firstHour && hour < lastHour }
}
