internal import EventModel

/// What the formats inside a syslog file look like, where that is up to an administrator.
struct SyslogLayout: Sendable {
  /// A Squid layout that is sent through syslog.
  struct Squid: Sendable {
    var name: String
    var layout: SquidLogformat
    var timezone: CivilZone?
  }

  /// A declared record format whose records come by syslog.
  struct Records: Sendable {
    var name: String
    var plan: RecordPlan
    var timezone: CivilZone?
  }

  var samba: SambaPrefix
  var sambaName = "samba"
  var squid: Squid?
  /// The mail servers that write into the file, as far as a sample tells.
  var mailServers: [MailServer] = [.postfix]
  /// Asked in this order, before the built-in formats.
  var records: [Records] = []
}
