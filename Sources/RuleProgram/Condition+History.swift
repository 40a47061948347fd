package import EventModel

extension Condition {
  /// Whether some part of the condition asks what happened before the event.
  ///
  /// - Complexity: O(*n*) in the size of the condition.
  package var asksHistory: Bool {
    switch self {
    case .constant: false
    case .holds(let predicate), .fails(let predicate): predicate.newness != nil
    case .all(let parts), .any(let parts): parts.contains(where: \.asksHistory)
    case .notTrue(let inner): inner.asksHistory
    }
  }

  /// A condition on the event alone that is true wherever this one is, whatever happened before.
  ///
  /// - Complexity: O(*n*) in the size of the condition.
  package var withoutHistory: Condition {
    guard asksHistory else { return self }
    switch self {
    case .constant: return self
    case .holds, .fails, .notTrue: return .constant(true)
    case .all(let parts):
      let open = parts.map(\.withoutHistory).filter { $0 != .constant(true) }
      return open.isEmpty ? .constant(true) : open.count == 1 ? open[0] : .all(open)
    case .any(let parts):
      let open = parts.map(\.withoutHistory)
      return open.contains(.constant(true)) ? .constant(true) : .any(open)
    }
  }
}

extension Predicate {
  /// What the test asks about the past, if it does.
  package var newness: Newness? {
    if case .isNew(let newness) = self { newness } else { nil }
  }
}

extension CompiledRule {
  /// What the rule asks about the past: by the places of ``eventConditions``, which the reduction
  /// answers.
  package var historyTests: [(bit: Int, newness: Newness, wantsFailure: Bool)] {
    eventConditions.enumerated().compactMap { bit, condition in
      switch condition {
      case .holds(.isNew(let newness)): (bit, newness, false)
      case .fails(.isNew(let newness)): (bit, newness, true)
      default: nil
      }
    }
  }

  /// Whether any part of the rule asks what happened before an event.
  package var asksHistory: Bool { eventConditions.contains(where: \.asksHistory) }
}

extension RuleProgram {
  /// The program as far as single events can answer it: a bound where history is asked, and what
  /// is asked of history itself not true.
  package var withoutHistory: RuleProgram {
    var program = self
    for rule in program.rules.indices where program.rules[rule].asksHistory {
      program.rules[rule].dropHistory()
    }
    return program
  }

  /// Every value that some rule looks up in the past, with the key it belongs to; each once.
  package var historyKeys: [HistoryKey] {
    var keys: [HistoryKey] = []
    for newness in rules.flatMap(\.historyTests).map(\.newness) {
      let key = HistoryKey(root: newness.key, operand: newness.operand)
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }
}

/// A value of which it must be known on which days a key had it.
package struct HistoryKey: Hashable, Sendable {
  package var root: Field
  package var operand: Operand
  package init(root: Field, operand: Operand) {
    self.root = root
    self.operand = operand
  }
}

extension CompiledRule {
  fileprivate mutating func dropHistory() {
    for step in steps.indices {
      for index in steps[step].alternatives.indices {
        let condition = steps[step].alternatives[index].condition
        steps[step].alternatives[index].condition = condition.withoutHistory
      }
    }
    for index in aggregates.indices {
      aggregates[index].condition = aggregates[index].condition?.withoutHistory
    }
    for index in eventConditions.indices where eventConditions[index].asksHistory {
      eventConditions[index] = .constant(false)
    }
  }
}
