package import Detection
package import EventModel
internal import RuleProgram

/// Findings as JSON Lines for Timesketch: one object a line, never a list.
///
/// Each finding gives a line at the time of its first event (`data_type` is `exfil:finding`), and
/// one for each of its events that is known in detail (`exfil:event`). Every line has the names that
/// Timesketch demands: `message`, `datetime`, `timestamp_desc`.
package struct TimesketchReport: Sendable {
  private let zone: CivilZone

  /// Creates a report that prints times in the civil zone of the run.
  package init(zone: CivilZone) { self.zone = zone }

  /// Hands each line to the receiver; nothing is kept.
  ///
  /// - Throws: What the receiver throws.
  /// - Complexity: O(*n*) in the findings and their shown events.
  package func write<Failure: Error>(
    _ findings: [Finding], to receive: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var line: [UInt8] = []
    for finding in findings {
      line.removeAll(keepingCapacity: true)
      append(finding, to: &line)
      line.append(UInt8(ascii: "\n"))
      for event in finding.shown {
        append(event, of: finding, to: &line)
        line.append(UInt8(ascii: "\n"))
      }
      try receive(line.span)
    }
  }

  private func append(_ finding: Finding, to buffer: inout [UInt8]) {
    var object = JSONObject(taking: &buffer)
    object.add(
      "message",
      "[\(finding.severity.name) \(finding.score)] "
        + VisibleText.of(finding.message.isEmpty ? finding.title : finding.message))
    object.add("datetime", finding.first.text(in: zone))
    object.add("timestamp_desc", "First event of a finding")
    object.add("data_type", "exfil:finding")
    object.add("finding_id", finding.id)
    object.add("rule", finding.rule)
    object.add("category", finding.category)
    object.add("severity", finding.severity.name)
    object.add("score", finding.score)
    object.add("subject_kind", finding.subject.kind.rawValue)
    object.add("subject", finding.subject.value)
    object.add("user", finding.user ?? "")
    object.add("phase", finding.phase?.rawValue ?? "")
    object.add("last_event", finding.last.text(in: zone))
    object.add("event_count", finding.count)
    if let bytes = finding.bytesOut { object.add("bytes_out", bytes) }
    object.add("destinations", finding.destinations.joined(separator: ", "))
    object.add("attack", finding.attack.joined(separator: ", "))
    object.add("trial", finding.isTrial)
    if let first = finding.evidence.first { add(first, to: &object) }
    object.add("tag", ["exfil", finding.severity.name] + finding.attack)
    object.close(into: &buffer)
  }

  private func append(_ event: ShownEvent, of finding: Finding, to buffer: inout [UInt8]) {
    var object = JSONObject(taking: &buffer)
    var parts = [event.kind.name, event.object, event.destination].filter { !$0.isEmpty }
    if let bytes = event.bytesOut { parts.append(ValueText.size(bytes)) }
    object.add(
      "message",
      VisibleText.of("\(finding.subject.value): " + parts.joined(separator: "  ")))
    object.add("datetime", event.time.text(in: zone))
    object.add("timestamp_desc", "Event of a finding")
    object.add("data_type", "exfil:event")
    object.add("finding_id", finding.id)
    object.add("rule", finding.rule)
    object.add("subject", finding.subject.value)
    object.add("user", finding.user ?? "")
    object.add("event_kind", event.kind.name)
    object.add("destinations", event.destination)
    object.add("object", event.object)
    if let bytes = event.bytesOut { object.add("bytes_out", bytes) }
    if event.evidence.lowerBound < event.evidence.upperBound {
      add(finding.evidence[event.evidence.lowerBound], to: &object)
    }
    if let text = event.texts.first { object.add("log_line", text.span) }
    object.close(into: &buffer)
  }

  private func add(_ line: EvidenceLine, to object: inout JSONObject) {
    object.add("file", line.file)
    object.add("line", line.line)
    object.add("sha256", line.sha256)
  }
}
