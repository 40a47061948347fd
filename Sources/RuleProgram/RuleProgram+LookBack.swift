extension RuleProgram {
  /// How far back from an event facts can matter to any rule, in microseconds.
  ///
  /// Windows, sequences, habits and what is new to somebody, with the cooldown behind them; the look
  /// back of a notice date at least.
  package var lookBackMicroseconds: Int64 {
    let day: Int64 = 86_400_000_000
    var reach = beforeNoticeMicroseconds
    for rule in rules {
      let habit = rule.habits.map { Int64($0.dayCount) * day }.max() ?? 0
      let newness = rule.historyTests.map { Int64($0.newness.dayCount) * day }.max() ?? 0
      let window: Int64 =
        switch rule.window {
        case .none: 0
        case .sliding(let length), .pieces(let length): length
        case .calendar: 8 * day
        }
      reach = max(reach, max(habit, newness) + window + rule.cooldownMicroseconds)
    }
    return reach + 8 * day
  }
}
