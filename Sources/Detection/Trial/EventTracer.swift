internal import ByteScan
internal import EventModel
internal import RuleProgram

/// Asks every test of a rule of every event, counts what each condition lets through, and keeps the
/// events that came nearest.
///
/// One tracer belongs to one worker.
struct EventTracer: ~Copyable, Sendable {
  private let conditions: TrialConditions
  /// Whether of the events that are not selected only those count that are near by one test alone.
  private let wantsOneObstacle: Bool
  private(set) var funnels: [StepFunnel]
  /// By step.
  private(set) var nearest: [NearestFew<NearEvent>]
  private var context: MatchContext
  private var resolver: SubjectResolver
  // What the event at hand says to each test, and how near it comes to what the rule asks: that
  // the test is passed, or, where it exempts, that it is not.
  private var outcomes: [Outcome]
  private var nearnessToPassing: [Nearness]
  private var nearnessToNotPassing: [Nearness]

  /// Creates a tracer.
  ///
  /// - Parameters:
  ///   - conditions: The conditions of the rule.
  ///   - resolver: Finds out whose event it is.
  ///   - nearCount: How many events that came near are kept for each step.
  ///   - wantsOneObstacle: Whether only those events count as near that fail a single test, by a
  ///     number that got at least half of the way, or by an exemption.
  init(
    _ conditions: TrialConditions, resolver: SubjectResolver, nearCount: Int,
    wantsOneObstacle: Bool = false
  ) {
    self.conditions = conditions
    self.wantsOneObstacle = wantsOneObstacle
    self.resolver = resolver
    context = MatchContext(conditions.matcher)
    funnels = conditions.attempts.map { StepFunnel($0) }
    nearest = conditions.rule.steps.map { _ in NearestFew(capacity: nearCount) }
    outcomes = [Outcome](repeating: .unknown, count: conditions.tests.count)
    nearnessToPassing = [Nearness](repeating: .oneTest, count: conditions.tests.count)
    nearnessToNotPassing = nearnessToPassing
  }

  /// Looks at an event that is whole.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - block: Where its texts and its line stand.
  ///   - line: Its first line.
  /// - Complexity: O(*n*) in the tests of the rule.
  mutating func trace(_ event: borrowing Event, in block: Span<UInt8>, line: FactLine) {
    guard conditions.attempts.contains(where: { $0.kind == event.kind }) else { return }
    let owner = resolver.owner(of: event, in: block)
    switch owner {
    case .nobody: context.beginWithoutUser()
    case .identity(let index):
      while context.userCount < resolver.identityCount {
        context.add(resolver.user(context.userCount))
      }
      context.begin(userNumber: index)
    }
    for index in conditions.attempts.indices where conditions.attempts[index].kind == event.kind {
      let attempt = conditions.attempts[index]
      for number in attempt.tests { ask(number, of: event, in: block) }
      let obstacles = count(attempt, number: index)
      guard !obstacles.nearness.isMet, !wantsOneObstacle || isOneObstacle(obstacles) else {
        continue
      }
      let order = EventOrder(
        time: event.time.microseconds,
        lineHash: stableHash64(block.extracting(line.range)), place: line.place)
      guard nearest[attempt.step].admits(obstacles.nearness, order) else { continue }
      var near = NearEvent(
        step: attempt.step, kind: event.kind, time: event.time,
        subject: subject(of: event, in: block, owner: owner), place: line.place,
        nearness: obstacles.nearness, unmet: [])
      for test in obstacles.tests {
        near.unmet.append(unmet(test.number, isWanted: test.isWanted, of: event, in: block))
      }
      nearest[attempt.step].insert(near, obstacles.nearness, order)
    }
  }

  private typealias Obstacles = (nearness: Nearness, tests: [(number: Int, isWanted: Bool)])

  /// Whether the event would be selected but for a number that got at least half of the way, or for
  /// an exemption.
  private func isOneObstacle(_ obstacles: Obstacles) -> Bool {
    guard obstacles.tests.count == 1, let test = obstacles.tests.first else { return false }
    return !test.isWanted || obstacles.nearness.distance <= Nearness.wholeTest / 2
  }

  /// Counts the event at each condition, and returns what keeps it from being selected.
  private mutating func count(_ attempt: TrialConditions.Attempt, number: Int) -> Obstacles {
    let (passing, notPassing) = (nearnessToPassing, nearnessToNotPassing)
    let test: (Int, Bool) -> Nearness = { $1 ? passing[$0] : notPassing[$0] }
    let levels = attempt.traced.map { condition in
      (
        nearness: condition.nearness(toBeing: true, test: test),
        tests: condition.obstacles(toBeing: true, test: test)
      )
    }
    let outcomes = outcomes
    funnels[number].count(
      failed: { !levels[$0].nearness.isMet },
      lacks: { levels[$0].tests.contains { outcomes[$0.number] == .unknown } })
    return (levels.map(\.nearness).reduce(.met, +), levels.flatMap(\.tests))
  }

  private mutating func ask(_ number: Int, of event: borrowing Event, in block: Span<UInt8>) {
    let test = conditions.tests[number]
    let outcome: Outcome =
      if context.isTrue(test.isTrue, of: event, in: block) {
        .isTrue
      } else if context.isTrue(test.isFalse, of: event, in: block) { .isFalse } else { .unknown }
    outcomes[number] = outcome
    let passes = outcome == (test.asksFailure ? .isFalse : .isTrue)
    nearnessToPassing[number] =
      passes
      ? .met
      : gap(of: test, isWanted: true, event)?.nearness ?? nearness(byPartsOf: test, event, block)
    nearnessToNotPassing[number] =
      passes ? gap(of: test, isWanted: false, event)?.nearness ?? .oneTest : .met
  }

