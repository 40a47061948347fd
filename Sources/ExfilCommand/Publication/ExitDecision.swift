internal import Detection
internal import Reports
internal import RuleProgram

extension ExitStatus {
  /// Decides how a run ends, from what was read and what is published.
  init(of outcome: RunOutcome, published: [Finding], failOn: Severity?) {
    var status = ExitStatus.complete
    // A rule on trial is there to be read, not to fail anything.
    if let failOn, published.contains(where: { $0.severity >= failOn && !$0.isTrial }) {
      status = status.worst(.findingsAtThreshold)
    }
    if !outcome.summary.incompleteInputs.isEmpty { status = status.worst(.evidenceIncomplete) }
    if !outcome.summary.unjudged.isEmpty { status = status.worst(.evidenceIncomplete) }
    if let number = outcome.signalNumber { status = status.worst(ExitStatus(signalNumber: number)) }
    if !outcome.summary.balances { status = status.worst(.internalError) }
    self = status
  }
}
