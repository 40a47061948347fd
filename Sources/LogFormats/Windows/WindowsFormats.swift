internal import EventModel

extension BuiltInFormats {
  /// Events of Windows machines, in what they are wrapped in on the way.
  static let windows: [BuiltInFormat] = [
    .winlogbeat, .windowsJSON, .windowsXML, .windowsTable, .windowsTableMonthFirst,
    .windowsTableDayFirst,
  ]
}

extension BuiltInFormat {
  /// Events as winlogbeat writes them.
  ///
  /// Source: <https://www.elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog>.
  static let winlogbeat = windows("winlogbeat", .winlogbeat, marks: ["\"winlog\"", "\"event_id\""])

  /// Events as flat JSON, from NXLog (<https://docs.nxlog.co/refman/current/im/msvistalog.html>) and in the OTRF
  /// Security Datasets (<https://github.com/OTRF/Security-Datasets>).
  static let windowsJSON = windows("windows_json", .flat, marks: ["\"EventID\""])

  /// Events as XML.
  static let windowsXML = windows("windows_xml", .xml, marks: ["<Event", "<System>", "<EventID"])

  /// Events as `Get-WinEvent … | Export-Csv` writes them, with dates whose order is evident.
  ///
  /// The header and messages are published, whole rows are not.
  static let windowsTable = windows(
    "windows_csv", .table(.evident), marks: tableMarks, basis: .unverified)

  /// The same with dates such as `11/21/2026`.
  ///
  /// Where no day of a file is after the 12th, this and ``windowsTableDayFirst`` read it alike, and
  /// the user has to say which it is.
  static let windowsTableMonthFirst = windows(
    "windows_csv_mdy", .table(.monthFirst), marks: tableMarks, basis: .unverified)

  /// The same with dates such as `21/11/2026`.
  static let windowsTableDayFirst = windows(
    "windows_csv_dmy", .table(.dayFirst), marks: tableMarks, basis: .unverified)

  private static let tableMarks = ["Message", "TimeCreated", "Id"]

  private static func windows(
    _ name: String, _ wrapping: WindowsWrapping, marks: [String], basis: Basis = .seen
  ) -> BuiltInFormat {
    BuiltInFormat(LogFormat(name: name, layout: .windows(wrapping)), marks: marks, basis: basis)
  }
}

extension LogFormat {
  /// What Windows events can carry, whatever they are wrapped in.
  func windowsCapabilities(named name: String) -> [FormatCapability] {
    let common: [Field] = [.time, .source, .code, .host]
    func capability(_ kind: EventKind, _ fields: [Field], partial: [Field] = []) -> FormatCapability
    { FormatCapability(name, kind, common + fields, partial: partial) }
    return [
      capability(
        .file,
        [.user, .srcIP, .outcome, .action, .path, .name, .fileExtension, .volume],
        partial: [.user, .srcIP, .volume]),
      capability(
        .device, [.action, .deviceType, .deviceSerial, .deviceVendor, .deviceModel]),
      capability(.print, [.user, .outcome, .document, .pages, .size, .printer]),
      capability(.login, [.user, .srcIP, .outcome, .kindOfLogin], partial: [.srcIP]),
      capability(.app, [.user, .action, .name, .path]),
    ]
  }
}
