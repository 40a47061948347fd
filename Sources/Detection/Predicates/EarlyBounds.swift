internal import EventModel
internal import RuleProgram

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

  /// Compiles the bounds of all conditions on a kind, in the order of ``index(for:)``.
  ///
  /// - Parameters:
  ///   - conditions: All of them.
  ///   - kind: What they are about.
  ///   - knowsDepartures: Whether the time from which each user has left is known.
  ///   - compile: Compiles one condition.
  /// - Returns: The bounds, in the order of ``index(for:)``.
  /// - Complexity: O(*n*) in the size of the conditions, for each pair of outcome and method.
  static func compile(
    _ conditions: [Condition], of kind: EventKind, knowsDepartures: Bool,
    _ compile: (Condition) -> ConditionID
  ) -> [Bound] {
    var parts: [Condition] = []
    for condition in conditions {
      let bound = condition.upperBound(knowing: .early)
      if !parts.contains(bound) { parts.append(bound) }
    }
    if parts == [.constant(true)] {
      let open = Bound(quick: QuickBound(parts[0]), whole: compile(parts[0]))
      return [Bound](repeating: open, count: methodCount * outcomeCount)
    }
    let any = Condition.any(parts)
    let hasMethod = Schema.declaration(of: .method, in: kind) != nil
    return methods.flatMap { method in
      outcomes.map { outcome in
        var bound = Condition.constant(true)
        if hasMethod || method == nil {
          bound = any.substituting(outcome, for: .outcome).substituting(method, for: .method)
        }
        return Bound(
          quick: QuickBound(knowsDepartures ? bound : .constant(true)), whole: compile(bound))
      }
    }
  }

  /// The place of an event's bound among those of all kinds, one kind after the other.
  @inline(__always)
  static func index(for event: borrowing Event) -> Int {
    let method = index(event.number(.method) ?? -1, from: .get, count: methodCount)
    let outcome = index(event.number(.outcome) ?? -1, from: .allowed, count: outcomeCount)
    return (Int(event.kind.rawValue) &* methodCount &+ method) &* outcomeCount &+ outcome
  }

  /// 0 for a word that is missing or from another vocabulary, else its place after the first one.
  @inline(__always)
  private static func index(_ number: Int64, from first: Word, count: Int) -> Int {
    // A number below those of the vocabulary wraps round, that of a missing word too.
    let place = UInt64(bitPattern: number &- Int64(first.rawValue) &+ 1)
    return place < UInt64(count) ? Int(truncatingIfNeeded: place) : 0
  }

  private static var outcomeCount: Int { 4 }
  private static var methodCount: Int { Int(Word.search.rawValue - Word.get.rawValue) + 2 }

  /// Words have consecutive numbers within their vocabulary, in the order of their declaration.
  private static let outcomes: [Word?] = [nil, .allowed, .blocked, .failed]
  private static let methods: [Word?] =
    [nil]
    + Word.allCases.filter { (Word.get.rawValue...Word.search.rawValue).contains($0.rawValue) }
}
