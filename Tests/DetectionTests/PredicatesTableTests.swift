import EventModel
import RuleProgram
import Testing

@testable import Detection

/// One predicate on one event, with the traps that the language was designed around.
@Suite struct PredicatesTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var predicate: Predicate
    var event: NaiveEvent
    /// `nil` if the test is unknown because a value is missing.
    var expected: Bool?
    var testDescription: String { "\(predicate) of \(event.texts) \(event.numbers)" }

    init(_ predicate: Predicate, _ event: NaiveEvent, _ expected: Bool?) {
      self.predicate = predicate
      self.event = event
      self.expected = expected
    }
  }

  static let program: RuleProgram = {
    var program = RuleProgram()
    program.civilTimezone = "+9"
    let entries: [(ListType, [String])] = [
      (.domain, ["4shared.com", "*.wild.example", "日本語.jp", "0.1"]),
      (.folder, [#"\\fs01\顧客"#, #"D:\customers\"#]),
      (.word, ["㊙", "リスト", "confidential"]), (.text, ["acme-jp"]),
      (.ip, ["10.0.0.0/8", "2001:db8::/32", "::/0"]), (.user, ["tanaka"]), (.glob, ["*.p?t"]),
      (.email, ["Boss@ACME.example"]), (.date, ["2025-04-02"]),
    ]
    program.lists = entries.map { type, values in
      ValueList(name: "\(type)", type: type, entries: values.map { ValueList.Entry($0) })
    }
    let end = Timestamp(microseconds: 1_743_552_000_000_000)
    program.lists.append(
      ValueList(name: "ending", type: .domain, entries: [.init("ends.example", endsAt: end)]))
    return program
  }()

  static func list(_ type: ListType) -> ListID {
    ListID(program.lists.firstIndex { $0.type == type } ?? 0)
  }

  static func text(_ field: Field, _ value: String) -> NaiveEvent {
    var event = NaiveEvent()
    event.texts[field] = value
    return event
  }

  static func number(_ field: Field, _ value: Int64) -> NaiveEvent {
    var event = NaiveEvent()
    event.numbers[field] = value
    return event
  }

  static func at(_ microseconds: Int64, domain: String? = nil) -> NaiveEvent {
    var event = NaiveEvent()
    event.time = Timestamp(microseconds: microseconds)
    event.texts[.domain] = domain
    return event
  }

  static func domain(_ value: String, _ expected: Bool?) -> Row {
    Row(.inList(Operand(.field(.domain)), list(.domain)), text(.domain, value), expected)
  }

  static func path(_ value: String, _ expected: Bool?) -> Row {
    Row(.inList(Operand(.field(.path)), list(.folder)), text(.path, value), expected)
  }

  static func words(_ value: String, _ expected: Bool?) -> Row {
    let operand = Operand(.field(.subject))
    return Row(
      .textList(operand, .contains, list(.word), exactly: false), text(.subject, value), expected)
  }

  static func address(_ value: String, _ expected: Bool?) -> Row {
    Row(.inList(Operand(.field(.srcIP)), list(.ip)), text(.srcIP, value), expected)
  }

  static let domains: [Row] = [
    domain("4shared.com", true), domain("WWW.4Shared.COM.", true),
    domain("a.b.4shared.com:8443", true), domain("evil4shared.com", false),
    domain("4shared.com.evil.jp", false), domain("shared.com", false), domain("com", false),
    domain("x.wild.example", true), domain("wild.example", true), domain("日本語.jp", true),
    domain("www.xn--wgv71a119e.jp", true), domain("10.0.0.1", false),
    Row(.inList(Operand(.field(.domain)), list(.domain)), NaiveEvent(), nil),
    Row(
      .text(Operand(.field(.domain)), .equals, ["box.com"], exactly: false),
      text(.domain, "www.box.com"), false),
    Row(
      .text(Operand(.field(.domain)), .equals, ["box.com"], exactly: false),
      text(.domain, "Box.com."), true),
  ]

  static let paths: [Row] = [
    path(#"\\FS01\顧客\a.xlsx"#, true), path("//fs01/顧客/a.xlsx", true),
    path(#"\\fs01\顧客2\a.xlsx"#, false), path(#"\\fs01\顧客"#, true),
    path(#"d:\Customers\x"#, true), path("D:/customers/x", true), path(#"D:\\customers\\x"#, true),
    path(#"D:\customers.bak"#, false), path("customers", false),
  ]

  static let texts: [Row] = [
    words("㊙顧客.xlsx", true), words("秘書課.xlsx", false), words("顧客ﾘｽﾄ", true),
    words("CONFIDENTIAL", true), words("ｃｏｎｆｉｄｅｎｔｉａｌ", true), words("confidentia", false),
    Row(.inList(Operand(.field(.tenant)), list(.text)), text(.tenant, "ＡＣＭＥ-jp"), true),
    Row(.inList(Operand(.field(.tenant)), list(.text)), text(.tenant, "acme-jp2"), false),
    Row(.inList(Operand(.field(.tenant)), list(.text)), NaiveEvent(), nil),
    Row(
      .text(Operand(.field(.subject)), .contains, ["api"], exactly: false),
      text(.subject, "My API"), true),
    Row(
      .text(Operand(.field(.subject)), .contains, ["api"], exactly: true),
      text(.subject, "My API"), false),
    Row(
      .text(Operand(.field(.subject)), .equals, ["がくせい"], exactly: false),
      text(.subject, "か\u{3099}くせい"), true),
    Row(
      .text(Operand(.field(.subject)), .equals, ["高橋"], exactly: false),
      text(.subject, "髙橋"), false),
    Row(
      .text(Operand(.field(.subject)), .like, ["顧?リスト*"], exactly: false),
      text(.subject, "顧客ﾘｽﾄ2"), true),
    Row(.inList(Operand(.field(.name)), list(.glob)), text(.name, "数字.PPT"), true),
    Row(.inList(Operand(.field(.name)), list(.glob)), text(.name, "数字.pptx"), false),
    Row(.inList(Operand(.field(.sender)), list(.email)), text(.sender, "boss@acme.EXAMPLE"), true),
    Row(
      .inList(Operand(.field(.sender)), list(.email)), text(.sender, "x.boss@acme.example"), false),
    Row(
      .equalOperands(Operand(.field(.sender), .domain), Operand(.field(.domain))),
      {
        var event = text(.sender, "a@Acme.example")
        event.texts[.domain] = "acme.example."
        return event
      }(), true),
  ]

  static let addresses: [Row] = [
    address("10.255.0.1", true), address("11.0.0.1", false), address("::ffff:10.1.1.1", true),
    address("2001:0db8::5", true), address("not an address", false),
    Row(
      .text(Operand(.field(.srcIP)), .equals, ["2001:db8::1"], exactly: false),
      text(.srcIP, "2001:0DB8:0::1"), true),
  ]

  static let numbers: [Row] = [
    Row(.compareNumber(Operand(.field(.bytesOut)), .greater, .max), number(.bytesOut, .max), false),
    Row(.compareNumber(Operand(.field(.bytesOut)), .less, .min), number(.bytesOut, .min), false),
    Row(.compareNumber(Operand(.field(.bytesOut)), .notEqual, 5), NaiveEvent(), nil),
    Row(.isMissing(Operand(.field(.bytesOut))), NaiveEvent(), true),
    Row(.isMissing(Operand(.field(.bytesOut))), number(.bytesOut, 0), false),
    Row(
      .compareOperands(
        Operand(.field(.bytesOut)), .less, Factor(numerator: .max, denominator: 1),
        Operand(.field(.bytesIn))),
      {
        var event = number(.bytesOut, .max)
        event.numbers[.bytesIn] = .max
        return event
      }(), true),
    Row(
      .compareOperands(
        Operand(.field(.bytesOut)), .equal, Factor(numerator: 15, denominator: 10),
        Operand(.field(.bytesIn))),
      {
        var event = number(.bytesOut, 3)
        event.numbers[.bytesIn] = 2
        return event
      }(), true),
  ]

  // 2025-04-02T00:00:00Z is 09:00 in the civil zone.
  static let midnight: Int64 = 1_743_552_000_000_000
  static let hour: Int64 = 3_600_000_000
  static let times: [Row] = [
    Row(.timeOfDay(startMinute: 1320, endMinute: 300), at(midnight + 13 * hour), true),
    Row(.timeOfDay(startMinute: 1320, endMinute: 300), at(midnight + 20 * hour - 1), true),
    Row(.timeOfDay(startMinute: 1320, endMinute: 300), at(midnight + 20 * hour), false),
    Row(.timeOfDay(startMinute: 540, endMinute: 541), at(midnight), true),
    Row(.timeOfDay(startMinute: 540, endMinute: 541), at(midnight - 1), false),
    Row(.inList(Operand(.field(.time)), list(.date)), at(midnight + 15 * hour - 1), true),
    Row(.inList(Operand(.field(.time)), list(.date)), at(midnight + 15 * hour), false),
    Row(
      .inList(Operand(.field(.domain)), ListID(9)), at(midnight - 1, domain: "a.ends.example"),
      true),
    Row(
      .inList(Operand(.field(.domain)), ListID(9)), at(midnight, domain: "a.ends.example"), false),
  ]

  @Test(arguments: domains + paths + texts + addresses + numbers + times)
  func `a predicate is true, false or unknown`(row: Row) throws {
    #expect(try outcome(row.predicate, of: row.event) == row.expected)
  }

  @Test func `any, no and every look at the same element at a time`() throws {
    var event = NaiveEvent()
    event.kind = .mail
    event.elements = [
      .init(field: .to, text: "t.tanaka@4shared.com"), .init(field: .cc, text: "sato@acme.example"),
      .init(field: .attachment, text: "a.ZIP", byteCount: 5),
      .init(field: .attachment, text: "README"),
    ]
    event.user = StubRecords().user(named: "tanaka")
    let isFree = Condition.holds(.inList(Operand(.element, .domain), Self.list(.domain)))
    let isSelf = Condition.holds(.resemblesUser(Operand(.element, .local)))
    let isSato = Condition.holds(
      .text(Operand(.element, .local), .equals, ["sato"], exactly: false))
    let isZip = Condition.holds(
      .text(Operand(.element, .fileExtension), .equals, ["zip"], exactly: false))
    let isBig = Condition.holds(.compareNumber(Operand(.element, .size), .greater, 1))
    let rows: [(Predicate, Bool)] = [
      (.quantified(.any, .recipient, .all([isFree, isSelf])), true),
      (.quantified(.any, .recipient, .all([isFree, isSato])), false),
      (.quantified(.any, .cc, isFree), false), (.quantified(.no, .cc, isFree), true),
      (.quantified(.every, .recipient, .any([isFree, isSato])), true),
      (.quantified(.every, .bcc, isFree), false), (.quantified(.no, .bcc, isFree), true),
      (.quantified(.any, .bcc, .constant(true)), false),
      (.quantified(.atLeast(2), .recipient, .any([isFree, isSato])), true),
      (.quantified(.atLeast(2), .recipient, isFree), false),
      (.quantified(.fewerThan(2), .recipient, isFree), true),
      (.quantified(.fewerThan(2), .recipient, .any([isFree, isSato])), false),
      (.quantified(.fewerThan(1), .bcc, .constant(true)), true),
      (.quantified(.any, .attachment, isZip), true),
      (.quantified(.every, .attachment, isBig), false),
      (.isMissing(Operand(.field(.bcc))), true), (.isMissing(Operand(.field(.recipient))), false),
    ]
    for (predicate, expected) in rows {
      #expect(try outcome(predicate, of: event) == expected, "\(predicate)")
    }
  }

  @Test func `users are people, whatever name the log or the rule gives them`() throws {
    var event = NaiveEvent()
    event.user = StubRecords().user(named: "e1001")
    let rows: [(Predicate, Bool?)] = [
      (.text(.user, .equals, ["ＴＡＮＡＫＡ"], exactly: false), true),
      (.inList(.user, Self.list(.user)), true), (.user(.departing), true), (.user(.temp), false),
      (.userPhase([.lastWeek]), true), (.userPhase([.notice]), false),
      (.compareNumber(Operand(.field(.user), .daysLeft), .lessOrEqual, 0), true),
      (.text(Operand(.field(.user), .department), .equals, ["営業ブ"], exactly: false), true),
    ]
    for (predicate, expected) in rows {
      #expect(try outcome(predicate, of: event) == expected, "\(predicate)")
    }
    event.user = StubRecords().user(named: "stranger")
    #expect(try outcome(.user(.departing), of: event) == false)
    #expect(try outcome(.userPhase([.none]), of: event) == nil)
    #expect(try outcome(.user(.known), of: event) == false)
    #expect(try outcome(.inList(.user, Self.list(.user)), of: event) == false)
    event.user = nil
    #expect(try outcome(.user(.known), of: event) == nil)
    #expect(try outcome(.isMissing(.user), of: event) == true)
  }

  /// Asks a predicate both ways: a missing value makes it neither true nor false.
  private func outcome(_ predicate: Predicate, of naive: NaiveEvent) throws -> Bool? {
    var program = Self.program
    var rule = CompiledRule()
    rule.eventConditions = [.holds(predicate), .fails(predicate)]
    program.rules = [rule]
    let matcher = try RuleMatcher(program: program, people: StubRecords()) { name in
      CivilZone(fixedOffsetInSeconds: 32_400, name: name)
    }
    var context = MatchContext(matcher)
    var event = Event()
    let block = naive.fill(&event)
    context.begin(user: naive.user)
    let answers = matcher.eventConditions(ofRule: 0).map { id in
      context.isTrue(id, of: event, in: block.span)
    }
    #expect(answers != [true, true])
    return answers[0] ? true : answers[1] ? false : nil
  }
}
