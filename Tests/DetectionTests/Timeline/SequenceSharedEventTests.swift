internal import Testing

@testable internal import Detection

/// Events of one time that satisfy several steps: each stands for one of them, and the choice is made
/// so that the sequence is complete if it can be, and as late as it can be.
@Suite struct SequenceSharedEventTests {
  /// Events as (time, steps that it satisfies as bits, value), in the order of the timeline.
  private func episodes(
    _ events: [(time: Int64, steps: UInt8, value: UInt8)], steps: [SequenceStep],
    length: Int64 = 10
  ) -> [[Int]] {
    let rows = events.enumerated().map { index, event in
      TimelineRow(
        fact: index, time: event.time,
        match: RuleMatch(
          rule: 0, steps: event.steps, cap: 0, eventConditions: 0, aggregates: 0))
    }
    return sequenceEpisodes(
      of: rows, steps: steps, lengthMicroseconds: length, cooldownMicroseconds: 0,
      value: { _, fact in [events[fact].value] }
    ).map { $0.rows.map(\.fact) }
  }

  private static let once = SequenceStep(minimumCount: 1, countsDistinctValues: false)
  private static let twice = SequenceStep(minimumCount: 2, countsDistinctValues: false)

  @Test func `one event is not the first and the last, with another of its time between`() {
    let three = [Self.once, Self.once, Self.once]
    #expect(episodes([(5, 0b101, 0), (5, 0b010, 1)], steps: three).isEmpty)
    #expect(
      episodes([(5, 0b101, 0), (5, 0b010, 1), (6, 0b100, 2)], steps: three) == [[0, 1, 2]])
  }

  @Test func `four events of a time are not three and two`() {
    let steps = [SequenceStep(minimumCount: 3, countsDistinctValues: false), Self.twice]
    let four = [UInt8](0..<4).map { (time: Int64(5), steps: UInt8(0b11), value: $0) }
    #expect(episodes(four, steps: steps).isEmpty)
    #expect(episodes(four + [(5, 0b11, 4)], steps: steps) == [[0, 1, 2, 3, 4]])
  }

  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func `values leave the events that the steps before can do with`(order: [Int]) {
    let steps = [Self.once, SequenceStep(minimumCount: 2, countsDistinctValues: true)]
    // One of the two of value 2 is for the first step, the other two events are for the second.
    let events: [(time: Int64, steps: UInt8, value: UInt8)] = [
      (5, 0b11, 8), (5, 0b11, 2), (5, 0b11, 2),
    ]
    #expect(episodes(order.map { events[$0] }, steps: steps) == [[0, 1, 2]])
    #expect(episodes([events[1], events[2], events[1]], steps: steps).isEmpty)
  }

  /// The first step has an early event and one of the time of the second step; only from the late one
  /// on is the third step in time.
  @Test(arguments: [false, true])
  func `the order of lines of one time does not hide a late start`(isSwapped: Bool) {
    let early = (time: Int64(4), steps: UInt8(0b001), value: UInt8(0))
    let plain = (time: Int64(5), steps: UInt8(0b010), value: UInt8(1))
    let both = (time: Int64(5), steps: UInt8(0b011), value: UInt8(2))
    let last = (time: Int64(6), steps: UInt8(0b100), value: UInt8(3))
    let events = isSwapped ? [early, both, plain, last] : [early, plain, both, last]
    #expect(
      episodes(events, steps: [Self.once, Self.once, Self.once], length: 1) == [[1, 2, 3]])
  }

  @Test func `hundreds of events of one time are told apart`() {
    let many = SequenceStep(minimumCount: 400, countsDistinctValues: false)
    let shared = [(time: Int64, steps: UInt8, value: UInt8)](
      repeating: (5, 0b11, 0), count: 799)
    #expect(episodes(shared, steps: [many, many]).isEmpty)
    #expect(episodes(shared + [(5, 0b01, 0)], steps: [many, many]).count == 1)
  }

  @Test(arguments: 0..<400)
  func `completes when and as late as trying every chain does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let stepCount = Int.random(in: 2...4, using: &random)
    let steps = (0..<stepCount).map { _ in
      SequenceStep(
        minimumCount: random.pick([1, 1, 2]),
        countsDistinctValues: Bool.random(using: &random))
    }
    var time: Int64 = 0
    var values: [[UInt8]] = []
    let rows = (0..<8).map { fact in
      time += random.pick([0, 0, 0, 1, 2])
      values.append([UInt8.random(in: 0...2, using: &random)])
      return TimelineRow(
        fact: fact, time: time,
        match: RuleMatch(
          rule: 0, steps: UInt8.random(in: 1..<(1 << UInt8(stepCount)), using: &random), cap: 0,
          eventConditions: 0, aggregates: 0))
    }
    let length = Int64.random(in: 1...4, using: &random)
    let oracle = EveryChain(rows: rows, steps: steps, length: length, values: values)
    let episodes = sequenceEpisodes(
      of: rows, steps: steps, lengthMicroseconds: length, cooldownMicroseconds: 0,
      value: { _, fact in values[fact] })
    #expect(
      episodes.map { [$0.rows[$0.opening].time, $0.rows[0].time] } == oracle.episodes,
      "seed \(seed)")
  }
}
