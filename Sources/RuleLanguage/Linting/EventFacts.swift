internal import EventModel
internal import RuleProgram

/// What is known of one event while one is looked for that satisfies a condition.
struct EventFacts: Sendable {
  let kind: EventKind?
  private var values: [Operand: ValueFacts] = [:]
  /// Tests whose outcome is settled and that are compared with nothing but themselves.
  private var settled: [Predicate: Bool] = [:]
  private var phases = Set(DeparturePhase.allCases)
  /// The minutes of the day that are left; `nil` while all are.
  private var minutes: Set<Int>?

  init(kind: EventKind?) { self.kind = kind }

  /// The facts for the condition on one element of a list: those about other elements do not hold.
  var forElement: EventFacts {
    var facts = self
    facts.values = values.filter { $0.key.origin != .element }
    facts.settled = settled.filter { !$0.key.operands.contains { $0.origin == .element } }
    return facts
  }

  /// Whether every event, or every element, has the value.
  func isAlwaysThere(_ operand: Operand) -> Bool {
    switch operand.origin {
    case .element: return operand.part != .size && operand.part != .fileExtension
    case .field(.time): return true
    case .field(let field):
      guard operand.part == .whole, let kind else { return false }
      return Schema.declaration(of: field, in: kind)?.isOptional == false
    }
  }

  /// Takes in the outcome of a test; returns whether that is possible beside what is known.
  mutating func assume(_ predicate: Predicate, _ holds: Bool) -> Bool {
    if case .isMissing(let operand) = predicate {
      guard !holds || !isAlwaysThere(operand) else { return false }
      return change(operand) { $0.assume(isThere: !holds) }
    }
    if case .quantified(let quantifier, _, _) = predicate, quantifier.holdsOfNothing {
      return settle(predicate, holds)
    }
    for operand in predicate.operands {
      guard change(operand, { $0.assume(isThere: true) }) else { return false }
    }
    switch predicate {
    case .compareNumber(let operand, let comparison, let number):
      return change(operand) { $0.assume(holds ? comparison : comparison.inverted, number) }
    case .numberInRange(let operand, let range) where holds:
      return change(operand) {
        $0.assume(.greaterOrEqual, range.lowerBound) && $0.assume(.lessOrEqual, range.upperBound)
      }
    case .word(let operand, let words): return change(operand) { $0.assume(isIn: words, holds) }
    // Two names of users may be those of one person: the roster tells.
    case .text(let operand, .equals, let values, exactly: false)
    where operand != Operand(.field(.user)):
      return change(operand) { $0.assume(isOneOf: values, holds) }
    case .userPhase(let known): return assume(phases: known, holds)
    case .user(let flag):
      if let known = flag.phases, !assume(phases: known, holds) { return false }
    case .timeOfDay(let start, let end): return assume(from: start, to: end, holds)
    case .calendar(let calendar, let during):
      return settle(.calendar(calendar, during: true), during == holds)
    default: break
    }
    return settle(predicate, holds)
  }

  private mutating func change(
    _ operand: Operand, _ body: (inout ValueFacts) -> Bool
  ) -> Bool {
    body(&values[operand, default: ValueFacts(of: operand, in: kind)])
  }

  private mutating func settle(_ predicate: Predicate, _ holds: Bool) -> Bool {
    settled.updateValue(holds, forKey: predicate) != !holds
  }

  private mutating func assume(phases known: Set<DeparturePhase>, _ isIn: Bool) -> Bool {
    phases = isIn ? phases.intersection(known) : phases.subtracting(known)
    return !phases.isEmpty
  }

  private mutating func assume(from start: Int, to end: Int, _ isIn: Bool) -> Bool {
    let all = Set(0..<1_440)
    let inside =
      start <= end ? Set(start..<end) : Set(start..<1_440).union(0..<end)
    minutes = (minutes ?? all).intersection(isIn ? inside : all.subtracting(inside))
    return minutes?.isEmpty == false
  }
}

extension UserFlag {
  /// The phases of leaving that the flag stands for, if it stands for some.
  fileprivate var phases: Set<DeparturePhase>? {
    switch self {
    case .departing: [.beforeNotice, .notice, .last30Days, .lastWeek, .finalLeave]
    case .departed: [.departed]
    case .onFinalLeave: [.finalLeave]
    case .contractor, .temp, .watched, .privileged, .known: nil
    }
  }
}
