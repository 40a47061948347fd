import EventModel
import RuleProgram
import Testing

@testable import Detection

/// What is ruled out before an event is read whole must not be selected by any rule.
struct EarlyBoundsTests {
  @Test(arguments: [true, false], [11, 12, 13] as [UInt64])
  func `what might match is no less than what matches`(knowsDepartures: Bool, seed: UInt64) throws {
    var random = RandomConditions(seed: seed)
    var excluded = 0
    for _ in 0..<25 {
      var program = random.program()
      // Few conditions, so that not everything might match.
      let conditions = (0..<2).map { _ in
        Condition.all([quick(&random), random.condition(depth: 2, elements: nil)])
      }
      program.rules = conditions.map { condition in
        var rule = CompiledRule()
        rule.steps = [Selection(alternatives: [.init(kind: .web, condition: condition)])]
        return rule
      }
      let matcher = try RuleMatcher(
        program: program, people: StubRecords(knowsDepartures: knowsDepartures)
      ) { _ in .utc }
      var context = MatchContext(matcher)
      var event = Event()
      let oracle = ConditionOracle(program: program) { _ in .utc }
      for _ in 0..<40 {
        var naive = random.event()
        naive.kind = .web
        let block = naive.fill(&event)
        context.begin(user: naive.user)
        let mightMatch = context.mightMatch(event, in: block.span)
        if !mightMatch { excluded += 1 }
        for condition in conditions where oracle.isTrue(condition, of: naive) {
          #expect(mightMatch, "seed \(seed): \(condition) on \(naive)")
        }
      }
    }
    #expect(excluded > 80)
  }

  private func quick(_ random: inout RandomConditions) -> Condition {
    let bytesOut = Operand(.field(.bytesOut))
    let number = random.random.pick(RandomConditions.numbers)
    return random.random.pick([
      .holds(.user(.departed)), .holds(.compareNumber(bytesOut, .greaterOrEqual, number)),
      .any([.holds(.compareNumber(bytesOut, .greater, number)), .holds(.user(.departed))]),
      .all([
        .holds(.compareNumber(bytesOut, .greater, number)),
        .fails(.user(.departing)),
      ]),
    ])
  }

  @Test(arguments: [
    (Int64?.none, Int64.max, false), (50, .max, false), (51, .max, true), (nil, 100, true),
    (0, 101, false),
  ])
  func `bytes sent and having left are asked without the condition`(
    bytesOut: Int64?, departed: Int64, mayHold: Bool
  ) {
    let bound = QuickBound(
      .any([
        .holds(.user(.departed)),
        .all([.holds(.compareNumber(Operand(.field(.bytesOut)), .greater, 50)), .constant(true)]),
      ]))
    #expect(bound.excludes(time: 100, departed: departed, bytesOut: bytesOut) == !mayHold)
  }
}
