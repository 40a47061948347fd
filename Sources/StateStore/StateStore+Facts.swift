package import Detection
internal import Foundation
internal import GRDB

/// What must be known of the kept records of a subject before they are read.
package struct KeptSpan: Hashable, Sendable {
  /// The time of the latest event, in microseconds; `nil` if there are only sightings.
  package var last: Int64?
}

extension StateStore {
  /// Reads how far the records of each subject reach.
  ///
  /// - Complexity: O(*n*) in the rows.
  package func keptSpans() throws(StateFailure) -> [[UInt8]: KeptSpan] {
    try read { db in
      var spans: [[UInt8]: KeptSpan] = [:]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT subject, max(last) AS last FROM fact GROUP BY subject")
      while let row = try rows.next() {
        spans[Array(row["subject"] as Data)] = KeptSpan(last: row["last"])
      }
      return spans
    }
  }

  /// Hands out the records of some subjects, with the program whose numbers stand in them; those of
  /// opens on some servers are left out.
  ///
  /// - Throws: ``StateFailure/damaged(_:reason:)`` if records are not what was written.
  /// - Complexity: O(*n*) in their bytes.
  package func forEachKept(
    of subjects: some Sequence<[UInt8]>, exceptOn servers: [[UInt8]],
    _ body: (KeptRecords, _ program: Int64) throws -> Void
  ) throws(StateFailure) {
    let path = path
    let servers = Set(servers)
    try read { db in
      let statement = try db.makeStatement(
        sql: "SELECT program, server, fingerprint, bytes FROM fact WHERE subject = ? ORDER BY id")
      for subject in subjects {
        let rows = try Row.fetchCursor(statement, arguments: [Data(subject)])
        while let row = try rows.next() {
          if let server = row["server"] as Data?, servers.contains(Array(server)) { continue }
          let kept = KeptRecords(subject: subject, bytes: Array(row["bytes"] as Data))
          guard kept.isSound, Int64(bitPattern: kept.fingerprint) == row["fingerprint"] else {
            throw StateFailure.damaged(path, reason: "facts are not what was written")
          }
          try body(kept, row["program"])
        }
      }
    }
  }

  /// Reads the lines that may yet find the rest of their record.
  package func fragments() throws(StateFailure) -> [KeptRecords] {
    let path = path
    return try read { db in
      var kept: [KeptRecords] = []
      let rows = try Row.fetchCursor(db, sql: "SELECT key, fingerprint, bytes FROM fragment")
      while let row = try rows.next() {
        let records = KeptRecords(
          subject: Array(row["key"] as Data), bytes: Array(row["bytes"] as Data))
        guard records.isSound, Int64(bitPattern: records.fingerprint) == row["fingerprint"] else {
          throw StateFailure.damaged(path, reason: "lines of records are not what was written")
        }
        kept.append(records)
      }
      return kept
    }
  }

  /// Reads which run added last to the lines of each record that waits for more.
  package func fragmentRuns() throws(StateFailure) -> [[UInt8]: Int64] {
    try read { db in
      var runs: [[UInt8]: Int64] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT key, run FROM fragment")
      while let row = try rows.next() { runs[Array(row["key"] as Data)] = row["run"] }
      return runs
    }
  }

  /// Reads which subjects have what is made anew in each run, and what that was.
  package func unsettled() throws(StateFailure) -> [[UInt8]: UInt64] {
    try read { db in
      var known: [[UInt8]: UInt64] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT subject, fingerprint FROM unsettled")
      while let row = try rows.next() {
        known[Array(row["subject"] as Data)] = UInt64(bitPattern: row["fingerprint"] as Int64)
      }
      return known
    }
  }

  /// Reads whose opens were taken for reads on servers that log transfers after all.
  package func subjects(withOpensOn servers: [[UInt8]]) throws(StateFailure) -> Set<[UInt8]> {
    try read { db in
      var subjects: Set<[UInt8]> = []
      for server in servers {
        for subject in try Data.fetchAll(
          db, sql: "SELECT DISTINCT subject FROM fact WHERE server = ?", arguments: [Data(server)])
        { subjects.insert(Array(subject)) }
      }
      return subjects
    }
  }

