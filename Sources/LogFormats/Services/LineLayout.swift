internal import ByteScan
internal import EventModel

/// A layout of lines that no declaration can express, each in files of its own.
enum LineLayout: CaseIterable, Hashable, Sendable {
  case xferlog, vsftpdLog, pageLog, audit

  /// The format that needs no declaration.
  var builtIn: BuiltInFormat {
    switch self {
    case .xferlog: BuiltInFormat(LogFormat(name: "xferlog", layout: .lines(self)), marks: [" _ "])
    case .vsftpdLog:
      BuiltInFormat(
        LogFormat(name: "vsftpd", layout: .lines(self)), marks: [" [pid ", "Client \""])
    case .pageLog:
      BuiltInFormat(LogFormat(name: "cups", layout: .lines(self)), marks: [" [", "/20"])
    case .audit:
      BuiltInFormat(
        LogFormat(name: LineService.audit.name, layout: .lines(self)),
        marks: ["type=", "msg=audit("])
    }
  }

  /// What its events can carry.
  var capability: FormatCapability {
    switch self {
    case .xferlog:
      FormatCapability(
        source: "xferlog", kind: .file,
        fields: FieldSet([
          .time, .source, .code, .user, .srcIP, .host, .outcome, .action, .path, .name,
          .fileExtension, .size, .volume,
        ]), partialFields: FieldSet(), advice: nil)
    case .vsftpdLog: LineService.vsftpd.capability
    case .pageLog:
      FormatCapability(
        source: "cups", kind: .print,
        fields: FieldSet([
          .time, .source, .code, .user, .srcIP, .host, .document, .pages, .printer,
        ]), partialFields: FieldSet(), advice: nil)
    case .audit: AuditReader.capability
    }
  }

  /// Whether times lack a zone.
  var needsZone: Bool {
    switch self {
    case .xferlog, .vsftpdLog: true
    case .pageLog, .audit: false
    }
  }
}
