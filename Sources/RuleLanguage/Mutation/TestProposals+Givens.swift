internal import ByteScan
internal import EventModel
internal import RuleProgram

/// Other kinds of events, values in lists, and people.
extension TestProposals {
  func ofOtherKinds(_ event: Event) -> [Event] {
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

  func listing(_ test: RuleTestSyntax) -> [RuleTestSyntax] {
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
      return texts.filter { seen.insert($0).inserted }.map { giving($0, to: list, test) }
        + varied(test) { filled($0, for: list) }.map {
          giving(Self.listed(list.type), to: list, $0)
        }
    }
  }

  private func giving(
    _ text: String, to list: ValueList, _ test: RuleTestSyntax
  ) -> RuleTestSyntax {
    var given = test
    given.lists.removeAll { $0.name.text == list.name }
    given.lists.append(
      (
        NameSyntax(text: list.name, range: 0..<0),
        LiteralSetSyntax(values: [.made(.text(text))], range: 0..<0)
      ))
    return given
  }

  /// The event with a value that a list may hold, in each field that it lacks.
  private func filled(_ event: Event, for list: ValueList) -> [Event] {
    guard let kind = kind(event.kind.text) else { return [] }
    let fields: [Field] =
      switch list.type {
      case .domain: [.domain]
      case .text: [.tenant, .deviceSerial, .name]
      case .ip: [.srcIP]
      case .folder: [.path]
      case .email, .user, .word, .glob, .date: []
      }
    return fields.compactMap { field in
      guard Schema.declaration(of: field, in: kind) != nil,
        !event.assignments.contains(where: { $0.field.text == field.name })
      else { return nil }
      var event = event
      event.assignments.append(
        AssignmentSyntax(
          field: NameSyntax(text: field.name, range: 0..<0),
          value: .one(.made(.text(Self.listed(list.type))))))
      return event
    }
  }

  /// A value for a list of a type.
  private static func listed(_ type: ListType) -> String {
    switch type {
    case .domain: "listed.example"
    case .ip: "192.0.2.1"
    case .folder: "D:\\listed"
    case .email, .user, .text, .word, .glob, .date: "listed"
    }
  }

  func withPeople(_ test: RuleTestSyntax) -> [RuleTestSyntax] {
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
    let taken: Set<String> = [
      "employment", "type", "last_day", "notice_date", "last_office_day", "contract_end",
    ]
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
    for list in lists where ["watchlist", "privileged_users"].contains(list.name) {
      let given = tests[tests.count - 1]
      tests.append(giving(id, to: list, given))
    }
    return tests
  }
}
