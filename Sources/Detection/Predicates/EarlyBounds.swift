internal import EventModel
package import RuleProgram

/// What must hold of the early fields of an event if any step is to be satisfied.
///
/// Nearly every rule asks for an outcome and a method first. So there is one bound for each pair of
/// them, in which those two are settled already; most of these bounds ask one or two tests.
enum EarlyBounds {
  /// A bound, and a weaker one that is asked first.
  struct Bound: Sendable {
    var quick: QuickBound
    var whole: ConditionID
  }

  /// What must hold of the early fields of an event with a method and an outcome; `nil` stands for a
  /// word that is missing.
  struct Requirement: Sendable {
    var method: Word?
    var outcome: Word?
    var condition: Condition
    /// The place of an earlier pair of which the same must hold, if that is known.
    var sameAs: Int?
  }

  /// Compiles the bounds of a kind.
  ///
  /// - Parameters:
  ///   - requirements: What must hold, in the order of ``index(for:)``.
  ///   - knowsDepartures: Whether the time from which each user has left is known.
  ///   - compile: Compiles one condition.
  /// - Returns: The bounds, in the same order.
  /// - Complexity: O(*n*) in the size of the conditions.
  static func compile(
    _ requirements: [Requirement], knowsDepartures: Bool, _ compile: (Condition) -> ConditionID
  ) -> [Bound] {
    var made: [Bound] = []
    made.reserveCapacity(methodCount * outcomeCount)
    for bound in requirements {
      if let same = bound.sameAs {
        made.append(made[same])
        continue
      }
      var quick = QuickBound(bound.condition)
      // Nobody's departure is there to be compared with.
      if quick.admitsDeparted, !knowsDepartures { quick = QuickBound(.constant(true)) }
      made.append(Bound(quick: quick, whole: compile(bound.condition)))
    }
    return made
  }

  /// Returns what must hold of the early fields for each pair of a method and an outcome, in the
  /// order of ``index(for:)``.
  ///
  /// - Complexity: O(*n*) in the size of the conditions, for each pair that they name.
  static func bounds(of conditions: [Condition], on kind: EventKind) -> [Requirement] {
    var seen: Set<Condition> = []
    let parts = conditions.map { $0.upperBound(knowing: .early) }
      .filter { seen.insert($0).inserted }
    let any = parts == [.constant(true)] ? parts[0] : .any(parts)
    let hasMethod = Schema.declaration(of: .method, in: kind) != nil
    let named = any.words(namedFor: .method)
    let settled = outcomes.map { any.substituting($0, for: .outcome) }
    // What no condition names differs in nothing from any other such word.
    let others = settled.map { $0.substituting(unnamed(named), for: .method) }
    var bounds: [Requirement] = []
    bounds.reserveCapacity(methodCount * outcomeCount)
    let isOpen = any == .constant(true)
    var firstOpen: Int?
    var firstOthers = [Int?](repeating: nil, count: outcomes.count)
    for method in methods {
      let isNamed = method.map(named.contains) ?? true
      for index in outcomes.indices {
        let outcome = outcomes[index]
        if isOpen || (!hasMethod && method != nil) {
          bounds.append(
            Requirement(
              method: method, outcome: outcome, condition: .constant(true), sameAs: firstOpen))
          firstOpen = firstOpen ?? bounds.count - 1
        } else if isNamed {
          bounds.append(
            Requirement(
              method: method, outcome: outcome,
              condition: settled[index].substituting(method, for: .method)))
        } else {
          bounds.append(
            Requirement(
              method: method, outcome: outcome, condition: others[index],
              sameAs: firstOthers[index]))
          firstOthers[index] = firstOthers[index] ?? bounds.count - 1
        }
      }
    }
    return bounds
  }

  /// A method that is not among these; any one if all are.
  private static func unnamed(_ named: WordSet) -> Word? {
    methods.lazy.compactMap { $0 }.first { !named.contains($0) } ?? .get
  }

  /// The place of an event's bound among those of all kinds, one kind after the other.
  @inline(__always)
  static func index(for event: borrowing Event) -> Int {
    index(
      of: event.kind, method: event.number(.method) ?? -1, outcome: event.number(.outcome) ?? -1)
  }

  /// The place of the bound of an event that is known by its early fields.
  @inline(__always)
  static func index(for early: borrowing EarlyEvent) -> Int {
    index(
      of: early.kind, method: early.numbers.method.map { Int64($0.rawValue) } ?? -1,
      outcome: early.numbers.outcome.map { Int64($0.rawValue) } ?? -1)
  }

  /// The place of the bound of a method and an outcome, as raw values of words of these vocabularies.
  @inline(__always)
  static func index(of kind: EventKind, knownMethod: UInt8, knownOutcome: UInt8) -> Int {
    let method = Int(knownMethod &- Word.get.rawValue &+ 1)
    let outcome = Int(knownOutcome &- Word.allowed.rawValue &+ 1)
    return (Int(kind.rawValue) &* methodCount &+ method) &* outcomeCount &+ outcome
  }

  @inline(__always)
  private static func index(of kind: EventKind, method: Int64, outcome: Int64) -> Int {
    let method = index(method, from: .get, count: methodCount)
    let outcome = index(outcome, from: .allowed, count: outcomeCount)
    return (Int(kind.rawValue) &* methodCount &+ method) &* outcomeCount &+ outcome
  }

  /// 0 for a word that is missing or from another vocabulary, else its place after the first one.
  @inline(__always)
  private static func index(_ number: Int64, from first: Word, count: Int) -> Int {
    // A number below those of the vocabulary wraps round, that of a missing word too.
    let place = UInt64(bitPattern: number &- Int64(first.rawValue) &+ 1)
    return place < UInt64(count) ? Int(truncatingIfNeeded: place) : 0
  }

  /// How many bounds there are for all kinds together.
  static var boundCount: Int { EventKind.allCases.count * methodCount * outcomeCount }

  private static var outcomeCount: Int { 4 }
  private static var methodCount: Int { Int(Word.search.rawValue - Word.get.rawValue) + 2 }

  /// Words have consecutive numbers within their vocabulary, in the order of their declaration.
  private static let outcomes: [Word?] = [nil, .allowed, .blocked, .failed]
  private static let methods: [Word?] =
    [nil]
    + Word.allCases.filter { (Word.get.rawValue...Word.search.rawValue).contains($0.rawValue) }
}

/// What must hold of the early fields of events if any step of a program is to be satisfied.
///
/// It needs nothing but the program, so it can be worked out while the people are made ready.
package struct EarlyConditions: Sendable {
  /// By kind.
  let bounds: [[EarlyBounds.Requirement]]

  /// Works them out.
  ///
  /// - Complexity: O(*n*) in the size of the conditions, for each pair of method and outcome they name.
  package init(of program: RuleProgram) {
    let asked = program.withoutHistory
    bounds = EventKind.allCases.map { EarlyBounds.bounds(of: asked.selecting($0), on: $0) }
  }
}
