internal import Reports

extension Console {
  /// Ends a run that publishes no findings: writes its result, if it is one, and the account.
  ///
  /// - Parameters:
  ///   - outcome: The run.
  ///   - language: The language of the account.
  ///   - status: What came before; the worse one counts.
  ///   - write: Writes the result.
  /// - Returns: The exit status of the run.
  mutating func close(
    _ outcome: RunOutcome, _ language: ReportLanguage, status: ExitStatus = .complete,
    _ write: (inout Console) -> Void
  ) -> ExitStatus {
    var status = status.worst(ExitStatus(of: outcome, published: [], failOn: nil))
    // Accounts that do not balance mean that something may be missing; an interrupted run misses some.
    if status != .internalError, outcome.signalNumber == nil { write(&self) }
    status = status.worst(self.status)
    guard status != .outputClosed else { return status }
    tell(
      RunSummaryText(zone: outcome.zone, language: language).text(
        of: outcome.summary,
        RunConclusion(
          raised: outcome.findings.count, published: outcome.findings,
          exitStatus: status.rawValue)))
    return status
  }
}
