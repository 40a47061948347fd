import EventModel
import RuleProgram
import Testing

@testable import Detection

/// A condition that is taken apart means what it meant whole.
struct TracedConditionTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `nothing is wanting where the condition is true, and flipping what is makes it so`(
    seed: UInt64
  ) throws {
    var random = RandomConditions(seed: seed)
    var missed = 0
    for _ in 0..<40 {
      var program = random.program()
      let condition = random.condition(depth: 3, elements: nil)
      var rule = CompiledRule()
      rule.steps = [Selection(alternatives: [.init(kind: .web, condition: condition)])]
      program.rules = [rule]
      let conditions = try TrialConditions(program, people: StubRecords()) { _ in .utc }
      let attempt = try #require(conditions.attempts.first)
      var context = MatchContext(conditions.matcher)
      var event = Event()
      let oracle = ConditionOracle(program: program) { _ in .utc }
      for _ in 0..<20 {
        var naive = random.event()
        naive.kind = .web
        let block = naive.fill(&event)
        context.begin(user: naive.user)
        var passes: [Bool] = []
        for test in conditions.tests {
          passes.append(
            context.isTrue(
              test.asksFailure ? test.isFalse : test.isTrue, of: event, in: block.span))
        }
        let known = passes
        let nearness: (Int, Bool) -> Nearness = { known[$0] == $1 ? .met : .oneTest }
        let isTrue = oracle.isTrue(condition, of: naive)
        #expect(
          attempt.traced.allSatisfy { $0.nearness(toBeing: true, test: nearness).isMet } == isTrue,
          "seed \(seed): \(condition) on \(naive)")
        for traced in attempt.traced {
          for isWanted in [true, false] {
            let obstacles = traced.obstacles(toBeing: isWanted, test: nearness)
            let near = traced.nearness(toBeing: isWanted, test: nearness)
            #expect(!near.isMet || obstacles.isEmpty)
            // What is constant has no test to flip.
            guard !near.isMet, near < .never else { continue }
            #expect(obstacles.count >= near.testCount)
            missed += 1
            var flipped = passes
            for obstacle in obstacles { flipped[obstacle.number] = obstacle.isWanted }
            let after = flipped
            let then = traced.nearness(toBeing: isWanted) { after[$0] == $1 ? .met : .oneTest }
            #expect(then.isMet, "seed \(seed): \(condition) on \(naive)")
          }
        }
      }
    }
    #expect(missed > 100)
  }

  @Test(
    arguments: [
      (Comparison.greaterOrEqual, 48, 50, 2), (.greater, 50, 50, 1), (.greater, 48, 50, 3),
      (.lessOrEqual, 52, 50, 2), (.less, 50, 50, 1), (.equal, 45, 50, 5), (.equal, 55, 50, 5),
      (.notEqual, 50, 50, 1), (.greaterOrEqual, 50, 50, 0), (.less, -3, 2, 0),
      (.greaterOrEqual, .min, .max, .max),
    ] as [(Comparison, Int64, Int64, Int64)])
  func `a number tells by how much it is off`(
    comparison: Comparison, left: Int64, right: Int64, gap: Int64
  ) {
    #expect(comparison.shortfall(of: ScaledTotal(left), from: ScaledTotal(right)) == gap)
  }

  @Test func `a fraction is rounded up to what suffices`() {
    // 3 times 2.5 is 7.5: 7 is short by a half, and one more is enough.
    let scaled = ScaledTotal(numerator: 75, denominator: 10)
    #expect(Comparison.greaterOrEqual.shortfall(of: ScaledTotal(7), from: scaled) == 1)
    #expect(Comparison.less.shortfall(of: ScaledTotal(8), from: scaled) == 1)
  }

  @Test(arguments: 0..<200)
  func `as much as it is off is just enough`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let left = Int64.random(in: -1000...1000, using: &random)
    let right = Int64.random(in: -1000...1000, using: &random)
    for comparison in [Comparison.less, .lessOrEqual, .greater, .greaterOrEqual] {
      let gap = comparison.shortfall(of: ScaledTotal(left), from: ScaledTotal(right))
      let sign: Int64 = comparison == .less || comparison == .lessOrEqual ? -1 : 1
      func holds(_ number: Int64) -> Bool {
        comparison.holds(ScaledTotal(number), ScaledTotal(right))
      }
      #expect(holds(left + sign * gap))
      #expect(gap == 0 || !holds(left + sign * (gap - 1)))
    }
  }

  @Test(arguments: 0..<20)
  func `the nearest few are those of the sorted whole, whoever saw them`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var whole: [(nearness: Nearness, order: EventOrder)] = []
    var parts = [NearestFew<Int>](repeating: NearestFew(capacity: 5), count: 3)
    for number in 0..<60 {
      let nearness = Nearness(
        testCount: Int.random(in: 1...2, using: &random),
        distance: Int.random(in: 0...3, using: &random))
      let order = EventOrder(
        time: Int64.random(in: 0...3, using: &random),
        lineHash: UInt64(number), place: SourcePlace(source: 0, line: 1, offset: 0))
      whole.append((nearness, order))
      let part = Int.random(in: 0..<3, using: &random)
      if parts[part].admits(nearness, order) { parts[part].insert(number, nearness, order) }
    }
    var united = NearestFew<Int>(capacity: 5)
    for part in parts.shuffled(using: &random) { united.formUnion(part) }
    let sorted = whole.indices.sorted { a, b in
      whole[a].nearness == whole[b].nearness
        ? whole[a].order < whole[b].order : whole[a].nearness < whole[b].nearness
    }
    #expect(united.elements == Array(sorted.prefix(5)))
    #expect(united.offeredCount == 60)
  }
}
