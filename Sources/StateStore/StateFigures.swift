internal import Detection
internal import Foundation
internal import GRDB

/// How much is kept, for people.
package struct StateFigures: Hashable, Sendable {
  /// The size of the database.
  package var byteCount = 0
  package var runs = 0
  package var lastRun = ""
  package var contents = 0
  package var readings = 0
  package var lines = 0
  package var subjects = 0
  package var factRecords = 0
  package var factByteCount = 0
  package var fragmentRecords = 0
  package var fragmentByteCount = 0
  package var standing = 0
  package var withdrawn = 0
  package var untold = 0
  /// The days between the oldest and the newest fact.
  package var days = 0

  /// The figures, a line each.
  package var text: String {
    let perDay = days > 0 ? " (\(factByteCount / days) a day over \(days) days)" : ""
    return """
      database:   \(byteCount) bytes
      runs:       \(runs), the last one \(lastRun)
      read:       \(readings) inputs, \(contents) texts, \(lines) lines
      facts:      \(factRecords) records of \(subjects) subjects, \(factByteCount) bytes\(perDay)
      unfinished: \(fragmentRecords) lines of records, \(fragmentByteCount) bytes
      findings:   \(standing) stand, \(withdrawn) no longer hold, \(untold) not told yet

      """
  }
}

extension StateStore {
  /// Counts what is kept.
  package func figures() throws(StateFailure) -> StateFigures {
    try read { db in
      func number(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
      var figures = StateFigures()
      figures.byteCount = try number("PRAGMA page_count") * number("PRAGMA page_size")
      figures.runs = try number("SELECT count(*) FROM run")
      figures.lastRun =
        try String.fetchOne(
          db, sql: "SELECT started || ' ' || status FROM run ORDER BY id DESC LIMIT 1") ?? "none"
      figures.contents = try number("SELECT count(*) FROM content")
      figures.readings = try number("SELECT count(*) FROM reading")
      figures.lines = try number("SELECT sum(lines) FROM reading")
      var subjects: Set<[UInt8]> = []
      try forEachHead(in: db) { _, head in subjects.insert(head.subject) }
      figures.subjects = subjects.count
      figures.factRecords = try number("SELECT sum(records) FROM pack")
      figures.factByteCount = try number("SELECT sum(bytes) FROM pack")
      figures.fragmentRecords = try number("SELECT sum(records) FROM batch")
      figures.fragmentByteCount = try number("SELECT sum(bytes) FROM batch")
      figures.standing = try number("SELECT count(*) FROM finding WHERE standing = 1")
      figures.withdrawn = try number("SELECT count(*) FROM finding WHERE standing = 0")
      figures.untold = try number(
        "SELECT count(*) FROM finding WHERE standing = 1 AND told_run IS NULL")
      figures.days = try number("SELECT (max(last) - min(first)) / 86400000000 + 1 FROM pack")
      return figures
    }
  }

  /// Reads everything that has a print of its own and holds it against that.
  ///
  /// - Returns: How many rows were verified.
  /// - Throws: ``StateFailure/damaged(_:reason:)`` at the first that is not what was written.
  package func verify() throws(StateFailure) -> Int {
    let path = path
    let count = try read { db in
      let complaints = try String.fetchAll(db, sql: "PRAGMA integrity_check(3)")
      guard complaints == ["ok"] else {
        throw StateFailure.damaged(path, reason: complaints.joined(separator: "; "))
      }
      var count = 0
      let rows = try PackParts(db, of: path)
      try forEachHead(in: db) { _, head in
        _ = try rows.records(of: head)
        count += 1
      }
      let texts = try Row.fetchCursor(db, sql: "SELECT id, json FROM finding")
      while let row = try texts.next() {
        guard (try? FindingText.finding(of: row["json"])) != nil else {
          throw StateFailure.damaged(
            path, reason: "finding \(row["id"] as String) is not what was written")
        }
        count += 1
      }
      return count
    }
    let fragments = try fragments()
    return count + (try fragments.records(of: fragments.all).count)
  }

  /// Forgets findings that no longer hold, and gives free room back to the disk.
  package func prune() throws(StateFailure) {
    try write { db in try db.execute(sql: "DELETE FROM finding WHERE standing = 0") }
    let queue = queue
    try StateFailure.guarding(path) { try queue.vacuum() }
  }
}
