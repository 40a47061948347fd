package import Detection
internal import Foundation
internal import GRDB

/// Which of the kept records of a subject are asked for.
package struct KeptPart: Hashable, Sendable {
  package var subject: [UInt8]
  /// Events before this time need not be read, in microseconds.
  package var from: Int64
  /// Nor those that no rule asks for from this time on.
  package var since: Int64
  /// Whether it is asked what was seen, too.
  package var withSightings: Bool

  package init(
    subject: [UInt8], from: Int64 = .min, since: Int64 = .min, withSightings: Bool = true
  ) {
    self.subject = subject
    self.from = from
    self.since = since
    self.withSightings = withSightings
  }
}

extension StateStore {
  /// Reads the time of the latest kept event of some subjects, in microseconds; those of whom there is
  /// none are left out.
  ///
  /// - Complexity: O(log *n*) in the rows for each of them.
  package func latestEvents(
    of subjects: some Sequence<[UInt8]>
  ) throws(StateFailure) -> [[UInt8]: Int64] {
    try read { db in
      let statement = try db.makeStatement(sql: "SELECT max(last) FROM fact WHERE subject = ?")
      var times: [[UInt8]: Int64] = [:]
      for subject in subjects {
        times[subject] = try Int64.fetchOne(statement, arguments: [Data(subject)])
      }
      return times
    }
  }

  /// Reads of whom anything is kept.
  ///
  /// - Complexity: O(*n*) in the rows, of which only an index is read.
  package func keptSubjects() throws(StateFailure) -> [[UInt8]] {
    try read { db in
      try Data.fetchAll(db, sql: "SELECT DISTINCT subject FROM fact").map { Array($0) }
    }
  }

  /// Hands out the records of some subjects, with the program whose numbers stand in them; those of
  /// opens on some servers are left out, and those of some batches of joined records.
  ///
  /// - Throws: ``StateFailure/damaged(_:reason:)`` if records are not what was written.
  /// - Complexity: O(*n*) in their bytes.
  package func forEachKept(
    _ parts: some Sequence<KeptPart>, exceptOn servers: [[UInt8]], exceptOf batches: Set<Int64>,
    _ body: (KeptRecords, _ program: Int64) throws -> Void
  ) throws(StateFailure) {
    let path = path
    let servers = Set(servers)
    try read { db in
      let columns =
        "SELECT program, server, fingerprint, batch, bytes FROM fact WHERE subject = ?"
      let events = try db.makeStatement(sql: "\(columns) AND last >= ? AND until >= ?")
      let sightings = try db.makeStatement(sql: "\(columns) AND last IS NULL")
      for part in parts {
        func hand(_ statement: Statement, _ arguments: StatementArguments) throws {
          let rows = try Row.fetchCursor(statement, arguments: arguments)
          while let row = try rows.next() {
            if let server = row[1] as Data?, servers.contains(Array(server)) { continue }
            if let batch = row[3] as Int64?, batches.contains(batch) { continue }
            let kept = KeptRecords(subject: part.subject, bytes: Array(row[4] as Data))
            guard kept.isSound, Int64(bitPattern: kept.fingerprint) == row[2] else {
              throw StateFailure.damaged(path, reason: "facts are not what was written")
            }
            try body(kept, row[0])
          }
        }
        let subject = Data(part.subject)
        try hand(events, [subject, part.from, part.since])
        if part.withSightings { try hand(sightings, [subject]) }
      }
    }
  }

  /// Hands out what rules can count of the events that are asked for, row by row: the place of the part
  /// that asks, the time of the latest event, the program whose numbers stand in the tallies, and
  /// these; `nil` where a row has none.
  ///
  /// - Throws: ``StateFailure``.
  /// - Complexity: O(*n*) in the rows, of which only an index is read.
  package func forEachTallies(
    _ parts: [KeptPart], _ body: (_ part: Int, Int64, _ program: Int64, [UInt8]?) -> Void
  ) throws(StateFailure) {
    try read { db in
      let statement = try db.makeStatement(
        sql: """
          SELECT last, program, tallies FROM fact WHERE subject = ? AND last >= ? AND until >= ?
          """)
      for (place, part) in parts.enumerated() {
        let rows = try Row.fetchCursor(
          statement, arguments: [Data(part.subject), part.from, part.since])
        while let row = try rows.next() {
          body(place, row[0], row[1], (row[2] as Data?).map { Array($0) })
        }
      }
    }
  }

