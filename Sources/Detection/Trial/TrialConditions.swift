package import EventModel
package import RuleProgram

/// One of the conditions that a step joins by `and`.
package struct Conjunct: Hashable, Sendable {
  package var condition: Condition
  /// Whether it asks what happened before, which only the reduction can answer.
  package var asksHistory: Bool
}

/// The conditions of one rule, compiled so that each test can be asked by itself; immutable, shared
/// by every worker.
///
/// The tests are those of the engine: they are compiled into a ``RuleMatcher`` like those of any
/// rule. Only how they are joined is worked out anew.
package final class TrialConditions: Sendable {
  /// A step of the rule for events of one kind.
  struct Attempt: Sendable {
    var step: Int
    var kind: EventKind
    var conjuncts: [Conjunct]
    var traced: [TracedCondition]
    /// The tests in ``traced``.
    var tests: Range<Int>
  }

  /// A test, the conditions that ask it, and the values that it looks at.
  struct TracedTest: Sendable {
    var predicate: Predicate
    var asksFailure: Bool
    /// True if the test is passed, and if it is failed with its value there.
    var isTrue: ConditionID
    var isFalse: ConditionID
    var values: [(operand: Operand, value: ValueID, type: ValueType)]
    /// What `any` asks of one and the same value, each part by itself.
    var parts: [(predicate: Predicate, isTrue: ConditionID)]
  }

  let rule: CompiledRule
  let matcher: RuleMatcher
  let attempts: [Attempt]
  let tests: [TracedTest]

  /// Compiles the conditions of the only rule of a program.
  ///
  /// - Parameters:
  ///   - program: A program of one rule, as ``RuleProgram/onlyRule(_:)`` makes it.
  ///   - people: The roster.
  ///   - zone: Gives the clock of a place by its IANA name.
  /// - Throws: What `zone` throws.
  package init(
    _ program: RuleProgram, people: any UserRecords, zone: (String) throws -> CivilZone
  ) throws {
    rule = program.rules[0]
    var asked: [(predicate: Predicate, asksFailure: Bool)] = []
    var attempts: [Attempt] = []
    for (step, selection) in rule.steps.enumerated() {
      for alternative in selection.alternatives {
        let start = asked.count
        let conjuncts = alternative.condition.conjuncts.map { condition in
          Conjunct(condition: condition, asksHistory: condition.asksHistory)
        }
        let traced = conjuncts.map { conjunct in
          TracedCondition(conjunct.condition.withoutHistory) { predicate, asksFailure in
            asked.append((predicate, asksFailure))
            return asked.count - 1
          }
        }
        attempts.append(
          Attempt(
            step: step, kind: alternative.kind, conjuncts: conjuncts, traced: traced,
            tests: start..<asked.count))
      }
    }
    self.attempts = attempts
    // A rule that asks each test by itself, as if to score by it.
    var asking = program.withoutExceptions
    asking.rules[0].eventConditions = asked.flatMap { test in
      [Condition.holds(test.predicate), .fails(test.predicate)]
    }
    let parts = asked.map(\.predicate.partsOfAny)
    asking.rules[0].eventConditions += parts.joined().map { Condition.holds($0) }
    asking.rules[0].message = asked.flatMap(\.predicate.shownOperands).map { operand in
      .value(operand, .text)
    }
    let matcher = try RuleMatcher(
      program: asking, people: people, looksAhead: false, zone: zone)
    self.matcher = matcher
    let conditions = matcher.eventConditions(ofRule: 0)
    var next = 2 * asked.count
    tests = asked.enumerated().map { number, test in
      defer { next += parts[number].count }
      return TracedTest(
        predicate: test.predicate, asksFailure: test.asksFailure,
        isTrue: conditions[2 * number], isFalse: conditions[2 * number + 1],
        values: test.predicate.shownOperands.compactMap { operand in
          matcher.value(of: operand).map { (operand, $0, operand.valueType) }
        },
        parts: parts[number].enumerated().map { ($0.element, conditions[next + $0.offset]) })
    }
  }
}

extension Condition {
  /// The conditions that this one joins by `and`, in their order.
  package var conjuncts: [Condition] {
    switch self {
    case .constant(true): []
    case .all(let parts): parts
    case .constant, .holds, .fails, .any, .notTrue: [self]
    }
  }
}

extension Predicate {
  /// What `any … (a and b)` asks, each part of some value and not of the same.
  fileprivate var partsOfAny: [Predicate] {
    guard case .quantified(.any, let field, .all(let parts)) = self else { return [] }
    return parts.map { .quantified(.any, field, $0) }
  }

  /// The operands whose values tell why the test came out as it did.
  var shownOperands: [Operand] {
    switch self {
    case .compareNumber(let operand, _, _), .word(let operand, _), .text(let operand, _, _, _),
      .textList(let operand, _, _, _), .inList(let operand, _), .numberInRange(let operand, _),
      .resemblesUser(let operand), .isMissing(let operand):
      operand.origin == .element ? [] : [operand]
    case .isNew(let newness): [newness.operand]
    case .compareOperands(let left, _, _, let right), .equalOperands(let left, let right):
      [left, right]
    case .quantified(_, let field, _): [Operand(.field(field))]
    case .user: [Operand(.field(.user)), Operand(.field(.user), .phase)]
    case .userPhase: [Operand(.field(.user)), Operand(.field(.user), .phase)]
    case .timeOfDay, .calendar: [Operand(.field(.time))]
    case .isEncrypted: []
    }
  }
}
