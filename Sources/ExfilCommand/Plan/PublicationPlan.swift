internal import Reports
internal import RuleProgram
internal import SystemBoundary

/// Which findings are published, in which form, and to where.
struct PublicationPlan: Sendable {
  /// One report that goes to a file.
  struct Target: Hashable, Sendable {
    var format: ReportFormat
    var file: RawPath
  }

  var standardOutput = ReportFormat.terminal
  var targets: [Target] = []
  var csvForm = CSVReport.Form()
  var since: TimeBound?
  var until: TimeBound?
  /// The people as the user named them; empty for all.
  var users: [String] = []
  /// The rule ids; empty for all.
  var rules: [String] = []
  var failOn: Severity?
  /// The key by which people get other names.
  var keyFile: RawPath?
  var language = ReportLanguage.english

  /// Whether some findings may not be published.
  var isFiltered: Bool { since != nil || until != nil || !users.isEmpty || !rules.isEmpty }

  /// The formats of all reports that the run writes.
  var formats: Set<ReportFormat> { Set(targets.map(\.format) + [standardOutput]) }
}
