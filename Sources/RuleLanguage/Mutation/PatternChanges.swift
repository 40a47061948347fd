internal import RuleProgram

extension ExpressionChanges {
  /// Returns the changes of a pattern: its kinds, its `where`, its `unless`.
  func changes(of pattern: PatternSyntax) -> [SyntaxChange<PatternSyntax>] {
    var changes: [SyntaxChange<PatternSyntax>] = []
    for (index, kind) in pattern.kinds.enumerated() where pattern.kinds.count > 1 {
      var fewer = pattern
      fewer.kinds.remove(at: index)
      changes.append(
        SyntaxChange(
          node: fewer, edit: .without(kind.text), range: kind.range,
          hint: ChangeHint(need: .alert, events: .kind(kind.text))))
    }
    if let condition = pattern.condition {
      if condition.isOneTest {
        var open = pattern
        open.condition = nil
        changes.append(
          SyntaxChange(
            node: open, edit: .without("where \(text(condition.range))"),
            range: condition.range,
            hint: ChangeHint(need: .silence, events: .onlyThisFails)))
      }
      changes += self.changes(of: condition).map { change in
        change.map { changed in
          var pattern = pattern
          pattern.condition = changed
          return pattern
        }
      }
    }
    if let exemption = pattern.exemption { changes += self.changes(of: pattern, exemption) }
    return changes
  }

  private func changes(
    of pattern: PatternSyntax, _ exemption: ExpressionSyntax
  ) -> [SyntaxChange<PatternSyntax>] {
    var strict = pattern
    strict.exemption = nil
    let whole = SyntaxChange(
      node: strict, edit: .without("unless \(text(exemption.range))"), range: exemption.range,
      hint: ChangeHint(need: .silence, events: .thisHolds))
    // Each branch of an `or` is left out by itself, which says more.
    let wholes = exemption.isAlternative ? [] : [whole]
    return wholes
      + changes(of: exemption).compactMap { change in
        // An empty list in the only test is the same as no exemption.
        if exemption.isOneTest, case .replaced(_, by: "()") = change.edit { return nil }
        var exempting = change
        exempting.hint = change.hint.exempting
        return exempting.map { changed in
          var pattern = pattern
          pattern.exemption = changed
          return pattern
        }
      }
  }
}

extension ExpressionSyntax {
  /// Whether it is not joined of several conditions, each of which is left out by itself.
  var isOneTest: Bool {
    switch self {
    case .all, .any: false
    case .group(let inner, _): inner.isOneTest
    case .not, .calendar, .quantified, .test: true
    }
  }

  fileprivate var isAlternative: Bool {
    switch self {
    case .any: true
    case .group(let inner, _): inner.isAlternative
    case .not, .calendar, .quantified, .test, .all: false
    }
  }
}
