package import EventModel

/// A format that lines can be read in: a built-in one, or one that a user declared.
package struct LogFormat: Sendable {
  /// What the lines of a format look like.
  enum Layout: Sendable {
    case squid(SquidLogformat)
    case syslog(SyslogLayout)
    /// The file that a mail server writes itself; its lines are joined to messages.
    case mail(MailServer)
    /// Records of a declared format.
    case records(RecordPlan)
    /// Events of Windows machines.
    case windows(WindowsWrapping)
    /// Records of the Microsoft 365 unified audit log.
    case unifiedAudit(UnifiedAuditWrapping)
    /// The log of PostgreSQL, whose records may have several lines.
    case postgres(PostgresWriting)
    /// The device installation log of Windows.
    case setupLog
    /// Lines of a known program that no declaration can express.
    case lines(LineLayout)
    /// Nothing is known of the lines; each is rejected.
    case unrecognised
  }

  /// The name that `--as` takes and reports show, such as `squid` or that of a declaration.
  package let name: String
  let layout: Layout
  /// The zone that a declaration names for clocks that don't.
  var timezone: CivilZone?

  init(name: String, layout: Layout, timezone: CivilZone? = nil) {
    self.name = name
    self.layout = layout
    self.timezone = timezone
  }

  /// The format of an input that nothing recognises: every line is rejected.
  package static let unrecognised = LogFormat(name: "unrecognised", layout: .unrecognised)

  /// Creates a format from a Squid `logformat` line.
  ///
  /// - Throws: ``SquidLogformatError``, if lines of that layout could not be read back.
  package static func squid(
    named name: String, logformat: String, timezone: CivilZone? = nil
  ) throws(SquidLogformatError) -> LogFormat {
    LogFormat(name: name, layout: .squid(try SquidLogformat(logformat)), timezone: timezone)
  }

  /// Creates the syslog envelope with the formats inside it.
  ///
  /// - Throws: ``SambaPrefixError``, if audit lines with that prefix could not be read back.
  package static func syslog(
    sambaPrefix: String = SambaPrefix.usualText, sambaName: String = "samba"
  ) throws(SambaPrefixError) -> LogFormat {
    let layout = SyslogLayout(samba: try SambaPrefix(sambaPrefix), sambaName: sambaName)
    return LogFormat(name: "syslog", layout: .syslog(layout))
  }
}

extension FieldSet {
  /// Every field.
  package static let all = FieldSet(rawValue: .max)
}
