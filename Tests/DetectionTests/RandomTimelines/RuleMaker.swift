internal import EventModel
internal import RuleProgram

/// Makes up rules, loose ones mostly: a rule that finds nothing compares nothing.
struct RuleMaker {
  var random: SeededRandom
  /// How many names have been given.
  private var nameCount = 0

  init(random: SeededRandom) { self.random = random }

  mutating func rule(_ id: String) -> TimelineRule {
    switch random.next() % 8 {
    case 0: ruleOverEachEvent(id)
    case 1, 2: slidingRule(id)
    case 3, 4, 5: periodRule(id)
    default: sequence(id)
    }
  }

  private mutating func ruleOverEachEvent(_ id: String) -> TimelineRule {
    var rule = TimelineRule(id: id, steps: [step()])
    if !random.oneIn(3) { rule.keys = keys(of: rule) }
    if random.oneIn(2) { rule.cooldown = length([1, 2, 60, 600, 3600, 7200]) }
    finish(&rule)
    return rule
  }

  private mutating func slidingRule(_ id: String) -> TimelineRule {
    var rule = TimelineRule(id: id, steps: [step()])
    rule.keys = keys(of: rule)
    rule.window = .within(length([1, 60, 600, 1800, 3600, 7200, 86_400, 172_800]))
    if !random.oneIn(10) { rule.condition = totals(of: rule) }
    if random.oneIn(2) { rule.cooldown = length([1, 2, 60, 1800, 3600, 10_800, 172_800]) }
    finish(&rule)
    return rule
  }

  private mutating func periodRule(_ id: String) -> TimelineRule {
    var rule = TimelineRule(id: id, steps: [step()])
    rule.keys = keys(of: rule)
    rule.window =
      random.oneIn(3)
      ? .pieces(
        length([
          300, 600, 1800, 2700, 5400, 21_600, 25_200, 36_000, 86_400, 90_000, 129_600, 172_800,
          604_800,
        ])) : .each(random.pick([.hour, .day, .day, .week]))
    if !random.oneIn(10) { rule.condition = totals(of: rule) }
    finish(&rule)
    return rule
  }

  private mutating func sequence(_ id: String) -> TimelineRule {
    let count = random.pick([2, 2, 2, 2, 3, 3, 4])
    let kinds = [random.pick(TimelineFields.kinds), .web]
    var rule = TimelineRule(
      id: id,
      steps: (0..<count).map { _ in
        var step = TimelineRule.Step(pattern: pattern(allowsTenant: false, among: kinds))
        if random.oneIn(4) {
          step.minimumCount = random.pick([2, 2, 2, 3])
          let fields = TimelineFields(kinds: step.pattern.sources.map(\.kind)).values
          if random.oneIn(2), !fields.isEmpty {
            (step.minimumCount, step.distinct) = (2, random.pick(fields))
          }
        }
        return step
      })
    rule.keys = keys(of: rule)
    rule.window = .within(length([1, 60, 600, 1800, 3600, 7200, 86_400, 172_800]))
    if random.oneIn(2) { rule.cooldown = length([1, 2, 60, 1800, 3600]) }
    finish(&rule)
    return rule
  }

  /// A rule over findings of people, or of whoever stands for them.
  mutating func ruleOverAlerts(_ id: String, of rules: [TimelineRule]) -> TimelineRule {
    var tests: [EventTest] = [
      .number(.score, .greaterOrEqual, random.pick([10, 20, 40])),
      .isIn(.rule, [random.pick(rules).id]),
      .isWord(.severity, [.medium, .high, random.pick([.low, .critical])]),
      .isIn(.category, ["custom"]),
    ]
    func pattern(_ random: inout SeededRandom) -> TimelinePattern {
      var pattern = TimelinePattern(
        sources: [TimelinePattern.Source(name: "alert", kind: .alert)])
      if random.oneIn(3) { pattern.test = random.pick(tests) }
      if random.oneIn(8) { pattern.exemption = random.pick(tests) }
      return pattern
    }
    tests.append(.any([tests[0], tests[1]]))
    let count = random.pick([1, 1, 2])
    var rule = TimelineRule(
      id: id, steps: (0..<count).map { _ in .init(pattern: pattern(&random)) })
    rule.keys = [.user] + (random.oneIn(3) ? [random.pick([.rule, .category])] : [])
    if count == 2 || random.oneIn(2) {
      rule.window = .within(length([60, 3600, 86_400, 604_800]))
      if random.oneIn(2) { rule.cooldown = length([1, 60, 7200]) }
    } else {
      rule.window = .each(random.pick([.hour, .day, .week]))
    }
    if count == 1 {
      rule.condition = random.pick([
        .limit(.init(function: .count), .greaterOrEqual, random.pick([1, 2, 3])),
        .limit(.init(function: .sum, field: .score), .greaterOrEqual, random.pick([40, 90])),
        .limit(.init(function: .distinct, field: .rule), .greaterOrEqual, 2),
        .limit(.init(function: .largest, field: .score, test: tests[1]), .less, 90),
      ])
    }
    if random.oneIn(2) {
      rule.base = random.pick([0, 30])
      rule.terms = [.init(points: random.pick([25, -20]), test: .event(random.pick(tests)))]
    }
    return rule
  }

