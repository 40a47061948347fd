internal import EventModel

/// One end of the span of time whose findings are published, as the command line names it.
package enum TimeBound: Hashable, Sendable {
  /// A date or time in a form that ``CivilZone/time(parsing:)`` reads; without an offset it is one
  /// of the civil zone.
  case time(String)
  /// So many microseconds before the newest plausible event of the run.
  case beforeNewest(microseconds: Int64)

  /// Reads `2026-10-01`, `2026-10-01T09:00`, an RFC 3339 time, or a duration such as `60d`.
  init?(_ text: String) {
    if let length = QuantityArguments.microseconds(text) {
      self = .beforeNewest(microseconds: length)
    } else if CivilZone.utc.time(parsing: text) != nil {
      self = .time(text)
    } else {
      return nil
    }
  }

  /// Returns the moment, or `nil` for a duration when the run has no plausible event.
  func moment(in zone: CivilZone, newestEvent: Timestamp?) -> Timestamp? {
    switch self {
    case .time(let text): zone.time(parsing: text)
    case .beforeNewest(let length):
      newestEvent.map {
        Timestamp(microseconds: $0.microseconds.subtractingReportingOverflow(length).partialValue)
      }
    }
  }
}
