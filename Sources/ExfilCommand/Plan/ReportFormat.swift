/// The kinds of report that `--format` and `--output` name.
enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  case terminal, jsonl, csv, html, sarif, ocsf, timesketch, navigator, summary

  /// Whether the report tells of events more than where their lines stand.
  var showsEvents: Bool { self == .html || self == .timesketch }

  /// Whether, with a state, the report tells what is new or changed since the run before; the others
  /// tell all that stands.
  var tellsChanges: Bool {
    switch self {
    case .terminal, .jsonl, .ocsf, .timesketch, .summary: true
    case .csv, .html, .sarif, .navigator: false
    }
  }

  /// All names, as messages list them.
  static let list = names(allCases.map(\.rawValue))

  /// Finds a format by its name, or says what is wrong with the name.
  static func named(_ name: String) -> Result<ReportFormat, ArgumentMistake> {
    if let format = ReportFormat(rawValue: name) { return .success(format) }
    return .failure(
      "asks for the unknown format `\(ArgumentText.visible(name))`; there are \(list)")
  }

  private static func names(_ names: [String]) -> String {
    names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}
