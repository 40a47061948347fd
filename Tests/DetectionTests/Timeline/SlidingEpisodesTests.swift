internal import EventModel
internal import RuleProgram
internal import Testing

@testable internal import Detection

@Suite struct SlidingEpisodesTests {
  static let aggregates = [
    Aggregate(function: .count, operand: nil, condition: nil, unit: .integer),
    Aggregate(
      function: .sum, operand: Operand(.field(.bytesOut)), condition: nil, unit: .size),
    Aggregate(
      function: .distinct, operand: Operand(.field(.domain)), condition: nil, unit: .integer),
    Aggregate(
      function: .largest, operand: Operand(.field(.bytesOut)), condition: nil, unit: .size),
  ]

  /// The window at each event, gathered anew each time; quadratic.
  private func naive(
    _ events: [SampleEvent], length: Int64, cooldown: Int64,
    holds: (_ count: Int, _ sum: Int64, _ distinct: Int, _ largest: Int64) -> Bool
  ) -> [[Int]] {
    var episodes: [[Int]] = []
    var closed = -1
    for time in Set(events.map(\.time)).sorted() {
      let window = events.indices.filter { index in
        index > closed && events[index].time > time - length && events[index].time <= time
      }
      guard !window.isEmpty, events[window[window.count - 1]].time == time else { continue }
      let bytes = window.compactMap { events[$0].byteCount }
      let domains = Set(window.compactMap { events[$0].domain?.lowercased() })
      guard holds(window.count, bytes.reduce(0, +), domains.count, bytes.max() ?? -1) else {
        continue
      }
      let later = events.indices.filter {
        events[$0].time > time && events[$0].time <= time + cooldown
      }
      episodes.append(window + later)
      closed = episodes[episodes.count - 1].last ?? closed
    }
    return episodes
  }

  @Test(arguments: 0..<300)
  func `finds what gathering every window anew finds`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var time: Int64 = 0
    let events = (0..<40).map { _ in
      time += Int64.random(in: 0...3, using: &random)
      return SampleEvent(
        time: time,
        byteCount: Int.random(in: 0...4, using: &random) == 0
          ? nil : Int64.random(in: 0...9, using: &random),
        domain: ["a.example", "A.example", "b.example", nil].randomElement(using: &random) ?? nil)
    }
    let length = Int64.random(in: 1...12, using: &random)
    let cooldown = Int64.random(in: 0...12, using: &random)
    let limit = Int64.random(in: 5...25, using: &random)
    let timeline = sampleTimeline(events)
    let totals = RunningTotals(of: Self.aggregates, values: timeline.sampleValues)
    let found = slidingEpisodes(
      of: timeline.rows[0] ?? [], lengthMicroseconds: length, cooldownMicroseconds: cooldown,
      totals: totals,
      holds: { totals in
        (totals.value(1) ?? 0) >= limit || (totals.value(2) ?? 0) >= 2 && totals.value(3) == 9
      })
    let expected = naive(events, length: length, cooldown: cooldown) { _, sum, distinct, largest in
      sum >= limit || distinct >= 2 && largest == 9
    }
    #expect(found.map { $0.rows.map(\.fact) } == expected, "seed \(seed)")
  }

  @Test func `a window is half open: an event exactly W ago is out`() {
    let timeline = sampleTimeline([
      SampleEvent(time: 0, byteCount: 5), SampleEvent(time: 10, byteCount: 5),
      SampleEvent(time: 19, byteCount: 5),
    ])
    let totals = RunningTotals(of: Self.aggregates, values: timeline.sampleValues)
    let found = slidingEpisodes(
      of: timeline.rows[0] ?? [], lengthMicroseconds: 10, cooldownMicroseconds: 0,
      totals: totals, holds: { $0.value(1) == 10 })
    #expect(found.map { $0.rows.map(\.fact) } == [[1, 2]])
  }

  @Test func `single events share an episode until the cooldown is over`() {
    let timeline = sampleTimeline([0, 5, 10, 11, 30].map { SampleEvent(time: $0) })
    let totals = RunningTotals(of: [], values: timeline.sampleValues)
    let found = slidingEpisodes(
      of: timeline.rows[0] ?? [], lengthMicroseconds: nil, cooldownMicroseconds: 10,
      totals: totals, holds: { _ in true })
    #expect(found.map { $0.rows.map(\.fact) } == [[0, 1, 2], [3], [4]])
  }

  @Test func `a sum beyond 64 bits saturates and comes back down`() {
    let timeline = sampleTimeline([
      SampleEvent(time: 0, byteCount: .max), SampleEvent(time: 1, byteCount: .max),
      SampleEvent(time: 30, byteCount: 7),
    ])
    let totals = RunningTotals(of: Self.aggregates, values: timeline.sampleValues)
    var sums: [Int64] = []
    _ = slidingEpisodes(
      of: timeline.rows[0] ?? [], lengthMicroseconds: 10, cooldownMicroseconds: 0,
      totals: totals,
      holds: { totals in
        sums.append(totals.value(1) ?? -1)
        return false
      })
    #expect(sums == [.max, .max, 7])
  }
}
