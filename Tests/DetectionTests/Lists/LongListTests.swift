import EventModel
import RuleProgram
import Testing

@testable import Detection

/// Lists long enough to have tables of their own, beside short ones, asked through a matcher.
@Suite struct LongListTests {
  static let count = ListTablesBuilder.longListCount

  /// A list of many values, the last of which is `value`.
  private func longList(_ type: ListType, _ value: ValueList.Entry) -> ValueList {
    var entries = (1..<Self.count).map { ValueList.Entry("filler\($0).example") }
    if type == .email { entries = (1..<Self.count).map { ValueList.Entry("f\($0)@a.example") } }
    entries.append(value)
    return ValueList(name: "long \(type)", type: type, entries: entries)
  }

  @Test(arguments: [false, true])
  func `long and short lists of a family do not disturb each other`(isShared: Bool) throws {
    let end = Timestamp(microseconds: 1_000)
    var program = RuleProgram()
    program.lists = [
      ValueList(name: "short", type: .domain, entries: [ValueList.Entry("short.example")]),
      longList(.domain, ValueList.Entry("*.Long.Example.")),
      longList(.domain, ValueList.Entry("ends.example", endsAt: end)),
      longList(.text, ValueList.Entry("ＡＣＭＥ")),
      longList(.folder, ValueList.Entry(#"\\FS01\顧客\"#)),
    ]
    let domain = Operand(.field(.domain))
    let tenant = Operand(.field(.tenant))
    let path = Operand(.field(.targetPath))
    let conditions: [Condition] = [
      .holds(.inList(domain, ListID(0))), .holds(.inList(domain, ListID(1))),
      .holds(.inList(domain, ListID(2))), .holds(.inList(tenant, ListID(3))),
      .holds(.inList(path, ListID(4))),
    ]
    var rule = CompiledRule()
    rule.eventConditions = conditions
    program.rules = [rule]
    let common = CommonLists(shared: SharedListKeys(), replaced: [])
    let matcher = try RuleMatcher(
      program: program, people: StubRecords(), common: isShared ? common : nil
    ) { _ in .utc }
    let ids = matcher.eventConditions(ofRule: 0)
    var context = MatchContext(matcher)
    var event = Event()
    func answers(_ kind: EventKind, at time: Int64, _ values: [Field: String]) -> [Bool] {
      event.begin(kind, at: Timestamp(microseconds: time))
      for (field, value) in values { event.set(field, copying: value) }
      context.begin(user: nil)
      let line: [UInt8] = []
      return ids.map { context.isTrue($0, of: event, in: line.span) }
    }
    #expect(
      answers(.web, at: 0, [.domain: "a.short.example", .tenant: "acme"])
        == [true, false, false, true, false])
    #expect(
      answers(.web, at: 0, [.domain: "www.long.example"]) == [false, true, false, false, false])
    #expect(
      answers(.web, at: 999, [.domain: "ends.example"]) == [false, false, true, false, false])
    #expect(
      answers(.web, at: 1_000, [.domain: "ends.example"]) == [false, false, false, false, false])
    #expect(
      answers(.web, at: 0, [.domain: "filler9.example"]) == [false, true, true, false, false])
    #expect(
      answers(.file, at: 0, [.targetPath: "//fs01/顧客/a/b.xlsx"])
        == [false, false, false, false, true])
  }

  @Test func `a test that replaces a list sees its own, other tests the long one`() throws {
    var program = RuleProgram()
    program.lists = [longList(.domain, ValueList.Entry("long.example"))]
    var rule = CompiledRule()
    rule.id = "a.b"
    rule.steps = [
      Selection(alternatives: [
        Selection.Alternative(
          kind: .web, condition: .holds(.inList(Operand(.field(.domain)), ListID(0))))
      ])
    ]
    program.rules = [rule]
    func test(_ domain: String, _ mustAlert: Bool, replacing list: [String]?) -> RuleTest {
      RuleTest(
        rule: 0, mustAlert: mustAlert, name: "\(domain) \(list ?? [])", expectedScore: nil,
        users: [], lists: list.map { [ListID(0): $0] } ?? [:],
        events: [
          RuleTest.GivenEvent(
            kind: .web, time: Timestamp(microseconds: 1_743_552_000_000_000),
            values: [.domain: .text(domain), .user: .text("a")])
        ], place: "")
    }
    program.tests = [
      test("long.example", true, replacing: nil), test("long.example", false, replacing: []),
      test("own.example", true, replacing: ["own.example"]),
      test("own.example", false, replacing: nil), test("filler9.example", true, replacing: nil),
    ]
    let outcomes = try runRuleTests(of: program) { _ in .utc }
    #expect(outcomes.map(\.passed) == [true, true, true, true, true], "\(outcomes)")
  }
}
