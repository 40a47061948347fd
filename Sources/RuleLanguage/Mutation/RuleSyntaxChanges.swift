internal import RuleProgram

extension ExpressionChanges {
  /// Returns the changes of a rule, its score aside.
  func changes(of rule: RuleSyntax) -> [SyntaxChange<RuleSyntax>] {
    var changes: [SyntaxChange<RuleSyntax>] = []
    if let pattern = rule.pattern {
      changes += self.changes(of: pattern).map { change in
        change.map { changed in
          var rule = rule
          rule.pattern = changed
          return rule
        }
      }
    }
    for (index, step) in rule.steps.enumerated() {
      changes += self.changes(of: step).map { change in
        change.map { changed in
          var rule = rule
          rule.steps[index] = changed
          return rule
        }
      }
      changes.append(
        SyntaxChange(
          node: rule.withoutStep(index), edit: .without(text(step.pattern.range)),
          range: step.pattern.range, hint: ChangeHint(need: .silence, events: .withoutStep)))
    }
    changes += windowChanges(of: rule)
    if let condition = rule.condition {
      if condition.isOneTest {
        var open = rule
        open.condition = nil
        changes.append(
          SyntaxChange(
            node: open, edit: .without("if \(text(condition.range))"), range: condition.range,
            hint: ChangeHint(need: .silence, events: .onlyThisFails)))
      }
      changes += self.changes(of: condition).map { change in
        change.map { changed in
          var rule = rule
          rule.condition = changed
          return rule
        }
      }
    }
    for (index, term) in rule.scoreTerms.enumerated() {
      changes += self.changes(of: term.condition).map { change in
        var scoring = change
        scoring.hint = change.hint.scoring
        return scoring.map { changed in
          var rule = rule
          rule.scoreTerms[index].condition = changed
          return rule
        }
      }
    }
    return changes
  }

  private func changes(of step: RuleSyntax.Step) -> [SyntaxChange<RuleSyntax.Step>] {
    var changes = self.changes(of: step.pattern).map { change in
      change.map { changed in
        var step = step
        step.pattern = changed
        return step
      }
    }
    guard step.minimumCount > 1 else { return changes }
    let count = Int64(step.minimumCount)
    let limit = ChangedQuantity(.number(Factor(numerator: count, denominator: 1)))
    let counts: [Int] = [step.minimumCount + 1, step.minimumCount * 2]
    let fewer: [Int] = [step.minimumCount - 1, step.minimumCount / 2]
    for other in counts + fewer where other > 0 {
      var changed = step
      changed.minimumCount = other
      changes.append(
        SyntaxChange(
          node: changed,
          edit: .replaced("at least \(step.minimumCount)", by: "at least \(other)"),
          range: rangeOfCount(behind: step.pattern.range),
          hint: other > step.minimumCount
            ? ChangeHint(need: .alert, events: .at(limit?.text ?? ""))
            : ChangeHint(need: .silence, events: .below(limit?.text ?? ""))))
    }
    return changes
  }

  /// Where `at least N` stands.
  private func rangeOfCount(behind pattern: Range<Int>) -> Range<Int> {
    let rest = pattern.upperBound..<source.bytes.count
    let line = pattern.upperBound..<min(rest.upperBound, pattern.upperBound + 400)
    let tokens = Lexer.tokenize(source, in: line).tokens.prefix(3)
    guard tokens.count == 3, let first = tokens.first, let last = tokens.last else {
      return pattern
    }
    return first.range.lowerBound..<last.range.upperBound
  }

  private func windowChanges(of rule: RuleSyntax) -> [SyntaxChange<RuleSyntax>] {
    guard let grouping = rule.grouping, let window = grouping.window else { return [] }
    func change(_ other: RuleSyntax.Window, _ before: String, _ after: String, isLonger: Bool)
      -> SyntaxChange<RuleSyntax>
    {
      var changed = rule
      changed.grouping?.window = other
      let length = before.split(separator: " ").last.map(String.init) ?? before
      return SyntaxChange(
        node: changed, edit: .replaced(before, by: after), range: grouping.windowRange(in: source),
        hint: isLonger
          ? ChangeHint(need: .silence, events: .fartherApart(length))
          : ChangeHint(need: .alert, events: .closeTogether(length)))
    }
    func written(_ word: String, _ microseconds: Int64) -> String {
      "\(word) \(ChangedQuantity.duration(microseconds))"
    }
    switch window {
    case .within(let length):
      return [2 * length, length / 2].map {
        change(
          .within(microseconds: $0), written("within", length), written("within", $0),
          isLonger: $0 > length)
      }
    case .pieces(let length):
      return [2 * length, length / 2].map {
        change(
          .pieces(microseconds: $0), written("each", length), written("each", $0),
          isLonger: $0 > length)
      }
    case .period(let name):
      return ["hour", "day", "week"].filter { $0 != name.text }.map { other in
        change(
          .period(NameSyntax(text: other, range: name.range)), "each \(name.text)",
          "each \(other)", isLonger: other == "week" || name.text == "hour")
      }
    }
  }
}

extension RuleSyntax {
  /// The rule without one of its steps; with one step left it selects events instead.
  fileprivate func withoutStep(_ index: Int) -> RuleSyntax {
    var rule = self
    rule.steps.remove(at: index)
    guard rule.steps.count == 1, let last = rule.steps.first else { return rule }
    rule.steps = []
    rule.pattern = last.pattern
    if last.minimumCount > 1 { rule.condition = last.asTotal }
    return rule
  }
}

extension RuleSyntax.Step {
  /// `at least N times` as a condition on totals.
  fileprivate var asTotal: ExpressionSyntax {
    let range = pattern.range
    let total = AggregateSyntax(
      function: distinct == nil ? .count : .distinct, operand: distinct, condition: nil,
      range: range)
    let limit = LiteralSyntax(
      value: .number(Factor(numerator: Int64(minimumCount), denominator: 1)), range: range)
    return .test(
      TestSyntax(
        subject: ValueSyntax(factor: nil, term: .aggregate(total), range: range),
        tail: .compare(
          .greaterOrEqual, ValueSyntax(factor: nil, term: .literal(limit), range: range),
          operatorRange: range), range: range))
  }
}

extension RuleSyntax.Grouping {
  /// Where `within 24h` or `each day` stands.
  func windowRange(in source: SourceText) -> Range<Int> {
    var start = keys.last?.range.upperBound ?? range.lowerBound
    while start < range.upperBound, source.bytes[start] <= 0x20 { start += 1 }
    return start..<range.upperBound
  }
}
