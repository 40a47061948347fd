internal import ByteScan
internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Day 0 of every test: Wednesday, 2 April 2025.
  private static let dayZero = CivilDate(year: 2025, month: 4, day: 2).daysSince1970
  /// How many events one test may make up.
  private static let maximumEventCount = 100_000

  /// The columns of the roster that a test may give, with other names for them.
  static let rosterColumns: [(name: String, others: [String])] = [
    ("logins", ["login"]), ("email", []), ("aliases", []), ("name", ["氏名"]), ("romaji", []),
    ("department", ["部署"]), ("manager", []), ("employment", ["type"]), ("hire_date", []),
    ("notice_date", []), ("last_office_day", ["最終出社日"]), ("last_day", ["退職日"]),
    ("contract_end", ["契約終了日"]), ("hosts", []), ("calendar", []),
  ]

  /// Checks and lowers the tests of all rules, also of those with mistakes.
  mutating func compileTests(of rules: [LoweredRule]) {
    for rule in rules {
      source = rule.source
      for syntax in rule.syntax.tests {
        let before = diagnostics.count
        let test = lower(syntax, rule: rule.index ?? 0)
        let hasError = diagnostics[before...].contains { $0.severity == .error }
        if !hasError, rule.index != nil { program.tests.append(test) }
      }
    }
  }

  mutating func lower(_ syntax: RuleTestSyntax, rule: Int) -> RuleTest {
    var test = RuleTest(
      rule: rule, mustAlert: syntax.mustAlert, name: syntax.name?.value ?? "",
      expectedScore: syntax.score, users: [], lists: [:], events: [],
      place: sources[source].place(of: syntax.keyword.lowerBound))
    for (id, columns) in syntax.users {
      test.users.append(
        RuleTest.GivenUser(id: id.text, columns: rosterValues(columns)))
    }
    for (name, values) in syntax.lists {
      guard let id = findList(name) else { continue }
      // A throw-away list of the same type checks and holds the values.
      let outer = program.lists[id.index]
      program.lists[id.index].entries = ListEntries()
      add(values, to: id)
      test.lists[id] = program.lists[id.index].entries.map(\.value)
      program.lists[id.index] = outer
    }
    if syntax.events.isEmpty {
      report(.testWithoutEvent, at: syntax.keyword)
    }
    var count = 0
    for event in syntax.events {
      count += event.count
      guard count <= Self.maximumEventCount else {
        report(.tooManyTestEvents(limit: Self.maximumEventCount), at: event.range)
        break
      }
      test.events += events(event)
    }
    return test
  }

  private mutating func rosterValues(_ columns: [AssignmentSyntax]) -> [String: String] {
    var values: [String: String] = [:]
    for column in columns {
      let name = column.field
      let known = Self.rosterColumns.first {
        $0.name == name.text || $0.others.contains(name.text)
      }
      guard let known else {
        report(
          .unknownRosterColumn(name.text, known: Self.rosterColumns.map(\.name)), at: name.range)
        continue
      }
      let isDate = known.name.hasSuffix("_date") || known.name.hasSuffix("_day")
      values[known.name] = literals(column.value).map { rosterValue($0, isDate: isDate) }
        .joined(separator: ";")
    }
    return values
  }

  private mutating func rosterValue(_ literal: LiteralSyntax, isDate: Bool) -> String {
    switch literal.value {
    case .date(let date): return date.text
    case .text(let text) where !isDate || CivilDate(parsing: text) != nil: return text
    case _ where isDate:
      report(.needsDate, at: literal.range)
      return ""
    case .name(let name): return name
    default: return sources[source].text(literal.range)
    }
  }

  private func literals(_ value: AssignmentSyntax.Value) -> [LiteralSyntax] {
    switch value {
    case .one(let literal): [literal]
    case .several(let set): set.values
    }
  }

  // MARK: Events

  private mutating func events(_ syntax: RuleTestSyntax.Event) -> [RuleTest.GivenEvent] {
    guard let kind = baseKind(syntax.kind) else { return [] }
    var values: [Field: RuleTest.GivenEvent.Value] = [:]
    var missing: FieldSet = []
    for assignment in syntax.assignments {
      guard let declaration = testField(assignment.field, of: kind) else { continue }
      if isMissing(assignment.value, declaration) {
        missing.insert(declaration.field)
      } else if let value = eventValue(assignment.value, declaration) {
        guard values.updateValue(value, forKey: declaration.field) == nil else {
          report(.assignedTwice(assignment.field.text), at: assignment.field.range)
          continue
        }
      }
    }
    addDefaults(to: &values, kind: kind, isUpload: syntax.kind.text == "upload")
    if kind == .alert { addDefaultsOfAlert(to: &values) }
    for field in missing.fields { values[field] = nil }
    let day =
      switch syntax.day {
      case .relative(let offset): Self.dayZero + offset
      case .date(let date): date.daysSince1970
      }
    let start = civilZone.time(ofDay: day, minute: syntax.minute).microseconds
    return (0..<syntax.count).map { number in
      let (step, overflow) = syntax.everyMicroseconds.multipliedReportingOverflow(by: Int64(number))
      return RuleTest.GivenEvent(
        kind: kind,
        time: Timestamp(microseconds: start &+ (overflow ? 0 : step)),
        values: values.mapValues { $0.numbered(number) })
    }
  }

  /// The kind of event that a test may make up under a name: a base kind, or a define over one.
  private mutating func baseKind(_ name: NameSyntax) -> EventKind? {
    if let kind = EventKind(name: name.text) { return kind }
    guard symbols.defines[name.text] != nil else {
      if !symbols.mayBeBroken(name.text) { reportUnknownKind(name) }
      return nil
    }
    guard case .some(.some(let define)) = resolvedDefines[name.text] else { return nil }
    guard define.kinds.count == 1 else {
      report(.severalKinds(name.text, kinds: define.kinds.map(\.name)), at: name.range)
      return nil
    }
    return define.kinds.first
  }

  private mutating func testField(_ name: NameSyntax, of kind: EventKind) -> FieldDeclaration? {
    guard let declaration = assignedField(name, of: kind) else { return nil }
    let field = declaration.field
    guard field != .time, field != .recipient else {
      report(
        field == .time ? .derivedTime(name.text) : .derivedRecipient(name.text), at: name.range)
      return nil
    }
    return declaration
  }

  private func isMissing(
    _ value: AssignmentSyntax.Value, _ declaration: FieldDeclaration
  ) -> Bool {
    guard case .one(let literal) = value, literal.value == .name("missing") else { return false }
    if case .word(let words) = declaration.type { return !words.contains(.missing) }
    return true
  }

  private mutating func eventValue(
    _ value: AssignmentSyntax.Value, _ declaration: FieldDeclaration
  ) -> RuleTest.GivenEvent.Value? {
    let literals = literals(value)
    if declaration.isList {
      let texts = literals.compactMap { eventText($0, declaration) }
      return texts.count == literals.count ? .list(texts) : nil
    }
    guard literals.count == 1, let literal = literals.first else {
      report(.severalValuesGiven(declaration.field.name), at: literals.first?.range ?? 0..<0)
      return nil
    }
    let field = ResolvedField(
      operand: Operand(.field(declaration.field)), type: declaration.type, isOptional: false,
      isList: false, name: declaration.field.name)
    if field.takesWords {
      guard case .word(_, let words) = wordTest(of: field, [literal]) else { return nil }
      return Word.allCases.first(where: words.contains).map(RuleTest.GivenEvent.Value.word)
    }
    if field.type.isNumeric {
      return numericConstant(valueOfLet(literal), as: field.type)
        .map(RuleTest.GivenEvent.Value.number)
    }
    guard let text = eventText(literal, declaration),
      areNamesOfAlerts([text], of: field, at: [literal.range])
    else { return nil }
    return .text(text)
  }

  private mutating func eventText(
    _ literal: LiteralSyntax, _ declaration: FieldDeclaration
  ) -> String? {
    switch literal.value {
    case .text(let text) where text.isEmpty:
      report(.emptyTextInTest(declaration.field.name), at: literal.range)
      return nil
    case .text(let text), .name(let text), .ip(let text): return text
    case .number, .date: return sources[source].text(literal.range)
    case .size, .duration, .time:
      report(
        .testValue(
          declaration.field.name, declaration.type.typeName, found: literal.value.typeName),
        at: literal.range)
      return nil
    }
  }

  /// Gives an event what its author may leave out.
  private func addDefaults(
    to values: inout [Field: RuleTest.GivenEvent.Value], kind: EventKind, isUpload: Bool
  ) {
    if isUpload, kind == .web, values[.method] == nil { values[.method] = .word(.post) }
    if kind != .source, kind != .alert, values[.outcome] == nil {
      values[.outcome] = .word(.allowed)
    }
  }
}

extension RuleTest.GivenEvent.Value {
  /// The value with `{n}` replaced by the number of the repetition, from 0.
  fileprivate func numbered(_ number: Int) -> Self {
    switch self {
    case .text(let text): .text(text.replacingPlaceholder(by: number))
    case .list(let texts): .list(texts.map { $0.replacingPlaceholder(by: number) })
    case .number, .word: self
    }
  }
}

extension String {
  fileprivate func replacingPlaceholder(by number: Int) -> String {
    guard utf8.contains(UInt8(ascii: "{")) else { return self }
    let placeholder: [UInt8] = [UInt8(ascii: "{"), UInt8(ascii: "n"), UInt8(ascii: "}")]
    let digits = Array(String(number).utf8)
    // Byte by byte: the placeholder is ASCII, and a test may be repeated thousands of times.
    var result: [UInt8] = []
    for byte in utf8 {
      result.append(byte)
      guard byte == placeholder[2], result.suffix(3).elementsEqual(placeholder) else { continue }
      result.removeLast(3)
      result += digits
    }
    return String(decoding: result, as: UTF8.self)
  }
}
