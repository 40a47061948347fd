package import Detection
package import RuleProgram

/// What a run came to, beside its summary: how many findings there are and how it will end.
package struct RunConclusion: Hashable, Sendable {
  /// All findings that the rules raised.
  package var raisedCount: Int
  /// The findings that the filters let through, by severity, without those of rules on trial.
  package var published: [Severity: Int]
  /// The findings of rules on trial that the filters let through.
  package var trialCount: Int
  /// The exit status that the run will have.
  package var exitStatus: Int32

  /// Counts findings before and after the filters.
  package init(raised: Int, published findings: [Finding], exitStatus: Int32) {
    raisedCount = raised
    published = [:]
    trialCount = findings.count(where: \.isTrial)
    for finding in findings where !finding.isTrial {
      published[finding.severity, default: 0] += 1
    }
    self.exitStatus = exitStatus
  }

  /// How many findings the filters let through, those on trial among them.
  package var publishedCount: Int { liveCount + trialCount }

  /// How many of them are of rules that are not on trial.
  package var liveCount: Int { published.values.reduce(0, +) }
}
