internal import Testing

@testable internal import Detection

/// The same question, answered by trying every choice of events; exponential.
struct EveryChain {
  var rows: [TimelineRow]
  var steps: [SequenceStep]
  var length: Int64
  var values: [[UInt8]]

  /// Returns the latest start of a chain of unused events that ends exactly at `time`.
  func latestStart(endingAt time: Int64, from begin: Int) -> Int64? {
    var best: Int64?
    extend(step: 0, notBefore: .min, used: [], start: nil, end: time, begin, &best)
    return best
  }

  /// When the sequence is complete, and since when, for each time without a cooldown.
  var episodes: [[Int64]] {
    var found: [[Int64]] = []
    var begin = 0
    for time in Set(rows.map(\.time)).sorted() {
      if let start = latestStart(endingAt: time, from: begin) {
        found.append([time, start])
        begin = rows.firstIndex { $0.time > time } ?? rows.count
      }
    }
    return found
  }

  private func extend(
    step: Int, notBefore: Int64, used: Set<Int>, start: Int64?, end: Int64, _ begin: Int,
    _ best: inout Int64?
  ) {
    if step == steps.count {
      if let start, end - start <= length, notBefore == end { best = max(best ?? start, start) }
      return
    }
    let candidates = rows.indices.filter { index in
      index >= begin && !used.contains(index) && rows[index].time >= notBefore
        && rows[index].time <= end && rows[index].match.steps & (1 << UInt8(step)) != 0
    }
    for choice in combinations(candidates, steps[step].minimumCount) {
      if steps[step].countsDistinctValues,
        Set(choice.map { values[rows[$0].fact] }).count < choice.count
      {
        continue
      }
      let times = choice.map { rows[$0].time }
      guard let first = times.min(), let last = times.max() else { continue }
      extend(
        step: step + 1, notBefore: last, used: used.union(choice), start: start ?? first, end: end,
        begin, &best)
    }
  }

  private func combinations(_ items: [Int], _ count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    guard let first = items.first else { return [] }
    let rest = Array(items.dropFirst())
    return combinations(rest, count - 1).map { [first] + $0 } + combinations(rest, count)
  }
}

@Suite struct SequenceEpisodesTests {
  @Test(arguments: 0..<400)
  func `completes when and as late as trying every chain does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let stepCount = Int.random(in: 2...3, using: &random)
    let steps = (0..<stepCount).map { _ in
      SequenceStep(
        minimumCount: Int.random(in: 1...2, using: &random),
        countsDistinctValues: Bool.random(using: &random))
    }
    var time: Int64 = 0
    var values: [[UInt8]] = []
    let rows = (0..<9).map { fact in
      time += Int64.random(in: 0...2, using: &random)
      values.append([UInt8.random(in: 0...2, using: &random)])
      let step = Int.random(in: 0..<stepCount, using: &random)
      return TimelineRow(
        fact: fact, time: time,
        match: RuleMatch(
          rule: 0, steps: 1 << UInt8(step), cap: 0, eventConditions: 0, aggregates: 0))
    }
    let length = Int64.random(in: 1...8, using: &random)
    let oracle = EveryChain(rows: rows, steps: steps, length: length, values: values)
    let episodes = sequenceEpisodes(
      of: rows, steps: steps, lengthMicroseconds: length, cooldownMicroseconds: 0,
      value: { _, fact in values[fact] })

    #expect(
      episodes.map { [$0.rows[$0.opening].time, $0.rows[0].time] } == oracle.episodes,
      "seed \(seed)")
  }

  @Test func `one event does not stand for two steps`() {
    let row = TimelineRow(
      fact: 0, time: 5,
      match: RuleMatch(rule: 0, steps: 0b11, cap: 0, eventConditions: 0, aggregates: 0))
    let one = SequenceStep(minimumCount: 1, countsDistinctValues: false)
    let episodes = sequenceEpisodes(
      of: [row], steps: [one, one], lengthMicroseconds: 10, cooldownMicroseconds: 10,
      value: { _, _ in nil })
    #expect(episodes.isEmpty)
  }

  @Test func `the cooldown takes further matches of the last step only`() {
    let rows = [(0, 1), (1, 2), (2, 1), (3, 2), (20, 2)].enumerated().map { index, row in
      TimelineRow(
        fact: index, time: Int64(row.0),
        match: RuleMatch(
          rule: 0, steps: UInt8(row.1), cap: 0, eventConditions: 0, aggregates: 0))
    }
    let one = SequenceStep(minimumCount: 1, countsDistinctValues: false)
    let episodes = sequenceEpisodes(
      of: rows, steps: [one, one], lengthMicroseconds: 10, cooldownMicroseconds: 10,
      value: { _, _ in nil })
    #expect(episodes.map { $0.rows.map(\.fact) } == [[0, 1, 3]])
    #expect(episodes.first?.steps == [[0], [1, 2]])
  }
}