  /// Hands out the facts of records that some runs have joined.
  ///
  /// - Throws: ``StateFailure``.
  package func forEachKept(
    ofBatches batches: some Sequence<Int64>, _ body: (KeptRecords) throws -> Void
  ) throws(StateFailure) {
    try read { db in
      for batch in batches {
        let rows = try Row.fetchCursor(
          db, sql: "SELECT subject, bytes FROM fact WHERE batch = ?", arguments: [batch])
        while let row = try rows.next() {
          try body(
            KeptRecords(subject: Array(row[0] as Data), bytes: Array(row[1] as Data)))
        }
      }
    }
  }

  /// Reads which subjects have what is made anew in each run, and what that was.
  package func unsettled() throws(StateFailure) -> [[UInt8]: HourPrints] {
    try read { db in
      var known: [[UInt8]: HourPrints] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT subject, prints FROM unsettled")
      while let row = try rows.next() {
        known[Array(row[0] as Data)] = HourPrints(kept: Array(row[1] as Data))
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
        known[row[0]] = UInt64(bitPattern: row[1] as Int64)
      }
      return known
    }
  }
}

extension RunCommit {
  /// Writes records of one subject, all of them events or none.
  ///
  /// - Parameters:
  ///   - kept: The records.
  ///   - reach: How long after its time an event of them can matter to others, in microseconds.
  ///   - program: The program whose numbers stand in them.
  ///   - server: The file server, if the records hold only if it logs no transfers.
  ///   - batch: The run that joined them, if they are made of several lines.
  ///   - tallies: What rules can count of them.
  /// - Throws: What the database throws.
  package func keep(
    _ kept: KeptRecords, reach: Int64, program: Int64, server: [UInt8]? = nil, batch: Int64? = nil,
    tallies: RuleTallies
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO fact(subject, run, program, server, batch, records, first, last, until,
          first_day, last_day, fingerprint, tallies, bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let until = kept.times.map { times in
      let (sum, overflow) = times.upperBound.addingReportingOverflow(reach)
      return overflow ? Int64.max : sum
    }
    try statement.execute(arguments: [
      Data(kept.subject), run, program, server.map { Data($0) }, batch, kept.count,
      kept.times?.lowerBound, kept.times?.upperBound, until, kept.sightingDays?.lowerBound,
      kept.sightingDays?.upperBound, Int64(bitPattern: kept.fingerprint), Data(tallies.kept),
      Data(kept.bytes),
    ])
  }

  /// Forgets opens that turned out to be no reads.
  package func dropOpens(on servers: [[UInt8]]) throws {
    for server in servers {
      try db.execute(sql: "DELETE FROM fact WHERE server = ?", arguments: [Data(server)])
      try db.execute(sql: "DELETE FROM hour WHERE server = ?", arguments: [Data(server)])
    }
  }

  /// Writes which subjects have what is made anew in each run.
  package func replaceUnsettled(with known: [[UInt8]: HourPrints]) throws {
    try db.execute(sql: "DELETE FROM unsettled")
    let statement = try db.cachedStatement(
      sql: "INSERT INTO unsettled(subject, prints) VALUES (?, ?)")
    for (subject, prints) in known {
      try statement.execute(arguments: [Data(subject), Data(prints.kept)])
    }
  }

  /// Writes what is known of people.
  package func replacePeople(with known: [String: UInt64]) throws {
    try db.execute(sql: "DELETE FROM person")
    let statement = try db.cachedStatement(
      sql: "INSERT INTO person(id, fingerprint) VALUES (?, ?)")
    for (id, fingerprint) in known {
      try statement.execute(arguments: [id, Int64(bitPattern: fingerprint)])
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
      sql: "DELETE FROM fact WHERE last < ?", arguments: [time])
    try db.execute(
      sql: "DELETE FROM fact WHERE last IS NULL AND last_day < ?", arguments: [day])
  }
}
