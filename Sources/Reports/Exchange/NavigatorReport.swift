package import Detection
internal import RuleProgram

/// The ATT&CK techniques of findings as a layer for the ATT&CK Navigator, in its layer format 4.5.
///
/// The score of a technique is the number of findings that name it, rules on trial left aside; the
/// comment names the rules.
package enum NavigatorReport {
  /// Returns the layer.
  ///
  /// - Complexity: O(*n* log *n*) in the findings.
  package static func layer(of findings: [Finding]) -> [UInt8] {
    var rules: [String: [String: Int]] = [:]
    for finding in findings where !finding.isTrial {
      for technique in Set(finding.attack) {
        rules[technique, default: [:]][finding.rule, default: 0] += 1
      }
    }
    let entries = rules.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { technique, counts in
        NavigatorLayer.Entry(
          technique: technique, score: counts.values.reduce(0, +),
          comment: counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { "\($0.key): \($0.value)" }.joined(separator: "\n"))
      }
    return NavigatorLayer(
      description: "Findings of exfil by technique; the score is the number of findings.",
      entries: entries
    ).bytes
  }
}
