internal import RuleProgram

/// The totals of the active days of one rule and group so far, from which habits are taken.
struct DailyTotals {
  private var days: [Int] = []
  /// By the number of the habit: the day's total, if it exists.
  private var totals: [[Int64?]] = []

  /// How much memory each active day takes, of one subject and group.
  static func byteCountPerDay(of rule: CompiledRule) -> Int {
    MemoryLayout<Int>.stride + MemoryLayout<[Int64?]>.stride
      + rule.habits.count * MemoryLayout<Int64?>.stride
  }

  /// Returns the value of each habit on the next active day, and notes the totals of that day.
  ///
  /// - Parameters:
  ///   - day: The day; days come in ascending order, each once.
  ///   - rule: The rule with its habits.
  ///   - totals: Returns the day's total of an aggregate, or `nil`.
  /// - Returns: By the number of the habit: its value, or `nil` below ten active days.
  /// - Complexity: O(*n* log *n*) in the days that a habit looks at.
  mutating func next(
    _ day: Int, of rule: CompiledRule, totals: (Int) -> Int64?
  ) -> [ScaledTotal?] {
    defer {
      days.append(day)
      self.totals.append(rule.habits.map { totals($0.aggregate) })
    }
    return habits(of: rule, on: day)
  }

  private func habits(of rule: CompiledRule, on day: Int) -> [ScaledTotal?] {
    rule.habits.enumerated().map { number, habit in
      var before: [Int64] = []
      var index = days.count
      while index > 0, days[index - 1] >= day - habit.dayCount {
        index -= 1
        if let total = totals[index][number] { before.append(total) }
      }
      guard before.count >= Habit.leastActiveDayCount else { return nil }
      before.sort()
      let middle = before.count / 2
      switch habit.function {
      case .peak: return ScaledTotal(before[before.count - 1])
      case .usual where before.count % 2 == 1: return ScaledTotal(before[middle])
      case .usual:
        return ScaledTotal(
          numerator: Int128(before[middle - 1]) + Int128(before[middle]), denominator: 2)
      }
    }
  }
}
