internal import ByteScan
internal import EventModel
internal import RuleProgram

/// Tests that differ in one respect from those that a rule has.
struct TestProposals {
  let rule: RuleSyntax
  /// Finds the kind of event that a name in a test stands for.
  let kind: (String) -> EventKind?
  /// The lists that the rule asks, with their types.
  let lists: [(name: String, type: ListType)]
  /// The sizes and counts that the rule compares with.
  let sizes: [Int64]
  let counts: [Int]

  typealias Event = RuleTestSyntax.Event

  /// Returns the tests of a family, each of the rule's own tests varied in turn.
  func tests(_ family: ProposalFamily) -> [RuleTestSyntax] {
    let own = rule.tests.filter(\.mustAlert) + rule.tests.filter { !$0.mustAlert }
    return own.prefix(3).flatMap { test -> [RuleTestSyntax] in
      switch family {
      case .plain: [test]
      case .limits: varied(test, by: atLimits)
      case .spacing: varied(test, by: apart) + lastMoved(test)
      case .kinds: varied(test, by: ofOtherKinds)
      case .lists: listing(test)
      case .people: withPeople(test)
      case .values: varied(test, by: withOtherValues)
      case .several: varied(test, by: withSeveralValues)
      case .steps: test.events.count > 1 ? test.events.indices.map { without($0, test) } : []
      }
    }
  }

  private func varied(
    _ test: RuleTestSyntax, by variations: (Event) -> [Event]
  ) -> [RuleTestSyntax] {
    test.events.indices.flatMap { index in
      variations(test.events[index]).map { event in
        var varied = test
        varied.events[index] = event
        return varied
      }
    }
  }

  private func without(_ index: Int, _ test: RuleTestSyntax) -> RuleTestSyntax {
    var fewer = test
    fewer.events.remove(at: index)
    return fewer
  }

  // MARK: Sizes and counts

  private func atLimits(_ event: Event) -> [Event] {
    var events: [Event] = []
    for (index, type) in types(of: event) where type == .size {
      for size in sizes.flatMap(Self.around) {
        var single = event.assigning(.size(size), at: index)
        let several = single
        single.count = 1
        events += event.count > 1 ? [single, several] : [single]
      }
    }
    for count in counts.flatMap({ [$0, $0 - 1, $0 + 1] }) where count > 0 && count <= 2_000 {
      var other = event
      other.count = count
      events.append(other)
    }
    return events
  }

  private static func around(_ size: Int64) -> [Int64] {
    let quantity = ChangedQuantity(.size(size))
    let beside = [quantity?.smaller.first, quantity?.larger.first].compactMap { $0?.value }
    return [size]
      + beside.compactMap { if case .size(let size) = $0, size > 0 { size } else { nil } }
  }

  // MARK: Time

  private var windowMicroseconds: Int64? {
    switch rule.grouping?.window {
    case .within(let length), .pieces(let length): length
    case .period(let name):
      ["hour": 3_600_000_000, "day": 86_400_000_000, "week": 604_800_000_000][name.text]
    case nil: nil
    }
  }

  private func apart(_ event: Event) -> [Event] {
    guard let window = windowMicroseconds else { return [] }
    var events: [Event] = []
    func add(_ event: Event, count: Int) {
      guard count > 1, count <= 2_000 else { return }
      let minute: Int64 = 60_000_000
      let gaps = [window / Int64(count - 1), window / Int64(count)]
      for gap in gaps {
        var other = event
        other.count = count
        // Whole minutes are easier to read; the longer gap must not become shorter.
        other.everyMicroseconds = gap % minute == 0 ? gap : (gap / minute) * minute
        if other.everyMicroseconds > 0 { events.append(other) }
        if gap % minute != 0 {
          other.everyMicroseconds += minute
          events.append(other)
        }
      }
    }
    for (index, type) in types(of: event) where type == .size {
      for size in sizes where size > 1 {
        add(event.assigning(.size((size + 1) / 2), at: index), count: 2)
      }
    }
    for count in counts + [event.count] { add(event, count: count) }
    return events
  }

  /// The last event later, so that the first ones fall out of the window, or just do not.
  private func lastMoved(_ test: RuleTestSyntax) -> [RuleTestSyntax] {
    guard let window = windowMicroseconds, test.events.count > 1, let first = test.events.first,
      let last = test.events.last, let start = first.minuteFromDayZero
    else { return [] }
    let windowMinutes = Int(window / 60_000_000)
    let length = Int(Int64(first.count - 1) * first.everyMicroseconds / 60_000_000)
    // Past the window of every event, past its half, and not quite past it.
    return [windowMinutes + length + 1, windowMinutes * 3 / 4, windowMinutes - 1].map { offset in
      var moved = test
      let minute = start + offset
      let day = minute >= 0 ? minute / 1_440 : (minute - 1_439) / 1_440
      var event = last
      event.day = .relative(day)
      event.minute = minute - day * 1_440
      moved.events[test.events.count - 1] = event
      return moved
    }
  }

  // MARK: Kinds, lists, people

  private func ofOtherKinds(_ event: Event) -> [Event] {
    let patterns = (rule.pattern.map { [$0] } ?? []) + rule.steps.map(\.pattern)
    return patterns.flatMap(\.kinds).filter { $0.text != event.kind.text }.flatMap { kind in
      var same = event
      same.kind = kind
      var bare = same
      bare.assignments = event.assignments.filter { $0.field.text == "user" }
      return [same, bare] + actions(of: bare)
    }
  }

  private func actions(of event: Event) -> [Event] {
    guard let kind = kind(event.kind.text),
      case .word(let words)? = Schema.declaration(of: .action, in: kind)?.type
    else { return [] }
    return words.prefix(1).map { word in
      var event = event
      event.assignments.append(
        AssignmentSyntax(
          field: NameSyntax(text: "action", range: 0..<0), value: .one(.made(.name(word.text)))))
      return event
    }
  }

