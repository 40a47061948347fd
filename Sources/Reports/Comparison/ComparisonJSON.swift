internal import Detection
package import EventModel

/// What two sets of rules find, for programs: one JSON object a line.
package struct ComparisonJSON: Sendable {
  private let writer: FindingJSON

  /// Creates a writer that prints times in the civil zone of the run.
  package init(zone: CivilZone) { writer = FindingJSON(zone: zone) }

  /// Returns a line for each finding that differs: `difference` is gained, lost or changed, `finding`
  /// the finding, and `before` what it was.
  ///
  /// - Complexity: O(*n*) in the findings that differ.
  package func lines(of comparison: FindingComparison) -> [UInt8] {
    var buffer: [UInt8] = []
    for finding in comparison.gained { append("gained", finding, nil, to: &buffer) }
    for finding in comparison.lost { append("lost", finding, nil, to: &buffer) }
    for change in comparison.changed { append("changed", change.after, change.before, to: &buffer) }
    return buffer
  }

  private func append(
    _ difference: String, _ finding: Finding, _ before: Finding?, to buffer: inout [UInt8]
  ) {
    var object = JSONObject(taking: &buffer)
    object.add("difference", difference)
    object.add("finding") { writer.append(finding, to: &$0) }
    if let before { object.add("before") { writer.append(before, to: &$0) } }
    object.close(into: &buffer)
    buffer.append(UInt8(ascii: "\n"))
  }
}
