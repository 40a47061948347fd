internal import RuleProgram

/// A condition taken apart into its tests, so that it can be told which of them it failed by.
indirect enum TracedCondition: Sendable {
  case constant(Bool)
  /// A test, by its number among all that are traced.
  case test(Int)
  case all([TracedCondition])
  case any([TracedCondition])
  case notTrue(TracedCondition)

  /// Takes a condition apart.
  ///
  /// - Parameters:
  ///   - condition: The condition, without history in it.
  ///   - number: Gives the number of a test, and whether it must be false with its value there.
  init(_ condition: Condition, number: (_ test: Predicate, _ asksFailure: Bool) -> Int) {
    switch condition {
    case .constant(let isTrue): self = .constant(isTrue)
    case .holds(let predicate): self = .test(number(predicate, false))
    case .fails(let predicate): self = .test(number(predicate, true))
    case .all(let parts): self = .all(parts.map { TracedCondition($0, number: number) })
    case .any(let parts): self = .any(parts.map { TracedCondition($0, number: number) })
    case .notTrue(let part): self = .notTrue(TracedCondition(part, number: number))
    }
  }

  /// Returns how near the condition came to being true, or to not being true.
  ///
  /// Of several ways the nearest counts.
  ///
  /// - Parameters:
  ///   - isWanted: Whether it is to be true.
  ///   - test: Gives the same of one test.
  /// - Returns: ``Nearness/met`` if it came out as wanted.
  func nearness(
    toBeing isWanted: Bool, test: (_ number: Int, _ isWanted: Bool) -> Nearness
  ) -> Nearness {
    switch (self, isWanted) {
    case (.constant(let isTrue), _): isTrue == isWanted ? .met : .never
    case (.test(let number), _): test(number, isWanted)
    case (.all(let parts), true), (.any(let parts), false):
      parts.reduce(.met) { $0 + $1.nearness(toBeing: isWanted, test: test) }
    case (.all(let parts), false), (.any(let parts), true):
      parts.map { $0.nearness(toBeing: isWanted, test: test) }.min() ?? .never
    case (.notTrue(let part), _): part.nearness(toBeing: !isWanted, test: test)
    }
  }

  /// Returns the tests that keep the condition from coming out as wanted, the nearest way.
  ///
  /// An exemption in several parts is told whole: each part was needed to make it true.
  func obstacles(
    toBeing isWanted: Bool, test: (_ number: Int, _ isWanted: Bool) -> Nearness
  ) -> [(number: Int, isWanted: Bool)] {
    switch (self, isWanted) {
    case (.constant, _): return []
    case (.test(let number), _):
      return test(number, isWanted).isMet ? [] : [(number, isWanted)]
    case (.any(let parts), true):
      let nearest = parts.enumerated().min { a, b in
        let (near, other) = (
          a.element.nearness(toBeing: true, test: test),
          b.element.nearness(toBeing: true, test: test)
        )
        return near == other ? a.offset < b.offset : near < other
      }
      guard let nearest = nearest?.element,
        !nearest.nearness(toBeing: true, test: test).isMet
      else { return [] }
      return nearest.obstacles(toBeing: true, test: test)
    case (.all(let parts), _), (.any(let parts), _):
      if nearness(toBeing: isWanted, test: test).isMet { return [] }
      return parts.flatMap { $0.obstacles(toBeing: isWanted, test: test) }
    case (.notTrue(let part), _): return part.obstacles(toBeing: !isWanted, test: test)
    }
  }
}