  // MARK: Parts

  private mutating func length(_ seconds: [Int64]) -> Int64 {
    random.pick(seconds) * TimelineWindow.second
  }

  private mutating func step() -> TimelineRule.Step {
    TimelineRule.Step(
      pattern: pattern(allowsTenant: true, among: TimelineFields.kinds + [.web, .web, .file]))
  }

  /// One kind or two, or defines of some of their events.
  mutating func pattern(
    allowsTenant: Bool, among all: [EventKind] = TimelineFields.kinds
  ) -> TimelinePattern {
    var kinds = [random.pick(all)]
    if random.oneIn(3) {
      let other = random.pick(all)
      if other != kinds[0] { kinds.append(other) }
    }
    let sources = kinds.map { kind in
      guard random.oneIn(6) else { return TimelinePattern.Source(name: kind.name, kind: kind) }
      nameCount += 1
      let test = test(of: TimelineFields(kinds: [kind]), allowsTenant: false)
      return TimelinePattern.Source(name: "part_\(nameCount)", kind: kind, test: test)
    }
    let fields = TimelineFields(kinds: kinds)
    var pattern = TimelinePattern(sources: sources)
    if random.oneIn(allowsTenant ? 4 : 6) { pattern.test = test(of: fields, allowsTenant: false) }
    // What one file never tells caps the severity: of web alone, so that it is plain which.
    let asksForTenant = allowsTenant && kinds == [.web]
    if random.oneIn(allowsTenant ? 5 : 8) {
      pattern.exemption = test(of: fields, allowsTenant: asksForTenant)
    }
    return pattern
  }

  private mutating func keys(of rule: TimelineRule) -> [Field] {
    var keys: [Field] = [random.pick([.user, .user, .user, .srcIP, .host])]
    let kinds = rule.steps.flatMap { $0.pattern.sources.map(\.kind) }
    // A key that only some of the kinds have leaves the others out.
    for _ in 0..<random.pick(rule.isSequence ? [0, 0, 0, 1] : [0, 0, 0, 0, 1, 1, 2]) {
      let fields = TimelineFields(kinds: kinds)
      let key = random.pick(
        random.oneIn(4) ? fields.values : fields.texts + fields.words + [.user, .host])
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  private mutating func finish(_ rule: inout TimelineRule) {
    rule.severity = random.pick(["info", "low", "medium", "high", "critical"])
    if random.oneIn(3) { rule.category = random.pick(["bulk_access", "large_outbound"]) }
    rule.isTrial = random.oneIn(15)
    if random.oneIn(2) { rule.base = random.pick([0, 10, 30, 60, 95, 100]) }
    guard random.oneIn(2) else { return }
    let hasTotals = !rule.isSequence && rule.window != .none
    let fields = TimelineFields(kinds: rule.steps.flatMap { $0.pattern.sources.map(\.kind) })
    rule.terms = (0..<random.pick([1, 2, 3])).map { _ in
      let event = test(of: fields, allowsTenant: false)
      let test: ScoreTest =
        switch hasTotals ? random.next() % 4 : 0 {
        case 1: .total(limit(fields))
        case 2: .both(event, limit(fields))
        case 3: .either(event, limit(fields))
        default: .event(event)
        }
      return TimelineRule.Term(points: random.pick([5, 20, 40, 80, -10, -60]), test: test)
    }
  }
}
