package import Detection
package import EventModel

/// The account of inputs that were read once more for one finding: one line, and more only of inputs
/// that were not read whole.
package struct RereadingText: Sendable {
  private let zone: CivilZone
  private let language: ReportLanguage

  /// Creates a writer that prints times in the civil zone of the run.
  package init(zone: CivilZone, language: ReportLanguage) {
    self.zone = zone
    self.language = language
  }

  /// Returns the account, one line feed at the end of each line.
  package func text(of summary: RunSummary) -> String {
    let missing = summary.incompleteInputs
    var lines = missing.flatMap { InputText(zone: zone, language: language).lines($0) }
    lines += summary.warnings.map {
      language("warning: ", "警告: ") + VisibleText.of(language($0.english, $0.japanese))
    }
    let lineCount = summary.inputs.reduce(0) { $0 + $1.lines.lines }
    let inputs = QuantityText.count(summary.inputs.count)
    lines.append(
      language(
        "Read again: \(QuantityText.count(summary.inputs.count, "input")), "
          + QuantityText.count(lineCount, "line"),
        "読み直し: 入力 \(inputs)、\(QuantityText.count(lineCount)) 行")
        + (missing.isEmpty
          ? ""
          : language(
            "; NOT everything was read: \(QuantityText.count(missing.count)) of \(inputs) inputs incomplete",
            "。すべては読み取れていません: 入力 \(inputs) のうち \(QuantityText.count(missing.count)) が不完全")))
    return lines.map { $0 + "\n" }.joined()
  }
}
