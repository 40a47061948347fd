internal import ByteScan
internal import EventModel

/// Finds the year of stamps that don't have one.
///
/// The year of the first line is told (`--year`) or follows from a date that no line can be later
/// than, else from one that no line can be earlier than. From there on the calendar runs: a step back of more than a month is a new year, one of
/// less is a line that came late. A step ahead of more than eleven months is a late line of the
/// year before.
struct YearResolver: Sendable {
  private let told: Int?
  private let newestPossible: Timestamp?
  private let oldestPossible: Timestamp?
  private var year: Int?
  /// The latest place in the year seen so far, in days.
  private var day = 0

  init(year: Int?, newestPossible: Timestamp?, oldestPossible: Timestamp? = nil) {
    told = year
    self.newestPossible = newestPossible
    self.oldestPossible = oldestPossible
  }

  /// Why a stamp gets no year.
  enum Failure: Error {
    case ambiguous
    /// 29 February of a year that has none.
    case noSuchDay
  }

  /// Fills in the year.
  mutating func resolve(_ civil: CivilTime) throws(Failure) -> CivilTime {
    var dated = civil
    guard let current = year else {
      let first = try firstYear(of: civil)
      year = first
      day = Self.day(of: civil)
      dated.year = first
      return dated
    }
    let today = Self.day(of: civil)
    var resolved = current
    if today < day - 31 {
      resolved = current + 1
      year = resolved
      day = today
    } else if today > day + 335 {
      resolved = current - 1
    } else {
      day = max(day, today)
    }
    dated.year = resolved
    guard dated.isValid else { throw .noSuchDay }
    if told == nil, let newestPossible, Self.isLater(dated, than: newestPossible) {
      throw .ambiguous
    }
    return dated
  }

  private func firstYear(of civil: CivilTime) throws(Failure) -> Int {
    var dated = civil
    if let told {
      dated.year = told
      guard dated.isValid else { throw .noSuchDay }
      return told
    }
    guard let newestPossible else { return try yearAfterRotation(of: civil) }
    let newest = CivilTime(microsecondsSince1970: newestPossible.microseconds).year
    for candidate in [newest + 1, newest, newest - 1] {
      dated.year = candidate
      if dated.isValid, !Self.isLater(dated, than: newestPossible) { return candidate }
    }
    throw .ambiguous
  }

  private func yearAfterRotation(of civil: CivilTime) throws(Failure) -> Int {
    guard let oldestPossible else { throw .ambiguous }
    let oldest = CivilTime(microsecondsSince1970: oldestPossible.microseconds).year
    var dated = civil
    for candidate in [oldest, oldest + 1] {
      dated.year = candidate
      guard dated.isValid else { continue }
      let distance = dated.microsecondsSince1970() - oldestPossible.microseconds
      let longest = Int64(LogReaderOptions.rotationDayCount) * 86_400_000_000
      if (0...longest).contains(distance) { return candidate }
    }
    throw .ambiguous
  }

  /// Days from the start of a leap year, so that every month begins on its own number.
  private static func day(of civil: CivilTime) -> Int {
    CivilDate(year: 2000, month: civil.month, day: civil.day).daysSince1970
      - CivilDate(year: 2000, month: 1, day: 1).daysSince1970
  }

  /// Whether a clock reading is later by more than a day, which no zone explains.
  private static func isLater(_ civil: CivilTime, than newest: Timestamp) -> Bool {
    civil.microsecondsSince1970() > newest.microseconds + 86_400_000_000
  }
}
