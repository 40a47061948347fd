internal import Detection
internal import EventModel
internal import RuleProgram

/// Findings as JSON Lines of the Open Cybersecurity Schema Framework, version 1.5.0: class Data
/// Security Finding (2006), activity Create.
///
/// Times are milliseconds since 1970-01-01 in UTC, as OCSF wants them. The whole finding, in the
/// form of JSON Lines, stands in `unmapped`.
package struct OCSFReport: Sendable {
  private let version: String

  /// Creates a report that names the version of the program.
  package init(version: String) { self.version = version }

  /// Hands each finding, as one line, to the receiver; nothing is kept.
  ///
  /// - Throws: What the receiver throws.
  /// - Complexity: O(*n*) in the findings and their evidence.
  package func write<Failure: Error>(
    _ run: PublishedRun, to receive: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var line: [UInt8] = []
    for finding in run.findings {
      line.removeAll(keepingCapacity: true)
      append(finding, in: run, to: &line)
      line.append(UInt8(ascii: "\n"))
      try receive(line.span)
    }
  }

  private func append(_ finding: Finding, in run: PublishedRun, to buffer: inout [UInt8]) {
    var event = JSONObject(taking: &buffer)
    event.add("class_uid", 2006)
    event.add("class_name", "Data Security Finding")
    event.add("category_uid", 2)
    event.add("category_name", "Findings")
    event.add("activity_id", 1)
    event.add("activity_name", "Create")
    event.add("type_uid", 200_601)
    event.add("type_name", "Data Security Finding: Create")
    event.add("severity_id", finding.severity.rawValue + 1)
    event.add("severity", Self.severityName(finding.severity))
    event.add("status_id", 1)
    event.add("status", "New")
    event.add("time", Self.milliseconds(finding.last))
    event.add("start_time", Self.milliseconds(finding.first))
    event.add("end_time", Self.milliseconds(finding.last))
    event.add("count", max(finding.count, 1))
    event.add("confidence_score", min(max(finding.score, 0), 100))
    event.add("is_alert", !finding.isTrial)
    event.add("message", VisibleText.of(finding.message.isEmpty ? finding.title : finding.message))
    event.addObject("metadata") { metadata in
      metadata.add("version", "1.5.0")
      metadata.add("uid", finding.id)
      metadata.addObject("product") { product in
        product.add("name", "exfil")
        product.add("vendor_name", "exfil")
        product.add("version", version)
      }
    }
    event.addObject("finding_info") { info in add(finding, to: &info) }
    event.addObject("data_security") { security in
      security.add("detection_system_id", 99)
      security.add("detection_system", "Log analysis")
      security.addObject("policy") { policy in
        policy.add("uid", finding.rule)
        policy.add("name", VisibleText.of(finding.title))
      }
    }
    add(finding.subject, of: finding, to: &event)
    event.add("unmapped") { FindingJSON(zone: run.zone).append(finding, to: &$0) }
    event.close(into: &buffer)
  }

  private func add(_ finding: Finding, to info: inout JSONObject) {
    info.add("uid", finding.id)
    info.add("title", VisibleText.of(finding.title.isEmpty ? finding.rule : finding.title))
    info.add("types", [finding.category])
    info.add("first_seen_time", Self.milliseconds(finding.first))
    info.add("last_seen_time", Self.milliseconds(finding.last))
    if !finding.why.isEmpty { info.add("desc", VisibleText.of(finding.why)) }
    info.addObject("analytic") { analytic in
      analytic.add("type_id", 1)
      analytic.add("type", "Rule")
      analytic.add("uid", finding.rule)
      analytic.add("name", finding.rule)
    }
    guard !finding.attack.isEmpty else { return }
    info.addList("attacks", finding.attack) { name, attack in
      // A sub-technique names its technique before the dot.
      let parts = name.split(separator: ".")
      attack.addObject("technique") { $0.add("uid", String(parts.first ?? "")) }
      if parts.count > 1 { attack.addObject("sub_technique") { $0.add("uid", name) } }
    }
  }

  private func add(_ subject: Subject, of finding: Finding, to event: inout JSONObject) {
    switch subject.kind {
    case .user:
      event.addObject("actor") { actor in
        actor.addObject("user") { user in
          user.add("uid", subject.value)
          user.add("name", finding.name ?? subject.value)
        }
      }
    case .address: event.addObject("src_endpoint") { $0.add("ip", subject.value) }
    case .host: event.addObject("src_endpoint") { $0.add("hostname", subject.value) }
    case .source:
      event.addList("resources", [subject.value]) { value, resource in
        resource.add("name", value)
        resource.add("type", "log")
      }
    }
    if let destination = finding.destinations.first {
      event.addObject("dst_endpoint") { $0.add("name", destination) }
    }
  }

  private static func milliseconds(_ time: Timestamp) -> Int64 {
    time.microseconds / 1000
  }

  private static func severityName(_ severity: Severity) -> String {
    switch severity {
    case .info: "Informational"
    case .low: "Low"
    case .medium: "Medium"
    case .high: "High"
    case .critical: "Critical"
    }
  }
}
