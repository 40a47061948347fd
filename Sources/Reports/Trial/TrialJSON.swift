package import Detection
package import EventModel
internal import RuleProgram

/// What became of a rule that was tried, as one JSON object; no text in it depends on a language.
package struct TrialJSON: Sendable {
  private let zone: CivilZone

  /// Creates a writer that prints times in the civil zone of the run.
  package init(zone: CivilZone) { self.zone = zone }

  /// Returns the object and a line feed; the order of the names never changes.
  ///
  /// - Complexity: O(*n*) in what is kept, and in the findings.
  package func line(of trial: RuleTrial, _ summary: RunSummary) -> [UInt8] {
    let wording = UnmetWording(program: trial.program, zone: zone, language: .english)
    var buffer: [UInt8] = []
    var object = JSONObject(taking: &buffer)
    object.add("rule", trial.rule.id)
    object.add("place", trial.rule.place)
    addFindings("matches", trial.findings, to: &object)
    object.add("events_left_out", trial.leftOutCount)
    addFindings("matches_without_exceptions", trial.exemptedFindings, to: &object)
    object.addList("not_evaluable", summary.notEvaluable) { entry, object in
      object.add("source", entry.source)
      object.add("missing", entry.fields)
    }
    object.add("not_applicable", !summary.notApplicable.isEmpty)
    object.addList("steps", Array(trial.rule.steps.indices)) { step, object in
      add(step, of: trial, wording, to: &object)
    }
    object.add("lacking_group", trial.ungroupedCount)
    object.add("near_groups_total", trial.nearGroups.offeredCount)
    object.addList("near_groups", trial.nearGroups.elements) { group, object in
      add(group, trial, wording, to: &object)
    }
    object.close(into: &buffer)
    buffer.append(UInt8(ascii: "\n"))
    return buffer
  }

  private func addFindings(_ name: String, _ findings: [Finding], to object: inout JSONObject) {
    let writer = FindingJSON(zone: zone)
    object.startList(name)
    for (index, finding) in findings.enumerated() {
      object.appendElement(index) { writer.append(finding, to: &$0) }
    }
    object.endList()
  }

  private func add(
    _ step: Int, of trial: RuleTrial, _ wording: UnmetWording, to object: inout JSONObject
  ) {
    let notation = RuleNotation(trial.program)
    object.add("step", step + 1)
    object.add("name", trial.rule.steps[step].name)
    object.addList("kinds", trial.funnels.filter { $0.step == step }) { funnel, object in
      object.add("kind", funnel.kind.name)
      object.add("events", funnel.seenCount)
      object.add("selected", funnel.selectedCount)
      object.addList("conditions", funnel.levels) { level, object in
        object.add("condition", notation.text(of: level.conjunct.condition))
        object.add("left", level.leftCount)
        object.add("pass_alone", level.passedCount)
        object.add("fail_only", level.onlyObstacleCount)
        object.add("missing", level.missingCount)
        object.add("asks_history", level.conjunct.asksHistory)
      }
    }
    object.add("selected", trial.selectedCounts[step])
    object.add("counted", trial.settledCounts[step])
    add("taken_back", trial.takenBack[step], trial, wording, to: &object)
    add("near_events", trial.nearEvents[step], trial, wording, to: &object)
  }

  private func add(
    _ name: String, _ near: NearestFew<NearEvent>, _ trial: RuleTrial, _ wording: UnmetWording,
    to object: inout JSONObject
  ) {
    let notation = RuleNotation(trial.program)
    object.add("\(name)_total", near.offeredCount)
    object.addList(name, near.elements) { event, object in
      object.add("kind", event.kind.name)
      object.add("time", event.time.text(in: zone))
      object.add("subject", event.subject?.value)
      add(event.place, trial, to: &object)
      object.addList("unmet", event.unmet) { test, object in
        object.add("condition", wording.condition(of: test))
        object.add("exempting", test.role == .exempting)
        object.add("missing", test.missing.fields.map(\.name))
        object.addList("values", test.values) { value, object in
          object.add("name", notation.name(of: value.operand))
          switch value.content {
          case .text(let text): object.add("value", text)
          case .number(let number, .word):
            object.add("value", ValueText.text(of: number, as: .word([]), in: zone))
          case .number(let number, .time):
            object.add("value", Timestamp(microseconds: number).text(in: zone))
          case .number(let number, _): object.add("value", number)
          }
        }
        object.add("off_by", test.gap)
        object.add("too_early", test.isTooEarly)
        object.addList("parts", test.parts) { part, object in
          object.add("condition", notation.text(of: part.predicate))
          object.add("true", part.isTrue)
        }
      }
    }
  }

  private func add(
    _ group: NearGroup, _ trial: RuleTrial, _ wording: UnmetWording, to object: inout JSONObject
  ) {
    object.add("subject", group.subject.value)
    object.add("group", group.group)
    object.add("first", group.first.text(in: zone))
    object.add("last", group.last.text(in: zone))
    object.add("events", group.eventCount)
    add(group.firstPlace, trial, to: &object)
    object.addObject("last_place") { add(group.lastPlace, trial, to: &$0) }
    switch group.shortfall {
    case .totals(let totals):
      let notation = RuleNotation(trial.program)
      object.addList("unmet", totals) { total, object in
        object.add("left", notation.text(of: total.left, as: total.unit, in: trial.rule))
        object.add("comparison", total.comparison.rawValue)
        object.add("right", notation.text(of: total.right, as: total.unit, in: trial.rule))
        object.add("left_value", total.leftValue)
        object.add("right_value", total.rightValue)
        object.add("off_by", total.gap)
      }
    case .sequence(let sequence):
      object.add("steps_met", sequence.metCount)
      object.add("next_step_has", sequence.filledCount)
      object.add("next_step_needs", sequence.neededCount)
      object.addObject("step_events") { counts in
        for (step, count) in sequence.selectedCounts.enumerated() {
          counts.add(wording.name(ofStep: step), count)
        }
      }
      object.add("late_by_microseconds", sequence.lateness)
    }
  }

  private func add(_ place: SourcePlace, _ trial: RuleTrial, to object: inout JSONObject) {
    object.add("file", trial.files[Int(place.source)])
    object.add("line", place.line)
  }
}
