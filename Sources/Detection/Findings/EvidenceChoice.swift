/// Which lines of an episode a finding shows.
enum EvidenceChoice {
  /// The most lines that a finding lists.
  static let lineLimit = 100

  /// Chooses the facts whose lines a finding shows: first, opening, last, then the largest.
  ///
  /// - Parameters:
  ///   - episode: The episode of the finding.
  ///   - byteCount: How much each row moved; rows that do not tell count as zero.
  ///   - lineCount: How many raw lines each row has.
  /// - Returns: Positions in the episode, in the order of the timeline.
  /// - Complexity: O(*n* log *n*) in the rows of the episode.
  static func rows(
    of episode: Episode, byteCount: (TimelineRow) -> Int64, lineCount: (TimelineRow) -> Int
  ) -> [Int] {
    let rows = episode.rows
    let largest = rows.indices.map { (index: $0, byteCount: byteCount(rows[$0])) }
      .sorted { ($1.byteCount, $0.index) < ($0.byteCount, $1.index) }
      .map(\.index)
    var chosen: Set<Int> = []
    var lines = 0
    for index in [0, episode.opening, rows.count - 1] + largest where !chosen.contains(index) {
      let count = lineCount(rows[index])
      // The first three always show, even if a joined record alone has more lines than the limit.
      guard chosen.count < 3 || lines + count <= lineLimit else { break }
      chosen.insert(index)
      lines += count
    }
    return chosen.sorted()
  }
}
