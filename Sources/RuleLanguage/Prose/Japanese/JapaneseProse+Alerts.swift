internal import EventModel
internal import RuleProgram

extension JapaneseProse {
  /// For a rule over findings: which they are, and when each stands; nothing for other rules.
  func findings(of rule: RuleSyntax) -> String {
    guard words.scope(of: rule).kinds == [.alert] else { return "" }
    var text =
      "試行中のルールの通知と、通知を数えるルールの通知は含みません。通知は、もとのルールの条件が初めて"
      + "成り立った時刻のものとして数えます(暦の区切りで判定するルールでは、その区切りの最後の記録の時刻)。"
    let rules = words.grounds(of: rule)
    if !rules.isEmpty {
      let more = rules.count > 20 ? "、ほか \(rules.count - 20) 件" : ""
      text +=
        "読み込んだルールのうち、次のルールの通知が対象になります: "
        + rules.prefix(20).joined(separator: "、") + more + "。"
    }
    return text
  }
}
