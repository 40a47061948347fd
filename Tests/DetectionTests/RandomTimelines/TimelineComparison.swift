/// What the engine and brute force say of one case.
struct TimelineComparison {
  let expected: [TimelineFinding]
  let actual: [TimelineFinding]

  init(_ timeline: TimelineCase) throws {
    expected = timeline.expected.sorted(by: Self.precedes)
    actual = try timeline.actual().sorted(by: Self.precedes)
  }

  var isSame: Bool { expected == actual }

  private static func precedes(_ a: TimelineFinding, _ b: TimelineFinding) -> Bool {
    if (a.rule, a.subject, a.first) != (b.rule, b.subject, b.first) {
      return (a.rule, a.subject, a.first) < (b.rule, b.subject, b.first)
    }
    if a.events != b.events { return a.events.lexicographicallyPrecedes(b.events) }
    // Two groups of alerts can rest on the same events.
    return a.rest.lexicographicallyPrecedes(b.rest)
  }
}

extension TimelineCase {
  /// The case without what does not matter to the difference, found by leaving out one thing after
  /// another for as long as both sides still differ.
  func minimized() -> TimelineCase {
    func differs(_ smaller: TimelineCase) -> Bool {
      // What does not compile is no smaller case.
      (try? TimelineComparison(smaller)).map { !$0.isSame } ?? false
    }
    var smallest = self
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for smaller in smallest.smallerOnes where differs(smaller) {
        smallest = smaller
        isSmaller = true
        break
      }
    }
    return smallest
  }

  /// The case without one rule, one exception, one part of a rule or one event.
  private var smallerOnes: [TimelineCase] {
    func smaller(_ change: (inout TimelineCase) -> Void) -> TimelineCase {
      var smaller = self
      change(&smaller)
      return smaller
    }
    var cases: [TimelineCase] = []
    if rules.count > 1 {
      cases += rules.indices.map { index in smaller { $0.rules.remove(at: index) } }
    }
    cases += exceptions.indices.map { index in smaller { $0.exceptions.remove(at: index) } }
    if events.count > 8 {
      let quarter = events.count / 4
      cases += (0..<4).map { part in
        smaller { $0.events.removeSubrange(part * quarter..<(part + 1) * quarter) }
      }
    }
    cases += events.indices.reversed().map { index in smaller { $0.events.remove(at: index) } }
    for index in rules.indices {
      cases += rules[index].terms.indices.map { term in
        smaller { $0.rules[index].terms.remove(at: term) }
      }
      if rules[index].keys.count > 1 { cases.append(smaller { $0.rules[index].keys.removeLast() }) }
      for step in rules[index].steps.indices {
        let pattern = rules[index].steps[step].pattern
        if pattern.test != nil {
          cases.append(smaller { $0.rules[index].steps[step].pattern.test = nil })
        }
        if pattern.exemption != nil {
          cases.append(smaller { $0.rules[index].steps[step].pattern.exemption = nil })
        }
      }
    }
    return cases
  }
}
