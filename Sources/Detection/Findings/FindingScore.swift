internal import RuleProgram

/// The score of an episode, as a sum that can be read.
struct FindingScore: Hashable, Sendable {
  var score: Int
  var terms: [Finding.Term]
  /// The position of the first event that reaches the score.
  var position: Int

  /// Finds the highest score over the contributing events, with the totals at their final value.
  ///
  /// - Parameters:
  ///   - conditions: The true event conditions of each event, in the order of the timeline.
  ///   - rule: The rule with its score terms.
  ///   - totals: Returns the total of an aggregate, or `nil`.
  ///   - habits: The values of the rule's habits.
  /// - Complexity: O(*n* · *t*) for *n* events and *t* terms.
  init(
    of conditions: some Sequence<UInt64>, rule: CompiledRule, totals: (Int) -> Int64?,
    habits: [ScaledTotal?] = []
  ) {
    score = -1
    terms = []
    position = 0
    var seen: Set<UInt64> = []
    for (index, conditions) in conditions.enumerated() {
      // Events with the same true conditions score the same: the first of them stands for all.
      guard seen.insert(conditions).inserted else { continue }
      let terms = rule.scoreTerms.filter {
        $0.condition.isTrue(
          totals: totals, habits: { habits[$0] }, eventConditions: conditions)
      }
      let sum = terms.reduce(rule.baseScore) { $0 + $1.points }
      let clamped = min(max(sum, 0), 100)
      guard clamped > score else { continue }
      score = clamped
      position = index
      self.terms = terms.map { Finding.Term(points: $0.points, why: $0.why) }
    }
  }
}
