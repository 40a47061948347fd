internal import Detection
internal import EventModel
internal import RuleProgram

/// A person, or another subject, with all findings of a report about it.
struct RankedSubject {
  /// The most serious first; those of rules on trial come last.
  let findings: FindingSelection
  /// 1 for whom the report names first.
  let rank: Int
  let course: LeavingCourse?

  /// Ranks the subjects of a run: by the highest score, then by severity and name.
  ///
  /// Those about whom only rules on trial say something come last.
  ///
  /// - Parameters:
  ///   - all: The findings of a report; they are not copied.
  ///   - withTrial: Whether those of rules on trial count at all.
  ///   - leaving: How people leave, by their `user`.
  /// - Returns: Everybody with findings, the first rank first.
  /// - Complexity: O(*n* log *n*) in the findings.
  static func ranked(
    _ all: [Finding], withTrial: Bool = true, leaving: [String: LeavingCourse] = [:]
  ) -> [RankedSubject] {
    let live = SubjectGroup.groups(of: all) { !$0.isTrial }
    var trial: [Subject: FindingSelection] = [:]
    if withTrial { trial = trialFindings(in: all) }
    let scored = live.enumerated()
      .map { (place: $0.offset, group: $0.element, score: $0.element.score) }
      .sorted { $0.score != $1.score ? $0.score > $1.score : $0.place < $1.place }
      .map { entry in
        let more = trial.removeValue(forKey: entry.group.subject)
        return more.map { entry.group.findings + $0 } ?? entry.group.findings
      }
    let rest =
      trial.isEmpty
      ? []
      : SubjectGroup.groups(of: all) { $0.isTrial && trial[$0.subject] != nil }.map(\.findings)
    return (scored + rest).enumerated().map { index, findings in
      RankedSubject(
        findings: findings, rank: index + 1,
        course: findings[0].user.flatMap { leaving[$0] })
    }
  }

  /// What rules on trial found about each subject, in the order of the report.
  private static func trialFindings(in all: [Finding]) -> [Subject: FindingSelection] {
    var places: [Subject: [Int]] = [:]
    for place in all.indices where all[place].isTrial {
      places[all[place].subject, default: []].append(place)
    }
    return places.mapValues { FindingSelection(of: all, at: $0) }
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

extension SubjectGroup {
  /// The highest score.
  fileprivate var score: Int { findings.lazy.map(\.score).max() ?? 0 }
}
