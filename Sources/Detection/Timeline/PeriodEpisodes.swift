/// Finds the episodes of a rule over civil periods: one for each period whose totals satisfy it.
///
/// - Parameters:
///   - rows: The selected events in the order of the timeline.
///   - period: A number for the period that a time falls into; it never decreases with time.
///   - totals: Running totals of the rule, empty.
///   - habits: The values of the rule's habits in a period; it is asked for every period that has
///     events, in order of time, with the period's own totals.
///   - visit: Sees every period before it is judged: its rows, as indices into `rows`, its totals and
///     habits.
///   - holds: Whether the rule's condition holds for the totals and habits.
/// - Returns: The episodes in order of time.
/// - Complexity: O(*n*) changes of the totals.
func periodEpisodes(
  of rows: [TimelineRow], period: (_ timeMicroseconds: Int64) -> Int64,
  totals: RunningTotals, habits: (_ period: Int64, RunningTotals) -> [ScaledTotal?],
  visit: (Range<Int>, RunningTotals, [ScaledTotal?]) -> Void = { _, _, _ in },
  holds: (RunningTotals, [ScaledTotal?]) -> Bool
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
    let habits = habits(number, totals)
    visit(start..<end, totals, habits)
    if holds(totals, habits) {
      episodes.append(Episode(rows: Array(rows[start..<end]), opening: 0, habits: habits))
    }
    totals.removeAll()
    start = end
  }
  return episodes
}