  /// Reads what was known of people.
  package func people() throws(StateFailure) -> [String: UInt64] {
    try read { db in
      var known: [String: UInt64] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT id, fingerprint FROM person") {
        known[row["id"]] = UInt64(bitPattern: row["fingerprint"] as Int64)
      }
      return known
    }
  }
}

extension RunCommit {
  /// Writes the records of one subject.
  ///
  /// - Parameters:
  ///   - kept: The records.
  ///   - program: The program whose numbers stand in them.
  ///   - server: The file server, if the records hold only if it logs no transfers.
  /// - Throws: What the database throws.
  package func keep(_ kept: KeptRecords, program: Int64, server: [UInt8]? = nil) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO fact(subject, run, program, server, records, first, last, first_day, last_day,
          fingerprint, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      Data(kept.subject), run, program, server.map { Data($0) }, kept.count,
      kept.times?.lowerBound, kept.times?.upperBound, kept.sightingDays?.lowerBound,
      kept.sightingDays?.upperBound, Int64(bitPattern: kept.fingerprint), Data(kept.bytes),
    ])
  }

  /// Forgets opens that turned out to be no reads.
  package func dropOpens(on servers: [[UInt8]]) throws {
    for server in servers {
      try db.execute(sql: "DELETE FROM fact WHERE server = ?", arguments: [Data(server)])
      try db.execute(sql: "DELETE FROM hour WHERE server = ?", arguments: [Data(server)])
    }
  }

  /// Puts lines that may yet find the rest of their record in the place of those that were kept.
  ///
  /// - Parameters:
  ///   - kept: The lines, record by record.
  ///   - runs: The run that added to a record last, where it was not this one.
  /// - Throws: What the database throws.
  package func replaceFragments(
    with kept: some Sequence<KeptRecords>, runs: [[UInt8]: Int64]
  ) throws {
    try db.execute(sql: "DELETE FROM fragment")
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO fragment(key, run, records, last, fingerprint, bytes) VALUES (?, ?, ?, ?, ?, ?)
        """)
    for records in kept {
      try statement.execute(arguments: [
        Data(records.subject), runs[records.subject] ?? run, records.count,
        records.times?.upperBound ?? 0,
        Int64(bitPattern: records.fingerprint), Data(records.bytes),
      ])
    }
  }

  /// Writes which subjects have what is made anew in each run.
  package func replaceUnsettled(with known: [[UInt8]: UInt64]) throws {
    try db.execute(sql: "DELETE FROM unsettled")
    for (subject, fingerprint) in known {
      try db.execute(
        sql: "INSERT INTO unsettled(subject, fingerprint) VALUES (?, ?)",
        arguments: [Data(subject), Int64(bitPattern: fingerprint)])
    }
  }

  /// Writes what is known of people.
  package func replacePeople(with known: [String: UInt64]) throws {
    try db.execute(sql: "DELETE FROM person")
    for (id, fingerprint) in known {
      try db.execute(
        sql: "INSERT INTO person(id, fingerprint) VALUES (?, ?)",
        arguments: [id, Int64(bitPattern: fingerprint)])
    }
  }

  /// Forgets all facts: no rule can use them any more.
  package func dropFacts() throws {
    try db.execute(sql: "DELETE FROM fact")
    try db.execute(sql: "DELETE FROM unsettled")
  }

  /// Forgets facts that are older than any window reaches.
  ///
  /// - Parameters:
  ///   - time: Of events, in microseconds.
  ///   - day: Of sightings, a civil day.
  /// - Throws: What the database throws.
  package func dropFacts(before time: Int64, day: Int) throws {
    try db.execute(
      sql: "DELETE FROM fact WHERE coalesce(last, ?1) < ?1 OR (last IS NULL AND last_day < ?2)",
      arguments: [time, day])
  }
}
