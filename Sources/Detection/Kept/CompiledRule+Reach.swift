internal import RuleProgram

extension CompiledRule {
  /// How far from an event another one can be that decides on the same episode, in microseconds;
  /// `nil` if there is no bound.
  ///
  /// The window, and the cooldown in which an episode takes events in. A period begins at most its
  /// length before the event, with an hour for each change of the clocks. What is usual rests on days
  /// of which each rests on those before it.
  var reachMicroseconds: Int64? {
    guard habits.isEmpty else { return nil }
    let hour: Int64 = 3_600_000_000
    let length: Int64
    switch window {
    case .none where steps.count > 1: return nil
    case .none: length = 0
    case .sliding(let microseconds): length = microseconds
    case .calendar(.hour): length = 2 * hour
    case .calendar(.day): length = 26 * hour
    case .calendar(.week): length = 8 * 24 * hour
    case .pieces(let microseconds): length = microseconds.addingClamped(26 * hour)
    }
    return length.addingClamped(cooldownMicroseconds)
  }
}
