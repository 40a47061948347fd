package import Detection
package import EventModel
internal import Foundation
internal import GRDB
internal import RuleProgram

/// What must be known of a finding that stands before it is read as a whole.
package struct KeptFinding: Hashable, Sendable {
  package var id: String
  package var rule: String
  /// Whom it is about, as kept records name their subject.
  package var subject: [UInt8]
  package var first: Timestamp
  package var last: Timestamp
  /// Whether some report has told of it as it is.
  package var isTold: Bool
  /// What it says, as a number; how much of its lines could be shown is left aside.
  let print: UInt64

  /// Whether a finding says what this one says.
  ///
  /// - Complexity: O(*n*) in the bytes of the finding.
  package func says(_ finding: Finding) -> Bool {
    (try? FindingText.print(of: finding)) == print
  }
}

/// The form of findings in the database.
enum FindingText {
  static func text(of finding: Finding) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(finding), as: UTF8.self)
  }

  /// A number for all that a finding says.
  static func print(of finding: Finding) throws -> UInt64 {
    var finding = finding
    finding.shown = []
    return KeptRecords.fingerprint(of: try PrintEncoder.bytes(of: finding))
  }

  static func finding(of text: String) throws -> Finding {
    try JSONDecoder().decode(Finding.self, from: Data(text.utf8))
  }
}

/// Gives findings the prints that they have since the fourth version.
enum FindingMigration {
  static func run(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT id, json FROM finding") {
      let finding = try FindingText.finding(of: row[1])
      try db.execute(
        sql: "UPDATE finding SET print = ? WHERE id = ?",
        arguments: [Int64(bitPattern: try FindingText.print(of: finding)), row[0] as String])
    }
  }
}

extension StateStore {
  /// Reads of the findings that stand what tells whether they must be read.
  ///
  /// - Returns: The findings, in no order.
  /// - Throws: ``StateFailure``.
  package func standingFindings() throws(StateFailure) -> [KeptFinding] {
    try read { db in
      var kept: [KeptFinding] = []
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT id, rule, subject, first, last, told_run IS NOT NULL, print FROM finding
          WHERE standing = 1
          """)
      while let row = try rows.next() {
        kept.append(
          KeptFinding(
            id: row[0], rule: row[1], subject: Array(row[2] as Data),
            first: Timestamp(microseconds: row[3]), last: Timestamp(microseconds: row[4]),
            isTold: row[5], print: UInt64(bitPattern: row[6] as Int64)))
      }
      return kept
    }
  }

  /// Reads findings.
  ///
  /// - Parameter kept: Which ones.
  /// - Returns: The findings, in the same order.
  /// - Throws: ``StateFailure``.
  /// - Complexity: O(*n*) in their bytes.
  package func findings(_ kept: [KeptFinding]) throws(StateFailure) -> [Finding] {
    let path = path
    return try read { db in
      let statement = try db.makeStatement(sql: "SELECT json FROM finding WHERE id = ?")
      return try kept.map { head in
        guard let text = try String.fetchOne(statement, arguments: [head.id]),
          let finding = try? FindingText.finding(of: text)
        else { throw StateFailure.damaged(path, reason: "a finding is not what was written") }
        return finding
      }
    }
  }

  /// Reads which reports may hold findings that are not marked as told: their digests by path.
  package func pendingReports() throws(StateFailure) -> [(path: [UInt8], sha256: [UInt8])] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT path, sha256 FROM pending").map { row in
        (Array(row["path"] as Data), Array(row["sha256"] as Data))
      }
    }
  }

  /// Marks all findings as told.
  package func markTold() throws(StateFailure) {
    let run = run
    try write { db in
      try db.execute(
        sql: "UPDATE finding SET told_run = ? WHERE told_run IS NULL", arguments: [run])
      try db.execute(sql: "DELETE FROM pending")
    }
  }

  /// Writes which reports are about to hold what is not marked as told.
  package func expect(
    reports: [(path: [UInt8], sha256: [UInt8])]
  ) throws(StateFailure) {
    try write { db in
      try db.execute(sql: "DELETE FROM pending")
      for report in reports {
        try db.execute(
          sql: "INSERT OR REPLACE INTO pending(path, sha256) VALUES (?, ?)",
          arguments: [Data(report.path), Data(report.sha256)])
      }
    }
  }
}

extension RunCommit {
  /// Writes a finding that is new, or is no longer what it was.
  package func keep(_ finding: Finding, ofSubject subject: [UInt8]) throws {
    let text = try FindingText.text(of: finding)
    try db.execute(
      sql: """
        INSERT INTO finding(id, subject, rule, severity, score, first, last, standing, first_seen,
          first_run, changed_run, told_run, print, json)
        VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, NULL, ?, ?)
        ON CONFLICT(id) DO UPDATE SET severity = excluded.severity, score = excluded.score,
          first = excluded.first, last = excluded.last, standing = 1,
          changed_run = excluded.changed_run, told_run = NULL, superseded_by = NULL,
          print = excluded.print, json = excluded.json
        """,
      arguments: [
        finding.id, Data(subject), finding.rule, finding.severity.rawValue, finding.score,
        finding.first.microseconds, finding.last.microseconds, started, run, run,
        Int64(bitPattern: try FindingText.print(of: finding)), text,
      ])
  }

  /// Takes a finding back that does not hold any more, and says which one stands in its place.
  package func withdraw(_ id: String, inFavourOf other: String?) throws {
    try db.execute(
      sql: """
        UPDATE finding SET standing = 0, changed_run = ?, told_run = ?, superseded_by = ? WHERE id = ?
        """,
      arguments: [run, run, other, id])
  }
}
