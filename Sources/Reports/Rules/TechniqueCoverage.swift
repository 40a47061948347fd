internal import RuleProgram

/// A technique of MITRE ATT&CK with the rules that look for it.
package struct TechniqueCoverage: Hashable, Sendable {
  /// Such as `T1567.002`.
  package var technique: String
  /// In the order of their ids.
  package var rules: [RuleListing]

  /// The rules whose findings count; a rule on trial or disabled covers nothing.
  package var liveRules: [RuleListing] { rules.filter(\.isLive) }

  /// Returns the techniques that rules name, in the order of their ids.
  ///
  /// - Complexity: O(*n* log *n*) in the rules and their tags.
  package static func all(of listings: [RuleListing]) -> [TechniqueCoverage] {
    var rules: [String: [RuleListing]] = [:]
    for listing in listings {
      for technique in listing.techniques { rules[technique, default: []].append(listing) }
    }
    return rules.sorted { $0.key < $1.key }.map { TechniqueCoverage(technique: $0, rules: $1) }
  }

  /// Returns the ids of the rules that name no technique, in their order.
  package static func untaggedRules(of listings: [RuleListing]) -> [String] {
    listings.filter(\.techniques.isEmpty).map(\.rule.id)
  }
}
