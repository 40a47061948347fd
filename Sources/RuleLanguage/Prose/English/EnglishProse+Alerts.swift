internal import EventModel
internal import RuleProgram

extension EnglishProse {
  /// For a rule over findings: which they are, and when each stands; nothing for other rules.
  func findings(of rule: RuleSyntax) -> String {
    guard words.scope(of: rule).kinds == [.alert] else { return "" }
    var text =
      "Findings of rules on trial, and of other rules over findings, do not count. A finding counts"
      + " at the moment at which the condition of its rule first held; that of a civil period at the"
      + " last record of it."
    let rules = words.grounds(of: rule)
    if !rules.isEmpty {
      let more = rules.count > 20 ? " and \(rules.count - 20) more" : ""
      text +=
        " Of the rules that are loaded, the findings of these can count: "
        + rules.prefix(20).joined(separator: ", ") + more + "."
    }
    return text
  }
}
