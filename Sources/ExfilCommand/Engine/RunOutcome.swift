package import Detection
package import EventModel

/// What a scan came to: all findings, whatever the filters, and the account of the run.
package struct RunOutcome: Sendable {
  /// All findings that the rules raised.
  package var findings: [Finding]
  package var summary: RunSummary
  /// The civil zone, in which times are printed.
  package var zone: CivilZone
  /// The newest plausible event, from which `--since 60d` counts back.
  package var newestEvent: Timestamp?
  /// Returns the `user` that findings carry for an identity as someone may write it.
  package var resolveUser: @Sendable (String) -> String
  /// Whether the roster or some log names a user, as ``resolveUser`` returns it.
  package var isKnownUser: @Sendable (String) -> Bool
  /// Every name by which the run knows somebody, with the `user` of findings.
  package var knownNames: @Sendable () -> [(name: String, user: String)] = { [] }
  /// How those leave that findings are about, by their `user`; people who stay are not in it.
  package var leaving: [String: LeavingCourse] = [:]
  /// The signal that ended the run early, if one did.
  package var signalNumber: Int32?
  /// What is new since the run before; `nil` where nothing is kept from run to run.
  package var nightly: NightlyOutcome?
  /// How long the stages of the run took.
  package var stageTimes = StageTimes()

  /// Creates an outcome of a run that was not interrupted.
  package init(
    findings: [Finding], summary: RunSummary, zone: CivilZone, newestEvent: Timestamp?,
    resolveUser: @escaping @Sendable (String) -> String,
    isKnownUser: @escaping @Sendable (String) -> Bool = { _ in true }
  ) {
    self.findings = findings
    self.summary = summary
    self.zone = zone
    self.newestEvent = newestEvent
    self.resolveUser = resolveUser
    self.isKnownUser = isKnownUser
  }
}
