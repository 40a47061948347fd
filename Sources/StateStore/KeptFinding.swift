package import Detection
internal import EventModel
internal import Foundation
internal import GRDB
internal import RuleProgram

/// A finding that stands, or stood, with what the state knows of it.
package struct KeptFinding: Sendable {
  package var finding: Finding
  /// When a run saw it first, as UTC.
  package var firstSeen: String
  /// Whether some report has told of it as it is.
  package var isTold: Bool
}

/// The form of findings in the database.
enum FindingText {
  static func text(of finding: Finding) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(finding), as: UTF8.self)
  }

  static func finding(of text: String) throws -> Finding {
    try JSONDecoder().decode(Finding.self, from: Data(text.utf8))
  }
}

extension StateStore {
  /// Reads the findings that stand.
  ///
  /// - Parameter subjects: About whom; `nil` for everybody.
  /// - Returns: The findings, in no order.
  /// - Throws: ``StateFailure``.
  package func standingFindings(
    about subjects: Set<[UInt8]>? = nil
  ) throws(StateFailure) -> [KeptFinding] {
    let path = path
    return try read { db in
      var kept: [KeptFinding] = []
      let rows = try Row.fetchCursor(
        db, sql: "SELECT subject, first_seen, told_run, json FROM finding WHERE standing = 1")
      while let row = try rows.next() {
        if let subjects, !subjects.contains(Array(row["subject"] as Data)) { continue }
        guard let finding = try? FindingText.finding(of: row["json"]) else {
          throw StateFailure.damaged(path, reason: "a finding is not what was written")
        }
        kept.append(
          KeptFinding(
            finding: finding, firstSeen: row["first_seen"],
            isTold: (row["told_run"] as Int64?) != nil))
      }
      return kept
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
          first_run, changed_run, told_run, json)
        VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, NULL, ?)
        ON CONFLICT(id) DO UPDATE SET severity = excluded.severity, score = excluded.score,
          first = excluded.first, last = excluded.last, standing = 1,
          changed_run = excluded.changed_run, told_run = NULL, superseded_by = NULL,
          json = excluded.json
        """,
      arguments: [
        finding.id, Data(subject), finding.rule, finding.severity.rawValue, finding.score,
        finding.first.microseconds, finding.last.microseconds, started, run, run, text,
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
