internal import EventModel

extension Timestamp {
  /// Returns the time for people, to the minute: `2026-10-12 09:31`.
  func minutes(in zone: CivilZone) -> String {
    text(in: zone).prefix(16).split(separator: "T").joined(separator: " ")
  }
}
