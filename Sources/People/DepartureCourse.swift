internal import ByteScan
internal import EventModel

/// When the phases of one person's leaving begin, in event time.
///
///     notice − 90 d   notice      last day − 29   last day − 6    last office day + 1   last day + 1
///     before_notice   notice      last_30_days    last_week       final_leave           departed
///
/// The phase is the last one of this order that has begun. So the weeks of leave after the last day
/// at the office are `final_leave` even within the last 30 days, someone who gives notice ten days
/// before they leave is in their last 30 days before that, and without a notice date there is no
/// `before_notice`.
struct DepartureCourse: Hashable, Sendable {
  /// What never begins stands at the end of time.
  private static let never = Timestamp(microseconds: .max)
  private var beforeNotice = never
  private var notice = never
  private var last30Days = never
  private var lastWeek = never
  private var finalLeave = never
  private(set) var departed = never

  init(of person: Person, zone: CivilZone, beforeNoticeMicroseconds length: Int64) {
    func start(of date: CivilDate, plusDays days: Int = 0) -> Timestamp {
      zone.startOfDay(CivilDate(daysSince1970: date.daysSince1970 + days))
    }
    if let date = person.noticeDate {
      let start = start(of: date)
      notice = start
      // Whole days are days of the calendar, whatever the clocks do in between.
      let microsecondsPerDay: Int64 = 86_400_000_000
      beforeNotice =
        length % microsecondsPerDay == 0 && abs(length / microsecondsPerDay) < 40_000
        ? zone.startOfDay(
          CivilDate(daysSince1970: date.daysSince1970 - Int(length / microsecondsPerDay)))
        : Timestamp(microseconds: start.microseconds &- length)
    }
    if let date = person.lastOfficeDay { finalLeave = start(of: date, plusDays: 1) }
    if let date = person.lastDay {
      last30Days = start(of: date, plusDays: -29)
      lastWeek = start(of: date, plusDays: -6)
      departed = start(of: date, plusDays: 1)
    }
  }

  /// When the first of the phases before ``departed`` begins.
  var departing: Timestamp {
    min(beforeNotice, notice, last30Days, min(lastWeek, finalLeave))
  }

  /// When each phase that this person goes through begins, in order of time.
  var phases: [(phase: DeparturePhase, start: Timestamp)] {
    var phases: [(phase: DeparturePhase, start: Timestamp)] = []
    let starts = [beforeNotice, notice, last30Days, lastWeek, finalLeave, departed]
    for start in starts.filter({ $0 != Self.never }).sorted() {
      let phase = phase(at: start)
      if phases.last?.phase != phase { phases.append((phase, start)) }
    }
    return phases
  }

  /// Returns the phase at a moment.
  func phase(at time: Timestamp) -> DeparturePhase {
    func hasBegun(_ start: Timestamp) -> Bool { start <= time }
    if hasBegun(departed) { return .departed }
    if hasBegun(finalLeave) { return .finalLeave }
    if hasBegun(lastWeek) { return .lastWeek }
    if hasBegun(last30Days) { return .last30Days }
    if hasBegun(notice) { return .notice }
    if hasBegun(beforeNotice) { return .beforeNotice }
    return .none
  }
}

extension DeparturePhase {
  /// Whether rules say of a user in this phase that they are departing.
  package var isDeparting: Bool {
    switch self {
    case .beforeNotice, .notice, .last30Days, .lastWeek, .finalLeave: true
    case .none, .departed: false
    }
  }
}
