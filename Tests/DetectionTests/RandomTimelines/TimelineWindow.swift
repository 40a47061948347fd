internal import RuleProgram

/// The span over which a random rule counts.
enum TimelineWindow: Equatable {
  /// Each event by itself.
  case none
  /// Microseconds.
  case within(Int64)
  /// `hour`, `day` or `week`.
  case each(CivilPeriod)
  /// Microseconds.
  case pieces(Int64)

  static let second: Int64 = 1_000_000
  static let minute = 60 * second
  static let hour = 60 * minute
  static let day = 24 * hour

  /// The clause after the keys of `per`.
  var text: String {
    switch self {
    case .none: ""
    case .within(let length): " within \(Self.text(length))"
    case .each(let period): " each \(period.rawValue)"
    case .pieces(let length): " each \(Self.text(length))"
    }
  }

  /// A length as rules write it.
  static func text(_ length: Int64) -> String {
    var rest = length
    var text = ""
    for (unit, name) in [(day, "d"), (hour, "h"), (minute, "m"), (second, "s")] where rest >= unit {
      text += "\(rest / unit)\(name)"
      rest %= unit
    }
    return text.isEmpty ? "0s" : text
  }

  /// The name of the civil period that a time falls into; `nil` for windows that are none.
  ///
  /// Two times share a name exactly if they share the period.
  func period(of time: Int64, in zone: TimelineZone) -> [Int64]? {
    switch self {
    case .none, .within: return nil
    case .each(.hour):
      // An hour that the clocks show twice is two hours.
      let offset = zone.offset(at: TimelineZone.floor(time, Self.second))
      return [TimelineZone.floor(zone.reading(time), 3600), offset]
    case .each(.day): return [zone.day(time)]
    // Weeks begin on Monday, and 1970-01-01 was a Thursday.
    case .each(.week): return [TimelineZone.floor(zone.day(time) + 3, 7)]
    case .pieces(let length) where length < Self.day:
      // Counted from each civil midnight; only the last one of a day may be shorter.
      return [zone.day(time), (time - zone.startOfDay(time)) / length]
    case .pieces(let length):
      // Counted on the calendar, so that seven days are a week.
      return [TimelineZone.floor(zone.reading(time) + 3 * 86_400, length / Self.second)]
    }
  }
}
