internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Checks what stands after `in`.
  mutating func checkMembership(
    of field: ResolvedField, in target: TailSyntax.InTarget, at keyword: Range<Int>, scope: Scope
  ) -> CheckedCondition? {
    switch target {
    case .list(let name): checkList(of: field, name, at: keyword)
    case .range(let low, let high): checkRange(of: field, low, high, at: keyword)
    case .set(let set): checkSet(of: field, set, at: keyword)
    }
  }

  /// Finds a list; reports it if there is none.
  mutating func findList(_ name: NameSyntax, example: ListType = .domain) -> ListID? {
    if let list = symbols.lists[name.text] {
      if list == program.companyDomains { companyDomainsUse = name.range }
      return list
    }
    guard !symbols.mayBeBroken(name.text) else { return nil }
    report(
      "E-unknown-list", "there is no list `\(name.text)`", at: name.range,
      label: symbols.lists.keys.didYouMean(name.text, else: "unknown list"),
      help: symbols.lists.isEmpty
        ? "declare it: list \(name.text) of \(example.rawValue) from \"\(name.text).list\"" : nil)
    return nil
  }

  private mutating func checkList(
    of field: ResolvedField, _ name: NameSyntax, at keyword: Range<Int>
  ) -> CheckedCondition? {
    guard let list = findList(name) else { return nil }
    let type = program.lists[list.index].type
    if type == .word {
      report(
        "E-word-list", "`\(name.text)` is a list of words; `in` needs a whole value",
        at: keyword, label: "use `contains`")
      return nil
    }
    guard !field.takesWords, type.fits(field.type) else {
      report(
        "E-list-type",
        "`\(name.text)` is a list of \(type.rawValue)s, but `\(field.name)` is a \(field.type.typeName)",
        at: name.range, label: "this list does not fit",
        help: type == .domain && field.type == .email
          ? "write `\(field.name).domain in \(name.text)`" : nil)
      return nil
    }
    if type == .glob { return .test(.textList(field.operand, .like, list, exactly: false)) }
    return .test(.inList(field.operand, list))
  }

  private mutating func checkRange(
    of field: ResolvedField, _ low: LiteralSyntax, _ high: LiteralSyntax, at keyword: Range<Int>
  ) -> CheckedCondition? {
    let low = valueOfLet(low)
    let high = valueOfLet(high)
    if field.type == .time {
      guard case .time(let start) = low.value, case .time(let end) = high.value else {
        report(
          "E-type", "`time in` needs two times of day",
          at: low.range.lowerBound..<high.range.upperBound, label: "write e.g. 22:00 .. 05:00")
        return nil
      }
      guard start != end else {
        report(
          "E-range", "this range is empty", at: low.range.lowerBound..<high.range.upperBound,
          label: "a whole day is 00:00 .. 24:00")
        return nil
      }
      return .test(.timeOfDay(startMinute: start, endMinute: end))
    }
    guard field.type.isNumeric else {
      reportWrongTest("in a .. b", of: field, at: keyword)
      return nil
    }
    guard let start = numericConstant(low, as: field.type),
      let end = numericConstant(high, as: field.type)
    else { return nil }
    guard start <= end else {
      report(
        "E-range", "this range is empty", at: low.range.lowerBound..<high.range.upperBound,
        label: "the smaller value comes first")
      return nil
    }
    return .test(.numberInRange(field.operand, start...end))
  }

  /// Puts the value of a `let` in the place of its name.
  func valueOfLet(_ literal: LiteralSyntax) -> LiteralSyntax {
    guard case .name(let name) = literal.value, let known = symbols.lets[name] else {
      return literal
    }
    return LiteralSyntax(value: known.value, range: literal.range)
  }

  private mutating func checkSet(
    of field: ResolvedField, _ set: LiteralSetSyntax, at keyword: Range<Int>
  ) -> CheckedCondition? {
    guard !set.values.isEmpty else {
      report("E-empty-set", "nothing is in `()`", at: set.range, label: "write values here")
      return nil
    }
    if field.takesWords { return wordTest(of: field, set.values).map(CheckedCondition.test) }
    let values = set.values.map(valueOfLet)
    if field.type.isNumeric {
      let numbers = values.compactMap { numericConstant($0, as: field.type) }
      guard numbers.count == values.count else { return nil }
      return .any(numbers.map { .test(.compareNumber(field.operand, .equal, $0)) })
    }
    guard field.type.isTextual || field.type == .ip else {
      reportWrongTest("in", of: field, at: keyword)
      return nil
    }
    let texts = values.compactMap { textConstant($0, as: field) }
    guard texts.count == values.count else { return nil }
    switch field.type {
    case .domain: return .test(.inList(field.operand, inlineList(.domain, texts)))
    case .path: return .test(.inList(field.operand, inlineList(.folder, texts)))
    case .ip: return .test(.inList(field.operand, inlineList(.ip, texts)))
    default:
      let normalizedTexts = texts.map { normalized($0, as: field.type, isExact: false) }
      return .test(.text(field.operand, .equals, normalizedTexts, exactly: false))
    }
  }

  /// Returns the number of a list without a name.
  mutating func inlineList(_ type: ListType, _ texts: [String]) -> ListID {
    let list = ValueList(name: "", type: type, entries: texts.map { ValueList.Entry($0) })
    if let known = inlineLists[list] { return known }
    let id = ListID(program.lists.count)
    program.lists.append(list)
    inlineLists[list] = id
    return id
  }

  /// Checks words of a closed set.
  mutating func wordTest(of field: ResolvedField, _ literals: [LiteralSyntax]) -> Predicate? {
    if field.operand.part == .phase { return phaseTest(of: field, literals) }
    guard case .word(let known) = field.type else { return nil }
    var words = WordSet()
    var isComplete = true
    for literal in literals {
      guard let text = wordText(literal, known.map(\.text)) else {
        isComplete = false
        continue
      }
      // Methods are upper-case by nature; people write them as they like.
      let matching = known.filter {
        $0.text == text || (field.operand.origin == .field(.method) && $0.text == text.uppercased())
      }
      guard !matching.isEmpty else {
        reportUnknownWord(text, of: field, known.map(\.text), at: literal.range)
        isComplete = false
        continue
      }
      for word in matching { words.insert(word) }
    }
    return isComplete ? .word(field.operand, words) : nil
  }

  private mutating func phaseTest(
    of field: ResolvedField, _ literals: [LiteralSyntax]
  ) -> Predicate? {
    let names = DeparturePhase.allCases.map(\.rawValue)
    var phases: Set<DeparturePhase> = []
    for literal in literals {
      guard let text = wordText(literal, names) else { return nil }
      guard let phase = DeparturePhase(rawValue: text) else {
        reportUnknownWord(text, of: field, names, at: literal.range)
        return nil
      }
      phases.insert(phase)
    }
    return .userPhase(phases)
  }

  private mutating func wordText(_ literal: LiteralSyntax, _ known: [String]) -> String? {
    switch literal.value {
    case .name(let text): return text
    case .text(let text) where known.contains(text):
      report(
        "E-type", "this is one of a few known words, not any text", at: literal.range,
        label: "write it without quotes: \(text)")
    default:
      report(
        "E-type", "a word is needed here", at: literal.range,
        label: "this is a \(literal.value.typeName)",
        help: "words: \(known.joined(separator: ", "))")
    }
    return nil
  }

  private mutating func reportUnknownWord(
    _ text: String, of field: ResolvedField, _ known: [String], at range: Range<Int>
  ) {
    report(
      "E-unknown-word", "`\(text)` is not a value of `\(field.name)`", at: range,
      label: known.didYouMean(text, else: "unknown value"),
      help: "values: \(known.joined(separator: ", "))")
  }

  /// Checks what stands after `contains`, `starts`, `ends` or `like`.
  mutating func checkMatch(
    of field: ResolvedField, _ match: TextMatch, isExact: Bool,
    with target: TailSyntax.MatchTarget, at keyword: Range<Int>
  ) -> CheckedCondition? {
    guard field.type.isTextual, field.operand.part != .phase else {
      reportWrongTest(match.rawValue, of: field, at: keyword)
      return nil
    }
    switch target {
    case .list(let name):
      if let known = symbols.lets[name.text] {
        let literal = LiteralSyntax(value: known.value, range: name.range)
        let set = LiteralSetSyntax(values: [literal], range: name.range)
        return checkMatch(of: field, match, isExact: isExact, with: .set(set), at: keyword)
      }
      guard let list = findList(name) else { return nil }
      let type = program.lists[list.index].type
      guard [.word, .text].contains(type) || (type == .glob && match == .like) else {
        report(
          "E-list-type", "`\(name.text)` is a list of \(type.rawValue)s", at: name.range,
          label: match == .like
            ? "a list of globs is needed here" : "a list of words is needed here",
          help: type == .domain || type == .folder ? "use `in` with this list" : nil)
        return nil
      }
      return .test(.textList(field.operand, match, list, exactly: isExact))
    case .set(let set):
      guard !set.values.isEmpty else {
        report("E-empty-set", "nothing is in `()`", at: set.range, label: "write texts here")
        return nil
      }
      let texts = set.values.map(valueOfLet).compactMap { textConstant($0, as: field) }
      guard texts.count == set.values.count else { return nil }
      return .test(
        .text(
          field.operand, match, texts.map { normalized($0, as: .text, isExact: isExact) },
          exactly: isExact))
    }
  }
}

extension ListType {
  /// Whether `in` may hold a value of the type against the list.
  fileprivate func fits(_ type: ValueType) -> Bool {
    switch self {
    case .domain: type == .domain
    case .email: type == .email
    case .text: [.text, .user, .domain].contains(type)
    case .folder: type == .path
    case .user: type == .user
    case .ip: type == .ip
    case .glob: [.text, .path, .domain, .user, .email].contains(type)
    case .date: type == .time
    case .word: false
    }
  }
}
