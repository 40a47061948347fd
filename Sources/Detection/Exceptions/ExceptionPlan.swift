internal import EventModel
internal import RuleProgram

/// What is off, until when and for which rules; immutable, shared by every worker.
struct ExceptionPlan: Sendable {
  /// One alternative of an `allow` that events of some kind may meet.
  struct Attempt: Sendable {
    /// The index in ``RuleProgram/allowances``.
    let allowance: Int
    let condition: ConditionID
  }

  /// A rule that is off.
  struct Disabling: Sendable {
    /// The first moment at which it is on again, in microseconds.
    let end: Int64
    /// The number of the exception.
    let exception: Int
  }

  /// How many rules each exception names: first the allowances, then the disabled rules.
  let ruleCounts: [Int]
  /// Up to when each allowance holds, in microseconds.
  let allowedUntil: [Int64]
  /// By rule.
  let disablings: [Disabling?]
  private let attempts: [[Attempt]]
  /// By allowance and rule: one more than the rule's place in it; 0 for rules it does not name.
  private let places: [[UInt16]]

  /// Prepares the exceptions of a program.
  ///
  /// - Parameters:
  ///   - program: The rules and exceptions.
  ///   - compile: Compiles one condition.
  init(_ program: RuleProgram, _ compile: (Condition) -> ConditionID) {
    var attempts = [[Attempt]](repeating: [], count: EventKind.allCases.count)
    for (index, allowance) in program.allowances.enumerated() {
      for alternative in allowance.alternatives {
        attempts[Int(alternative.kind.rawValue)].append(
          Attempt(allowance: index, condition: compile(alternative.condition)))
      }
    }
    self.attempts = attempts
    allowedUntil = program.allowances.map(\.term.endsAt.microseconds)
    places = program.allowances.map { allowance in
      var places = [UInt16](repeating: 0, count: program.rules.count)
      for (place, rule) in allowance.rules.enumerated() { places[rule] = UInt16(place + 1) }
      return places
    }
    var disablings = [Disabling?](repeating: nil, count: program.rules.count)
    for (index, entry) in program.disabledRules.enumerated() {
      disablings[entry.rule] = Disabling(
        end: entry.term.endsAt.microseconds, exception: program.allowances.count + index)
    }
    self.disablings = disablings
    ruleCounts = program.allowances.map(\.rules.count) + program.disabledRules.map { _ in 1 }
  }

  /// Whether there is nothing to ask.
  var isEmpty: Bool { ruleCounts.isEmpty }

  /// The exceptions to ask about an event of a kind, in the order of the program.
  func attempts(for kind: EventKind) -> [Attempt] { attempts[Int(kind.rawValue)] }

  /// Returns the place of a rule among those that an allowance names; `nil` if it is none of them.
  func place(ofRule rule: Int, in allowance: Int) -> Int? {
    let place = places[allowance][rule]
    return place == 0 ? nil : Int(place) - 1
  }
}
