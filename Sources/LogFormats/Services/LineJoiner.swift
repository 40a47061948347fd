internal import ByteScan
package import EventModel

/// What several lines of one key came to.
package struct LineRecord: Sendable {
  /// What the lines are.
  package enum Outcome: Sendable {
    /// An event with texts of its own.
    case event(Event)
    case ignored(IgnoreReason)
  }

  /// Which of the lines handed over belong to the record.
  package var lines: [Int]
  package var outcome: Outcome
}

/// Puts the lines of one key together, whatever the service.
package enum LineJoiner {
  /// Returns the records among all lines of one key, in the order of their first lines; every line is in
  /// exactly one record.
  ///
  /// The lines come in the order of (time, hash of the line); `family` is the number of their
  /// ``FragmentFamily``.
  ///
  /// - Complexity: O(*n* log *n*) in the number of lines.
  package static func records(of lines: [JoinedLine], family: UInt8) -> [LineRecord] {
    let records: [LineRecord]
    switch FragmentFamily(rawValue: family) {
    case .sftpProcess: records = SFTPJoiner.records(of: lines)
    case .printJob: records = PrintJobJoiner.records(of: lines)
    case .tinyproxyClient: records = TinyproxyJoiner.records(of: lines)
    case .auditEvent: records = AuditJoiner.records(of: lines)
    case .winlogbeatHandle: records = WindowsDeletion.records(of: lines, in: .winlogbeat)
    case .windowsJSONHandle: records = WindowsDeletion.records(of: lines, in: .flat)
    case .windowsXMLHandle: records = WindowsDeletion.records(of: lines, in: .xml)
    default:
      records = [LineRecord(lines: Array(lines.indices), outcome: .ignored(.incompleteRecord))]
    }
    return records.sorted { ($0.lines.first ?? 0) < ($1.lines.first ?? 0) }
  }
}
