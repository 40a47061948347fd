internal import Detection
internal import EventModel
package import RuleProgram

/// What rules cost a run, as one JSON object.
package enum PlanJSON {
  /// Returns the object and a line feed; the order of the names never changes.
  ///
  /// - Complexity: O(*n*) in the rules and their conditions.
  package static func line(of planned: PlannedRun, _ program: RuleProgram) -> [UInt8] {
    let notation = RuleNotation(program)
    var buffer: [UInt8] = []
    var object = JSONObject(taking: &buffer)
    object.add("roots", planned.cost.roots.map(\.name))
    object.addList("rules", planned.cost.rules) { cost, object in
      add(cost, planned, notation, to: &object)
    }
    object.addList("sources", planned.sources) { source, object in
      object.add("format", source.format)
      object.add("kind", source.kind.name)
      object.add("taken", source.taken.fields.map(\.name))
      object.add("left", source.carried.subtracting(source.taken).fields.map(\.name))
      object.add("looks_ahead", source.looksAhead)
      object.add("skims", source.skims)
      object.addList("cannot_answer", source.unanswerable) { entry, object in
        object.add("rule", entry.rule)
        object.add("missing", entry.lacking.fields.map(\.name))
      }
    }
    object.addList("kinds", planned.cost.kinds) { kind, object in
      object.add("kind", kind.kind.name)
      add(kind.lookAhead, isAsked: planned.looksAhead(at: kind.kind), notation, to: &object)
      object.add("read_whole_for", kind.openers)
      object.add("read_whole_for_history", kind.historians)
    }
    object.close(into: &buffer)
    buffer.append(UInt8(ascii: "\n"))
    return buffer
  }

  private static func add(
    _ cost: RuleCost, _ planned: PlannedRun, _ notation: RuleNotation, to object: inout JSONObject
  ) {
    let rule = cost.rule
    object.add("rule", rule.id)
    object.add("root", rule.root.name)
    object.add("group_by", rule.groupBy.map { notation.name(of: $0) })
    object.add(
      "window", RuleListing(rule: rule, alertTestCount: 0, silenceTestCount: 0).window)
    object.add("steps", rule.steps.count)
    object.add("combinable", cost.isCombinable)
    object.addList("kinds", cost.selected) { selected, object in
      object.add("kind", selected.kind.name)
      let fields = rule.fields.fields.filter {
        Schema.declaration(of: $0, in: selected.kind) != nil
      }
      object.add("fields", fields.map(\.name))
      add(
        selected.lookAhead, isAsked: planned.looksAhead(at: selected.kind), notation, to: &object)
      object.add("read_whole_for_history", cost.kindsReadForHistory.contains(selected.kind))
      object.addObject("fact") { fact in
        fact.add("fixed_bytes", selected.fact.fixedByteCount)
        fact.add("fields", selected.fact.fields.map(\.name))
      }
    }
    object.addObject("memory") { object in
      object.add("bytes_per_event", cost.memory.perEvent)
      object.add(
        "totals_of_values",
        cost.memory.totalsOfValues.map { notation.text(of: rule.aggregates[$0]) })
      object.add("sequence_bytes", cost.memory.sequence)
      object.add("bytes_per_habit_day", cost.memory.perHabitDay)
      object.add("bytes_per_sighted_value", cost.memory.perSightedValue)
      object.add("bytes_per_sighted_day", cost.memory.perSightedDay)
    }
  }

  private static func add(
    _ lookAhead: LookAhead, isAsked: Bool, _ notation: RuleNotation, to object: inout JSONObject
  ) {
    object.addObject("look_ahead") { ahead in
      // A source that does not ask ahead reads every line, whatever could be asked.
      ahead.add("asked", isAsked)
      ahead.add("admits_all", lookAhead.admitsAll)
      ahead.add("condition", notation.text(of: lookAhead.condition))
      ahead.addList("open", lookAhead.open) { add($0, to: &$1) }
      ahead.addList("closed", lookAhead.closed) { add($0, to: &$1) }
      ahead.add("first_look_bytes_out", lookAhead.firstLook?.leastBytesOut)
      ahead.add("first_look_departed", lookAhead.firstLook?.admitsDeparted ?? false)
    }
  }

  private static func add(_ pair: LookAhead.Pair, to object: inout JSONObject) {
    object.add("method", pair.method?.text)
    object.add("outcome", pair.outcome?.text)
  }
}
