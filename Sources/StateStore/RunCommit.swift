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

  /// Writes the events of sources by hour.
  ///
  /// - Parameters:
  ///   - hours: The events.
  ///   - server: The file server, if they are events only if it logs no transfers.
  ///   - batch: The run that joined them, if they are made of several lines; else 0.
  /// - Throws: What the database throws.
  package func keep(
    _ hours: [String: HourRows], server: [UInt8] = [], batch: Int64 = 0
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO hour(source, server, batch, hour, events, first, last)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(source, server, batch, hour) DO UPDATE SET events = events + excluded.events,
          first = min(first, excluded.first), last = max(last, excluded.last)
        """)
    for (source, rows) in hours {
      for row in rows {
        try statement.execute(arguments: [
          source, Data(server), batch, row.hour, row.events, row.first, row.last,
        ])
      }
    }
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

/// The events of a source in one hour: hours since 1970, how many, the first and the last time in
/// microseconds.
package typealias HourRows = [(hour: Int, events: Int, first: Int64, last: Int64)]

/// The events of sources by hour, as far as they can be taken back apart.
package struct KeptHours {
  package var byServer: [[UInt8]: [String: HourRows]] = [:]
  /// By the run that joined them.
  package var byBatch: [Int64: [String: HourRows]] = [:]
}

extension StateStore {
  /// Writes down all that a run came to, or nothing.
  package func commit<Result>(
    _ body: (RunCommit) throws -> Result
  ) throws(StateFailure) -> Result {
    let (run, started) = (run, started)
    return try write { db in try body(RunCommit(db: db, run: run, started: started)) }
  }

  /// Reads the events of sources by hour, those apart that are events only if a file server logs no
  /// transfers (an empty name is that of no server), and those that a run has joined of several lines.
  package func hours() throws(StateFailure) -> KeptHours {
    try read { db in
      var hours = KeptHours()
      var (server, source, batch, own) = ([UInt8](), "", Int64(0), HourRows())
      func close() {
        if own.isEmpty { return }
        if batch == 0 {
          hours.byServer[server, default: [:]][source] = own
        } else {
          hours.byBatch[batch, default: [:]][source] = own
        }
        own = []
      }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT source, server, batch, hour, events, first, last FROM hour
          ORDER BY source, server, batch, hour
          """)
      while let row = try rows.next() {
        let key: (String, [UInt8], Int64) = (row[0], Array(row[1] as Data), row[2])
        if key != (source, server, batch) {
          close()
          (source, server, batch) = key
        }
        own.append((row[3], row[4], row[5], row[6]))
      }
      close()
      return hours
    }
  }

  /// Reads which file servers are known to log transfers.
  package func auditedServers() throws(StateFailure) -> [[UInt8]] {
    try read { db in try Data.fetchAll(db, sql: "SELECT name FROM server").map { Array($0) } }
  }
}
