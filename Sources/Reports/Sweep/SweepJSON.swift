package import EventModel

/// A sweep as one JSON object.
package struct SweepJSON: Sendable {
  private let zone: CivilZone

  /// Creates a writer that prints times in the civil zone of the run.
  package init(zone: CivilZone) { self.zone = zone }

  /// Returns the object and a line feed; the order of the names never changes.
  ///
  /// - Complexity: O(*n*) in the values.
  package func line(of report: SweepReport) -> [UInt8] {
    var buffer: [UInt8] = []
    var object = JSONObject(taking: &buffer)
    object.add("rule", report.rule)
    object.add("let", report.name)
    object.add("present", report.present)
    object.add("first", report.span?.lowerBound.text(in: zone))
    object.add("last", report.span?.upperBound.text(in: zone))
    object.addList("values", report.rows) { row, object in
      object.add("value", row.value)
      object.add("is_present", row.isPresent)
      object.add("findings", row.findingCount)
      object.add("people", row.subjectCount)
      object.add("findings_per_week") { buffer in
        buffer.append(contentsOf: Self.number(report.tenthsPerWeek(row.findingCount)).utf8)
      }
      object.add("people_per_week") { buffer in
        buffer.append(contentsOf: Self.number(report.tenthsPerWeek(row.subjectWeekCount)).utf8)
      }
    }
    object.close(into: &buffer)
    buffer.append(UInt8(ascii: "\n"))
    return buffer
  }

  private static func number(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)" }
}
