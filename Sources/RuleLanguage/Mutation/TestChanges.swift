internal import EventModel
internal import RuleProgram

extension ExpressionChanges {
  /// Returns the changes of one test: its limit, its sense, the list that it asks.
  func changes(of test: TestSyntax) -> [SyntaxChange<TestSyntax>] {
    switch test.tail {
    case .compare(let comparison, let right, let operatorRange):
      return changes(of: test, comparison, right, operatorRange)
    case .isMissing(let isNegated):
      return [
        flipped(test, to: .isMissing(isNegated: !isNegated), isNegated: isNegated)
      ]
    case .hasFlag(let isNegated, let flag) where isNegated:
      return [flipped(test, to: .hasFlag(isNegated: false, flag), isNegated: true)]
    case .isIn(let isNegated, .list(let name), let keyword):
      guard let empty = emptyListName(name.text) else { return [] }
      let list = NameSyntax(text: empty, range: name.range)
      return [
        emptied(
          test, name, to: .isIn(isNegated: isNegated, .list(list), keyword: keyword))
      ]
    case .match(let match, let isNegated, let isExact, .list(let name), let keyword):
      guard let empty = emptyListName(name.text) else { return [] }
      let list = NameSyntax(text: empty, range: name.range)
      return [
        emptied(
          test, name,
          to: .match(
            match, isNegated: isNegated, isExact: isExact, .list(list), keyword: keyword))
      ]
    case .isIn(let isNegated, .range(let low, let high), let keyword):
      return changes(of: test, isNegated, low, high, keyword)
    case .isNew(let isNegated, let key, let microseconds, let keyword):
      return [2 * microseconds, microseconds / 2].map { length in
        var changed = test
        changed.tail = .isNew(
          isNegated: isNegated, key, microseconds: length, keyword: keyword)
        let (before, after) = (
          ChangedQuantity.duration(microseconds), ChangedQuantity.duration(length)
        )
        return SyntaxChange(
          node: changed, edit: .replaced("for \(before)", by: "for \(after)"), range: test.range,
          hint: length > microseconds
            ? ChangeHint(need: .alert, events: .fartherApart(before))
            : ChangeHint(need: .silence, events: .closeTogether(before)))
      }
    case .isIn, .match, .resembles, .hasFlag: return []
    }
  }

  private func flipped(
    _ test: TestSyntax, to tail: TailSyntax, isNegated: Bool
  ) -> SyntaxChange<TestSyntax> {
    var changed = test
    changed.tail = tail
    let (before, after) = isNegated ? ("is not", "is") : ("is", "is not")
    return SyntaxChange(
      node: changed, edit: .replaced(before, by: after), range: test.range,
      hint: ChangeHint(need: .alert, events: .thisHolds))
  }

  private func emptied(
    _ test: TestSyntax, _ list: NameSyntax, to tail: TailSyntax
  ) -> SyntaxChange<TestSyntax> {
    var changed = test
    changed.tail = tail
    return SyntaxChange(
      node: changed, edit: .replaced(list.text, by: "()"), range: list.range,
      hint: ChangeHint(need: .alert, events: .thisHolds))
  }

  private func changes(
    of test: TestSyntax, _ isNegated: Bool, _ low: LiteralSyntax, _ high: LiteralSyntax,
    _ keyword: Range<Int>
  ) -> [SyntaxChange<TestSyntax>] {
    guard let first = quantity(low), let last = quantity(high) else { return [] }
    func change(_ newLow: ChangedQuantity, _ newHigh: ChangedQuantity, at limit: ChangedQuantity)
      -> SyntaxChange<TestSyntax>
    {
      var changed = test
      changed.tail = .isIn(
        isNegated: isNegated,
        .range(
          LiteralSyntax(value: newLow.value, range: low.range),
          LiteralSyntax(value: newHigh.value, range: high.range)), keyword: keyword)
      return SyntaxChange(
        node: changed,
        edit: .replaced("\(first.text) .. \(last.text)", by: "\(newLow.text) .. \(newHigh.text)"),
        range: low.range.lowerBound..<high.range.upperBound,
        hint: ChangeHint(need: .alert, events: .at(limit.text)))
    }
    return (first.larger.prefix(1) + first.smaller.prefix(1)).map { change($0, last, at: first) }
      + (last.larger.prefix(1) + last.smaller.prefix(1)).map { change(first, $0, at: last) }
  }

  // MARK: Limits

