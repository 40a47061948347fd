internal import EventModel

/// Counts events by kind and hour while lines are read, without allocating per line.
///
/// Logs are written in the order of time, so nearly every event belongs to the hour of the one
/// before it: that costs one comparison.
struct HourClock: Sendable {
  // The hour at hand of each kind; it begins at `.max` while there is none.
  private var starts = [32 of Int64](repeating: .max)
  private var counts = [32 of Int](repeating: 0)
  private var firsts = [32 of Int64](repeating: .max)
  private var lasts = [32 of Int64](repeating: .min)
  /// Hours that were left, by kind, in any order and perhaps twice.
  ///
  /// Those that came longer ago are in `past`. Both have a place for a kind only when an hour of it,
  /// or of one after it, was left.
  private var left: [[HourTally]] = []
  private var past: [HourCounts] = []

  /// Notes an event at a plausible time.
  ///
  /// - Parameters:
  ///   - kind: The raw value of its kind.
  ///   - time: Microseconds since 1970-01-01T00:00:00Z.
  @inline(__always)
  mutating func note(_ kind: Int, at time: Int64) {
    if UInt64(bitPattern: time &- starts[kind]) >= UInt64(HourTally.microseconds) {
      begin(kind, at: time)
    }
    counts[kind] += 1
    firsts[kind] = min(firsts[kind], time)
    lasts[kind] = max(lasts[kind], time)
  }

  /// Notes events of one kind, as ``note(_:at:)`` does one after the other.
  mutating func note(_ kind: Int, at times: Span<Int64>) {
    var (first, last) = (Int64.max, Int64.min)
    for index in times.indices {
      first = min(first, times[index])
      last = max(last, times[index])
    }
    let hour = UInt64(HourTally.microseconds)
    guard UInt64(bitPattern: first &- starts[kind]) < hour,
      UInt64(bitPattern: last &- starts[kind]) < hour
    else {
      for index in times.indices { note(kind, at: times[index]) }
      return
    }
    counts[kind] += times.count
    firsts[kind] = min(firsts[kind], first)
    lasts[kind] = max(lasts[kind], last)
  }

  /// What was noted of a kind.
  func counts(_ kind: Int) -> HourCounts {
    var tallies = kind < left.count ? left[kind] : []
    if let current = current(kind) { tallies.append(current) }
    var all = kind < past.count ? past[kind] : HourCounts()
    all.add(HourCounts(tallies))
    return all
  }

  private func current(_ kind: Int) -> HourTally? {
    guard counts[kind] > 0 else { return nil }
    return HourTally(
      hour: Int(starts[kind] / HourTally.microseconds), count: counts[kind],
      first: Timestamp(microseconds: firsts[kind]), last: Timestamp(microseconds: lasts[kind]))
  }

  /// How many hours may wait before those that are the same are put together.
  private static var waitingLimit: Int { 4096 }

  @inline(never)
  private mutating func begin(_ kind: Int, at time: Int64) {
    if let tally = current(kind) {
      while left.count <= kind {
        left.append([])
        past.append(HourCounts())
      }
      left[kind].append(tally)
      if left[kind].count == Self.waitingLimit {
        past[kind].add(HourCounts(left[kind]))
        left[kind].removeAll(keepingCapacity: true)
      }
    }
    starts[kind] = time - time % HourTally.microseconds
    counts[kind] = 0
    firsts[kind] = .max
    lasts[kind] = .min
  }
}
