internal import Detection
package import EventModel

/// What `exfil identify` says about inputs, for programs: one object an input and line.
package struct IdentityJSON: Sendable {
  private let zone: CivilZone

  /// Creates a writer that prints times in the civil zone.
  package init(zone: CivilZone) { self.zone = zone }

  /// Returns an object and a line feed for each input; the order of the names never changes.
  package func lines(of identities: [InputIdentity]) -> [UInt8] {
    var buffer: [UInt8] = []
    for identity in identities { append(identity, to: &buffer) }
    return buffer
  }

  private func append(_ identity: InputIdentity, to buffer: inout [UInt8]) {
    var object = JSONObject(taking: &buffer)
    object.add("file", identity.name)
    object.add("status", identity.status)
    object.add("understood", identity.isUnderstood)
    object.addList("formats", identity.formats) { format, element in
      element.add("name", format.name)
      element.add("reasons", format.reasons.map(\.english))
    }
    object.add("ambiguous", identity.ambiguous)
    object.addList("runner_up", identity.runnerUp.map { [$0] } ?? []) { other, element in
      element.add("name", other.name)
      element.add("lines", other.lineCount)
      element.add("of", other.sampledCount)
    }
    object.add("encoding", identity.encoding)
    object.add("gzip", identity.isGzip)
    object.add("zone", identity.zone.english)
    object.add("year", identity.year?.english)
    addContents(of: identity, to: &object)
    object.addList("kinds", identity.kinds) { kind, element in add(kind, to: &element) }
    object.add("needs", identity.needs.map(\.english))
    object.addObject("rules") { rules in
      rules.add("can", identity.answerableRules)
      add("cannot", identity.unanswerableRules, to: &rules)
      add("see_nothing", identity.unfedRules, to: &rules)
    }
    object.close(into: &buffer)
    buffer.append(UInt8(ascii: "\n"))
  }

  /// What was read; left out where only the front was.
  private func addContents(of identity: InputIdentity, to object: inout JSONObject) {
    guard let account = identity.lines else { return }
    object.add("lines", account.lines)
    object.add("event_lines", account.eventLines)
    object.add("ignored", counts: account.ignored)
    object.add("rejected", counts: account.rejected)
    object.addList("first_rejects", account.firstRejects) { reject, element in
      element.add("reason", reject.reason)
      element.add("line", reject.line)
      element.add("offset", reject.offset)
      element.add("sample", reject.sample.span)
    }
    object.add("first_event", account.firstEvent.map { $0.text(in: zone) })
    object.add("last_event", account.lastEvent.map { $0.text(in: zone) })
  }

  private func add(_ kind: InputIdentity.Kind, to object: inout JSONObject) {
    object.add("kind", kind.kind)
    object.add("source", kind.source)
    object.add("events", kind.events)
    object.add("filled", counts: Dictionary(kind.filled.map { ($0.name, $0.events) }) { $1 })
    object.add(kind.events == nil ? "carried" : "never_filled", kind.empty)
    object.addList("missing", kind.missing) { missing, element in
      element.add("field", missing.name)
      element.add("advice", missing.advice.english)
    }
  }

  private func add(
    _ name: String, _ rules: [InputIdentity.SilentRule], to object: inout JSONObject
  ) {
    object.addList(name, rules) { rule, element in
      element.add("rule", rule.rule)
      element.add("fields", rule.missingFields)
      element.add("advice", rule.advice.english)
    }
  }
}
