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
  /// - Complexity: O(*n* log *n*).
  func published(_ findings: [Finding]) -> [Finding] {
    findings.filter(admits).sorted { a, b in
      if a.first != b.first { return a.first < b.first }
      for (left, right) in [
        (a.rule, b.rule), (a.subject.value, b.subject.value),
        (a.subject.kind.rawValue, b.subject.kind.rawValue),
      ] where left != right {
        return left.utf8.lexicographicallyPrecedes(right.utf8)
      }
      return a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
    }
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