  private func listing(_ test: RuleTestSyntax) -> [RuleTestSyntax] {
    lists.flatMap { list -> [RuleTestSyntax] in
      var texts: [String] = []
      for value in test.events.flatMap(\.assignments).flatMap(\.literals) {
        switch value.value {
        case .text(let text), .ip(let text): texts.append(text)
        case .name(let name) where list.type == .user || list.type == .text: texts.append(name)
        default: continue
        }
      }
      var seen: Set<String> = []
      return texts.filter { seen.insert($0).inserted }.map { text in
        var given = test
        given.lists.removeAll { $0.name.text == list.name }
        given.lists.append(
          (
            NameSyntax(text: list.name, range: 0..<0),
            LiteralSetSyntax(values: [.made(.text(text))], range: 0..<0)
          ))
        return given
      }
    }
  }

  private func withPeople(_ test: RuleTestSyntax) -> [RuleTestSyntax] {
    let ids = test.events.flatMap(\.assignments).compactMap { assignment -> String? in
      guard assignment.field.text == "user", case .one(let literal) = assignment.value,
        case .name(let name) = literal.value
      else { return nil }
      return name
    }
    guard let id = ids.first else { return [] }
    func date(_ month: Int, _ day: Int) -> LiteralSyntax {
      .made(.date(CivilDate(year: 2025, month: month, day: day)))
    }
    let columns: [[(String, LiteralSyntax)]] = [
      [("employment", .made(.text("contractor")))], [("employment", .made(.text("temp")))],
      [("last_day", date(4, 30)), ("notice_date", date(3, 20))], [("last_day", date(3, 31))], [],
    ]
    let taken: Set<String> = ["employment", "type", "last_day", "notice_date", "last_office_day"]
    var tests = columns.map { columns in
      var given = test
      let known = test.users.first { $0.id.text == id }
      given.users.removeAll { $0.id.text == id }
      let kept = known?.columns.filter { !taken.contains($0.field.text) } ?? []
      let new = columns.map { name, value in
        AssignmentSyntax(field: NameSyntax(text: name, range: 0..<0), value: .one(value))
      }
      if !(kept + new).isEmpty {
        given.users.append((NameSyntax(text: id, range: 0..<0), kept + new))
      }
      return given
    }
    for list in ["watchlist", "privileged_users"] where lists.contains(where: { $0.name == list }) {
      var given = tests[tests.count - 1]
      given.lists.append(
        (
          NameSyntax(text: list, range: 0..<0),
          LiteralSetSyntax(values: [.made(.text(id))], range: 0..<0)
        ))
      tests.append(given)
    }
    return tests
  }

  // MARK: Values

  private func withOtherValues(_ event: Event) -> [Event] {
    var events: [Event] = []
    for (index, type) in types(of: event) {
      switch type {
      case .word(let words):
        for word in words.prefix(12) { events.append(event.assigning(.name(word.text), at: index)) }
      case .domain: events.append(event.assigning(.text("other.example"), at: index))
      case .email, .attachment:
        events.append(event.assigning(.text("other@other.example"), at: index))
      case .text: events.append(event.assigning(.text("other"), at: index))
      case .path: events.append(event.assigning(.text("D:\\other\\{n}.txt"), at: index))
      case .integer, .size, .duration, .date, .time, .ip, .user: break
      }
      if event.assignments[index].field.text != "user" {
        var fewer = event
        fewer.assignments.remove(at: index)
        events.append(fewer)
      }
    }
    guard !event.assignments.contains(where: { $0.field.text == "outcome" }) else { return events }
    for outcome in ["blocked", "failed", "missing"] {
      var other = event
      other.assignments.append(
        AssignmentSyntax(
          field: NameSyntax(text: "outcome", range: 0..<0),
          value: .one(.made(.name(outcome)))))
      events.append(other)
    }
    return events
  }

  private func withSeveralValues(_ event: Event) -> [Event] {
    types(of: event).compactMap { index, type in
      let other: LiteralSyntax
      switch type {
      case .email: other = .made(.text("someone@other.example"))
      case .attachment: other = .made(.text("other.txt"))
      default: return nil
      }
      var several = event
      let values = event.assignments[index].literals + [other]
      several.assignments[index].value = .several(
        LiteralSetSyntax(values: values, range: 0..<0))
      return several
    }
  }

  /// The types of the fields that an event gives, by their place.
  private func types(of event: Event) -> [(Int, ValueType)] {
    guard let kind = kind(event.kind.text) else { return [] }
    return event.assignments.enumerated().compactMap { index, assignment in
      guard let field = Field(name: assignment.field.text),
        let declaration = Schema.declaration(of: field, in: kind)
      else { return nil }
      return (index, declaration.type)
    }
  }
}

extension LiteralSyntax {
  /// A literal that stands nowhere.
  fileprivate static func made(_ value: Value) -> LiteralSyntax {
    LiteralSyntax(value: value, range: 0..<0)
  }
}

extension AssignmentSyntax {
  fileprivate var literals: [LiteralSyntax] {
    switch value {
    case .one(let literal): [literal]
    case .several(let set): set.values
    }
  }
}

extension RuleTestSyntax.Event {
  fileprivate func assigning(_ value: LiteralSyntax.Value, at index: Int) -> Self {
    var event = self
    event.assignments[index].value = .one(.made(value))
    return event
  }

  /// When it happens, in minutes from the start of day 0; `nil` for a date.
  fileprivate var minuteFromDayZero: Int? {
    if case .relative(let day) = day { day * 1_440 + minute } else { nil }
  }
}
