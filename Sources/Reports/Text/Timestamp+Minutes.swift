internal import EventModel

extension Timestamp {
  /// Returns the time for people, to the minute: `2026-10-12 09:31`.
  func minutes(in zone: CivilZone) -> String {
    text(in: zone).prefix(16).split(separator: "T").joined(separator: " ")
  }

  /// Returns the span up to a later time; what its end has in common with its beginning is left out:
  /// `2026-10-12 09:31–10:02`, `2026-10-12 09:31–10-13 08:00`.
  func span(to last: Timestamp, in zone: CivilZone) -> String {
    let (first, last) = (minutes(in: zone), last.minutes(in: zone))
    if first == last { return first }
    if first.prefix(10) == last.prefix(10) { return "\(first)–\(last.suffix(5))" }
    if first.prefix(5) == last.prefix(5) { return "\(first)–\(last.dropFirst(5))" }
    return "\(first)–\(last)"
  }
}
