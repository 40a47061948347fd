internal import Detection
internal import RuleProgram

/// The findings about one subject, the most serious first.
struct SubjectGroup {
  var findings: [Finding]

  /// Gathers findings by subject; the subject with the highest score comes first.
  ///
  /// - Complexity: O(*n* log *n*).
  static func groups(of findings: [Finding]) -> [SubjectGroup] {
    var bySubject: [Subject: [Finding]] = [:]
    for finding in findings { bySubject[finding.subject, default: []].append(finding) }
    return bySubject.values
      .map { SubjectGroup(findings: $0.sorted(by: isMoreSerious)) }
      .sorted { a, b in
        let (first, second) = (a.findings[0], b.findings[0])
        if first.severity != second.severity { return first.severity > second.severity }
        if first.score != second.score { return first.score > second.score }
        if first.subject.value != second.subject.value {
          return precedes(first.subject.value, second.subject.value)
        }
        return precedes(first.subject.kind.rawValue, second.subject.kind.rawValue)
      }
  }

  private static func isMoreSerious(_ a: Finding, _ b: Finding) -> Bool {
    if a.severity != b.severity { return a.severity > b.severity }
    if a.score != b.score { return a.score > b.score }
    if a.first != b.first { return a.first < b.first }
    return a.rule == b.rule ? precedes(a.id, b.id) : precedes(a.rule, b.rule)
  }

  /// Whether one text comes before another in the order of their bytes, the same on every machine.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}
