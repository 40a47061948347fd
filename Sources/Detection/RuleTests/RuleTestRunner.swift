package import EventModel
internal import People
package import RuleProgram

/// What came of one test inside a rule.
package struct RuleTestOutcome: Hashable, Sendable {
  package var rule: String
  package var name: String
  package var passed: Bool
  /// What the test asks for, and what the engine did.
  package var expected: Wording
  package var got: Wording
  /// Where the test stands, as `file:line:column`.
  package var place: String
}

/// The tests that rules carry, run through the same engine as logs.
///
/// Tests are hermetic: each sees the people and list entries it gives, and otherwise the lists and
/// settings of the files that its rule's file uses; nothing of the site. So they may run in any
/// order and on any worker.
package struct RuleTestRun: Sendable {
  private let program: RuleProgram
  private let zones: RuleZones
  /// For the program and each of its views: the tables of the lists that its tests do not replace.
  private let shared: [SharedListKeys]

  /// Prepares the tests.
  ///
  /// - Parameters:
  ///   - program: The rules and their tests.
  ///   - zone: Gives the clock of a place by its IANA name.
  /// - Throws: What `zone` throws.
  package init(_ program: RuleProgram, zone: (String) throws -> CivilZone) throws {
    self.program = program
    let views = [program] + program.testViews
    shared = views.map { _ in SharedListKeys() }
    zones = try RuleZones(of: views, zone: zone)
  }

  /// The number of tests.
  package var count: Int { program.tests.count }

  /// Runs a test by its place in the program.
  ///
  /// - Throws: What the roster of the test throws.
  package func outcome(ofTest index: Int) throws -> RuleTestOutcome {
    let number = program.tests[index].view
    let view = number.map { program.testViews[$0] } ?? program
    let test = view.tests[index]
    let hermetic = view.hermetic(for: test, of: view.rules[test.rule])
    let common = CommonLists(
      shared: shared[number.map { $0 + 1 } ?? 0], replaced: Set(test.lists.keys))
    let found = try findings(
      of: test, in: hermetic, common: common, zone: zones.zone(named:))
    return Detection.outcome(of: test, findings: found, view)
  }
}

/// Runs the tests that rules carry, one after the other.
///
/// - Parameters:
///   - program: The rules and their tests.
///   - zone: Gives the clock of a place by its IANA name.
/// - Returns: One outcome for each test, in the order of the program.
/// - Throws: What `zone` and the roster of a test throw.
package func runRuleTests(
  of program: RuleProgram, zone: (String) throws -> CivilZone
) throws -> [RuleTestOutcome] {
  let run = try RuleTestRun(program, zone: zone)
  return try (0..<run.count).map { try run.outcome(ofTest: $0) }
}

extension RuleProgram {
  /// The program that a test sees: one rule, the lists that the test gives, nothing of the site.
  ///
  /// Before a rule over `alert` stand those whose findings it counts, if the test makes up events
  /// for them.
  func hermetic(for test: RuleTest, of rule: CompiledRule) -> RuleProgram {
    var hermetic = RuleProgram()
    hermetic.rules = [rule]
    hermetic.lists = lists
    if rule.isOverAlerts, test.events.contains(where: { $0.kind != .alert }) {
      hermetic.rules = rules.filter(\.makesAlerts) + [rule]
      let last = hermetic.rules.count - 1
      let grounds = rule.steps.indices.flatMap { hermetic.grounds(ofRule: last, step: $0) }
      hermetic.rules = Set(grounds).sorted().map { hermetic.rules[$0] } + [rule]
    }
    for (list, values) in test.lists {
      hermetic.lists[list.index].entries = ListEntries(values.map { ValueList.Entry($0) })
    }
    hermetic.calendars = calendars
    hermetic.civilTimezone = civilTimezone
    hermetic.beforeNoticeMicroseconds = beforeNoticeMicroseconds
    hermetic.companyDomains = companyDomains
    hermetic.watchlist = watchlist
    hermetic.privilegedUsers = privilegedUsers
    return hermetic
  }
}

