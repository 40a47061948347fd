internal import EventModel

extension FindingBuilder {
  /// Tells what a finding of the second layer rests on: findings, and through them lines.
  ///
  /// Each contributing alert stands for the lines of its finding, so their number is the sum of the
  /// findings' numbers; a line on which two of them rest is listed once. The destinations are those
  /// of the findings. How much left is not said: two findings may count the same bytes.
  func rest(_ finding: inout Finding, on episode: Episode) {
    var destinations = Destinations()
    var lines: [[Line]] = []
    for row in episode.rows {
      guard let ground = grounds[row.fact] else {
        // An alert that a test has made up has nothing but itself.
        let own = evidence(of: .fact(row.fact), timeline.facts[row.fact].order)
        lines.append(own)
        finding.evidenceTotal += own.count
        continue
      }
      let found = ground.finding
      finding.grounds.append(
        Finding.Ground(id: found.id, rule: found.rule, score: found.score))
      finding.evidenceTotal += found.evidenceTotal
      lines.append(zip(ground.places, found.evidence).map { ($0, $1) })
      for destination in found.destinations {
        destinations.add(folded: Array(destination.utf8), byteCount: 0)
      }
    }
    finding.destinations = destinations.sorted
    let order = preference(among: episode)
    finding.evidence = Self.shared(order.map { lines[$0] }).map(\.line)
  }

  private typealias Line = (place: EvidencePlace, line: EvidenceLine)

  /// The positions of an episode's rows: first, opening, last, then those of the highest score.
  private func preference(among episode: Episode) -> [Int] {
    let scores = episode.rows.map { timeline.number(.score, of: $0.fact) ?? 0 }
    let highest = episode.rows.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    var seen: Set<Int> = []
    return ([0, episode.opening, episode.rows.count - 1] + highest)
      .filter { seen.insert($0).inserted }
  }

  /// Chooses lines of several findings, taking one from each in turn, so that none is left out for
  /// another's sake while there is room: the first of its lines, the last, then the others.
  private static func shared(_ findings: [[Line]]) -> [Line] {
    var chosen: [Line] = []
    var seen: Set<SourcePlace> = []
    let longest = findings.map(\.count).max() ?? 0
    for round in 0..<longest {
      for lines in findings where round < lines.count {
        guard chosen.count < EvidenceChoice.lineLimit else { break }
        let index = round == 0 ? 0 : round == 1 ? lines.count - 1 : round - 1
        if seen.insert(lines[index].place.line).inserted { chosen.append(lines[index]) }
      }
    }
    return chosen.sorted { $0.place < $1.place }
  }
}
