internal import ByteScan
internal import EventModel

/// A layout of lines that no declaration can express, each in files of its own.
enum LineLayout: CaseIterable, Hashable, Sendable {
  case xferlog, vsftpdLog, pageLog, audit, serverAudit, postgresJSON, googleDrive, dropbox

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
    case .serverAudit:
      BuiltInFormat(
        LogFormat(name: "mariadb_audit", layout: .lines(self)), marks: [",", "CONNECT,"])
    case .postgresJSON:
      BuiltInFormat(
        LogFormat(name: "postgresql", layout: .lines(self)),
        marks: ["{\"timestamp\":\"", "\"error_severity\":\""])
    case .googleDrive:
      BuiltInFormat(
        LogFormat(name: "google_drive", layout: .lines(self)),
        marks: ["\"applicationName\":\"drive\"", "\"events\":"])
    case .dropbox:
      BuiltInFormat(
        LogFormat(name: "dropbox", layout: .lines(self)),
        marks: ["\"event_category\"", "\".tag\"", "\"event_type\""])
    }
  }

  /// What its events can carry.
  var capabilities: [FormatCapability] {
    switch self {
    case .xferlog:
      [Self.carrying("xferlog", .file, [.srcIP, .host, .size] + LineService.fileFields)]
    case .vsftpdLog: LineService.vsftpd.capabilities
    case .pageLog: [Self.carrying("cups", .print, [.srcIP, .host, .document, .pages, .printer])]
    case .audit: LineService.audit.capabilities
    case .serverAudit:
      [
        Self.carrying("mariadb_audit", .query, [.srcIP, .host, .action, .database, .statement]),
        Self.carrying("mariadb_audit", .login, [.srcIP, .host, .service, .kindOfLogin]),
      ]
    case .postgresJSON:
      LogFormat.postgresCapabilities(named: "postgresql")
    case .googleDrive:
      [
        Self.carrying("google_drive", .file, [.srcIP] + LineService.fileFields),
        Self.carrying("google_drive", .share, [.srcIP, .action, .path, .scope, .target]),
      ]
    case .dropbox:
      [
        Self.carrying(
          "dropbox", .file, [.srcIP, .size, .bytesOut, .targetPath] + LineService.fileFields),
        Self.carrying("dropbox", .share, [.srcIP, .action, .path, .scope, .target]),
        Self.carrying("dropbox", .login, [.srcIP, .host, .service]),
      ]
    }
  }

  static func carrying(
    _ source: String, _ kind: EventKind, _ fields: [Field]
  ) -> FormatCapability {
    FormatCapability(
      source: source, kind: kind,
      fields: FieldSet([.time, .source, .code, .user, .outcome] + fields),
      partialFields: FieldSet(), advice: nil)
  }

  /// Whether times lack a zone.
  var needsZone: Bool {
    switch self {
    case .xferlog, .vsftpdLog, .serverAudit, .postgresJSON: true
    case .pageLog, .audit, .googleDrive, .dropbox: false
    }
  }
}
