package import EventModel

extension CompiledRule {
  /// Whether the rule looks at the findings of other rules, and so is of the second layer.
  ///
  /// All its steps are over `alert` then, and over nothing else.
  package var isOverAlerts: Bool {
    steps.contains { $0.alternatives.contains { $0.kind == .alert } }
  }

  /// Whether the rule's findings are events for rules over `alert`: those of rules on trial are not,
  /// and there are two layers only.
  package var makesAlerts: Bool { !isTrial && !isOverAlerts }

  /// The scores that findings of the rule can have.
  package var possibleScores: ClosedRange<Int> {
    let lowest = scoreTerms.reduce(baseScore) { $0 + min($1.points, 0) }
    let highest = scoreTerms.reduce(baseScore) { $0 + max($1.points, 0) }
    return min(max(lowest, 0), 100)...max(min(highest, 100), 0)
  }

  /// The severities that findings of the rule can have.
  package var possibleSeverities: ClosedRange<Severity> {
    let lowest = max(severity, Severity.band(of: possibleScores.lowerBound))
    let highest = max(severity, Severity.band(of: possibleScores.upperBound))
    // A source that cannot answer an exemption caps its findings.
    let isCapped = steps.contains { $0.alternatives.contains { $0.exemption != nil } }
    return (isCapped ? min(lowest, .medium) : lowest)...highest
  }
}

extension Severity {
  /// The word that an `alert` event has for the severity.
  package var word: Word {
    switch self {
    case .info: .info
    case .low: .low
    case .medium: .medium
    case .high: .high
    case .critical: .critical
    }
  }
}
