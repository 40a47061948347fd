internal import Detection
internal import Reports
internal import SystemBoundary

/// Writes the reports of one run.
struct Publication {
  let plan: PublicationPlan
  let outcome: RunOutcome
  let findings: [Finding]
  let conclusion: RunConclusion

  /// Writes every file, each whole or not at all; a run that was interrupted leaves `.partial` files.
  ///
  /// - Returns: What could not be written, a line each; the other files are written all the same.
  func writeFiles() -> [String] {
    var lines: [String] = []
    for target in plan.targets {
      do throws(SystemError) {
        var writer = try AtomicFileWriter(replacing: target.file)
        try write(target.format, width: 120, usesColours: false) { (bytes) throws(SystemError) in
          try writer.write(bytes)
        }
        if outcome.signalNumber == nil {
          try writer.commit()
        } else {
          try writer.commitPartial()
        }
      } catch {
        lines.append(
          "report `\(target.file.display)` was not written: \(error.reason); "
            + "an earlier report there is untouched")
      }
    }
    return lines
  }

  /// Hands one report to the receiver, piece by piece.
  func write(
    _ format: ReportFormat, width: Int, usesColours: Bool,
    to receive: (Span<UInt8>) throws(SystemError) -> Void
  ) throws(SystemError) {
    switch format {
    case .jsonl:
      try JSONLinesReport(zone: outcome.zone).write(findings, to: receive)
    case .terminal:
      let report = TerminalReport(
        zone: outcome.zone, language: plan.language, width: width, usesColours: usesColours)
      let text = report.text(
        of: findings, notEvaluable: outcome.summary.notEvaluable,
        coverage: outcome.summary.coverage)
      let bytes = Array(text.utf8)
      try receive(bytes.span)
    case .summary:
      var bytes: [UInt8] = []
      RunSummaryJSON(zone: outcome.zone).append(outcome.summary, conclusion, to: &bytes)
      try receive(bytes.span)
    }
  }
}
