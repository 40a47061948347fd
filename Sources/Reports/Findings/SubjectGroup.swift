internal import Detection
internal import RuleProgram

/// The findings about one subject, the most serious first.
struct SubjectGroup {
  let findings: FindingSelection

  var subject: Subject { findings[0].subject }

  /// Gathers findings by subject; the subject with the most serious finding comes first.
  ///
  /// - Parameters:
  ///   - all: The findings of a report; they are not copied.
  ///   - isWanted: Whether one of them is gathered.
  /// - Returns: A group for each subject.
  /// - Complexity: O(*n* log *n*), and some ten bytes a finding.
  static func groups(
    of all: [Finding], where isWanted: (Finding) -> Bool
  ) -> [SubjectGroup] {
    var bySubject: [Subject: [Int]] = [:]
    for place in all.indices where isWanted(all[place]) {
      bySubject[all[place].subject, default: []].append(place)
    }
    return bySubject.values
      .map { places in
        let sorted = places.sorted { isMoreSerious(all[$0], all[$1]) }
        return SubjectGroup(findings: FindingSelection(of: all, at: sorted))
      }
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
