import ByteScan
import EventModel
import RuleProgram
import Testing

@testable import Detection

/// What `plan` says is what the engine does.
struct RuleCostTests {
  @Test(arguments: [true, false], 21...24 as ClosedRange<UInt64>)
  func `what is said of early fields is what they decide`(
    knowsDepartures: Bool, seed: UInt64
  ) throws {
    var random = RandomConditions(seed: seed)
    var said = (closed: 0, open: 0, first: 0)
    for _ in 0..<40 {
      var program = random.program()
      let word = Condition.holds(
        .word(
          Operand(.field(random.random.pick([.method, .outcome]))),
          WordSet(random.random.pick([[.post, .allowed], [.get, .blocked], [.post, .failed]]))))
      let condition = random.random.pick([
        .all([word, random.condition(depth: 2, elements: nil)]),
        .any([word, random.condition(depth: 1, elements: nil)]), word,
        .holds(.compareNumber(Operand(.field(.bytesOut)), .greaterOrEqual, 50)),
        .all([
          .holds(.compareNumber(Operand(.field(.bytesOut)), .greater, 10)), word,
        ]),
      ])
      var rule = CompiledRule()
      rule.steps = [Selection(alternatives: [.init(kind: .web, condition: condition)])]
      program.rules = [rule]
      let cost = try ProgramCost(of: program) { _ in .utc }
      let lookAhead = try #require(cost.rules.first?.selected.first?.lookAhead)
      #expect(cost.kinds.map(\.kind) == [.web] && cost.kinds[0].lookAhead == lookAhead)
      let matcher = try RuleMatcher(
        program: program, people: StubRecords(knowsDepartures: knowsDepartures)
      ) { _ in .utc }
      var context = MatchContext(matcher)
      var event = Event()
      let oracle = ConditionOracle(program: program) { _ in .utc }
      for _ in 0..<60 {
        var naive = random.event()
        naive.kind = .web
        let block = naive.fill(&event)
        context.begin(user: naive.user)
        let mightMatch = context.mightMatch(event, in: block.span)
        let pair = LookAhead.Pair(method: event.word(.method), outcome: event.word(.outcome))
        let what: Comment = "seed \(seed): \(condition) on \(naive)"
        if lookAhead.closed.contains(pair) {
          said.closed += 1
          #expect(!mightMatch, what)
        }
        if lookAhead.open.contains(pair), !knowsDepartures || lookAhead.firstLook == nil {
          said.open += 1
          #expect(mightMatch, what)
        }
        if lookAhead.admitsAll { #expect(mightMatch, what) }
        if knowsDepartures, let first = lookAhead.firstLook, !first.admitsDeparted,
          (event.number(.bytesOut) ?? -1) < first.leastBytesOut ?? .max
        {
          said.first += 1
          #expect(!mightMatch, what)
        }
        // The condition that is printed bounds the rule too.
        if !oracle.isTrue(lookAhead.condition, of: naive) { #expect(!mightMatch, what) }
      }
    }
    #expect(said.closed > 100 && said.open > 100)
    #expect(!knowsDepartures || said.first > 50)
  }

  private static func rule() -> CompiledRule {
    var rule = CompiledRule()
    rule.steps = [
      Selection(
        alternatives: [EventKind.web, .mail, .file].map {
          .init(kind: $0, condition: .constant(true))
        })
    ]
    rule.aggregates = [Field.path, .tenant, .size, .status, .attachment].map { field in
      Aggregate(
        function: .distinct, operand: Operand(.field(field)), condition: nil, unit: .integer)
    }
    rule.window = .sliding(microseconds: 3_600_000_000)
    return rule
  }

  @Test func `the record of an event that has everything is as long as is said`() throws {
    var program = RuleProgram()
    program.rules = [Self.rule()]
    let cost = try RuleCost(ofRule: 0, in: program) { _ in .utc }
    let engine = try PeriodEngine(program)
    for selected in cost.selected {
      let kind = selected.kind
      var mapper = FactMapper(
        program: program, matcher: engine.matcher, people: engine.people,
        companyDomains: engine.companyDomains, budgetByteCount: .max, combines: false)
      var event = Event()
      event.begin(kind, at: Timestamp(microseconds: 1_791_000_000_000_000))
      var textByteCount = 0
      event.set(.user, copying: "sato")
      for field in selected.fact.fields where field != .user {
        let declaration = try #require(Schema.declaration(of: field, in: kind))
        if declaration.isList {
          event.append(field == .recipient ? .to : field, copying: Array("a@b.example".utf8).span)
          textByteCount += 11
        } else if field.isNumeric {
          event.set(field, to: 1)
        } else {
          event.set(field, copying: "value")
          textByteCount += 5
        }
      }
      if selected.fact.fields.contains(.user) { textByteCount += 4 }
      let line = Array("the raw line".utf8)
      try mapper.add(
        joined: &event, in: line.span,
        lines: [
          FactLine(place: SourcePlace(source: 0, line: 1, offset: 0), range: 0..<line.count)
        ])
      let facts = mapper.finish()
      #expect(facts.factCount == 1)
      let byteCount = facts.partitions.reduce(0) { $0 + $1.byteCount }
      #expect(
        byteCount == selected.fact.fixedByteCount + 4 + textByteCount + line.count, "\(kind)")
    }
  }

  @Test func `what is read whole for history is what the mapper wants`() throws {
    let program = try HistoryRules.program.get()
    var random = SeededRandom(seed: 3)
    let events = PeriodEvent.random(300, dayCount: 20, using: &random)
      .filter { event in event.kind == .web && event.texts.contains { $0.0 == .user } }
    #expect(events.count > 30)
    var said = (whole: 0, closed: 0)
    for index in program.rules.indices {
      let cost = try RuleCost(ofRule: index, in: program) { try CivilZone(named: $0) }
      let engine = try PeriodEngine(program.onlyRule(index))
      var mapper = FactMapper(
        program: engine.program, matcher: engine.matcher, people: engine.people,
        companyDomains: engine.companyDomains, budgetByteCount: .max)
      var made = Event()
      for event in events {
        event.fill(&made)
        let block = event.block.bytes
        let isConcerned = mapper.isConcerned(by: made, in: block.span)
        let pair = LookAhead.Pair(method: made.word(.method), outcome: made.word(.outcome))
        let web = cost.selected.first { $0.kind == .web }
        if cost.kindsReadForHistory.contains(.web) {
          said.whole += 1
          #expect(isConcerned, "\(cost.rule.id)")
        } else if web?.lookAhead.closed.contains(pair) ?? true {
          said.closed += 1
          #expect(!isConcerned, "\(cost.rule.id)")
        }
      }
    }
    #expect(said.whole > 100 && said.closed > 100)
  }

  @Test func `windows and steps decide what is melted and what memory is kept`() throws {
    var program = RuleProgram()
    var each = Self.rule()
    each.window = .calendar(.day)
    var steps = Self.rule()
    steps.steps = [steps.steps[0], steps.steps[0]]
    steps.steps[0].minimumCount = 20
    steps.root = .srcIP
    program.rules = [Self.rule(), each, steps]
    let cost = try ProgramCost(of: program) { _ in .utc }
    #expect(cost.rules.map(\.isCombinable) == program.rules.map(\.isCombinable))
    #expect(cost.rules.map(\.isCombinable) == [false, true, false])
    #expect(cost.rules[0].memory.sequence == nil)
    #expect(cost.rules[0].memory.totalsOfValues == [0, 1, 2, 3, 4])
    let slots = try #require(cost.rules[2].memory.sequence)
    var fewer = program
    fewer.rules[2].steps[0].minimumCount = 10
    let less = try #require(
      try ProgramCost(of: fewer) { _ in .utc }.rules[2].memory.sequence)
    #expect(slots > less && less > 0)
    #expect(cost.roots == [.user, .srcIP])
    #expect(cost.kinds.map(\.kind) == [.web, .mail, .file])
    #expect(cost.kinds.allSatisfy { $0.openers.count == 3 && $0.lookAhead.admitsAll })
  }
}
