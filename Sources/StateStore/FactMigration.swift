internal import Detection
internal import Foundation
internal import GRDB

/// Puts facts that stood in a row for each subject into rows of many.
enum FactMigration {
  /// - Throws: What the database throws, and `DatabaseError` if facts are not what was written.
  static func run(_ db: Database) throws {
    try db.execute(sql: "CREATE INDEX fact_group ON fact(run, program, server, batch)")
    let groups = try Row.fetchAll(
      db, sql: "SELECT DISTINCT run, program, server, batch FROM fact ORDER BY run")
    for group in groups {
      let (server, batch) = (group[2] as Data?, group[3] as Int64?)
      var writer = try FactWriter(
        db, run: group[0], program: group[1], server: server.map { Array($0) }, batch: batch)
      let subjects = try Row.fetchAll(
        db,
        sql: """
          SELECT id, subject FROM fact
          WHERE run = ? AND program = ? AND server IS ? AND batch IS ?
          """, arguments: [group[0] as Int64, group[1] as Int64, server, batch])
      let order = subjects.map { row in
        (id: row[0] as Int64, hash: FactHead.hash(of: Array(row[1] as Data)))
      }
      for (id, _) in order.sorted(by: { ($0.hash, $0.id) < ($1.hash, $1.id) }) {
        try add(id, of: db, to: &writer)
      }
      try writer.finish()
    }
    try db.execute(sql: "DROP TABLE fact")
  }

  private static func add(_ id: Int64, of db: Database, to writer: inout FactWriter) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT subject, bytes, fingerprint, records, first, last, until, first_day, last_day, tallies
        FROM fact WHERE id = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [id]) else { return }
    var kept = KeptRecords(subject: Array(row[0] as Data), bytes: Array(row[1] as Data))
    guard kept.isSound, Int64(bitPattern: kept.fingerprint) == row[2] else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "row \(id) of fact is not what was written")
    }
    kept.count = row[3]
    var reach: Int64 = 0
    if let first = row[4] as Int64?, let last = row[5] as Int64? {
      kept.times = first...last
      let until: Int64 = row[6] ?? .max
      let (difference, overflow) = until.subtractingReportingOverflow(last)
      reach = until == .max || overflow ? .max : difference
    } else if let first = row[7] as Int?, let last = row[8] as Int? {
      kept.sightingDays = first...last
    }
    let tallies = (row[9] as Data?).map { Array($0) }
    try writer.add(kept, as: FactHead(of: kept, reach: reach, tallies: tallies))
  }
}
