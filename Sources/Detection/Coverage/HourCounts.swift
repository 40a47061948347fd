package import EventModel

/// The events of one clock hour in UTC.
package struct HourTally: Hashable, Sendable {
  /// Hours since 1970-01-01T00:00Z.
  package var hour: Int
  package var count: Int
  /// The times of the earliest and the latest event.
  package var first: Timestamp
  package var last: Timestamp

  package init(hour: Int, count: Int, first: Timestamp, last: Timestamp) {
    self.hour = hour
    self.count = count
    self.first = first
    self.last = last
  }

  /// An hour in microseconds.
  package static let microseconds: Int64 = 3_600_000_000

  /// Adds events of the same hour.
  mutating func add(_ other: HourTally) {
    count += other.count
    first = min(first, other.first)
    last = max(last, other.last)
  }
}

/// How many events each hour has, in the order of time; hours without any are left out.
///
/// What it holds depends on the events alone, not on the order or the pieces in which they come.
package struct HourCounts: Hashable, Sendable {
  /// The hours, as long as there are not too many.
  package private(set) var hours: [HourTally] = []
  /// From when to when there are events; `nil` without any.
  package private(set) var span: EventSpan?
  /// Whether more hours than ``limit`` have events, so that only ``span`` is kept.
  package private(set) var isTooMany = false

  /// The hours of more than 20 years: a log that has events in more of them has no habit, it has
  /// broken clocks.
  package static let limit = 200_000

  package init() {}

  /// Creates the counts of tallies in any order.
  ///
  /// - Complexity: O(*n* log *n*).
  package init(_ tallies: [HourTally]) {
    for tally in tallies.sorted(by: { $0.hour < $1.hour }) { append(tally) }
  }

  package var isEmpty: Bool { span == nil }

  /// How many events there are; 0 if there are too many hours.
  package var count: Int { hours.reduce(0) { $0 + $1.count } }

  /// Adds other counts.
  ///
  /// - Complexity: O(*m*) where the other hours follow these, which is how logs are written;
  ///   O(*m* log *n*) where they are few and known; else O(*n* + *m*).
  package mutating func add(_ other: HourCounts) {
    if let theirs = other.span { span = span?.union(theirs) ?? theirs }
    isTooMany = isTooMany || other.isTooMany
    if !isTooMany, let first = other.hours.first {
      if hours.last.map({ $0.hour <= first.hour }) ?? true {
        for tally in other.hours { append(tally) }
      } else if !addToKnown(other.hours) {
        merge(other.hours)
      }
    }
    if isTooMany { hours = [] }
  }

  /// Adds a tally whose hour is not before the last one.
  private mutating func append(_ tally: HourTally) {
    let own = EventSpan(first: tally.first, last: tally.last)
    span = span?.union(own) ?? own
    guard !isTooMany else { return }
    if let last = hours.last, last.hour == tally.hour {
      hours[hours.count - 1].add(tally)
    } else if hours.count < Self.limit {
      hours.append(tally)
    } else {
      isTooMany = true
      hours = []
    }
  }

  /// Adds a few tallies to hours that are there; returns `false`, and adds nothing, if some is not.
  private mutating func addToKnown(_ tallies: [HourTally]) -> Bool {
    guard tallies.count <= 8 else { return false }
    var places: [Int] = []
    for tally in tallies {
      guard let place = place(of: tally.hour) else { return false }
      places.append(place)
    }
    for (place, tally) in zip(places, tallies) { hours[place].add(tally) }
    return true
  }

  private func place(of hour: Int) -> Int? {
    var (low, high) = (0, hours.count)
    while low < high {
      let middle = (low + high) / 2
      if hours[middle].hour < hour { low = middle + 1 } else { high = middle }
    }
    return low < hours.count && hours[low].hour == hour ? low : nil
  }

  private mutating func merge(_ tallies: [HourTally]) {
    let own = hours
    hours = []
    hours.reserveCapacity(own.count + tallies.count)
    var (left, right) = (0, 0)
    while left < own.count || right < tallies.count {
      if right == tallies.count || (left < own.count && own[left].hour <= tallies[right].hour) {
        append(own[left])
        left += 1
      } else {
        append(tallies[right])
        right += 1
      }
    }
  }
}
