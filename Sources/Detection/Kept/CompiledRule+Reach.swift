internal import RuleProgram

extension CompiledRule {
  /// How far before an event another one can be in the same window, in microseconds; `nil` if there
  /// is no bound.
  ///
  /// A period begins at most its length before the event, with an hour for each change of the
  /// clocks. What is usual rests on days of which each rests on those before it.
  var windowMicroseconds: Int64? {
    guard habits.isEmpty else { return nil }
    let hour: Int64 = 3_600_000_000
    switch window {
    case .none: return steps.count > 1 ? nil : 0
    case .sliding(let microseconds): return microseconds
    case .calendar(.hour): return 2 * hour
    case .calendar(.day): return 26 * hour
    case .calendar(.week): return 8 * 24 * hour
    case .pieces(let microseconds): return microseconds.addingClamped(26 * hour)
    }
  }

  /// How far before an event the last event of an episode can be that has to do with it: its window
  /// may reach there, and the episode may take it in; `nil` if there is no bound.
  var reachMicroseconds: Int64? {
    windowMicroseconds.map { $0.addingClamped(cooldownMicroseconds) }
  }
}
