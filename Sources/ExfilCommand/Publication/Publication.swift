internal import Detection
internal import Reports
internal import SystemBoundary

/// Writes the reports of one run.
struct Publication {
  let plan: PublicationPlan
  /// Whether the run was ended before its end.
  let isInterrupted: Bool
  /// What the run found; with a state, what is new or changed since the run before.
  let run: PublishedRun
  /// All that stands; without a state the same.
  let standing: PublishedRun

  /// Writes every file, each whole or not at all; a run that was interrupted leaves `.partial` files.
  ///
  /// All are written before the first one gets its name.
  ///
  /// - Parameter expecting: Is told which files are about to get their names.
  /// - Returns: What could not be written, a line each; the other files are written all the same.
  /// - Throws: What `expecting` throws; no file has its name then.
  func writeFiles(
    expecting: ([ReportPrint]) throws(RunFailure) -> Void = { (_) throws(RunFailure) in }
  ) throws(RunFailure) -> [String] {
    var lines: [String] = []
    var staged: [StagedReport] = []
    for target in plan.targets {
      do throws(SystemError) { staged.append(try stage(target)) } catch {
        lines.append(Self.notWritten(target.file, error))
      }
    }
    try expecting(staged.filter(\.tellsChanges).map(\.print))
    for report in staged {
      do throws(SystemError) { try report.commit(isPartial: isInterrupted) } catch {
        lines.append(Self.notWritten(report.file, error))
      }
    }
    return lines
  }

  private static func notWritten(_ file: RawPath, _ error: SystemError) -> String {
    "report `\(file.display)` was not written: \(error.reason); an earlier report there is untouched"
  }

  /// Writes one report beside the place where it will stand.
  private func stage(_ target: PublicationPlan.Target) throws(SystemError) -> StagedReport {
    let staged = StagedReport(
      try AtomicFileWriter(replacing: target.file), file: target.file,
      tellsChanges: target.format.tellsChanges)
    try write(target.format, width: 120, usesColours: false) { (bytes) throws(SystemError) in
      try staged.write(bytes)
    }
    return staged
  }

  /// Hands one report to the receiver, piece by piece.
  func write(
    _ format: ReportFormat, width: Int, usesColours: Bool,
    to receive: (Span<UInt8>) throws(SystemError) -> Void
  ) throws(SystemError) {
    let run = format.tellsChanges ? run : standing
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
