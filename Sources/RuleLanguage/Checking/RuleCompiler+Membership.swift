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
    report(.unknownList(name.text, known: symbols.lists.keys, example: example), at: name.range)
    return nil
  }

  private mutating func checkList(
    of field: ResolvedField, _ name: NameSyntax, at keyword: Range<Int>
  ) -> CheckedCondition? {
    guard let list = findList(name) else { return nil }
    let type = program.lists[list.index].type
    if type == .word {
      report(.wordsAsList(name.text), at: keyword)
      return nil
    }
    guard !field.takesWords, type.fits(field.type) else {
      report(
        .listDoesNotFit(
          name.text, type, field: field.name, field.type.typeName,
          isDomainOfEmail: type == .domain && field.type == .email), at: name.range)
      return nil
    }
    if type == .glob {
      guard isSearchable(list, by: .like, at: name.range) else { return nil }
      return .test(.textList(field.operand, .like, list, exactly: false))
    }
    guard areNamesOfAlerts(in: list, of: field, at: name.range) else { return nil }
    return .test(.inList(field.operand, list))
  }

  private mutating func checkRange(
    of field: ResolvedField, _ low: LiteralSyntax, _ high: LiteralSyntax, at keyword: Range<Int>
  ) -> CheckedCondition? {
    let low = valueOfLet(low)
    let high = valueOfLet(high)
    if field.type == .time {
      guard case .time(let start) = low.value, case .time(let end) = high.value else {
        report(.needsTimesOfDay, at: low.range.lowerBound..<high.range.upperBound)
        return nil
      }
      guard start != end else {
        report(.emptyTimeRange, at: low.range.lowerBound..<high.range.upperBound)
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
      report(.reversedRange, at: low.range.lowerBound..<high.range.upperBound)
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
      report(.emptySet(ofTexts: false), at: set.range)
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
    guard areDomains(texts, of: field, at: values.map(\.range)),
      areNamesOfAlerts(texts, of: field, at: values.map(\.range))
    else { return nil }
    switch field.type {
    case .domain: return .test(.inList(field.operand, inlineList(.domain, texts)))
    case .path: return .test(.inList(field.operand, inlineList(.folder, texts)))
    case .ip: return .test(.inList(field.operand, inlineList(.ip, texts)))
    default:
      let normalizedTexts = texts.map { normalized($0, as: field.type, isExact: false) }
      return .test(.text(field.operand, .equals, normalizedTexts, exactly: false))
    }
  }

  /// Whether texts can be values of a field, if that holds domains; reports those that cannot.
  mutating func areDomains(
    _ texts: [String], of field: ResolvedField, at ranges: [Range<Int>]
  ) -> Bool {
    guard field.type == .domain else { return true }
    var isValid = true
    for (text, range) in zip(texts, ranges)
    where !isDomain(normalized(text, as: .domain, isExact: false)) {
      report(.notDomain(text), at: range)
      isValid = false
    }
    return isValid
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
      report(.quotedWord(text), at: literal.range)
    default:
      report(.needsWord(found: literal.value.typeName, known: known), at: literal.range)
    }
    return nil
  }

  private mutating func reportUnknownWord(
    _ text: String, of field: ResolvedField, _ known: [String], at range: Range<Int>
  ) {
    report(.unknownWord(text, of: field.name, known: known), at: range)
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
        report(.listOfNoWords(name.text, type, needsGlobs: match == .like), at: name.range)
        return nil
      }
      guard isSearchable(list, by: match, at: name.range) else { return nil }
      return .test(.textList(field.operand, match, list, exactly: isExact))
    case .set(let set):
      guard !set.values.isEmpty else {
        report(.emptySet(ofTexts: true), at: set.range)
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

extension RuleCompiler {
  /// How many values may be looked for inside of texts: the automaton that finds all of them in one
  /// go over a text takes some kilobytes for each.
  private static var maximumWordCount: Int { 20_000 }
  /// How many patterns may be held against a text, one after the other.
  private static var maximumPatternCount: Int { 5_000 }

  /// Whether a list is short enough to be held against pieces of texts; reports it if not.
  private mutating func isSearchable(
    _ list: ListID, by match: TextMatch, at range: Range<Int>
  ) -> Bool {
    let limit = match == .contains ? Self.maximumWordCount : Self.maximumPatternCount
    let count = program.lists[list.index].entries.count
    guard count > limit else { return true }
    report(
      .longSearch(program.lists[list.index].name, count, by: match.rawValue, limit: limit),
      at: range)
    return false
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
