internal import EventModel

extension BuiltInFormats {
  /// The audit log of Microsoft 365.
  static let microsoft365: [BuiltInFormat] = [.unifiedAudit, .unifiedAuditCSV]
}

extension BuiltInFormat {
  /// Records as the Management Activity API gives them, one a line.
  static let unifiedAudit = BuiltInFormat(
    LogFormat(name: "m365_audit", layout: .unifiedAudit(.json)),
    marks: ["\"CreationTime\"", "\"Operation\"", "\"Workload\""])

  /// The export of the portal, <https://learn.microsoft.com/en-us/purview/audit-log-export-records>.
  static let unifiedAuditCSV = BuiltInFormat(
    LogFormat(name: "m365_audit_csv", layout: .unifiedAudit(.csv)),
    marks: ["CreationDate", "AuditData", "\"\"Operation\"\""], basis: .unverified)
}

extension LogFormat {
  /// What records of the unified audit log can carry.
  func unifiedAuditCapabilities(named name: String) -> [FormatCapability] {
    let common: [Field] = [.time, .source, .code, .user, .srcIP, .outcome]
    func capability(_ kind: EventKind, _ fields: [Field], partial: [Field] = []) -> FormatCapability
    { FormatCapability(name, kind, common + fields, partial: partial) }
    return [
      capability(
        .file,
        [.action, .path, .name, .fileExtension, .size, .bytesOut, .targetPath, .volume],
        partial: [.size, .bytesOut, .targetPath]),
      capability(.share, [.action, .path, .scope, .target], partial: [.target]),
      capability(.mailRule, [.action, .mailbox, .forwardTo], partial: [.forwardTo]),
      capability(.login, []),
    ]
  }
}
