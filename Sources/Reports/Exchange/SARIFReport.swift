internal import Detection
internal import EventModel
internal import RuleProgram

/// Findings in the Static Analysis Results Interchange Format, version 2.1.0 (an OASIS standard).
///
/// One run; each finding is a result at the first line of its evidence, the further lines stand in
/// `relatedLocations`. Lines of compressed inputs are those of the decompressed text. Inputs that
/// were not read whole and rules that could not be evaluated are notifications of the invocation.
package struct SARIFReport: Sendable {
  private let version: String
  private let language: ReportLanguage

  /// Creates a report that names the version of the program.
  package init(version: String, language: ReportLanguage = .english) {
    self.version = version
    self.language = language
  }

  /// Hands the report, result by result, to the receiver.
  ///
  /// - Throws: What the receiver throws.
  /// - Complexity: O(*n*) in the findings and their evidence.
  package func write<Failure: Error>(
    _ run: PublishedRun, to receive: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var buffer = Array(
      #"{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":["#.utf8
    )
    buffer += #"{"tool":{"driver":"#.utf8
    let rules = appendDriver(of: run.findings, to: &buffer)
    buffer += #"},"columnKind":"unicodeCodePoints","invocations":["#.utf8
    appendInvocation(of: run, to: &buffer)
    buffer += #"],"results":["#.utf8
    for (index, finding) in run.findings.enumerated() {
      buffer += (index == 0 ? "\n" : ",\n").utf8
      append(finding, rule: rules[finding.rule] ?? 0, in: run, to: &buffer)
      try receive(buffer.span)
      buffer.removeAll(keepingCapacity: true)
    }
    buffer += "\n]}]}\n".utf8
    try receive(buffer.span)
  }

  /// Describes the tool and the rules that have findings; returns the place of each rule.
  private func appendDriver(of findings: [Finding], to buffer: inout [UInt8]) -> [String: Int] {
    var places: [String: Int] = [:]
    var rules: [Finding] = []
    for finding in findings where places[finding.rule] == nil {
      places[finding.rule] = rules.count
      rules.append(finding)
    }
    var driver = JSONObject(taking: &buffer)
    driver.add("name", "exfil")
    driver.add("version", version)
    driver.addList("rules", rules) { finding, rule in
      rule.add("id", finding.rule)
      rule.addObject("shortDescription") { $0.add("text", shown(finding.title)) }
      if !finding.why.isEmpty {
        rule.addObject("fullDescription") { $0.add("text", shown(finding.why)) }
      }
      if !finding.next.isEmpty { rule.addObject("help") { $0.add("text", shown(finding.next)) } }
      rule.addObject("properties") { properties in
        properties.add("category", finding.category)
        properties.add("tags", finding.attack.map { "attack.\($0)" })
      }
    }
    driver.close(into: &buffer)
    return places
  }

  private func appendInvocation(of run: PublishedRun, to buffer: inout [UInt8]) {
    var invocation = JSONObject(taking: &buffer)
    invocation.add("executionSuccessful", run.isWhole)
    invocation.add("exitCode", run.conclusion.exitStatus)
    let notes =
      run.summary.incompleteInputs.map { input in
        (
          id: input.codes.first ?? input.status, file: input.name,
          text: input.notes.map { note in
            ConditionAdvice.of(note.code, language)?.meaning ?? note.code
          }.joined(separator: "; ")
        )
      }
      + run.summary.notEvaluable.map { entry in
        (
          id: "not_evaluable", file: entry.source,
          text: entry.rule + ": "
            + language(
              "the source does not carry ", "記録されていない項目: ") + entry.fields.joined(separator: ", ")
        )
      }
    invocation.addList("toolExecutionNotifications", notes) { note, element in
      element.add("level", "warning")
      element.addObject("message") {
        $0.add("text", shown(note.text.isEmpty ? note.id : note.text))
      }
      element.addObject("descriptor") { $0.add("id", note.id) }
      element.add("locations") { buffer in
        buffer += "[".utf8
        var location = JSONObject(taking: &buffer)
        location.addObject("physicalLocation") { physical in
          physical.addObject("artifactLocation") { $0.add("uri", FileURI.reference(to: note.file)) }
        }
        location.close(into: &buffer)
        buffer += "]".utf8
      }
    }
    invocation.close(into: &buffer)
  }

  private func append(
    _ finding: Finding, rule: Int, in run: PublishedRun, to buffer: inout [UInt8]
  ) {
    var result = JSONObject(taking: &buffer)
    result.add("ruleId", finding.rule)
    result.add("ruleIndex", rule)
    result.add("level", finding.isTrial ? "note" : Self.level(finding.severity))
    result.add("rank", min(max(finding.score, 0), 100))
    result.addObject("message") { message in
      message.add("text", shown(finding.message.isEmpty ? finding.title : finding.message))
    }
    result.addList("locations", Array(finding.evidence.prefix(1)), add)
    if finding.evidence.count > 1 {
      result.addList("relatedLocations", Array(finding.evidence.dropFirst()), add)
    }
    result.addObject("partialFingerprints") { $0.add("exfilFindingId/v1", finding.id) }
    result.addObject("properties") { properties in
      properties.add("finding") { FindingJSON(zone: run.zone).append(finding, to: &$0) }
    }
    result.close(into: &buffer)
  }

  private func add(_ line: EvidenceLine, to element: inout JSONObject) {
    element.addObject("physicalLocation") { physical in
      physical.addObject("artifactLocation") { $0.add("uri", FileURI.reference(to: line.file)) }
      physical.addObject("region") { region in
        region.add("startLine", line.line)
        region.addObject("properties") { properties in
          properties.add("offset", line.offset)
          properties.add("sha256", line.sha256)
        }
      }
    }
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// Text of SARIF may hold links in brackets; what comes from logs holds none.
  private func shown(_ text: String) -> String {
    var plain = ""
    for character in VisibleText.of(text) {
      if character == "[" || character == "]" || character == "\\" { plain += "\\" }
      plain.append(character)
    }
    return plain
  }
}
