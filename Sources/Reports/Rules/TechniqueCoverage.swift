package import RuleProgram

/// A technique of MITRE ATT&CK with the rules that look for it.
package struct TechniqueCoverage: Hashable, Sendable {
  /// Such as `T1567.002`.
  package var technique: String
  /// In the order of their ids.
  package var rules: [CompiledRule]

  /// The rules whose findings count; a rule on trial covers nothing yet.
  package var liveRules: [CompiledRule] { rules.filter { !$0.isTrial } }

  /// Returns the techniques that rules name, in the order of their ids.
  ///
  /// - Complexity: O(*n* log *n*) in the rules and their tags.
  package static func all(of program: RuleProgram) -> [TechniqueCoverage] {
    var rules: [String: [CompiledRule]] = [:]
    for listing in RuleListing.all(of: program) {
      for technique in listing.techniques { rules[technique, default: []].append(listing.rule) }
    }
    return rules.sorted { $0.key < $1.key }.map { TechniqueCoverage(technique: $0, rules: $1) }
  }

  /// Returns the ids of the rules that name no technique, in their order.
  package static func untaggedRules(of program: RuleProgram) -> [String] {
    RuleListing.all(of: program).filter(\.techniques.isEmpty).map(\.rule.id)
  }
}
