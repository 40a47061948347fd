/// Finds the episodes of a rule over civil periods: one for each period whose totals satisfy it.
///
/// - Parameters:
///   - rows: The selected events in the order of the timeline.
///   - period: A number for the period that a time falls into; it never decreases with time.
///   - totals: Running totals of the rule, empty.
///   - holds: Whether the rule's condition holds for the totals.
/// - Returns: The episodes in order of time.
/// - Complexity: O(*n*) changes of the totals.
func periodEpisodes(
  of rows: [TimelineRow], period: (_ timeMicroseconds: Int64) -> Int64,
  totals: RunningTotals, holds: (RunningTotals) -> Bool
) -> [Episode] {
  var episodes: [Episode] = []
  var start = 0
  while start < rows.count {
    let number = period(rows[start].time)
    var end = start
    while end < rows.count, period(rows[end].time) == number {
      totals.add(rows[end])
      end += 1
    }
    if holds(totals) {
      episodes.append(Episode(rows: Array(rows[start..<end]), opening: 0))
    }
    totals.removeAll()
    start = end
  }
  return episodes
}
