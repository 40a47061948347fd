internal import EventModel
internal import Testing

@testable internal import Detection

@Suite struct HourCountsTests {
  /// What a naive table keeps of the same events.
  private func naive(_ times: [Int64]) -> [HourTally] {
    Dictionary(grouping: times) { Int($0 / HourTally.microseconds) }.map { hour, own in
      HourTally(
        hour: hour, count: own.count, first: Timestamp(microseconds: own.min() ?? 0),
        last: Timestamp(microseconds: own.max() ?? 0))
    }.sorted { $0.hour < $1.hour }
  }

  private func counted(_ times: [Int64]) -> HourCounts {
    var counts = LineCounts()
    for time in times { counts.addEvent(.web, at: Timestamp(microseconds: time)) }
    return counts.finished.hours[.web] ?? HourCounts()
  }

  /// Times of a month, mostly in order, as a log has them, or in no order at all.
  private func times(_ count: Int, shuffled: Bool, seed: UInt64) -> [Int64] {
    var random = SeededRandom(seed: seed)
    let start: Int64 = 1_790_000_000_000_000
    let times = (0..<count).map { index in
      start + Int64(index) * 700_000_000 + Int64(random.next() % 3_000_000_000)
    }
    return shuffled ? times.shuffled(using: &random) : times
  }

  @Test(arguments: [false, true], [1, 7, 3000, 20_000])
  func `events are counted by the hour, in whatever order they come`(
    shuffled: Bool, count: Int
  ) {
    let times = times(count, shuffled: shuffled, seed: UInt64(count))
    #expect(counted(times).hours == naive(times))
  }

  @Test(arguments: [1, 2, 5, 40]) func `pieces in any order add up to the whole`(pieces: Int) {
    let times = times(5000, shuffled: false, seed: 3)
    var random = SeededRandom(seed: UInt64(pieces))
    let parts = (0..<pieces).map { part in
      Array(times[times.count * part / pieces..<times.count * (part + 1) / pieces])
    }
    for order in [parts, parts.reversed(), parts.shuffled(using: &random)] {
      var sum = HourCounts()
      for part in order { sum.add(counted(part)) }
      #expect(sum == counted(times))
    }
  }

  @Test func `a log with events in more hours than a human life of logs has keeps its span only`() {
    var counts = HourCounts()
    let hours = (0...HourCounts.limit).map { hour in
      let time = Timestamp(microseconds: Int64(hour) * HourTally.microseconds)
      return HourTally(hour: hour, count: 1, first: time, last: time)
    }
    counts.add(HourCounts(Array(hours.dropLast())))
    #expect(!counts.isTooMany && counts.count == HourCounts.limit)
    counts.add(HourCounts([hours[hours.count - 1]]))
    #expect(counts.isTooMany && counts.hours.isEmpty)
    #expect(counts.span == EventSpan(first: hours[0].first, last: hours[hours.count - 1].first))
  }

  @Test func `a time that no clock should show is in no hour`() {
    #expect(counted([0, 2_147_483_647_000_000]).isEmpty)
  }
}
