internal import ByteScan
internal import Detection
internal import EventModel
internal import RuleProgram

/// The part of an explanation that was found out from the logs, as members of a JSON object.
struct ExplanationJSON {
  let report: ExplainedReport
  let explanation: FindingExplanation
  let rule: CompiledRule

  private var notation: RuleNotation { RuleNotation(report.program) }

  func add(to object: inout JSONObject) {
    object.add("totals", rule.aggregates.map { notation.text(of: $0) })
    object.add("held_at", explanation.opening)
    object.addList("events", Array(explanation.events.indices)) { position, object in
      add(position, to: &object)
    }
    object.addList("comparisons", explanation.comparisons) { compared, object in
      object.add("left", notation.text(of: compared.left, as: compared.unit, in: rule))
      object.add("comparison", compared.comparison.rawValue)
      object.add("right", notation.text(of: compared.right, as: compared.unit, in: rule))
      object.addObject("when_held") { add(compared.atOpening, to: &$0) }
      object.addObject("in_the_end") { add(compared.atEnd, to: &$0) }
    }
    object.addList("habits", explanation.habits) { habit, object in
      object.add("total", notation.text(of: rule.aggregates[habit.habit.aggregate]))
      object.add("function", habit.habit.function.rawValue)
      object.add("of_days", habit.habit.dayCount)
      object.add("value", habit.value)
      object.addList("days", habit.days) { day, object in
        object.add("day", day.date.text)
        object.add("total", day.total)
      }
    }
    object.addList("newness", explanation.news) { news, object in
      object.add("field", notation.name(of: news.newness.operand))
      object.add("value", news.value)
      object.add("asked_days", news.newness.dayCount)
      object.add("day", news.date.text)
      object.add("last_seen", news.lastSeen?.text)
      object.add("known_since", news.knownSince?.text)
    }
    object.addObject("score") { add(explanation.score, to: &$0) }
  }

  private func add(_ position: Int, to object: inout JSONObject) {
    let event = explanation.events[position]
    object.add("time", event.time.text(in: report.zone))
    object.add("kind", event.kind.name)
    let steps = explanation.steps.indices.filter { explanation.steps[$0].contains(position) }
    if !explanation.steps.isEmpty {
      object.add(
        "steps", steps.map { rule.steps[$0].name ?? "step \($0 + 1)" })
    }
    if let ground = event.ground {
      object.addObject("finding") { object in
        object.add("id", ground.id)
        object.add("rule", ground.rule)
        object.add("severity", ground.severity.name)
        object.add("score", ground.score)
      }
    }
    object.addList("values", event.values) { value, object in
      object.add("name", notation.name(of: value.operand))
      switch value.content {
      case .text(let text): object.add("value", text)
      case .number(let number, .time):
        object.add("value", Timestamp(microseconds: number).text(in: report.zone))
      case .number(let number, _): object.add("value", number)
      }
    }
    object.startList("totals")
    for (index, total) in event.totals.enumerated() {
      object.appendElement(index) { buffer in
        if let total {
          JSONText.append(total, to: &buffer)
        } else {
          buffer.append(contentsOf: "null".utf8)
        }
      }
    }
    object.endList()
    object.addList("lines", event.lines) { line, object in
      object.add("file", report.files[Int(line.place.source)])
      object.add("line", line.place.line)
      object.add("offset", line.place.offset)
      object.add("sha256", line.sha256)
      if let text = line.text { object.add("text", text.span) }
    }
  }

  private func add(_ reading: ExplainedComparison.Reading, to object: inout JSONObject) {
    object.add("left", reading.left)
    object.add("right", reading.right)
    object.add("holds", reading.holds)
    object.add("margin", reading.margin)
  }

  private func add(_ score: ExplainedScore, to object: inout JSONObject) {
    object.add("base", score.base)
    object.addList("terms", score.terms) { term, object in
      object.add("add", term.points)
      object.add("why", term.why)
      object.add("added", term.isAdded)
      object.add("first_event", term.firstEvent)
    }
    object.add("sum", score.sum)
    object.add("score", score.score)
    object.add("event", score.event)
  }
}
