internal import Foundation
internal import GRDB

/// The events of a source in one hour: hours since 1970, how many, the first and the last time in
/// microseconds.
package typealias HourRows = [(hour: Int, events: Int, first: Int64, last: Int64)]

/// The events of sources by hour, as far as they can be taken back apart.
package struct KeptHours: Sendable {
  package var byServer: [[UInt8]: [String: HourRows]] = [:]
  /// By the run that joined them.
  package var byBatch: [Int64: [String: HourRows]] = [:]
}

extension RunCommit {
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
    for (source, rows) in hours {
      for (day, own) in Dictionary(grouping: rows, by: { DayHours.day(of: $0.hour) }) {
        try db.add(own, ofDay: day, source: source, server: server, batch: batch)
      }
    }
  }
}

extension Database {
  /// Adds events to those of a source on a day.
  func add(
    _ rows: HourRows, ofDay day: Int, source: String, server: [UInt8], batch: Int64
  ) throws {
    let known = try cachedStatement(
      sql: "SELECT hours FROM day WHERE source = ? AND server = ? AND batch = ? AND day = ?")
    let place: StatementArguments = [source, Data(server), batch, day]
    let kept = try Data.fetchOne(known, arguments: place)
    var hours = kept.map { DayHours(kept: Array($0)) } ?? DayHours()
    hours.add(rows)
    let statement = try cachedStatement(
      sql: """
        INSERT OR REPLACE INTO day(source, server, batch, day, events, hour_count, hours)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(
      arguments: place + [hours.events, hours.rows.count, Data(hours.kept)])
  }

  /// Puts the hours that stood in rows of their own into rows of a day.
  func packHours() throws {
    let rows = try Row.fetchCursor(
      self, sql: "SELECT source, server, batch, hour, events, first, last FROM hour")
    while let row = try rows.next() {
      let hour: Int = row[3]
      try add(
        [(hour, row[4], row[5], row[6])], ofDay: DayHours.day(of: hour), source: row[0],
        server: Array(row[1] as Data), batch: row[2])
    }
  }
}

extension StateStore {
  /// Reads the events of sources by hour, those apart that are events only if a file server logs no
  /// transfers (an empty name is that of no server), and those that a run has joined of several lines.
  ///
  /// - Complexity: O(*n*) in the hours.
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
          SELECT source, server, batch, hours FROM day ORDER BY source, server, batch, day
          """)
      while let row = try rows.next() {
        let key: (String, [UInt8], Int64) = (row[0], Array(row[1] as Data), row[2])
        if key != (source, server, batch) {
          close()
          (source, server, batch) = key
        }
        own += DayHours(kept: Array(row[3] as Data)).rows
      }
      close()
      return hours
    }
  }
}
