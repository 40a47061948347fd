internal import ByteScan
internal import EventModel
internal import RuleProgram
internal import SystemBoundary

extension FactMapper {
  /// Finds the rules that select the event, and keeps it once for each root among them.
  ///
  /// - Complexity: O(*a*) in the steps that concern the kind; nothing is allocated.
  mutating func select(
    _ event: borrowing Event, in block: Span<UInt8>, owner: SubjectResolver.Owner
  ) throws(SystemError) {
    matches.removeAll(keepingCapacity: true)
    context.findSteps(satisfiedBy: event, in: block, into: &satisfied)
    if !satisfied.isEmpty, hasExceptions { leaveOut(event, in: block, owner: owner) }
    guard !satisfied.isEmpty else { return }
    for index in satisfied.indices { note(satisfied[index]) }
    for index in matches.indices { askConditions(ofMatch: index, event, in: block) }
    for index in usedRoots.indices {
      let root = usedRoots[index]
      guard usedRoots.count == 1 || matches.contains(where: { self.root(of: $0) == root }) else {
        continue
      }
      try keep(event, in: block, owner: owner, root: root)
    }
  }

  private mutating func note(_ attempt: RuleMatcher.Attempt) {
    let step = UInt8(1) << UInt8(attempt.step)
    // Attempts come in the order of the rules, so a rule's steps are side by side.
    if let last = matches.indices.last, matches[last].rule == UInt16(attempt.rule) {
      matches[last].steps |= step
      return
    }
    matches.append(
      RuleMatch(
        rule: UInt16(attempt.rule), steps: step, cap: caps[attempt] ?? 0, eventConditions: 0,
        aggregates: 0))
  }

  private mutating func askConditions(
    ofMatch index: Int, _ event: borrowing Event, in block: Span<UInt8>
  ) {
    let rule = Int(matches[index].rule)
    let eventRange = conditions.eventRange(ofRule: rule)
    for place in eventRange where context.isTrue(conditions.event[place], of: event, in: block) {
      matches[index].eventConditions |= 1 << UInt64(place - eventRange.lowerBound)
    }
    let aggregateRange = conditions.aggregateRange(ofRule: rule)
    for place in aggregateRange {
      if let condition = conditions.aggregates[place],
        !context.isTrue(condition, of: event, in: block)
      {
        continue
      }
      matches[index].aggregates |= 1 << UInt64(place - aggregateRange.lowerBound)
    }
  }

  private func root(of match: RuleMatch) -> Field { roots[Int(match.rule)] }
}
