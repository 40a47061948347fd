internal import ByteScan
internal import EventModel
internal import RuleProgram

/// Tests that differ in one respect from those that a rule has.
struct TestProposals {
  let rule: RuleSyntax
  /// Finds the kind of event that a name in a test stands for.
  let kind: (String) -> EventKind?
  /// The lists that the rule asks.
  let lists: [ValueList]
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

  func varied(
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

  func without(_ index: Int, _ test: RuleTestSyntax) -> RuleTestSyntax {
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
        // Whole minutes are easier to read, and whole seconds where there is less time.
        let unit = gap < 10 * minute ? minute / 60 : minute
        other.everyMicroseconds = gap / unit * unit
        if other.everyMicroseconds > 0 { events.append(other) }
        // The longer gap must not become shorter.
        if gap % unit != 0 {
          other.everyMicroseconds += unit
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

  /// The types of the fields that an event gives, by their place.
  func types(of event: Event) -> [(Int, ValueType)] {
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
  static func made(_ value: Value) -> LiteralSyntax {
    LiteralSyntax(value: value, range: 0..<0)
  }
}

extension AssignmentSyntax {
  var literals: [LiteralSyntax] {
    switch value {
    case .one(let literal): [literal]
    case .several(let set): set.values
    }
  }
}

extension RuleTestSyntax.Event {
  func assigning(_ value: LiteralSyntax.Value, at index: Int) -> Self {
    var event = self
    event.assignments[index].value = .one(.made(value))
    return event
  }

  /// When it happens, in minutes from the start of day 0; `nil` for a date.
  fileprivate var minuteFromDayZero: Int? {
    if case .relative(let day) = day { day * 1_440 + minute } else { nil }
  }
}
