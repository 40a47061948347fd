internal import RuleProgram

/// Finds the episodes of a rule over a sliding window (t − W, t], or of one that looks at single events.
///
/// An episode opens at t0, where the condition first holds; it takes the events then in the window
/// and every further one up to t0 + cooldown, and the window starts empty after it. Events of one
/// time enter together, so the order among them cannot matter.
///
/// - Parameters:
///   - rows: The selected events in the order of the timeline.
///   - lengthMicroseconds: The length of the window; `nil` when each event stands by itself.
///   - cooldownMicroseconds: How long an episode goes on after it opened.
///   - totals: Running totals of the rule, empty.
///   - visit: Sees every window before it is judged: its rows, as indices into `rows`, and totals.
///   - holds: Whether the rule's condition holds for the totals.
/// - Returns: The episodes in order of time; no row is in two of them.
/// - Complexity: Amortized O(*n*) changes of the totals.
func slidingEpisodes(
  of rows: [TimelineRow], lengthMicroseconds: Int64?, cooldownMicroseconds: Int64,
  totals: RunningTotals, visit: (Range<Int>, RunningTotals) -> Void = { _, _ in },
  holds: (RunningTotals) -> Bool
) -> [Episode] {
  var episodes: [Episode] = []
  var start = 0
  var next = 0
  while next < rows.count {
    let time = rows[next].time
    if let lengthMicroseconds {
      while start < next, rows[start].time <= time - lengthMicroseconds {
        totals.remove(rows[start])
        start += 1
      }
    } else {
      while start < next {
        totals.remove(rows[start])
        start += 1
      }
    }
    while next < rows.count, rows[next].time == time {
      totals.add(rows[next])
      next += 1
    }
    visit(start..<next, totals)
    guard holds(totals) else { continue }
    let opening = next - 1
    while next < rows.count, rows[next].time <= time.addingClamped(cooldownMicroseconds) {
      next += 1
    }
    episodes.append(Episode(rows: Array(rows[start..<next]), opening: opening - start))
    totals.removeAll()
    start = next
  }
  return episodes
}

extension Int64 {
  /// The sum, or the largest number where that would overflow.
  func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The difference, or the smallest number where that would overflow.
  func subtractingClamped(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? .min : difference
  }
}
