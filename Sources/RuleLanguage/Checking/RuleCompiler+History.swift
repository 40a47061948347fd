internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// The longest look back, in days: ten years.
  static var maximumHistoryDayCount: Int { 3650 }

  /// The fields whose subjects have a history.
  static var historyRoots: [Field] { [.user, .srcIP, .host, .source] }

  /// Checks `is new to KEY for DURATION`.
  ///
  /// - Parameters:
  ///   - field: What may be new; of several values if `quantifier` says which.
  ///   - quantifier: Which of several values must be new.
  ///   - isNegated: Whether `not` stands in the test.
  ///   - key: The name after `to`.
  ///   - microseconds: How far back to look.
  ///   - range: Where the field stands.
  ///   - keyword: Where `new` stands.
  ///   - scope: The kinds of event that are asked.
  ///   - context: What stands around the test.
  /// - Returns: `nil` if there is a mistake in it, which has then been reported.
  mutating func checkNewness(
    of field: ResolvedField, _ quantifier: Quantifier?, isNegated: Bool, to key: NameSyntax,
    microseconds: Int64, at range: Range<Int>, keyword: Range<Int>, in scope: Scope,
    _ context: ConditionContext
  ) -> CheckedCondition? {
    guard !scope.kinds.contains(.alert) else {
      report(.newOverAlerts, at: keyword)
      return nil
    }
    guard case .field(let origin) = field.operand.origin else {
      report(.newInsideQuantifier, at: keyword)
      return nil
    }
    guard field.canBeNew else {
      report(.cannotBeNew(field.name, field.type.typeName), at: range)
      return nil
    }
    guard let root = Field(name: key.text), Self.historyRoots.contains(root), root != origin else {
      report(
        .newToWhat(
          key.text, known: Self.historyRoots.filter { $0 != origin }.map(\.name)), at: key.range)
      return nil
    }
    if let rootOfRule, rootOfRule != root {
      report(.newToOther(key.text, root: rootOfRule.name), at: key.range)
      return nil
    }
    guard let dayCount = historyDayCount(microseconds, atLeast: 1, at: keyword),
      obeysMissingLaw(field, isNegated: isNegated, at: range, context)
    else { return nil }
    let newness = Newness(
      operand: field.operand, quantifier: quantifier, key: root, dayCount: dayCount)
    return negated(.test(.isNew(newness)), if: isNegated)
  }

  /// Returns a look back in days; reports one that is no whole number of days, or out of bounds.
  mutating func historyDayCount(
    _ microseconds: Int64, atLeast least: Int, at range: Range<Int>
  ) -> Int? {
    let day: Int64 = 86_400_000_000
    let count = microseconds / day
    guard microseconds % day == 0, count >= least, count <= Self.maximumHistoryDayCount else {
      report(.lookBack(atLeast: least, atMost: Self.maximumHistoryDayCount), at: range)
      return nil
    }
    return Int(count)
  }

  /// Refuses what a define asks about the past of others than those the rule is about.
  mutating func refuseOtherHistories(_ syntax: RuleSyntax, _ rule: CompiledRule) {
    let other = rule.historyTests.map(\.newness.key).first { $0 != rule.root }
    guard let other else { return }
    report(.definedNewToOther(other.name, root: rule.root.name), at: syntax.name.range)
  }

  /// The root that the rule will have, as far as its names are right.
  static func root(of syntax: RuleSyntax) -> Field? {
    guard let key = syntax.grouping?.keys.first else { return .user }
    return Field(name: key.text).flatMap { historyRoots.contains($0) ? $0 : nil }
  }

  /// Lowers `usual(…)` or `peak(…)`; `nil` if there is a mistake in it.
  mutating func lowerHabit(
    _ name: NameSyntax, _ syntax: AggregateSyntax, microseconds: Int64, at range: Range<Int>,
    in scope: Scope, into rule: inout CompiledRule
  ) -> Int? {
    guard let function = Habit.Function(rawValue: name.text),
      let aggregate = lowerAggregate(syntax, in: scope, into: &rule)
    else { return nil }
    // What has no window at all is refused with the rule's totals.
    guard rule.steps.count == 1, rule.window != .none else { return nil }
    guard rule.window.isCivilDay else {
      report(.habitOfOtherPeriod(name.text), at: range)
      return nil
    }
    guard
      let dayCount = historyDayCount(
        microseconds, atLeast: Habit.leastActiveDayCount, at: range)
    else { return nil }
    let habit = Habit(function: function, aggregate: aggregate, dayCount: dayCount)
    if let known = rule.habits.firstIndex(of: habit) { return known }
    rule.habits.append(habit)
    return rule.habits.count - 1
  }
}

extension ResolvedField {
  /// Whether it can be said of its values that they were seen before.
  fileprivate var canBeNew: Bool {
    switch operand.part {
    case .daysLeft, .department, .phase, .size: return false
    case .whole, .domain, .local, .name, .fileExtension: break
    }
    if case .word = type { return true }
    return type.isTextual || type == .ip
  }
}

extension RuleWindow {
  /// Whether its periods are civil days.
  fileprivate var isCivilDay: Bool {
    switch self {
    case .calendar(.day), .pieces(microseconds: 86_400_000_000): true
    case .none, .sliding, .calendar, .pieces: false
    }
  }
}
