internal import RuleProgram

/// The techniques that rules cover, as a table for people.
package struct CoverageText: Sendable {
  private let language: ReportLanguage
  private let width: Int

  /// Creates a table for a terminal of so many columns, clamped to 60…240.
  package init(language: ReportLanguage, width: Int = 120) {
    self.language = language
    self.width = min(max(width, 60), 240)
  }

  /// Returns one paragraph for each technique, and one that counts them.
  ///
  /// - Complexity: O(*n*) in the rules and their tags.
  package func text(of coverage: [TechniqueCoverage], untagged: [String]) -> String {
    var text = line(language("technique", "手法"), language("rules", "ルール数"))
    text += language("covered by", "対応するルール") + "\n"
    for entry in coverage {
      let names = entry.rules.map(name)
      let lines = wrapped(names, to: width - Self.indent)
      text += line(entry.technique, QuantityText.count(entry.liveRules.count))
      text += lines.joined(separator: "\n" + String(repeating: " ", count: Self.indent)) + "\n"
    }
    let ruleCount = Set(coverage.flatMap(\.rules).map(\.rule.id)).count
    let techniques = QuantityText.count(coverage.count, "technique")
    let rules = QuantityText.count(ruleCount, "rule")
    text += "\n"
    text += language(
      "\(techniques) of MITRE ATT&CK named by \(rules)",
      "MITRE ATT&CK の手法 \(QuantityText.count(coverage.count)) 件、ルール "
        + "\(QuantityText.count(ruleCount)) 件")
    text += "\n"
    if !untagged.isEmpty {
      text += language("rules that name no technique: ", "手法の記載がないルール: ")
      text += wrapped(untagged.map(VisibleText.of), to: width - 30).joined(separator: "\n  ") + "\n"
    }
    return text
  }

  /// The id of a rule, and what keeps it from covering all that it says.
  private func name(of listing: RuleListing) -> String {
    var name = VisibleText.of(listing.rule.id)
    if listing.rule.isTrial { name += language(" (trial)", "(試行)") }
    if listing.isDisabled { name += language(" (disabled)", "(停止中)") }
    if listing.heldAllowanceCount > 0 {
      let count = QuantityText.count(listing.heldAllowanceCount)
      name += language(
        " (\(QuantityText.count(listing.heldAllowanceCount, "exception")))", "(例外 \(count) 件)")
    }
    return name
  }

  private static let indent = 11 + 8 + 2

  private func line(_ technique: String, _ count: String) -> String {
    DisplayWidth.fit(technique, to: 11) + DisplayWidth.fit(count, to: 8, alignRight: true) + "  "
  }

  /// As many names on a line as fit, with commas between them.
  private func wrapped(_ names: [String], to columns: Int) -> [String] {
    var lines: [String] = []
    for (index, name) in names.enumerated() {
      let item = index + 1 < names.count ? name + "," : name
      if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(item) <= columns {
        lines[lines.count - 1] = last + " " + item
      } else {
        lines.append(item)
      }
    }
    return lines
  }
}
