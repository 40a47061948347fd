import ByteScan
import EventModel

@testable import LogFormats

/// Joins fragments of services as the engine does: by key, mostly in the order of (time, hash of the line).
enum LineJoining {
  private static let families: [FragmentFamily] = [
    .sftpProcess, .printJob, .auditEvent, .winlogbeatHandle, .windowsJSONHandle,
    .windowsXMLHandle, .tinyproxyClient,
  ]
  private static let fields: [Field] = Field.allCases.filter {
    ![.time, .source, .volume].contains($0)
  }

  /// What the fragments of a recorded log come to, each record with its number of lines.
  static func records(in sink: RecordingSink) -> [String] {
    let own = sink.fragments.filter { families.contains($0.family) }
    let groups = Dictionary(grouping: own) { [$0.family.rawValue] + $0.key }
    var described: [String] = []
    for key in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let fragments = groups[key] ?? []
      let family = fragments[0].family
      // Lines of tinyproxy are in the order of their log.
      let lines =
        family == .tinyproxyClient
        ? fragments.map(\.line) : MailJoining.ordered(fragments.map(\.line))
      let records = LineJoiner.records(of: lines, family: family.rawValue)
      if records.flatMap(\.lines).sorted() != Array(lines.indices) {
        described.append("a line is in no record or in two")
      }
      for record in records { described.append(describe(record)) }
    }
    return described
  }

  private static func describe(_ record: LineRecord) -> String {
    switch record.outcome {
    case .ignored(let reason): return "\(record.lines.count) \(reason.rawValue)"
    case .event(var event):
      let nothing: [UInt8] = []
      event.complete(companyDomains: CompanyDomains([]), in: nothing.span)
      var parts = ["\(record.lines.count) \(event.kind.name)"]
      for field in fields {
        guard let value = event.printedValue(of: field, in: nothing.span) else { continue }
        parts.append("\(field.name)=\(value)")
      }
      return parts.joined(separator: " ")
    }
  }
}
