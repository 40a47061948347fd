/// What orders the events of a subject: the time, the raw line, and in the last resort the place.
struct EventOrder: Hashable, Comparable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  var time: Int64
  /// The hash of the first raw line.
  var lineHash: UInt64
  /// Where the first raw line stands.
  var place: SourcePlace

  static func < (a: EventOrder, b: EventOrder) -> Bool {
    if a.time != b.time { return a.time < b.time }
    if a.lineHash != b.lineHash { return a.lineHash < b.lineHash }
    if a.place.source != b.place.source { return a.place.source < b.place.source }
    if a.place.line != b.place.line { return a.place.line < b.place.line }
    return a.place.offset < b.place.offset
  }
}
