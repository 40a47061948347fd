internal import RuleProgram

extension CompiledRule {
  /// Whether the events of the rule may be melted into one partial for each group and period.
  ///
  /// This is the one place that decides. A rule over civil periods asks nothing of single events
  /// but what a ``Partial`` keeps, `distinct` included: a partial holds the counted values
  /// themselves, for their hashes would be inexact. Sliding windows and sequences can begin and end
  /// at any event, and so need them all. What was new on a day is known only when all logs are
  /// read; so rules that ask for it need all their events too. Rules over `alert` have few events,
  /// and each is a finding to be shown.
  var isCombinable: Bool {
    guard steps.count == 1, !asksHistory, !isOverAlerts else { return false }
    return switch window {
    case .calendar, .pieces: true
    case .none, .sliding: false
    }
  }
}
