internal import EventModel
internal import RuleProgram

/// Conditions, and parts of them, that come out the same for every event.
extension RuleCompiler {
  /// Warns of the parts of a condition that are never or always true.
  ///
  /// Each mistake is told once, at the smallest part that explains it.
  mutating func warnOfConstants(_ expression: ExpressionSyntax, in place: ConditionPlace) {
    // Every part is held against every other one; nobody writes so many by hand.
    guard expression.testCount <= 500 else { return }
    guard let possibility = possibility(of: expression, in: place) else { return }
    if !possibility.mayBeTrue {
      warnThatNever(expression, in: place)
    } else if !possibility.mayBeFalse {
      warnThatAlways(expression, isOpen: possibility.mayBeOpen, in: place)
    } else {
      forEachPart(of: expression, in: place) { compiler, part, place in
        compiler.warnOfConstants(part, in: place)
      }
    }
  }

  /// Calls the body for the direct parts of an expression, groups taken apart, and for the
  /// conditions inside quantifiers and totals.
  private mutating func forEachPart(
    of expression: ExpressionSyntax, in place: ConditionPlace,
    _ body: (inout RuleCompiler, ExpressionSyntax, ConditionPlace) -> Void
  ) {
    switch expression {
    case .group(let inner, _): body(&self, inner, place)
    case .not(let inner, _): body(&self, inner, place.negated)
    case .all(let parts), .any(let parts):
      let place = place.beside(parts)
      for part in parts { body(&self, part, place) }
    case .quantified(_, let name, .group(let inner), _):
      guard let field = place.scope.resolve(name.text) else { return }
      let scope = Scope(kinds: place.scope.kinds, element: field.type)
      body(&self, inner, ConditionPlace(scope: scope))
    case .quantified, .calendar: break
    case .test(let test):
      for condition in test.innerConditions {
        body(&self, condition, ConditionPlace(scope: place.scope))
      }
    }
  }

  private mutating func warnThatNever(_ expression: ExpressionSyntax, in place: ConditionPlace) {
    switch expression {
    case .group(let inner, _): warnThatNever(inner, in: place)
    case .any(let parts):
      let place = place.beside(parts)
      for part in parts { warnThatNever(part, in: place) }
    case .all(let parts): warnOfContradiction(parts, at: expression.range, in: place.beside(parts))
    case .not, .quantified, .calendar: report(.neverTrue(nil), at: expression.range)
    case .test(let test):
      report(.neverTrue(reason(of: test, in: place.scope)), at: test.range)
    }
  }

  /// Warns of the part that can never be true, else of the first one that contradicts one before.
  private mutating func warnOfContradiction(
    _ parts: [ExpressionSyntax], at range: Range<Int>, in place: ConditionPlace
  ) {
    let impossible = parts.filter { possibility(of: $0, in: place)?.mayBeTrue == false }
    for part in impossible { warnThatNever(part, in: place) }
    guard impossible.isEmpty else { return }
    // Each is held against each; nobody writes more than that by hand.
    for (index, part) in parts.prefix(64).enumerated() {
      for earlier in parts[..<index]
      where possibility(of: .all([earlier, part]), in: place)?.mayBeTrue == false {
        report(.neverTrue(.contradiction(shown(earlier.range))), at: part.range)
        return
      }
    }
    report(.neverTrue(nil), at: range)
  }

  private mutating func warnThatAlways(
    _ expression: ExpressionSyntax, isOpen: Bool, in place: ConditionPlace
  ) {
    switch expression {
    case .group(let inner, _): warnThatAlways(inner, isOpen: isOpen, in: place)
    case .all(let parts):
      let place = place.beside(parts)
      for part in parts { warnThatAlways(part, isOpen: isOpen, in: place) }
    case .any(let parts):
      let place = place.beside(parts)
      let constant = parts.filter { possibility(of: $0, in: place)?.mayBeFalse == false }
      for part in constant { warnThatAlways(part, isOpen: isOpen, in: place) }
      if constant.isEmpty { report(.alwaysTrue(nil), at: expression.range) }
    case .not, .quantified, .calendar: report(.alwaysTrue(nil), at: expression.range)
    case .test(let test):
      let reason = reason(of: test, in: place.scope)
      guard isOpen, case .noSuchValue(let subject) = reason else {
        report(.alwaysTrue(reason), at: test.range)
        return
      }
      report(
        test.holdsTotal ? .alwaysTrue(reason) : .trueWhenever(subject), at: test.range)
    }
  }

  private func reason(of test: TestSyntax, in scope: Scope) -> Complaint.ConstantReason {
    let subject = shown(test.subject.range)
    if case .isMissing = test.tail { return .alwaysThere(subject) }
    return .noSuchValue(subject)
  }

  /// Returns the text of a range as labels show it, in one line.
  func shown(_ range: Range<Int>) -> String {
    let words = sources[source].text(range).split { $0.isWhitespace || $0.isNewline }
    return Phrase.shortened(words.joined(separator: " "), to: 60)
  }
}

extension TestSyntax {
  /// Whether it compares a total.
  fileprivate var holdsTotal: Bool { ExpressionSyntax.test(self).holdsTotal }

  /// The `where`s inside its totals.
  fileprivate var innerConditions: [ExpressionSyntax] {
    var values = [subject]
    if case .compare(_, let right, _) = tail { values.append(right) }
    return values.compactMap { value in
      switch value.term {
      case .literal: nil
      case .aggregate(let aggregate), .history(_, let aggregate, _): aggregate.condition
      }
    }
  }
}

extension ExpressionSyntax {
  /// How many tests the expression joins.
  fileprivate var testCount: Int {
    switch self {
    case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.testCount }
    case .group(let inner, _), .not(let inner, _): inner.testCount
    default: 1
    }
  }
}
