internal import RuleProgram

extension ExplainedScore {
  /// Takes the score of an episode apart.
  ///
  /// - Parameters:
  ///   - conditions: The true event conditions of each event, in the order of the timeline.
  ///   - rule: The rule with its score terms.
  ///   - totals: Returns the total of an aggregate over all events, or `nil`.
  ///   - habits: The values of the rule's habits.
  ///   - firsts: By term: the position of the first event after which it is true of that event with
  ///     the totals so far.
  /// - Complexity: O(*n* · *t*) for *n* events and *t* terms.
  init(
    of conditions: [UInt64], rule: CompiledRule, totals: (Int) -> Int64?, habits: [ScaledTotal?],
    firsts: [Int?]
  ) {
    let found = FindingScore(of: conditions, rule: rule, totals: totals, habits: habits)
    func isTrue(_ term: ScoreTerm, of event: UInt64) -> Bool {
      term.condition.isTrue(totals: totals, habits: { habits[$0] }, eventConditions: event)
    }
    base = rule.baseScore
    event = found.position
    score = found.score
    let deciding = conditions[found.position]
    terms = zip(rule.scoreTerms, firsts).map { term, first in
      Term(
        points: term.points, why: term.why, isAdded: isTrue(term, of: deciding),
        firstEvent: first ?? conditions.firstIndex { isTrue(term, of: $0) })
    }
    sum = terms.reduce(rule.baseScore) { $0 + ($1.isAdded ? $1.points : 0) }
  }
}
