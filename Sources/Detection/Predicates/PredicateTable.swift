import EventModel
import RuleProgram

/// Every distinct predicate of a program as one ``Test``, with all that the tests refer to.
///
/// Rules share their tests: `domain in business_sites` in ten rules is asked once per event.
struct PredicateTable {
  private struct Key: Hashable {
    var predicate: Predicate
    /// The type of the elements, if the test looks at one.
    var elements: ElementType?
  }

  let program: RuleProgram
  let people: any UserRecords
  private(set) var code = ConditionCode()
  private(set) var tests: [Test] = []
  private(set) var sources: [TextSource] = []
  private(set) var probes: [ListProbe] = []
  private(set) var patterns: [Pattern] = []
  private(set) var patternBytes: [UInt8] = []
  private(set) var dayLists: [DayList] = []
  var lists = ListTablesBuilder()
  private var numbers: [Key: Int] = [:]
  private var slots: [TextSource: Int] = [:]
  private var probeNumbers: [ListProbe: Int] = [:]
  private var conditions: [Condition: ConditionID] = [:]
  /// How often each part of the program's conditions occurs, and the tests of those that recur.
  private var occurrences: [Condition: Int] = [:]
  private var sharedTests: [Condition: Int] = [:]
  /// How often each text is compared with constants.
  private var equalities: [TextSource: Int] = [:]
  /// From so many comparisons on, a text is looked up among all their constants at once.
  private static let manyEqualities = 8

  /// Creates an empty table.
  ///
  /// `sharesParts` gives a test to each part that recurs in conditions: worth its price where more
  /// than a few events are asked about.
  init(
    program: RuleProgram, people: any UserRecords, sharesParts: Bool, common: CommonLists?
  ) {
    self.program = program
    self.people = people
    lists.common = common
    guard sharesParts else { return }
    for rule in program.rules {
      let selected = rule.steps.flatMap(\.alternatives).map(\.condition)
      for condition in selected + rule.eventConditions + rule.aggregates.compactMap(\.condition) {
        count(condition)
      }
    }
    for alternative in program.allowances.flatMap(\.alternatives) { count(alternative.condition) }
  }

  private mutating func count(_ condition: Condition) {
    if case .holds(.text(let operand, .equals, _, let exactly)) = condition {
      equalities[operand.textSource(elements: nil, exactly: exactly), default: 0] += 1
    }
    guard case let parts = condition.parts, !parts.isEmpty else { return }
    occurrences[condition, default: 0] += 1
    // The parts of a part that recurs are asked once, with it.
    guard occurrences[condition] == 1 else { return }
    for part in parts { count(part) }
  }

  /// Returns the id of a condition on whole events; equal conditions share one.
  mutating func condition(_ condition: Condition) -> ConditionID {
    if let known = conditions[condition] { return known }
    let id = compile(condition, elements: nil)
    conditions[condition] = id
    return id
  }

  /// Returns the slot of a text.
  mutating func slot(of source: TextSource) -> Int {
    if let known = slots[source] { return known }
    sources.append(source)
    slots[source] = sources.count - 1
    return sources.count - 1
  }

  private mutating func compile(_ condition: Condition, elements: ElementType?) -> ConditionID {
    // The tests are numbered first: the code and the table can't be changed at the same time.
    var numbered: [Predicate: Int] = [:]
    for predicate in condition.predicates where numbered[predicate] == nil {
      numbered[predicate] = test(predicate, elements: elements)
    }
    var shared: [Condition: Int] = [:]
    if elements == nil { share(condition.parts, into: &shared) }
    return code.compile(condition) { predicate in
      let number = numbered[predicate] ?? 0
      return (number, tests[number].cost)
    } shared: { part in
      shared[part].map { ($0, tests[$0].cost) }
    }
  }

