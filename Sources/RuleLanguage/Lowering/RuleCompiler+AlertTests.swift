internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Gives a made-up finding what its rule says of every finding, where the test does not.
  ///
  /// A finding always has a score, a severity and a category; one without would be none.
  func addDefaultsOfAlert(to values: inout [Field: RuleTest.GivenEvent.Value]) {
    guard case .text(let name)? = values[.rule] else { return }
    let id = normalized(name, as: .text, isExact: false)
    let rule = program.rules.first { normalized($0.id, as: .text, isExact: false) == id }
    guard let rule else { return }
    if values[.category] == nil { values[.category] = .text(rule.category) }
    if values[.score] == nil { values[.score] = .number(Int64(rule.baseScore)) }
    guard values[.severity] == nil, case .number(let score)? = values[.score] else { return }
    let severity = max(rule.severity, Severity.band(of: Int(clamping: score)))
    values[.severity] = .word(severity.word)
  }
}
