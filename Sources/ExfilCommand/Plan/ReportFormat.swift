/// The kinds of report that `--format` and `--output` name.
enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  case terminal, jsonl, summary

  /// Formats that the contract names and that a later version brings.
  static let announced: Set<String> = ["csv", "html", "sarif", "ocsf", "timesketch", "navigator"]

  /// Finds a format by its name, or says what is wrong with the name.
  static func named(_ name: String) -> Result<ReportFormat, ArgumentMistake> {
    if let format = ReportFormat(rawValue: name) { return .success(format) }
    let shown = ArgumentText.visible(name)
    let known = "terminal, jsonl and summary"
    return .failure(
      announced.contains(name)
        ? "asks for the format \(shown), which is not in this version; there are \(known)"
        : "asks for the unknown format `\(shown)`; there are \(known)")
  }
}
