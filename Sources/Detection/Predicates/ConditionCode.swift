import RuleProgram

/// A condition that a ``RuleMatcher`` has compiled.
package struct ConditionID: Hashable, Sendable {
  /// Where its code starts in ``ConditionCode/branches``, or a ``ConditionCode/Target``.
  let entry: Int32
}

/// Conditions as branches over tests: no stack, no recursion, no enums to walk.
///
/// Each branch asks one test and says where to go on if it passes and if it doesn't. Since
/// conditions are two-valued, `notTrue` is the same code with its exits exchanged.
struct ConditionCode: Sendable {
  struct Branch: Sendable {
    var test: Int32
    /// Whether the branch asks that the test is false, with its value there.
    var wantsFailure: Bool
    var ifPassed: Int32
    var ifNot: Int32
  }

  /// The exits of a condition.
  enum Target {
    static let isTrue: Int32 = -1
    static let isNotTrue: Int32 = -2
  }

  private(set) var branches: [Branch] = []

  /// Compiles a condition.
  ///
  /// - Parameters:
  ///   - condition: The formula.
  ///   - test: Gives the number and the cost of a predicate's test.
  ///   - shared: Gives the same of a part that has a test of its own, or `nil`.
  /// - Returns: The id by which the condition is evaluated.
  /// - Complexity: O(*n* log *n*) in the tests of the condition, which is also the bound of the code.
  mutating func compile(
    _ condition: Condition, test: (Predicate) -> (number: Int, cost: Int),
    shared: (Condition) -> (number: Int, cost: Int)?
  ) -> ConditionID {
    let plan = Plan(condition, test: test, shared: shared)
    return ConditionID(entry: emit(plan, Target.isTrue, Target.isNotTrue))
  }

  /// A condition with its predicates numbered and its cheap parts first.
  private indirect enum Plan {
    case constant(Bool)
    case test(Int, wantsFailure: Bool, cost: Int)
    case all([Plan], cost: Int)
    case any([Plan], cost: Int)
    case not(Plan)

    init(
      _ condition: Condition, test: (Predicate) -> (number: Int, cost: Int),
      shared: (Condition) -> (number: Int, cost: Int)?
    ) {
      if let known = shared(condition) {
        self = .test(known.number, wantsFailure: false, cost: known.cost)
        return
      }
      switch condition {
      case .constant(let isTrue): self = .constant(isTrue)
      case .holds(let predicate):
        let known = test(predicate)
        self = .test(known.number, wantsFailure: false, cost: known.cost)
      case .fails(let predicate):
        let known = test(predicate)
        self = .test(known.number, wantsFailure: true, cost: known.cost)
      case .all(let parts):
        let plans = Self.cheapestFirst(parts.map { Plan($0, test: test, shared: shared) })
        self = .all(plans, cost: plans.reduce(0) { $0 + $1.cost })
      case .any(let parts):
        let plans = Self.cheapestFirst(parts.map { Plan($0, test: test, shared: shared) })
        self = .any(plans, cost: plans.reduce(0) { $0 + $1.cost })
      case .notTrue(let part): self = .not(Plan(part, test: test, shared: shared))
      }
    }

    var cost: Int {
      switch self {
      case .constant: 0
      case .test(_, _, let cost), .all(_, let cost), .any(_, let cost): cost
      case .not(let plan): plan.cost
      }
    }

    /// Parts may be asked in any order: none has an effect, and none is unknown.
    private static func cheapestFirst(_ plans: [Plan]) -> [Plan] {
      plans.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
        .map(\.element)
    }
  }

  private mutating func emit(_ plan: Plan, _ ifTrue: Int32, _ ifNot: Int32) -> Int32 {
    switch plan {
    case .constant(let isTrue): return isTrue ? ifTrue : ifNot
    case .test(let number, let wantsFailure, _):
      branches.append(
        Branch(
          test: Int32(number), wantsFailure: wantsFailure, ifPassed: ifTrue, ifNot: ifNot))
      return Int32(branches.count - 1)
    case .all(let parts, _):
      return parts.reversed().reduce(ifTrue) { next, part in emit(part, next, ifNot) }
    case .any(let parts, _):
      return parts.reversed().reduce(ifNot) { next, part in emit(part, ifTrue, next) }
    case .not(let part): return emit(part, ifNot, ifTrue)
    }
  }
}
