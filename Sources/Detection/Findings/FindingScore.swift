internal import RuleProgram

/// The score of an episode, as a sum that can be read.
struct FindingScore: Hashable, Sendable {
  var score: Int
  var terms: [Finding.Term]
  /// The position in the episode of the first event that reaches the score.
  var row: Int

  /// Finds the highest score over the contributing events, with the totals at their final value.
  ///
  /// - Complexity: O(*n* · *t*) for *n* rows and *t* terms.
  init(of episode: Episode, rule: CompiledRule, totals: (Int) -> Int64?) {
    score = -1
    terms = []
    row = 0
    var seen: Set<UInt64> = []
    for (index, candidate) in episode.rows.enumerated() {
      // Rows with the same true conditions score the same: the first of them stands for all.
      guard seen.insert(candidate.match.eventConditions).inserted else { continue }
      let terms = rule.scoreTerms.filter {
        $0.condition.isTrue(
          totals: totals, eventConditions: candidate.match.eventConditions)
      }
      let sum = terms.reduce(rule.baseScore) { $0 + $1.points }
      let clamped = min(max(sum, 0), 100)
      guard clamped > score else { continue }
      score = clamped
      row = index
      self.terms = terms.map { Finding.Term(points: $0.points, why: $0.why) }
    }
  }
}
