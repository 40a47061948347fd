package import Detection
package import EventModel

/// What a run publishes: the findings that the filters let through, and the account of the run.
package struct PublishedRun: Sendable {
  /// In the order of reports.
  package var findings: [Finding]
  package var summary: RunSummary
  package var conclusion: RunConclusion
  /// The civil zone, in which times are printed.
  package var zone: CivilZone
  /// How those leave that findings are about, by their `user`.
  package var leaving: [String: LeavingCourse]
  /// The version of the program, for reports that name it.
  package var version: String
  /// Whether people have keyed names, so that texts of logs are withheld.
  package var isPseudonymous: Bool

  /// Creates what is published.
  package init(
    findings: [Finding], summary: RunSummary, conclusion: RunConclusion, zone: CivilZone,
    leaving: [String: LeavingCourse] = [:], version: String, isPseudonymous: Bool = false
  ) {
    self.findings = findings
    self.summary = summary
    self.conclusion = conclusion
    self.zone = zone
    self.leaving = leaving
    self.version = version
    self.isPseudonymous = isPseudonymous
  }

  /// Whether every input was read whole and everybody was judged.
  package var isWhole: Bool {
    summary.incompleteInputs.isEmpty && summary.unjudged.isEmpty && !summary.isStopped
      && !summary.inputs.isEmpty
  }
}
