internal import Detection
internal import EventModel
internal import RuleProgram

/// Tells what else of the same subject came near to a finding.
struct NearMissText {
  let report: ExplainedReport
  let language: ReportLanguage

  var sections: [ExplanationWording.Section] {
    guard let subject = report.subject, let rule = report.rule else { return [] }
    return [
      (
        language("Near misses of this rule, same subject", "同じ対象で、このルールに近かったもの"),
        subject.ownMisses.elements.flatMap { lines($0, namesRule: false) }
      ),
      (
        language(
          "Events that fail one condition of this rule, same subject", "同じ対象で、このルールの条件を一つだけ欠く出来事"),
        subject.nearEvents.flatMap { lines($0, rule) }
      ),
      (
        language("Near misses of other rules, same subject", "同じ対象で、他のルールに近かったもの"),
        subject.otherMisses.elements.flatMap { lines($0, namesRule: true) }
      ),
    ]
  }

  private func wording(_ rule: Int) -> UnmetWording {
    UnmetWording(program: report.program.onlyRule(rule), zone: report.zone, language: language)
  }

  private func lines(_ miss: NearMiss, namesRule: Bool) -> [String] {
    let group = miss.group
    var parts: [String] = []
    if namesRule { parts.append(VisibleText.of(report.program.rules[miss.rule].id)) }
    parts += group.group.map { VisibleText.of($0) }
    parts.append(
      group.first.span(to: group.last, in: report.zone))
    parts.append(
      language(
        QuantityText.count(group.eventCount, "event"), "\(QuantityText.count(group.eventCount)) 件"))
    if !report.program.rules[miss.rule].isOverAlerts {
      var places = place(group.firstPlace)
      if group.lastPlace != group.firstPlace { places += " … " + place(group.lastPlace) }
      parts.append(places)
    }
    let wording = wording(miss.rule)
    let shortfall: [String] =
      switch group.shortfall {
      case .totals(let totals): totals.map { wording.line($0) }
      case .sequence(let sequence): [wording.line(sequence)]
      }
    return [parts.joined(separator: "  ")] + shortfall.map { "  " + $0 }
  }

  private func lines(_ near: NearEvent, _ rule: Int) -> [String] {
    let wording = wording(rule)
    return ["\(near.time.minutes(in: report.zone))  \(near.kind.name)  \(place(near.place))"]
      + near.unmet.map { "  " + wording.line($0) }
  }

  private func place(_ place: SourcePlace) -> String {
    "\(VisibleText.of(report.files[Int(place.source)])):\(place.line)"
  }
}