  /// Gives a test to every part that recurs in the program's conditions.
  private mutating func share(_ parts: [Condition], into shared: inout [Condition: Int]) {
    for part in parts where !part.parts.isEmpty {
      guard occurrences[part, default: 0] > 1, part.predicates.count > 1 else {
        share(part.parts, into: &shared)
        continue
      }
      shared[part] = sharedTest(part)
    }
  }

  private mutating func sharedTest(_ condition: Condition) -> Int {
    if let known = sharedTests[condition] { return known }
    let id = self.condition(condition)
    let cost = condition.predicates.reduce(0) { $0 + tests[test($1, elements: nil)].cost }
    // The more conditions share it, the less it costs each of them: so it is asked first, and
    // conditions that share it can be left out together.
    let share = max(1, cost / occurrences[condition, default: 1])
    tests.append(Test(action: .condition(id), isPerElement: false, cost: share))
    sharedTests[condition] = tests.count - 1
    return tests.count - 1
  }

  private mutating func test(_ predicate: Predicate, elements: ElementType?) -> Int {
    let isPerElement = predicate.looksAtElement
    let key = Key(predicate: predicate, elements: isPerElement ? elements : nil)
    if let known = numbers[key] { return known }
    let (action, cost) = action(of: predicate, elements: elements)
    tests.append(Test(action: action, isPerElement: isPerElement, cost: cost))
    numbers[key] = tests.count - 1
    return tests.count - 1
  }

  private mutating func action(
    of predicate: Predicate, elements: ElementType?
  ) -> (Test.Action, cost: Int) {
    switch predicate {
    case .compareNumber(let operand, let comparison, let constant):
      return (Self.number(operand.numberSource, comparison, constant), cost: 1)
    case .numberInRange(let operand, let range):
      return (
        .number(
          operand.numberSource, lowest: range.lowerBound, highest: range.upperBound,
          isInverted: false), cost: 1
      )
    case .compareOperands(let left, let comparison, let factor, let right):
      return (
        .numbers(
          left.numberSource, comparison, numerator: factor.numerator,
          denominator: factor.denominator, right.numberSource), cost: 2
      )
    case .word(let operand, let words): return (.word(operand.numberSource, words.bits), cost: 1)
    case .equalOperands(let left, let right):
      let slots = [left, right].map { slot(of: $0.textSource(elements: elements)) }
      return (.equalTexts(slot: slots[0], otherSlot: slots[1]), cost: 12)
    case .text(let operand, let match, let constants, let exactly):
      return text(
        operand.textSource(elements: elements, exactly: exactly), match, .constants(constants),
        entries: ListEntries(constants.map { ValueList.Entry($0) }), exactly: exactly)
    case .textList(let operand, let match, let list, let exactly):
      return text(
        operand.textSource(elements: elements, exactly: exactly), match, .list(list),
        entries: program.lists[list.index].entries, exactly: exactly)
    case .inList(let operand, let list): return inList(operand, list, elements: elements)
    case .isMissing(let operand): return (missing(operand, elements: elements), cost: 1)
    case .user(.watched): return listedUser(program.watchlist, .watched)
    case .user(.privileged): return listedUser(program.privilegedUsers, .privileged)
    case .user(let flag): return (.userFlag(flag), cost: 8)
    case .userPhase(let phases):
      return (.userPhase(phases.reduce(0) { $0 | 1 << UInt8($1.ordinal) }), cost: 8)
    case .timeOfDay(let start, let end):
      return (.timeOfDay(startMinute: start, endMinute: end), cost: 3)
    case .calendar(let calendar, let isDuring):
      return (.calendar(calendar.index, isDuring: isDuring), cost: 5)
    case .quantified(let quantifier, let field, let condition):
      let id = compile(condition, elements: ElementType(of: field))
      return (.quantified(quantifier, field, id), cost: 60)
    case .resemblesUser(let operand):
      let slot = slot(of: operand.textSource(elements: elements))
      return (.resemblesUser(slot: slot), cost: 40)
    case .isEncrypted(let operand):
      return (.encrypted(isElement: operand.origin == .element), cost: 2)
    case .isNew:
      // Never asked: programs for single events have no history in them.
      return (.condition(condition(.constant(false))), cost: 1)
    }
  }

