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
    context.findSteps(satisfiedBy: event, in: block, into: &satisfied)
    if !satisfied.isEmpty, hasExceptions { leaveOut(event, in: block, owner: owner) }
    guard !satisfied.isEmpty else { return }
    context.findMatches(of: satisfied, caps: caps, event, in: block, into: &matches)
    for index in usedRoots.indices {
      let root = usedRoots[index]
      guard usedRoots.count == 1 || matches.contains(where: { self.root(of: $0) == root }) else {
        continue
      }
      try keep(event, in: block, owner: owner, root: root)
    }
  }

  private func root(of match: RuleMatch) -> Field { roots[Int(match.rule)] }
}
