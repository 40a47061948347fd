internal import ByteScan
internal import EventModel

extension FactMapper {
  /// Takes the event from disabled rules, and from the rules of the exceptions that it meets.
  ///
  /// Only what a rule has selected is left out, so events that concern no rule cost nothing here. A
  /// disabled rule comes first: an exception has nothing to take from it. Of several exceptions each
  /// counts the event, so that none depends on another.
  ///
  /// - Complexity: O(*e* · *s*) for *e* exceptions on the kind and *s* satisfied steps.
  mutating func leaveOut(
    _ event: borrowing Event, in block: Span<UInt8>, owner: SubjectResolver.Owner
  ) {
    let plan = matcher.exceptions
    let time = event.time.microseconds
    var last = -1
    // Steps come in the order of the rules, so those of one rule are side by side.
    for step in satisfied where step.rule != last {
      last = step.rule
      guard let disabling = plan.disablings[last], time < disabling.end else { continue }
      tallies.takenRules.append(last)
      tallies.note(place: 0, in: disabling.exception)
      tallies.note(event, owner: owner, in: disabling.exception)
    }
    dropTakenRules()
    for attempt in plan.attempts(for: event.kind)
    where time < plan.allowedUntil[attempt.allowance] {
      guard
        satisfied.contains(where: { plan.place(ofRule: $0.rule, in: attempt.allowance) != nil }),
        context.isTrue(attempt.condition, of: event, in: block)
      else { continue }
      tallies.note(event, owner: owner, in: attempt.allowance)
      last = -1
      for step in satisfied where step.rule != last {
        last = step.rule
        guard let place = plan.place(ofRule: last, in: attempt.allowance) else { continue }
        tallies.takenRules.append(last)
        tallies.note(place: place, in: attempt.allowance)
      }
    }
    dropTakenRules()
  }

  private mutating func dropTakenRules() {
    guard !tallies.takenRules.isEmpty else { return }
    let taken = tallies.takenRules
    satisfied.removeAll { taken.contains($0.rule) }
    tallies.takenRules.removeAll(keepingCapacity: true)
  }
}
