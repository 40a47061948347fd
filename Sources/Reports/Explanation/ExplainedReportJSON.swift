internal import ByteScan
internal import Detection
internal import EventModel
internal import RuleProgram

/// Why a finding stands, as one JSON object; no text in it depends on a language but that of rules.
package struct ExplainedReportJSON: Sendable {
  private let report: ExplainedReport

  /// Creates the writer of a report.
  package init(_ report: ExplainedReport) { self.report = report }

  /// Returns the object and a line feed; the order of the names never changes.
  ///
  /// - Complexity: O(*n*) in the contributing events and their lines.
  package func line() -> [UInt8] {
    var buffer: [UInt8] = []
    var object = JSONObject(taking: &buffer)
    let finding = report.explanation?.finding ?? report.finding
    object.add("id", report.finding.id)
    object.add("rule", report.finding.rule)
    object.add("place", report.rule.map { report.program.rules[$0].place })
    object.add("whole", report.isWhole)
    object.add("obstacle", report.obstacle?.rawValue)
    object.addList("differences", report.differences) { difference, object in
      object.add("name", difference.name)
      object.add("report", difference.before)
      object.add("now", difference.now)
    }
    object.add("finding") { FindingJSON(zone: report.zone).append(finding, to: &$0) }
    addContribution(to: &object)
    object.addList("other_findings", report.subject?.others ?? []) { other, object in
      object.add("id", other.id)
      object.add("first", other.first.text(in: report.zone))
      object.add("last", other.last.text(in: report.zone))
      object.add("severity", other.severity.name)
      object.add("score", other.score)
    }
    addMisses(to: &object)
    object.addList("evidence", Array(zip(report.finding.evidence, report.evidence))) {
      let (line, state) = $0
      $1.add("file", line.file)
      $1.add("line", line.line)
      $1.add("offset", line.offset)
      $1.add("sha256", line.sha256)
      $1.add("state", state.rawValue)
    }
    object.add("evidence_total", report.finding.evidenceTotal)
    object.close(into: &buffer)
    buffer.append(UInt8(ascii: "\n"))
    return buffer
  }

  private func addContribution(to object: inout JSONObject) {
    guard let explanation = report.explanation, let index = report.rule else { return }
    let rule = report.program.rules[index]
    let writer = ExplanationJSON(report: report, explanation: explanation, rule: rule)
    writer.add(to: &object)
  }

  private func addMisses(to object: inout JSONObject) {
    let subject = report.subject
    for (name, misses) in [
      ("near_misses", subject?.ownMisses), ("near_misses_of_other_rules", subject?.otherMisses),
    ] {
      object.addList(name, misses?.elements ?? []) { miss, object in
        add(miss, to: &object)
      }
    }
    let wording = report.rule.map {
      UnmetWording(program: report.program.onlyRule($0), zone: report.zone, language: .english)
    }
    object.addList("near_events", subject?.nearEvents ?? []) { near, object in
      object.add("time", near.time.text(in: report.zone))
      object.add("kind", near.kind.name)
      object.add("file", report.files[Int(near.place.source)])
      object.add("line", near.place.line)
      object.add("unmet", near.unmet.map { wording?.condition(of: $0) ?? "" })
      object.add("off_by", near.unmet.first?.gap)
    }
  }

  private func add(_ miss: NearMiss, to object: inout JSONObject) {
    let rule = report.program.rules[miss.rule]
    let notation = RuleNotation(report.program)
    object.add("rule", rule.id)
    object.add("group", miss.group.group)
    object.add("first", miss.group.first.text(in: report.zone))
    object.add("last", miss.group.last.text(in: report.zone))
    object.add("events", miss.group.eventCount)
    if !rule.isOverAlerts {
      object.add("file", report.files[Int(miss.group.firstPlace.source)])
      object.add("line", miss.group.firstPlace.line)
    }
    switch miss.group.shortfall {
    case .totals(let totals):
      object.addList("unmet", totals) { total, object in
        object.add("left", notation.text(of: total.left, as: total.unit, in: rule))
        object.add("comparison", total.comparison.rawValue)
        object.add("right", notation.text(of: total.right, as: total.unit, in: rule))
        object.add("left_value", total.leftValue)
        object.add("right_value", total.rightValue)
        object.add("off_by", total.gap)
      }
    case .sequence(let sequence):
      object.add("steps_met", sequence.metCount)
      object.add("next_step_has", sequence.filledCount)
      object.add("next_step_needs", sequence.neededCount)
      object.add("late_by_microseconds", sequence.lateness)
    }
  }
}
