internal import EventModel
internal import RuleProgram

/// Looks for an event that satisfies a condition, as far as the schema and the condition's own
/// constants tell.
///
/// It answers "no" only where no event can; where it does not know better, or would have to look
/// for too long, it answers "yes".
struct ConditionSolver {
  /// Lists that count as holding nothing.
  private let emptyLists: Set<ListID>
  private var stepsLeft = 10_000

  private init(emptyLists: Set<ListID>) { self.emptyLists = emptyLists }

  /// Whether some event of a kind may satisfy the condition.
  ///
  /// - Parameters:
  ///   - condition: What the event must satisfy.
  ///   - kind: Its kind; `nil` for any.
  ///   - emptyLists: Lists in which no value is found.
  /// - Returns: `false` only if no event can.
  /// - Complexity: at most 10 000 tests.
  static func mayBeTrue(
    _ condition: Condition, of kind: EventKind?, emptyLists: Set<ListID> = []
  ) -> Bool {
    var solver = ConditionSolver(emptyLists: emptyLists)
    return solver.canReach([condition], EventFacts(kind: kind))
  }

  private mutating func canReach(_ goals: [Condition], _ known: EventFacts) -> Bool {
    var goals = goals
    var facts = known
    var choices: [[Condition]] = []
    while let goal = goals.popLast() {
      stepsLeft -= 1
      guard stepsLeft > 0 else { return true }
      switch goal {
      case .constant(let value):
        guard value else { return false }
      case .all(let parts): goals += parts
      case .any(let parts): choices.append(parts)
      case .notTrue(let inner): goals.append(denial(of: inner, facts))
      case .fails(.numberInRange(let operand, let range)):
        choices.append([
          .holds(.compareNumber(operand, .less, range.lowerBound)),
          .holds(.compareNumber(operand, .greater, range.upperBound)),
        ])
      case .holds(let predicate):
        if case .quantified(let quantifier, _, let inner) = predicate,
          !quantifier.holdsOfNothing
        {
          guard canReach([inner], facts.forElement) else { return false }
        }
        guard !isInEmptyList(predicate), facts.assume(predicate, true) else { return false }
      case .fails(let predicate):
        guard facts.assume(predicate, false) else { return false }
      }
    }
    guard let choice = choices.popLast() else { return true }
    let rest = choices.map(Condition.any)
    return choice.contains { canReach(rest + [$0], facts) }
  }

  private func isInEmptyList(_ predicate: Predicate) -> Bool {
    switch predicate {
    case .inList(_, let list), .textList(_, _, let list, _): emptyLists.contains(list)
    default: false
    }
  }

  /// Returns what must hold if a condition is not to be true.
  private func denial(of condition: Condition, _ facts: EventFacts) -> Condition {
    switch condition {
    case .constant(let value): return .constant(!value)
    case .all(let parts): return .any(parts.map(Condition.notTrue))
    case .any(let parts): return .all(parts.map(Condition.notTrue))
    case .notTrue(let inner): return inner
    case .holds(let predicate): return denial(of: predicate, instead: .fails(predicate), facts)
    case .fails(let predicate): return denial(of: predicate, instead: .holds(predicate), facts)
    }
  }

  /// A test is not true if a value is missing, or if it comes out the other way.
  private func denial(
    of predicate: Predicate, instead other: Condition, _ facts: EventFacts
  ) -> Condition {
    switch predicate {
    case .isMissing: return other
    // What makes a quantified condition fail is not looked into.
    case .quantified: return .constant(true)
    default: break
    }
    let missing = predicate.operands.filter { !facts.isAlwaysThere($0) }
      .map { Condition.holds(.isMissing($0)) }
    return missing.isEmpty ? other : .any(missing + [other])
  }
}
