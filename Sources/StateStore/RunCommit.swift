internal import Foundation
internal import GRDB
package import EventModel

/// The one transaction in which a run writes down all that it came to.
package struct RunCommit {
  let db: Database
  let run: Int64
  /// When the run began, as UTC.
  let started: String

  /// Writes how the run went.
  package func end(as account: RunAccount) throws {
    try db.execute(
      sql: """
        UPDATE run SET ended = ?, status = ?, inputs = ?, lines = ?, newest_event = ?, new = ?,
          changed = ?, withdrawn = ? WHERE id = ?
        """,
      arguments: [
        StateClock.now, account.status, account.inputs, account.lines,
        account.newestEvent?.microseconds, account.new, account.changed, account.withdrawn, run,
      ])
  }

  /// Writes what is known of file servers.
  package func keep(auditedServers names: some Sequence<[UInt8]>) throws {
    for name in names {
      try db.execute(
        sql: "INSERT OR IGNORE INTO server(name) VALUES (?)", arguments: [Data(name)])
    }
  }

  /// Writes a setting.
  package func set(_ name: String, to value: String) throws { try db.set(name, to: value) }
}

/// How a run went, in numbers.
package struct RunAccount: Hashable, Sendable {
  package var status = "complete"
  package var inputs = 0
  package var lines = 0
  package var newestEvent: Timestamp?
  package var new = 0
  package var changed = 0
  package var withdrawn = 0
  package init() {}
}

extension StateStore {
  /// Writes down all that a run came to, or nothing.
  package func commit<Result>(
    _ body: (RunCommit) throws -> Result
  ) throws(StateFailure) -> Result {
    try writing.commit(body)
  }

  /// Reads which file servers are known to log transfers.
  package func auditedServers() throws(StateFailure) -> [[UInt8]] {
    try read { db in try Data.fetchAll(db, sql: "SELECT name FROM server").map { Array($0) } }
  }
}
