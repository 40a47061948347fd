package import Detection
package import EventModel
package import RuleProgram

/// Whether a line that a finding rests on is still what it was.
package enum EvidenceState: String, Hashable, Sendable {
  /// The line was read, and its SHA-256 is the one that the finding has.
  case verified
  /// A line stands there, and it is another one.
  case differs
  /// The file cannot be read, or does not have so many lines.
  case notThere = "not_there"
}

/// A finding of a report, and all that could be found out about it.
package struct ExplainedReport: Sendable {
  /// Why a finding could not be derived from the logs once more.
  package enum Obstacle: String, Hashable, Sendable {
    case noRules = "no_rules"
    case noSuchRule = "no_such_rule"
    case noInputs = "no_inputs"
    case notMadeAgain = "not_made_again"
  }

  /// The finding as the report has it.
  package var finding: Finding
  /// The findings that it rests on, as far as the report has them.
  package var grounds: [Finding] = []
  package var program: RuleProgram
  /// The index of its rule, if the rules still have it.
  package var rule: Int?
  /// What the rule counts and when it alerts, in the language of the reader: heading and lines.
  package var prose: [(heading: String, lines: [String])] = []
  package var obstacle: Obstacle?
  /// What the logs tell; `nil` if no rule was applied to them.
  package var subject: SubjectExplanation?
  /// The inputs that were read, as evidence names them.
  package var files: [String] = []
  /// For each line of the finding's evidence.
  package var evidence: [EvidenceState] = []
  package var zone: CivilZone

  /// Creates a report about a finding of which nothing is known yet.
  package init(finding: Finding, program: RuleProgram, zone: CivilZone) {
    self.finding = finding
    self.program = program
    self.zone = zone
  }

  /// Why it stands, if that could be found out.
  package var explanation: FindingExplanation? { subject?.explanation }

  /// What is not as the report has it.
  package var differences: [FindingDifference] {
    explanation.map { FindingDifference.between(finding, $0.finding, in: zone) } ?? []
  }

  /// Whether the finding came about once more, exactly, from lines that are what they were.
  package var isWhole: Bool {
    obstacle == nil && differences.isEmpty && evidence.allSatisfy { $0 == .verified }
  }

  /// How many lines of the evidence are in a state.
  package func count(_ state: EvidenceState) -> Int { evidence.count { $0 == state } }
}

/// Something that a finding of a report says otherwise than the logs and rules do now.
package struct FindingDifference: Hashable, Sendable {
  /// The name in the JSON of findings.
  package var name: String
  package var before: String
  package var now: String

  /// Compares two findings with one id.
  static func between(_ before: Finding, _ now: Finding, in zone: CivilZone) -> [Self] {
    func text(_ number: Int64?) -> String { number.map { String($0) } ?? "null" }
    let all = [
      Self(name: "title", before: before.title, now: now.title),
      Self(name: "severity", before: before.severity.name, now: now.severity.name),
      Self(name: "score", before: String(before.score), now: String(now.score)),
      Self(
        name: "capped_by", before: before.cappedBy ?? "null", now: now.cappedBy ?? "null"),
      Self(name: "first", before: before.first.text(in: zone), now: now.first.text(in: zone)),
      Self(name: "last", before: before.last.text(in: zone), now: now.last.text(in: zone)),
      Self(name: "count", before: String(before.count), now: String(now.count)),
      Self(name: "bytes_out", before: text(before.bytesOut), now: text(now.bytesOut)),
      Self(
        name: "evidence_total", before: String(before.evidenceTotal),
        now: String(now.evidenceTotal)),
    ]
    return all.filter { $0.before != $0.now }
  }
}
