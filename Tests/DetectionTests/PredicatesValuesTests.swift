import ByteScan
import EventModel
import People
import RuleProgram
import Testing

@testable import Detection

/// What rules take from events besides conditions, and the ways to ask many conditions at once.
@Suite struct PredicatesValuesTests {
  @Test func `keys and totals come in the form in which they are compared`() throws {
    var rule = CompiledRule()
    let domain = Operand(.field(.domain))
    let recipients = Operand(.field(.recipient), .domain)
    let sizes = Operand(.field(.attachment), .size)
    let bytes = Operand(.field(.bytesOut))
    rule.groupBy = [domain, recipients, sizes, bytes]
    var program = RuleProgram()
    program.rules = [rule]
    let matcher = try matcher(program)
    var context = MatchContext(matcher)
    var naive = NaiveEvent()
    naive.texts[.domain] = "WWW.Example.JP:443"
    naive.numbers[.bytesOut] = 7
    naive.elements = [
      .init(field: .cc, text: "b@B.example"), .init(field: .to, text: "nobody"),
      .init(field: .bcc, text: "c@C.example."), .init(field: .attachment, text: "x", byteCount: 3),
      .init(field: .attachment, text: "y"), .init(field: .attachment, text: "z", byteCount: 4),
    ]
    naive.user = StubRecords().user(named: "tanaka")
    var event = Event()
    let block = naive.fill(&event)
    context.begin(user: naive.user)

    func texts(_ operand: Operand) throws -> [String] {
      var found: [String] = []
      let id = try #require(matcher.value(of: operand))
      context.forEachText(id, of: event, in: block.span) { found.append(String(lossy: $0)) }
      return found
    }
    #expect(try texts(domain) == ["www.example.jp"])
    #expect(try texts(recipients) == ["b.example", "c.example"])
    #expect(try texts(Operand.user) == ["e1001"])
    let total = try #require(matcher.value(of: sizes))
    let sum = context.total(total, of: event)
    #expect(sum == 7)
    let number = try #require(matcher.value(of: bytes))
    let sent = context.number(number, of: event)
    #expect(number.isNumber && sent == 7)
    #expect(matcher.value(of: Operand(.field(.subject))) == nil)
    let key = try #require(matcher.value(of: domain))
    let hasKey = context.hasText(key, of: event, in: block.span)
    let keyText = String(lossy: context.text(of: key))
    #expect(hasKey && keyText == "www.example.jp")
    event.begin(.web, at: naive.time)
    context.begin(user: nil)
    let isStillThere = context.hasText(key, of: event, in: block.span)
    let isStillSent = context.number(number, of: event)
    #expect(!isStillThere && isStillSent == nil)
  }

  @Test(arguments: [11, 12] as [UInt64])
  func `finding steps by groups gives what asking each of them gives`(seed: UInt64) throws {
    var random = RandomConditions(seed: seed)
    var foundCount = 0
    var gateCount = 0
    for round in 0..<20 {
      var program = random.program()
      program.rules = (0..<20).map { _ in
        var rule = CompiledRule()
        let alternatives = (0..<2).map { _ in
          Selection.Alternative(
            kind: random.random.pick([.web, .mail]),
            condition: random.condition(depth: 2, elements: nil))
        }
        rule.steps = [Selection(alternatives: alternatives)]
        return rule
      }
      let matcher = try matcher(program)
      gateCount += matcher.groups.flatMap(\.groups).reduce(0) { $0 + $1.gates.count }
      var context = MatchContext(matcher)
      var event = Event()
      var found: [RuleMatcher.Attempt] = []
      for number in 0..<20 {
        let naive = random.event()
        let block = naive.fill(&event)
        context.begin(user: naive.user)
        context.findSteps(satisfiedBy: event, in: block.span, into: &found)
        var expected: [RuleMatcher.Attempt] = []
        context.begin(user: naive.user)
        for attempt in matcher.attempts(for: naive.kind) {
          let condition =
            program.rules[attempt.rule].steps[0].alternatives[attempt.alternative].condition
          let oracle = ConditionOracle(program: program, zone: Self.zone)
          let isTrue = context.isTrue(attempt.condition, of: event, in: block.span)
          #expect(isTrue == oracle.isTrue(condition, of: naive))
          if isTrue { expected.append(attempt) }
        }
        #expect(found == expected, "seed \(seed), round \(round), event \(number)")
        foundCount += found.count
      }
    }
    #expect(foundCount > 500)
    // Steps that are found by the lists of a text are among them.
    #expect(gateCount > 10)
  }

  @Test func `more than 64 lists of a kind keep their bits apart`() throws {
    var program = RuleProgram()
    program.lists = (0..<150).map {
      ValueList(
        name: "\($0)", type: .domain, entries: [.init("d\($0).example"), .init("all.example")])
    }
    var rule = CompiledRule()
    rule.eventConditions = program.lists.indices.map {
      .holds(.inList(Operand(.field(.domain)), ListID($0)))
    }
    program.rules = [rule]
    let matcher = try matcher(program)
    var context = MatchContext(matcher)
    func members(_ host: String) -> [Int] {
      var naive = NaiveEvent()
      naive.texts[.domain] = host
      var event = Event()
      let block = naive.fill(&event)
      context.begin(user: nil)
      return program.lists.indices.filter {
        context.isTrue(matcher.eventConditions(ofRule: 0)[$0], of: event, in: block.span)
      }
    }
    #expect(members("a.d77.example") == [77])
    #expect(members("d149.example") == [149])
    #expect(members("x.all.example").count == 150)
    #expect(members("other.example") == [])
  }

  @Test(arguments: [
    ("*", "", true), ("a*b*c", "a1b2c", true), ("a*b*c", "a1b2", false), ("?", "顧", true),
    ("??", "顧", false), ("*客*", "顧客表", true),
    ("a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ("", "", true), ("", "a", false), ("**", "x", true),
  ])
  func `globs cover the whole value`(pattern: String, text: String, expected: Bool) {
    #expect(globMatches(Array(text.utf8).span, Array(pattern.utf8).span) == expected)
  }

  @Test func `the roster answers for people`() throws {
    let table = "id,login,name,department,last_day\nE1001,Tanaka,田中,営業部,2025-04-10\n"
    let roster = try Roster(reading: Array(table.utf8), file: "roster.csv")
    let time = Timestamp(microseconds: 1_743_552_000_000_000)
    let records = RosterRecords(PeopleDirectory(roster: roster))
    let user = records.user(named: "TANAKA")
    #expect(user.person == 0)
    #expect(user == records.user(named: "e1001"))
    #expect(records.has(.known, user, at: time))
    #expect(records.daysLeft(ofPerson: 0, at: time) == 8)
    #expect(records.department(ofPerson: 0) == Array("営業部".utf8)[...])
    #expect(!records.has(.known, records.user(named: "Nobody"), at: time))
    #expect(records.user(named: "Nobody").identity == Array("nobody".utf8))
  }

  private static let zones = ["UTC": 0, "+9": 32_400]
  private static func zone(_ name: String) -> CivilZone {
    CivilZone(fixedOffsetInSeconds: zones[name] ?? -16_200, name: name)
  }

  private func matcher(_ program: RuleProgram) throws -> RuleMatcher {
    try RuleMatcher(program: program, people: StubRecords(), zone: Self.zone)
  }
}