/// Returns what a program finds in the events of a test.
///
/// `common` are lists that it shares with other programs, if any.
func findings(
  of test: RuleTest, in program: RuleProgram, common: CommonLists? = nil,
  zone: (String) throws -> CivilZone
) throws -> [Finding] {
  let civil = try zone(program.civilTimezone)
  let companyDomains = CompanyDomains(program.entries(of: program.companyDomains))
  let roster = try Roster(
    given: test.users.map { ($0.id, $0.columns) },
    place: TablePlace(file: test.place, line: 1, column: 1))
  let people = PeopleDirectory(roster: roster, program: program, zone: civil)
  let matcher = try RuleMatcher(
    program: program, people: RosterRecords(people), looksAhead: false, common: common,
    zone: zone)
  var mapper = FactMapper(
    program: program, matcher: matcher, people: people, companyDomains: companyDomains,
    budgetByteCount: .max)
  var event = Event()
  for (index, given) in test.events.enumerated() {
    given.fill(&event)
    // A made-up event has a made-up line, so that ids and order work as for logs.
    let line = Array("test event \(index)".utf8)
    let place = SourcePlace(source: 0, line: UInt64(index + 1), offset: 0)
    try mapper.add(
      joined: &event, in: line.span, lines: [FactLine(place: place, range: 0..<line.count)])
  }
  let context = EvaluationContext(
    program: program, matcher: matcher, people: people, companyDomains: companyDomains,
    zone: civil, files: ["test"])
  let facts = mapper.finish()
  var found: [Finding] = []
  var notes = ReductionNotes()
  for partition in 0..<PartitionedFacts.partitionCount {
    found += try reduce(partition: partition, of: [facts], in: context, notes: &notes)
  }
  return found
}

private func outcome(
  of test: RuleTest, findings: [Finding], _ program: RuleProgram
) -> RuleTestOutcome {
  let rule = program.rules[test.rule]
  let others = findings.filter { $0.rule != rule.id }
  let findings = findings.filter { $0.rule == rule.id }
  let scores = findings.map(\.score)
  let passed = test.isPassed(by: scores)
  let score = test.expectedScore.map { Wording(" with score \($0)", "(点数 \($0))") }
  let list = scores.map(String.init).joined(separator: ", ")
  let heard = others.map { "\($0.rule) \($0.score)" }.joined(separator: ", ")
  var got = Wording("silence", "通知なし")
  if !findings.isEmpty {
    got = Wording(
      "\(findings.count) alert(s) with score \(list)", "通知 \(findings.count) 件(点数 \(list))")
  }
  if !heard.isEmpty {
    got = Wording("\(got.english), on \(heard)", "\(got.japanese)、もとの通知 \(heard)")
  }
  return RuleTestOutcome(
    rule: rule.id, name: test.name, passed: passed,
    expected: test.mustAlert
      ? Wording("an alert\(score?.english ?? "")", "通知\(score?.japanese ?? "")")
      : Wording("silence", "通知なし"),
    got: got, place: test.place)
}

extension RuleTest {
  /// Whether findings with these scores are what the test asks for.
  package func isPassed(by scores: [Int]) -> Bool {
    guard mustAlert else { return scores.isEmpty }
    return !scores.isEmpty && (expectedScore.map(scores.contains) ?? true)
  }
}

extension RuleTest.GivenEvent {
  /// Writes the made-up event into the form that logs take.
  func fill(_ event: inout Event) {
    event.begin(kind, at: time)
    // In the order of the fields, so that lists come out the same in every run.
    for (field, value) in values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      switch value {
      case .text(let text): event.set(field, copying: text)
      case .number(let number): event.set(field, to: number)
      case .word(let word): event.set(field, to: word)
      case .list(let texts):
        for text in texts { event.append(field, copying: Array(text.utf8).span) }
      }
    }
    if !event.has(.source) { event.set(.source, copying: "test") }
  }
}
