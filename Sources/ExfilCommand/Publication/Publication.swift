internal import Detection
internal import Reports
internal import SystemBoundary

/// Writes the reports of one run.
struct Publication {
  let plan: PublicationPlan
  /// Whether the run was ended before its end.
  let isInterrupted: Bool
  let run: PublishedRun

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
        if !isInterrupted {
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
      try JSONLinesReport(zone: run.zone).write(run.findings, to: receive)
    case .csv:
      try CSVReport(zone: run.zone, form: plan.csvForm).write(run.findings, to: receive)
    case .html:
      try PageReport(language: plan.language).write(run, to: receive)
    case .sarif:
      try SARIFReport(version: run.version, language: plan.language).write(run, to: receive)
    case .ocsf:
      try OCSFReport(version: run.version).write(run, to: receive)
    case .timesketch:
      try TimesketchReport(zone: run.zone).write(run.findings, to: receive)
    case .navigator:
      try receive(NavigatorReport.layer(of: run.findings).span)
    case .terminal:
      let report = TerminalReport(
        zone: run.zone, language: plan.language, width: width, usesColours: usesColours)
      let text = report.text(
        of: run.findings, notEvaluable: run.summary.notEvaluable, coverage: run.summary.coverage)
      let bytes = Array(text.utf8)
      try receive(bytes.span)
    case .summary:
      var bytes: [UInt8] = []
      RunSummaryJSON(zone: run.zone).append(run.summary, run.conclusion, to: &bytes)
      try receive(bytes.span)
    }
  }
}