  /// A comparison as the closed range in which it is true, or false for `!=`.
  private static func number(
    _ source: NumberSource, _ comparison: Comparison, _ constant: Int64
  ) -> Test.Action {
    func within(_ lowest: Int64, _ highest: Int64, isInverted: Bool = false) -> Test.Action {
      .number(source, lowest: lowest, highest: highest, isInverted: isInverted)
    }
    return switch comparison {
    case .equal: within(constant, constant)
    case .notEqual: within(constant, constant, isInverted: true)
    case .lessOrEqual: within(.min, constant)
    case .greaterOrEqual: within(constant, .max)
    case .less: within(constant, .max, isInverted: true)
    case .greater: within(.min, constant, isInverted: true)
    }
  }

  private mutating func missing(_ operand: Operand, elements: ElementType?) -> Test.Action {
    switch (operand.origin, operand.part) {
    case (_, .phase): return .missingPhase
    case (_, .daysLeft), (_, .size): return .missingNumber(operand.numberSource)
    case (.field(.user), .whole): return .missingUser
    case (.field(let field), .whole): return .missingField(field)
    default: return .missingText(slot: slot(of: operand.textSource(elements: elements)))
    }
  }
}

extension PredicateTable {
  /// A test of a text against constants or the entries of a list.
  private mutating func text(
    _ source: TextSource, _ match: TextMatch, _ origin: ListTablesBuilder.Source,
    entries: ListEntries, exactly: Bool
  ) -> (Test.Action, cost: Int) {
    let form = source.form
    let people = people
    let isList = if case .list = origin { true } else { false }
    let isLookedUp = isList || equalities[source, default: 0] >= Self.manyEqualities
    if source.origin == .field(.srcIP), match == .equals,
      let test = sameAddress(source, origin, entries)
    {
      return test
    }
    if match == .contains, !exactly {
      // Pieces of hosts and addresses are folded only, so they share the bits of plain texts.
      return listed(.words, source, origin, entries, form: form == .path ? .path : .folded) {
        form.writePattern($0, .contains, into: &$1)
        return true
      }
    }
    if match == .equals, isLookedUp {
      return listed(.wholeValues, source, origin, entries, form: form) {
        source.writeWholeValue($0, people, into: &$1)
        return true
      }
    }
    let start = patterns.count
    var bytes: [UInt8] = []
    for index in entries.indices {
      if match == .equals {
        source.writeWholeValue(entries.value(at: index), people, into: &bytes)
      } else {
        form.writePattern(entries.value(at: index), match, into: &bytes)
      }
      let first = patternBytes.count
      patternBytes += bytes
      patterns.append(
        Pattern(
          start: first, end: patternBytes.count,
          endsAt: entries.endsAt(index) ?? Timestamp(microseconds: .max)))
    }
    let slot = slot(of: source)
    let range = Test.PatternRange(start: start, end: patterns.count)
    let price = match == .like || match == .contains ? 20 : 2
    return (.text(slot: slot, match, range), cost: 8 + price * max(1, entries.count / 4))
  }

