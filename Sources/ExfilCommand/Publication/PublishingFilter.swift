internal import Detection
internal import EventModel
internal import Reports
internal import RuleProgram

/// Chooses which findings are published; what is evaluated has long been decided.
struct PublishingFilter {
  private let since: Timestamp?
  private let until: Timestamp?
  private let users: Set<String>
  private let rules: Set<String>

  /// Resolves dates, durations and people by what the run has found out.
  init(_ plan: PublicationPlan, for outcome: RunOutcome) {
    since = plan.since?.moment(in: outcome.zone, newestEvent: outcome.newestEvent)
    until = plan.until?.moment(in: outcome.zone, newestEvent: outcome.newestEvent)
    users = Set(plan.users.map(outcome.resolveUser))
    rules = Set(plan.rules)
  }

  /// Returns the findings to publish, in the order of time, rule, subject and id.
  ///
  /// - Complexity: O(*n* log *n*); findings that are all published, and in order, are not copied.
  func published(_ findings: [Finding]) -> [Finding] {
    var places = findings.indices.filter { admits(findings[$0]) }
    let isInOrder = zip(places, places.dropFirst()).allSatisfy { left, right in
      !Self.precedes(findings[right], findings[left])
    }
    if isInOrder, places.count == findings.count { return findings }
    if !isInOrder { places.sort { Self.precedes(findings[$0], findings[$1]) } }
    return places.map { findings[$0] }
  }

  private static func precedes(_ a: Finding, _ b: Finding) -> Bool {
    if a.first != b.first { return a.first < b.first }
    for (left, right) in [
      (a.rule, b.rule), (a.subject.value, b.subject.value),
      (a.subject.kind.rawValue, b.subject.kind.rawValue),
    ] where left != right {
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
  }

  /// Whether [first, last] meets [since, until), and person and rule are among those asked for.
  func admits(_ finding: Finding) -> Bool {
    if let since, finding.last < since { return false }
    if let until, finding.first >= until { return false }
    if !users.isEmpty {
      guard let user = finding.user, users.contains(user) else { return false }
    }
    return rules.isEmpty || rules.contains(finding.rule)
  }
}
