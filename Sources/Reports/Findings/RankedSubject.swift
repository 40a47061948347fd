internal import Detection
internal import EventModel
internal import RuleProgram

/// A person, or another subject, with all findings of a report about it.
struct RankedSubject {
  /// The most serious first; those of rules on trial come last.
  let findings: [Finding]
  /// 1 for whom the report names first.
  let rank: Int
  let course: LeavingCourse?

  /// Ranks the subjects of a run: by the highest score, then by severity and name.
  ///
  /// Those about whom
  /// only rules on trial say something come last.
  ///
  /// - Complexity: O(*n* log *n*) in the findings.
  static func ranked(
    _ all: [Finding], leaving: [String: LeavingCourse] = [:]
  ) -> [RankedSubject] {
    var trial: [Subject: [Finding]] = [:]
    for finding in all where finding.isTrial {
      trial[finding.subject, default: []].append(finding)
    }
    let live = SubjectGroup.groups(of: all.filter { !$0.isTrial }).map(\.findings)
    let scored = live.enumerated().sorted { a, b in
      let (first, second) = (
        a.element.map(\.score).max() ?? 0, b.element.map(\.score).max() ?? 0
      )
      return first != second ? first > second : a.offset < b.offset
    }.map { $0.element + (trial.removeValue(forKey: $0.element[0].subject) ?? []) }
    let rest = SubjectGroup.groups(of: trial.values.flatMap { $0 }).map(\.findings)
    return (scored + rest).enumerated().map { index, findings in
      RankedSubject(
        findings: findings, rank: index + 1,
        course: findings[0].user.flatMap { leaving[$0] })
    }
  }

  var subject: Subject { findings[0].subject }
  var name: String? { findings.lazy.compactMap(\.name).first }
  var department: String? { findings.lazy.compactMap(\.department).first }
  /// The most serious finding.
  var worst: Finding { findings[0] }
  var score: Int { findings.lazy.filter { !$0.isTrial }.map(\.score).max() ?? 0 }
  var lastDay: String? { course?.lastDay ?? findings.lazy.compactMap(\.lastDay).first }

  /// The phase in which the most serious finding falls; `nil` for those who stay.
  var phase: DeparturePhase? {
    findings.lazy.compactMap(\.phase).first { $0 != .none }
  }

  /// What the search of the page looks at.
  var searchText: String {
    [subject.value, name ?? "", department ?? ""].joined(separator: " ").lowercased()
  }

  /// The name of its section in the page.
  var anchor: String { "p-\(rank)" }
}
