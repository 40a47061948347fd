internal import EventModel
internal import RuleProgram

extension RuleMaker {
  /// A condition on events of which some kinds are asked, true of many of them.
  mutating func test(
    of fields: TimelineFields, allowsTenant: Bool, depth: Int = 0
  ) -> EventTest {
    if depth == 0, random.oneIn(4) {
      let parts = (0..<2).map { _ in
        test(of: fields, allowsTenant: allowsTenant, depth: 1)
      }
      return random.oneIn(2) ? .all(parts) : .any(parts)
    }
    let texts = fields.texts.filter { allowsTenant || $0 != .tenant }
    if allowsTenant, random.oneIn(2) { return .isIn(.tenant, ["acme"]) }
    switch random.next() % 16 {
    case 0..<5:
      let comparisons: [EventTest.Comparison] = [
        .greaterOrEqual, .greaterOrEqual, .greater, .lessOrEqual, .equal,
      ]
      return .number(random.pick(fields.numbers), random.pick(comparisons), random.pick([1, 2]))
    case 5..<9:
      guard let word = fields.words.randomElement(using: &random) else { break }
      let values = TimelineFields.words[word] ?? []
      return .isWord(word, values.shuffled(using: &random).dropLast(random.pick([1, 1, 2])))
    case 9..<13:
      guard let field = texts.randomElement(using: &random) else { break }
      let values = TimelineFields.texts[field] ?? []
      if field == .path { return .contains(.path, random.pick(["x.zip", "/a/", "TXT"])) }
      let chosen = [random.pick(values)] + (random.oneIn(2) ? [random.pick(values)] : [])
      return random.oneIn(3) ? .isNotIn(field, chosen) : .isIn(field, chosen)
    case 13: return .isMissing(random.pick(fields.optional.filter { $0 != .tenant }))
    default: break
    }
    if random.oneIn(2) { return .isIn(.user, ["sato", "kato"]) }
    return .timeOfDay(random.pick([0, 22, 1, 3]), random.pick([2, 5, 12]))
  }

  /// A condition on totals that the small numbers of timelines reach now and then.
  mutating func totals(of rule: TimelineRule) -> TotalTest {
    let fields = TimelineFields(kinds: rule.steps[0].pattern.sources.map(\.kind))
    guard random.oneIn(4) else { return limit(fields) }
    let parts = [limit(fields), limit(fields)]
    return random.oneIn(2) ? .all(parts) : .any(parts)
  }

  mutating func limit(_ fields: TimelineFields) -> TotalTest {
    if random.oneIn(4), !fields.sizes.isEmpty {
      // Sizes against sizes; numbers against numbers.
      let left = TimelineTotal(
        function: .sum, field: random.pick(fields.sizes), test: innerTest(fields))
      let right = TimelineTotal(
        function: random.pick([.sum, .largest]), field: random.pick(fields.sizes),
        test: innerTest(fields))
      let tenths = random.pick([5, 10, 15, 20, 50] as [Int64])
      return .ratio(left, random.pick([.greaterOrEqual, .less]), tenths: tenths, right)
    }
    var total = TimelineTotal(function: .count, test: innerTest(fields))
    switch random.next() % 7 {
    case 0, 1:
      if random.oneIn(3) { total.field = random.pick(fields.values) }
      return .limit(total, .greaterOrEqual, random.pick([1, 2, 3, 4]))
    case 2, 3:
      total.function = .sum
      total.field = random.pick(fields.numbers.filter { $0 != .status } + fields.sizes)
      return .limit(total, random.pick([.greaterOrEqual, .greater]), random.pick([1, 3, 8, 13]))
    case 4, 5:
      total.function = .distinct
      total.field = random.pick(fields.values + [.host])
      return .limit(total, .greaterOrEqual, random.pick([1, 1, 2, 2, 3]))
    default:
      total.function = random.pick([.largest, .smallest])
      total.field = random.pick(fields.numbers)
      return .limit(
        total, random.pick(EventTest.Comparison.allCases), random.pick([1, 5, 8, .max]))
    }
  }

  private mutating func innerTest(_ fields: TimelineFields) -> EventTest? {
    random.oneIn(3) ? test(of: fields, allowsTenant: false) : nil
  }
}
