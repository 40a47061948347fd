package import EventModel
package import Detection

/// Findings as JSON Lines: one object a line, written as they come.
package struct JSONLinesReport: Sendable {
  private let json: FindingJSON

  /// Creates a report that prints times in the civil zone of the run.
  package init(zone: CivilZone) { json = FindingJSON(zone: zone) }

  /// Hands each finding, as one line with its line feed, to the receiver; nothing is kept.
  ///
  /// - Throws: What the receiver throws; lines handed over before stay written.
  /// - Complexity: O(*n*) in the findings.
  package func write<Failure: Error>(
    _ findings: [Finding], to receive: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var line: [UInt8] = []
    for finding in findings {
      line.removeAll(keepingCapacity: true)
      json.append(finding, to: &line)
      line.append(UInt8(ascii: "\n"))
      try receive(line.span)
    }
  }
}
