package import Detection
package import EventModel
internal import RuleProgram

/// A finding as one JSON object, in the shape that other programs rely on.
package struct FindingJSON: Sendable {
  private let zone: CivilZone

  /// Creates a writer that prints times in the civil zone of the run.
  package init(zone: CivilZone) { self.zone = zone }

  /// Appends the object, without a line feed; the order of its names never changes.
  ///
  /// - Complexity: O(*n*) in the texts and the evidence of the finding.
  package func append(_ finding: Finding, to buffer: inout [UInt8]) {
    var object = JSONObject(taking: &buffer)
    object.add("id", finding.id)
    object.add("rule", finding.rule)
    object.add("title", finding.title)
    object.add("category", finding.category)
    object.add("severity", finding.severity.name)
    object.add("score", finding.score)
    object.addList("score_terms", finding.scoreTerms) { term, element in
      element.add("add", term.points)
      element.add("why", term.why)
    }
    object.addObject("subject") { subject in
      subject.add("kind", finding.subject.kind.rawValue)
      subject.add("value", finding.subject.value)
    }
    object.add("user", finding.user)
    object.add("name", finding.name)
    object.add("department", finding.department)
    object.add("phase", finding.phase?.rawValue)
    object.add("last_day", finding.lastDay)
    object.add("first", finding.first.text(in: zone))
    object.add("last", finding.last.text(in: zone))
    object.add("count", finding.count)
    object.add("bytes_out", finding.bytesOut)
    object.add("destinations", finding.destinations)
    object.add("message", finding.message)
    // What the rule's author has left out is left out here.
    if !finding.why.isEmpty { object.add("why", finding.why) }
    if !finding.next.isEmpty { object.add("next", finding.next) }
    if !finding.owner.isEmpty { object.add("owner", finding.owner) }
    object.add("attack", finding.attack)
    object.add("trial", finding.isTrial)
    if let field = finding.cappedBy { object.add("capped_by", field) }
    // What a rule over findings rests on; a rule over events has none.
    if !finding.grounds.isEmpty { object.add("findings", finding.grounds.map(\.id)) }
    object.addList("evidence", finding.evidence) { line, element in
      element.add("file", line.file)
      element.add("line", line.line)
      element.add("offset", line.offset)
      element.add("sha256", line.sha256)
    }
    object.add("evidence_total", finding.evidenceTotal)
    object.close(into: &buffer)
  }
}
