internal import Detection
internal import EventModel
internal import RuleProgram
internal import StateStore

/// Whose findings a run has looked for anew, and which of them.
struct JudgedSubjects: Sendable {
  private let whole: Set<[UInt8]>
  private let near: [[UInt8]: NearScope]
  /// By the id of a rule: its index.
  private let numbers: [String: UInt16]

  /// Those whom the new lines of a run concern.
  init(_ concern: Concern, in program: RuleProgram) {
    whole = concern.subjects
    near = concern.near
    numbers = program.ruleNumbers
  }

  /// Whether a finding that stood would have been found if it held.
  func contains(_ finding: KeptFinding) -> Bool {
    if whole.contains(finding.subject) { return true }
    guard let scope = near[finding.subject], let span = StandingSpan(finding, numbers) else {
      return false
    }
    return scope.covers(span)
  }
}

extension StandingSpan {
  /// As much of a finding as matters to others; `nil` if it is of none of the rules.
  init?(_ finding: KeptFinding, _ numbers: [String: UInt16]) {
    guard let rule = numbers[finding.rule] else { return nil }
    self.init(
      rule: rule, first: finding.first.microseconds, last: finding.last.microseconds)
  }
}

extension RuleProgram {
  /// The indices of rules, by their ids.
  var ruleNumbers: [String: UInt16] {
    var numbers: [String: UInt16] = [:]
    for (index, rule) in rules.enumerated() { numbers[rule.id] = UInt16(index) }
    return numbers
  }
}
