internal import EventModel

extension BuiltInFormats {
  /// The log of PostgreSQL, besides its JSON (``LineLayout/postgresJSON``).
  static let postgres: [BuiltInFormat] = [
    BuiltInFormat(
      LogFormat(name: "postgresql_csv", layout: .postgres(.csv)), marks: [",LOG,00000,\""]),
    BuiltInFormat(
      LogFormat(name: "postgresql_stderr", layout: .postgres(.stderr)), marks: [" LOG:  ", "["]),
  ]
}

extension LogFormat {
  /// What records of PostgreSQL can carry, however they are written.
  static func postgresCapabilities(named name: String) -> [FormatCapability] {
    [
      LineLayout.carrying(
        name, .query, [.srcIP, .host, .action, .database, .table, .rows, .statement])
    ]
  }
}