  /// How near a test of several values came by the parts that some value passes.
  private mutating func nearness(
    byPartsOf test: TrialConditions.TracedTest, _ event: borrowing Event, _ block: Span<UInt8>
  ) -> Nearness {
    guard !test.parts.isEmpty, !test.asksFailure else { return .oneTest }
    var failedCount = 0
    for part in test.parts where !context.isTrue(part.isTrue, of: event, in: block) {
      failedCount += 1
    }
    // All of them may pass, each by another value.
    let share = Nearness.wholeTest / test.parts.count * failedCount
    return Nearness(testCount: 1, distance: max(share, 1))
  }

  /// How far the number of a test is off; `nil` if it is missing, or the test is about no number.
  private mutating func gap(
    of test: TrialConditions.TracedTest, isWanted: Bool, _ event: borrowing Event
  ) -> (byHowMuch: Int64, nearness: Nearness)? {
    let asksTruth = test.asksFailure != isWanted
    func number(_ index: Int, _ context: inout MatchContext, _ event: borrowing Event) -> Int64? {
      index < test.values.count ? context.number(test.values[index].value, of: event) : nil
    }
    switch test.predicate {
    case .compareNumber(_, let comparison, let constant):
      guard let left = number(0, &context, event) else { return nil }
      let gap = (asksTruth ? comparison : comparison.negated)
        .shortfall(of: ScaledTotal(left), from: ScaledTotal(constant))
      return (gap, Nearness(gap: gap, among: left, constant))
    case .compareOperands(_, let comparison, let factor, _):
      guard let left = number(0, &context, event), let right = number(1, &context, event) else {
        return nil
      }
      let scaled = ScaledTotal(
        numerator: Int128(right) * Int128(factor.numerator),
        denominator: Int128(factor.denominator))
      let gap = (asksTruth ? comparison : comparison.negated)
        .shortfall(of: ScaledTotal(left), from: scaled)
      return (gap, Nearness(gap: gap, among: left, scaled.truncated))
    case .numberInRange(_, let range):
      guard let left = number(0, &context, event) else { return nil }
      let border = left < range.lowerBound ? range.lowerBound : range.upperBound
      let comparison: Comparison = left < range.lowerBound ? .greaterOrEqual : .lessOrEqual
      guard asksTruth else { return nil }
      let gap = comparison.shortfall(of: ScaledTotal(left), from: ScaledTotal(border))
      return (gap, Nearness(gap: gap, among: left, border))
    default: return nil
    }
  }

  private mutating func unmet(
    _ number: Int, isWanted: Bool, of event: borrowing Event, in block: Span<UInt8>
  ) -> UnmetTest {
    let test = conditions.tests[number]
    var unmet = UnmetTest(
      predicate: test.predicate, asksFailure: test.asksFailure,
      role: isWanted ? .wanted : .exempting, missing: FieldSet(), values: [],
      gap: gap(of: test, isWanted: isWanted, event)?.byHowMuch)
    var lacking = FieldSet()
    for (operand, value, type) in test.values {
      let before = unmet.values.count
      if case .time = type {
        unmet.values.append(
          TestedValue(operand: operand, content: .number(event.time.microseconds, .time)))
      } else if value.isNumber {
        if let number = context.number(value, of: event) {
          unmet.values.append(TestedValue(operand: operand, content: .number(number, type)))
        }
      } else {
        var texts: [String] = []
        context.forEachText(value, of: event, in: block) { text in
          if texts.count < UnmetTest.shownValueCount {
            texts.append(String(logText: text))
          }
        }
        for text in texts {
          unmet.values.append(TestedValue(operand: operand, content: .text(text)))
        }
      }
      if unmet.values.count == before { lacking.formUnion(operand.fields) }
    }
    if outcomes[number] == .unknown { unmet.missing = lacking }
    for part in test.parts where isWanted && !test.asksFailure {
      unmet.parts.append(
        UnmetTest.Part(
          predicate: part.predicate,
          isTrue: context.isTrue(part.isTrue, of: event, in: block)))
    }
    return unmet
  }

  /// Under whom the event would count, as the engine would keep it.
  private func subject(
    of event: borrowing Event, in block: Span<UInt8>, owner: SubjectResolver.Owner
  ) -> Subject? {
    guard let kind = owner.subjectKind(of: event, root: conditions.rule.root) else { return nil }
    switch kind {
    case .user:
      guard case .identity(let index) = owner else { return nil }
      return Subject(kind: .user, value: String(logBytes: resolver.user(index).identity))
    case .address:
      return Subject(
        kind: .address, value: String(logText: event.text(.srcIP, in: block)))
    case .host:
      var folded: [UInt8] = []
      TextFolding.fold(event.text(.host, in: block), into: &folded)
      return Subject(kind: .host, value: String(logBytes: folded))
    case .source:
      return Subject(
        kind: .source, value: String(logText: event.text(.source, in: block)))
    }
  }
}

extension String {
  /// Creates text from the bytes of a log, as ``init(logBytes:)`` does.
  fileprivate init(logText bytes: Span<UInt8>) {
    var copy: [UInt8] = []
    copy.append(copying: bytes)
    self.init(logBytes: copy)
  }
}
