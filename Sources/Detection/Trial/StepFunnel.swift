package import EventModel

/// How many events of one kind each condition of a step let through.
package struct StepFunnel: Hashable, Sendable {
  /// What became of the events at one condition.
  package struct Level: Hashable, Sendable {
    package var conjunct: Conjunct
    /// How many events of the kind pass this condition, whatever the others say.
    package var passedCount = 0
    /// How many pass it and all conditions before it.
    package var leftCount = 0
    /// How many fail here because a value is missing.
    package var missingCount = 0
    /// How many fail here and nowhere else.
    package var onlyObstacleCount = 0
  }

  /// The index of the step.
  package var step: Int
  package var kind: EventKind
  /// Events of the kind, whatever their content.
  package var seenCount = 0
  package var levels: [Level]

  init(_ attempt: TrialConditions.Attempt) {
    step = attempt.step
    kind = attempt.kind
    levels = attempt.conjuncts.map { Level(conjunct: $0) }
  }

  /// How many events pass all conditions, as far as single events can tell.
  package var selectedCount: Int { levels.last?.leftCount ?? seenCount }

  /// Counts one event.
  ///
  /// - Parameters:
  ///   - failed: Whether the event fails a condition.
  ///   - lacks: Whether a missing value is what it fails by.
  mutating func count(failed: (Int) -> Bool, lacks: (Int) -> Bool) {
    seenCount += 1
    var failedCount = 0
    var lastFailed = 0
    for index in levels.indices {
      guard failed(index) else {
        levels[index].passedCount += 1
        if failedCount == 0 { levels[index].leftCount += 1 }
        continue
      }
      failedCount += 1
      lastFailed = index
      if lacks(index) { levels[index].missingCount += 1 }
    }
    if failedCount == 1 { levels[lastFailed].onlyObstacleCount += 1 }
  }

  /// Adds what another worker has counted for the same step and kind.
  mutating func add(_ other: StepFunnel) {
    seenCount += other.seenCount
    for index in levels.indices {
      levels[index].passedCount += other.levels[index].passedCount
      levels[index].leftCount += other.levels[index].leftCount
      levels[index].missingCount += other.levels[index].missingCount
      levels[index].onlyObstacleCount += other.levels[index].onlyObstacleCount
    }
  }
}
