import EventModel
import RuleProgram
import Testing

@testable import Detection

/// Random conditions on random events: the matcher and its naive twin must agree.
@Suite struct PredicatesRandomTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64], [false, true])
  func `compiled conditions agree with walking the formula`(
    seed: UInt64, hasCommonLists: Bool
  ) throws {
    var random = RandomConditions(seed: seed)
    let zones = ["UTC": CivilZone.utc, "+9": CivilZone(fixedOffsetInSeconds: 32_400, name: "+9")]
    let zone = { (name: String) in
      zones[name] ?? CivilZone(fixedOffsetInSeconds: -16_200, name: "x")
    }
    var trueCount = 0
    var count = 0
    for round in 0..<40 {
      var program = random.program()
      let conditions = (0..<30).map { _ in random.condition(depth: 3, elements: nil) }
      var rule = CompiledRule()
      rule.eventConditions = conditions
      program.rules = [rule]
      let matcher = try RuleMatcher(
        program: program, people: StubRecords(knowsDepartures: seed % 2 == 0),
        common: hasCommonLists ? CommonLists(shared: SharedListKeys(), replaced: []) : nil,
        zone: zone)
      let ids = matcher.eventConditions(ofRule: 0)
      var context = MatchContext(matcher)
      var event = Event()
      let oracle = ConditionOracle(program: program, zone: zone)
      for number in 0..<25 {
        let naive = random.event()
        let block = naive.fill(&event)
        context.begin(user: naive.user)
        for (condition, id) in zip(conditions, ids) {
          let expected = oracle.isTrue(condition, of: naive)
          let isTrue = context.isTrue(id, of: event, in: block.span)
          #expect(
            isTrue == expected,
            "seed \(seed), round \(round), event \(number): \(condition) on \(naive)")
          count += 1
          if expected { trueCount += 1 }
          if isTrue != expected { return }
        }
      }
    }
    #expect(count == 30_000)
    // The vocabulary is small enough that both answers are common.
    #expect(trueCount > count / 5 && trueCount < count * 4 / 5)
  }
}

extension PredicatesRandomTests {
  @Test(arguments: [5, 6, 7] as [UInt64])
  func `what early fields rule out is never true`(seed: UInt64) throws {
    var random = RandomConditions(seed: seed)
    var ruledOut = 0
    for _ in 0..<40 {
      let program = random.program()
      let oracle = ConditionOracle(program: program) { _ in .utc }
      let conditions = (0..<30).map { _ in random.condition(depth: 3, elements: nil) }
      for _ in 0..<25 {
        let event = random.event()
        var early = event
        early.texts = event.texts.filter { FieldSet.early.contains($0.key) }
        early.numbers = event.numbers.filter { FieldSet.early.contains($0.key) }
        early.elements = []
        for condition in conditions {
          let mayHold = oracle.isTrue(condition.upperBound(knowing: .early), of: early)
          if !mayHold { ruledOut += 1 }
          guard !mayHold, oracle.isTrue(condition, of: event) else { continue }
          Issue.record("seed \(seed): \(condition) on \(event)")
          return
        }
      }
    }
    #expect(ruledOut > 1000)
  }
}

/// Makes up programs, conditions and events from a small vocabulary, so that values meet.
struct RandomConditions {
  var random: SeededRandom
  private var earlier: [Condition] = []

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  static let hosts = [
    "4shared.com", "evil4shared.com", "www.4SHARED.com.", "com", "a.b.example.jp", "example.jp",
    "mega.nz",
  ]
  static let addresses = [
    "t.tanaka@gmail.com", "T.TANAKA@GMAIL.COM.", "root", "a@eigyo.rival.co.jp", "x@y@rival.co.jp",
    "＠Ｔ@rival.co.jp",
  ]
  static let paths = [
    #"\\fs01\顧客\a.xlsx"#, "//FS01/顧客/リスト.zip", #"\\fs01\顧客2\a.xlsx"#, #"D:\\customers\x"#,
    "d:/customers", "/data/ﾘｽﾄ/b.7z", "/",
  ]
  static let words = [
    "㊙顧客ﾘｽﾄ.xlsx", "秘書課.xlsx", "ＡＣＭＥ-jp", "acme-JP", "か\u{3099}くせい", "がくせい", "社外秘",
    "a", "confidential", "xlsx", "archive.tar.gz", ".zip", "100%",
  ]
  static let patterns = [
    "㊙", "秘", "acme", "リスト", "*.xlsx", "?", "a*", "*", "が", "xlsx", "jp", "/", "顧客", "@", "", "a",
    "*リスト*.x?sx",
  ]
  static let numbers: [Int64] = [0, 1, 50, 51, 1_000_000, -3, .max, .min]
  static let times: [Int64] = [
    1_743_552_000_000_000, 1_743_519_600_000_000, 1_743_600_000_123_456, 1_743_638_400_000_000,
    -1,
  ]
  static let lists = (0..<ListType.allCases.count * 2).map(ListID.init)