  private func changes(
    of test: TestSyntax, _ comparison: Comparison, _ right: ValueSyntax,
    _ operatorRange: Range<Int>
  ) -> [SyntaxChange<TestSyntax>] {
    if let factor = right.factor, factor.denominator == 1 {
      return changes(of: test, comparison, right, factor: factor, operatorRange)
    }
    guard right.factor == nil, case .literal(let literal) = right.term,
      let limit = quantity(literal)
    else { return [] }
    let range = operatorRange.lowerBound..<right.range.upperBound
    let written = "\(comparison.rawValue) \(text(literal.range))"
    func change(_ other: Comparison, _ quantity: ChangedQuantity, _ hint: ChangeHint)
      -> SyntaxChange<TestSyntax>
    {
      var value = right
      let isSame = quantity.value == limit.value
      if !isSame { value.term = .literal(LiteralSyntax(value: quantity.value, range: right.range)) }
      var changed = test
      changed.tail = .compare(other, value, operatorRange: operatorRange)
      let number = isSame ? text(literal.range) : quantity.text
      return SyntaxChange(
        node: changed, edit: .replaced(written, by: "\(other.rawValue) \(number)"), range: range,
        hint: hint)
    }
    let at = ChangeHint.Events.at(limit.text)
    // What the tests must show so that nobody can ask for more, or for less, than the rule does.
    let (needsMore, needsLess): (ChangeHint, ChangeHint)
    switch comparison {
    case .greaterOrEqual:
      needsMore = ChangeHint(need: .alert, events: at)
      needsLess = ChangeHint(need: .silence, events: .below(limit.text))
    case .greater:
      needsMore = ChangeHint(need: .alert, events: .above(limit.text))
      needsLess = ChangeHint(need: .silence, events: at)
    case .less:
      needsMore = ChangeHint(need: .silence, events: at)
      needsLess = ChangeHint(need: .alert, events: .below(limit.text))
    case .lessOrEqual:
      needsMore = ChangeHint(need: .silence, events: .above(limit.text))
      needsLess = ChangeHint(need: .alert, events: at)
    case .equal, .notEqual: return []
    }
    let grows = comparison == .greaterOrEqual || comparison == .less
    let other: [Comparison: Comparison] = [
      .greaterOrEqual: .greater, .greater: .greaterOrEqual, .less: .lessOrEqual,
      .lessOrEqual: .less,
    ]
    let boundary = change(other[comparison] ?? comparison, limit, grows ? needsMore : needsLess)
    // Where nothing lies between, the next quantity is the same change as the other comparison.
    let (skippedUp, skippedDown) = limit.hasLeastStep ? (grows ? (1, 0) : (0, 1)) : (0, 0)
    let up = limit.larger.dropFirst(skippedUp).map { change(comparison, $0, needsMore) }
    let down = limit.smaller.dropFirst(skippedDown).map { change(comparison, $0, needsLess) }
    return grows ? [boundary] + up + down : up + [boundary] + down
  }

  private func changes(
    of test: TestSyntax, _ comparison: Comparison, _ right: ValueSyntax, factor: Factor,
    _ operatorRange: Range<Int>
  ) -> [SyntaxChange<TestSyntax>] {
    let halved = Factor(numerator: factor.numerator, denominator: factor.denominator * 2)
    let doubled = Factor(numerator: factor.numerator * 2, denominator: factor.denominator)
    return [(doubled, true), (halved, false)].map { other, isLarger in
      var value = right
      value.factor = other
      var changed = test
      changed.tail = .compare(comparison, value, operatorRange: operatorRange)
      let (before, after) = (ProseQuantity.number(factor), Self.written(other))
      let asksForMore = isLarger == (comparison == .greater || comparison == .greaterOrEqual)
      return SyntaxChange(
        node: changed, edit: .replaced("\(before) *", by: "\(after) *"), range: right.range,
        hint: ChangeHint(need: asksForMore ? .alert : .silence, events: .at("\(before) *")))
    }
  }

  /// A number of times with decimals, if it needs them.
  private static func written(_ factor: Factor) -> String {
    guard factor.denominator == 2, factor.numerator % 2 != 0 else {
      return "\(factor.numerator / factor.denominator)"
    }
    return "\(factor.numerator / 2).5"
  }

  private func quantity(_ literal: LiteralSyntax) -> ChangedQuantity? {
    if case .name(let name) = literal.value {
      return lets[name].flatMap { ChangedQuantity($0.value) }
    }
    return ChangedQuantity(literal.value)
  }
}