  private mutating func inList(
    _ operand: Operand, _ id: ListID, elements: ElementType?
  ) -> (Test.Action, cost: Int) {
    let list = program.lists[id.index]
    let people = people
    var source = operand.textSource(elements: elements)
    switch list.type {
    case .domain:
      if source.form == .email { source.part = .addressDomain }
      source.form = .domain
      return listed(.domains, source, .list(id), list.entries, form: .domain) {
        DomainLists.writeKey(of: $0, into: &$1)
        return true
      }
    case .folder:
      source.form = .path
      return listed(.folders, source, .list(id), list.entries, form: .path) {
        FolderLists.writeKey(of: $0, into: &$1)
        return true
      }
    case .email:
      if source.part == .whole { source.form = .email }
      return listed(.wholeValues, source, .list(id), list.entries, form: .email) {
        TextForm.email.write($0, into: &$1)
        return true
      }
    case .text, .word, .user:
      return listed(.wholeValues, source, .list(id), list.entries, form: source.form) {
        source.writeWholeValue($0, people, into: &$1)
        return true
      }
    case .ip:
      return listed(.addresses, source, .list(id), list.entries, form: .folded) {
        AddressLists.writeKey(of: $0, into: &$1)
      }
    case .glob:
      return text(source, .like, .list(id), entries: list.entries, exactly: false)
    case .date:
      dayLists.append(DayList(list))
      return (.civilDay(list: dayLists.count - 1), cost: 4)
    }
  }

  /// `src_ip = 10.0.0.1`: another spelling of the same address is the same address.
  private mutating func sameAddress(
    _ source: TextSource, _ origin: ListTablesBuilder.Source, _ entries: ListEntries
  ) -> (Test.Action, cost: Int)? {
    guard entries.allSatisfy({ IPAddress($0.value) != nil }) else { return nil }
    return listed(.addresses, source, origin, entries, form: .folded) {
      AddressLists.writeKey(of: $0, into: &$1)
    }
  }

  private mutating func listedUser(_ list: ListID?, _ flag: UserFlag) -> (Test.Action, cost: Int) {
    guard let list else { return (.userFlag(flag), cost: 8) }
    return inList(Operand(.field(.user)), list, elements: nil)
  }

  private mutating func listed(
    _ family: ListFamily, _ source: TextSource, _ origin: ListTablesBuilder.Source,
    _ entries: ListEntries, form: TextForm,
    writeKey: (Span<UInt8>, inout [UInt8]) -> Bool
  ) -> (Test.Action, cost: Int) {
    let bit = lists.bit(
      of: origin, entries: entries, in: family, form: form, isUser: source.origin == .user,
      writeKey: writeKey)
    let probe = ListProbe(family: family, slot: slot(of: source))
    let number = probeNumbers[probe] ?? probes.count
    if number == probes.count {
      probes.append(probe)
      probeNumbers[probe] = number
    }
    return (.listed(probe: number, bit: bit), cost: family == .words ? 30 : 12)
  }
}

extension DeparturePhase {
  /// The place of the phase in the order of declaration.
  var ordinal: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Operand {
  /// The text as a test compares it, raw where it is compared exactly.
  fileprivate func textSource(elements: ElementType?, exactly: Bool) -> TextSource {
    var source = textSource(elements: elements)
    if exactly { source.form = .raw }
    return source
  }
}

extension Predicate {
  /// Whether the test looks at the element of the enclosing quantifier.
  var looksAtElement: Bool {
    switch self {
    case .compareNumber(let operand, _, _), .word(let operand, _), .text(let operand, _, _, _),
      .textList(let operand, _, _, _), .inList(let operand, _), .numberInRange(let operand, _),
      .isMissing(let operand), .resemblesUser(let operand), .isEncrypted(let operand):
      operand.origin == .element
    case .compareOperands(let left, _, _, let right), .equalOperands(let left, let right):
      left.origin == .element || right.origin == .element
    case .user, .userPhase, .timeOfDay, .calendar, .quantified, .isNew: false
    }
  }
}

extension Condition {
  /// The conditions that a formula joins or negates.
  var parts: [Condition] {
    switch self {
    case .constant, .holds, .fails: []
    case .all(let parts), .any(let parts): parts
    case .notTrue(let part): [part]
    }
  }

  /// The predicates of the formula itself, not those inside its quantifiers.
  var predicates: [Predicate] {
    switch self {
    case .constant: []
    case .holds(let predicate), .fails(let predicate): [predicate]
    case .all(let parts), .any(let parts): parts.flatMap(\.predicates)
    case .notTrue(let part): part.predicates
    }
  }
}