  mutating func program() -> RuleProgram {
    earlier = []
    var program = RuleProgram()
    program.civilTimezone = random.pick(["UTC", "+9", "-4:30"])
    for type in ListType.allCases + ListType.allCases {
      program.lists.append(
        ValueList(name: "\(type)", type: type, entries: (0..<3).map { _ in entry(type) }))
    }
    program.watchlist = random.oneIn(2) ? ListID(ListType.allCases.firstIndex(of: .user) ?? 0) : nil
    program.calendars = [
      OpeningCalendar(
        name: "day", timezone: "+9",
        open: [.init(weekdays: [1, 2, 3], startMinute: 480, endMinute: 1200)], closedDays: [20180]),
      OpeningCalendar(
        name: "night", timezone: "-4:30",
        open: [.init(weekdays: [2], startMinute: 1200, endMinute: 300)], closedDays: [20181]),
    ]
    return program
  }

  private mutating func entry(_ type: ListType) -> ValueList.Entry {
    let value =
      switch type {
      case .domain: random.pick(Self.hosts + ["co.jp", "gmail.com"])
      case .email: random.pick(Self.addresses)
      case .user: random.pick(["e2040", "Ｅ2040", "tanaka"])
      case .ip: random.pick(["10.0.0.0/8", "10.1.2.3", "192.168.0.0/16", "0.0.0.0/0"])
      case .folder: random.pick([#"\\fs01\顧客"#, #"D:\customers\"#, "/data/リスト/", "/"])
      case .text: random.pick(Self.words)
      case .word: random.pick(Self.patterns)
      case .glob: random.pick(Self.patterns)
      case .date: random.pick(["2025-04-01", "2025-04-02", "2025-04-03"])
      }
    let end = Timestamp(microseconds: random.pick(Self.times))
    return ValueList.Entry(value, endsAt: random.oneIn(3) ? end : nil)
  }

  /// Conditions repeat each other's parts, as rules do that use the same `define`.
  mutating func condition(depth: Int, elements: Field?) -> Condition {
    if elements == nil, !earlier.isEmpty, random.oneIn(6) { return random.pick(earlier) }
    let condition = newCondition(depth: depth, elements: elements)
    if elements == nil { earlier.append(condition) }
    return condition
  }

  private mutating func newCondition(depth: Int, elements: Field?) -> Condition {
    switch random.next() % (depth > 0 ? 9 : 4) {
    case 0, 1: .holds(predicate(depth: depth, elements: elements))
    case 2: .fails(predicate(depth: depth, elements: elements))
    case 3:
      random.oneIn(8) ? .constant(random.oneIn(2)) : .holds(predicate(depth: 0, elements: elements))
    case 4, 5:
      .all((0..<random.next() % 4).map { _ in condition(depth: depth - 1, elements: elements) })
    case 6, 7:
      .any((0..<random.next() % 4).map { _ in condition(depth: depth - 1, elements: elements) })
    default: .notTrue(condition(depth: depth - 1, elements: elements))
    }
  }

  private mutating func textOperand(_ elements: Field?) -> Operand {
    if let elements, !random.oneIn(4) {
      let parts: [Operand.Part] =
        elements == .attachment ? [.name, .fileExtension] : [.whole, .domain, .local]
      return Operand(.element, random.pick(parts))
    }
    if random.oneIn(12) { return Operand(.field(.user), random.pick([.department, .phase])) }
    if random.oneIn(6) { return Operand(.field(.sender), random.pick([.domain, .local])) }
    return Operand(
      .field(random.pick([.domain, .path, .sender, .subject, .tenant, .user, .srcIP])))
  }

  private mutating func numberOperand(_ elements: Field?) -> Operand {
    if elements == .attachment, random.oneIn(2) { return Operand(.element, .size) }
    if random.oneIn(6) { return Operand(.field(.user), .daysLeft) }
    return Operand(.field(random.pick([.bytesOut, .bytesIn, .status, .time])))
  }

  private mutating func pattern(for operand: Operand) -> String {
    switch operand.origin {
    case .field(.domain): random.pick(["4shared.com", "com", "mega.nz", "", "a.b"])
    case .field(.user) where operand.part != .whole:
      random.pick(["営業ブ", "none", "last_week", "業", "*ブ"])
    case .field(.user): random.pick(["e2040", "2040", "tanaka"])
    case .field(.srcIP): random.pick(["10.1.2.3", "192.168.0.7"])
    default:
      operand.part == .domain
        ? random.pick(["rival.co.jp", "gmail", "jp"]) : random.pick(Self.patterns)
    }
  }

  private mutating func predicate(depth: Int, elements: Field?) -> Predicate {
    let comparison: Comparison = random.pick([
      .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
    ])
    let match: TextMatch = random.pick([.equals, .contains, .starts, .ends, .like])
    let operand = textOperand(elements)
    switch random.next() % (depth > 0 ? 16 : 14) {
    case 0:
      return .compareNumber(
        numberOperand(elements), comparison, random.pick(Self.numbers + Self.times))
    case 1:
      let factor = Factor(
        numerator: random.pick([1, 5, 15, .max]), denominator: random.pick([1, 10]))
      return .compareOperands(numberOperand(elements), comparison, factor, numberOperand(elements))
    case 2 where random.oneIn(3): return .equalOperands(operand, textOperand(elements))
    case 2:
      return random.oneIn(2)
        ? .user(random.pick(UserFlag.allCases))
        : random.oneIn(2)
          ? .userPhase([random.pick(DeparturePhase.allCases), .none]) : .resemblesUser(operand)
    case 3:
      return .word(
        Operand(.field(random.pick([.outcome, .method]))),
        WordSet([random.pick([.allowed, .blocked, .post, .put]), random.pick([.get, .failed])]))
    case 4, 5:
      let patterns = (0..<1 + random.next() % 3).map { _ in pattern(for: operand) }
      return .text(operand, match, patterns, exactly: random.oneIn(4))
    case 6:
      let list = random.pick(Self.lists.filter { [5, 6, 7].contains($0.index % 9) })
      return .textList(operand, match, list, exactly: random.oneIn(4))
    case 7, 8, 9: return .inList(operand, random.pick(Self.lists))
    case 10: return .numberInRange(numberOperand(elements), 1...random.pick([1, 51, 1_000_000]))
    case 11: return .isMissing(random.oneIn(3) ? numberOperand(elements) : operand)
    case 12:
      return .timeOfDay(
        startMinute: random.pick([0, 480, 1320]), endMinute: random.pick([300, 480, 1440]))
    case 13:
      if elements == .attachment, random.oneIn(2) { return .isEncrypted(Operand(.element)) }
      return random.oneIn(2)
        ? .calendar(CalendarID(Int(random.next() % 2)), during: random.oneIn(2))
        : .user(.watched)
    default:
      let field: Field = random.pick([.to, .cc, .recipient, .attachment])
      return .quantified(
        random.pick([.any, .every, .no, .atLeast(2), .fewerThan(2)]), field,
        condition(depth: depth - 1, elements: field))
    }
  }

  mutating func event() -> NaiveEvent {
    var event = NaiveEvent()
    event.kind = random.pick([.web, .mail, .file])
    event.time = Timestamp(microseconds: random.pick(Self.times))
    let texts: [(Field, [String])] = [
      (.domain, Self.hosts), (.path, Self.paths), (.sender, Self.addresses), (.subject, Self.words),
      (.tenant, Self.words), (.srcIP, ["10.1.2.3", "192.168.0.7", "not an address"]),
    ]
    for (field, values) in texts where !random.oneIn(4) { event.texts[field] = random.pick(values) }
    for field in [Field.bytesOut, .bytesIn, .status] where !random.oneIn(4) {
      event.numbers[field] = random.pick(Self.numbers)
    }
    if !random.oneIn(4) {
      event.numbers[.outcome] = Int64(random.pick([Word.allowed, .blocked, .failed]).rawValue)
      event.numbers[.method] = Int64(random.pick([Word.get, .post, .put]).rawValue)
    }
    for _ in 0..<random.next() % 5 {
      let field: Field = random.pick([.to, .cc, .bcc, .attachment])
      let values = field == .attachment ? Self.words : Self.addresses
      event.elements.append(
        NaiveEvent.Element(
          field: field, text: random.pick(values),
          byteCount: field == .attachment && random.oneIn(2) ? random.pick(Self.numbers) : nil,
          isEncrypted: random.oneIn(2)))
    }
    if !random.oneIn(3) {
      let identity = random.pick(["e2040", "tanaka", "e1"])
      event.user = StubRecords().user(named: identity)
      if random.oneIn(2) { event.texts[.user] = random.pick([identity, "Ｅ2040"]) }
    }
    return event
  }
}
