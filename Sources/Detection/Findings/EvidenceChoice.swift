/// Which lines of an episode a finding shows.
enum EvidenceChoice {
  /// The most lines that a finding lists.
  static let lineLimit = 100

  /// Chooses the events whose lines a finding shows: first, opening, last, then the largest.
  ///
  /// - Parameters:
  ///   - count: How many events there are, in the order of the timeline.
  ///   - opening: The position of the event at which the condition first held.
  ///   - byteCount: How much an event moved; one that does not tell counts as zero.
  ///   - lineCount: How many raw lines an event has.
  /// - Returns: Positions, in the order of the timeline.
  /// - Complexity: O(*n* log *n*) in the events.
  static func positions(
    among count: Int, opening: Int, byteCount: (Int) -> Int64, lineCount: (Int) -> Int
  ) -> [Int] {
    let largest = (0..<count).map { (index: $0, byteCount: byteCount($0)) }
      .sorted { ($1.byteCount, $0.index) < ($0.byteCount, $1.index) }
      .map(\.index)
    var chosen: Set<Int> = []
    var lines = 0
    for index in [0, opening, count - 1] + largest where !chosen.contains(index) {
      let lineCount = lineCount(index)
      // The first three always show, even if a joined record alone has more lines than the limit.
      guard chosen.count < 3 || lines + lineCount <= lineLimit else { break }
      chosen.insert(index)
      lines += lineCount
    }
    return chosen.sorted()
  }
}
