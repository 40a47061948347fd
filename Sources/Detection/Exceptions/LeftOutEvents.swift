package import EventModel

/// The events that one exception, or one disabled rule, has kept from being counted.
///
/// Events are counted once however many rules would have counted them, and again for each rule. The
/// counts of several workers add up, so nothing depends on who read which line.
package struct LeftOutEvents: Hashable, Sendable {
  package var eventCount = 0
  /// Bytes that left, over the events that tell; `nil` if none does.
  package var bytesOut: Int64?
  /// The times of the earliest and the latest event.
  package var first: Timestamp?
  package var last: Timestamp?
  /// Events by user, as findings name users; events without one are in no entry.
  package var users: [String: Int] = [:]
  /// Events by rule, in the order in which the exception names its rules.
  package var eventsByRule: [Int]

  /// Creates empty counts for an exception that names so many rules.
  package init(ruleCount: Int) { eventsByRule = [Int](repeating: 0, count: ruleCount) }

  /// Counts one event.
  mutating func note(time: Timestamp, bytesOut bytes: Int64?) {
    eventCount += 1
    if let bytes { bytesOut = (bytesOut ?? 0).addingClamped(bytes) }
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  /// Adds what another worker has counted for the same exception.
  package mutating func add(_ other: LeftOutEvents) {
    eventCount += other.eventCount
    if let bytes = other.bytesOut { bytesOut = (bytesOut ?? 0).addingClamped(bytes) }
    first = [first, other.first].compactMap(\.self).min()
    last = [last, other.last].compactMap(\.self).max()
    users.merge(other.users, uniquingKeysWith: +)
    for (index, count) in other.eventsByRule.enumerated() { eventsByRule[index] += count }
  }
}
