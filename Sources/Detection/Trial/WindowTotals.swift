internal import EventModel
internal import RuleProgram

/// The totals of a window, and what they usually are.
struct WindowTotals {
  var rule: CompiledRule
  var totals: (Int) -> Int64?
  var habits: (Int) -> ScaledTotal?

  private func value(_ value: TotalsValue) -> ScaledTotal? {
    value.value(totals: totals, habits: habits)
  }

  /// Returns how near a condition came to being true, or to not being true.
  func nearness(of condition: TotalsCondition, toBeing isWanted: Bool) -> Nearness {
    switch (condition, isWanted) {
    case (.constant(let isTrue), _): return isTrue == isWanted ? .met : .never
    // Only scores ask of single events.
    case (.event, _): return isWanted ? .never : .met
    case (.compare(let left, let comparison, let right), _):
      let (a, b) = (value(left), value(right))
      if comparison.holds(a, b) == isWanted { return .met }
      guard let a, let b else { return .oneTest }
      let gap = (isWanted ? comparison : comparison.negated).shortfall(of: a, from: b)
      return Nearness(gap: gap, among: a.truncated, b.truncated)
    case (.all(let parts), true), (.any(let parts), false):
      return parts.reduce(.met) { $0 + nearness(of: $1, toBeing: isWanted) }
    case (.all(let parts), false), (.any(let parts), true):
      return parts.map { nearness(of: $0, toBeing: isWanted) }.min() ?? .never
    case (.notTrue(let part), _): return nearness(of: part, toBeing: !isWanted)
    }
  }

  /// Returns the comparisons that keep a condition from coming out as wanted, the nearest way.
  func unmet(in condition: TotalsCondition, toBeing isWanted: Bool = true) -> [UnmetTotal] {
    switch (condition, isWanted) {
    case (.constant, _), (.event, _): return []
    case (.compare(let left, let comparison, let right), _):
      let (a, b) = (value(left), value(right))
      if comparison.holds(a, b) == isWanted { return [] }
      let wanted = isWanted ? comparison : comparison.negated
      var gap: Int64?
      if let a, let b { gap = wanted.shortfall(of: a, from: b) }
      return [
        UnmetTotal(
          left: left, comparison: wanted, right: right, leftValue: a?.truncated,
          rightValue: b?.truncated, gap: gap,
          unit: left.unit(in: rule) ?? right.unit(in: rule) ?? .integer)
      ]
    case (.any(let parts), true), (.all(let parts), false):
      let nearest = parts.enumerated().min { a, b in
        let near = nearness(of: a.element, toBeing: isWanted)
        let other = nearness(of: b.element, toBeing: isWanted)
        return near == other ? a.offset < b.offset : near < other
      }
      return nearest.map { unmet(in: $0.element, toBeing: isWanted) } ?? []
    case (.all(let parts), true), (.any(let parts), false):
      return parts.flatMap { unmet(in: $0, toBeing: isWanted) }
    case (.notTrue(let part), _): return unmet(in: part, toBeing: !isWanted)
    }
  }
}
