internal import EventModel
internal import RuleProgram
internal import Testing

@testable internal import Detection

@Suite struct TotalsCeilingTests {
  private static func condition(_ random: inout SeededRandom, depth: Int) -> TotalsCondition {
    let limit = TotalsValue.constant(Int64.random(in: 0...40, using: &random))
    switch Int.random(in: 0..<(depth == 0 ? 5 : 8), using: &random) {
    case 0: return .compare(.aggregate(0), .greaterOrEqual, limit)
    case 1: return .compare(.aggregate(1), .greaterOrEqual, limit)
    case 2: return .compare(.aggregate(1), .greater, limit)
    case 3:
      let index = Int.random(in: 0...3, using: &random)
      return .compare(.aggregate(index), .less, limit)
    case 4: return .compare(.aggregate(2), .greaterOrEqual, limit)
    case 5: return .notTrue(condition(&random, depth: depth - 1))
    case 6:
      return .all((0..<2).map { _ in condition(&random, depth: depth - 1) })
    default:
      return .any((0..<2).map { _ in condition(&random, depth: depth - 1) })
    }
  }

  @Test(arguments: 0..<400) func `no window holds where the ceiling does not admit it`(seed: UInt64)
  {
    var random = SeededRandom(seed: seed)
    var time: Int64 = 0
    let events = (0..<Int.random(in: 1...12, using: &random)).map { _ in
      time += Int64.random(in: 0...3, using: &random)
      return SampleEvent(
        time: time, byteCount: [nil, -3, 0, 2, 9].randomElement(using: &random) ?? nil,
        domain: ["a", "b", "c"].randomElement(using: &random) ?? "a")
    }
    let timeline = sampleTimeline(events)
    let rows = timeline.rows[0] ?? []
    let aggregates = SlidingEpisodesTests.aggregates
    let condition = Self.condition(&random, depth: 2)
    let ceiling = TotalsCeiling(of: aggregates, over: rows, values: timeline.sampleValues)
    guard !ceiling.admits(condition) else { return }
    let found = slidingEpisodes(
      of: rows, lengthMicroseconds: Int64.random(in: 1...9, using: &random),
      cooldownMicroseconds: 0,
      totals: RunningTotals(of: aggregates, values: timeline.sampleValues),
      holds: { condition.isTrue(totals: $0.value) })
    #expect(found.isEmpty, "seed \(seed): \(condition)")
  }

  @Test func `what everything together does not reach is not admitted`() {
    let timeline = sampleTimeline([1, 2].map { SampleEvent(time: $0, byteCount: 5) })
    let ceiling = TotalsCeiling(
      of: SlidingEpisodesTests.aggregates, over: timeline.rows[0] ?? [],
      values: timeline.sampleValues)
    #expect(ceiling.admits(.compare(.aggregate(1), .greaterOrEqual, .constant(10))))
    #expect(!ceiling.admits(.compare(.aggregate(1), .greaterOrEqual, .constant(11))))
    #expect(!ceiling.admits(.compare(.aggregate(0), .greater, .constant(2))))
    #expect(ceiling.admits(.compare(.aggregate(3), .greaterOrEqual, .constant(100))))
  }
}
