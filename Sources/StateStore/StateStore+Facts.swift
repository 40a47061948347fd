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
  /// Reads the time of the latest kept event of some subjects, in microseconds, as far as it is no
  /// earlier than what is asked for; others are left out.
  ///
  /// - Parameter times: The subjects, and from when on it is asked of each.
  /// - Returns: The times, by subject.
  /// - Throws: ``StateFailure``.
  /// - Complexity: O(*n*) in the heads of rows with events from the earliest of these times on.
  package func latestEvents(
    from times: [[UInt8]: Int64]
  ) throws(StateFailure) -> [[UInt8]: Int64] {
    guard let earliest = times.values.min() else { return [:] }
    let asked = AskedParts(times.map { KeptPart(subject: $0.key, from: $0.value) })
    return try read { db in
      var latest: [[UInt8]: Int64] = [:]
      try forEachHead(in: db, where: "last >= ?", [earliest], of: asked) { _, head, part in
        let subject = asked.parts[part].subject
        latest[subject] = max(latest[subject] ?? .min, head.last)
      }
      return latest
    }
  }

  /// Reads of whom anything is kept.
  ///
  /// - Complexity: O(*n*) in the heads of all facts.
  package func keptSubjects() throws(StateFailure) -> Set<[UInt8]> {
    try read { db in
      var subjects: Set<[UInt8]> = []
      try forEachHead(in: db) { _, head in subjects.insert(head.subject) }
      return subjects
    }
  }

  /// Hands out the records of some subjects, with the program whose numbers stand in them; those of
  /// opens on some servers are left out, and those of some batches of joined records.
  ///
  /// - Throws: ``StateFailure/damaged(_:reason:)`` if records are not what was written.
  /// - Complexity: O(*n*) in their bytes, and in the heads of rows that reach into the times asked for.
  package func forEachKept(
    _ parts: [KeptPart], exceptOn servers: [[UInt8]], exceptOf batches: Set<Int64>,
    _ body: (KeptRecords, _ program: Int64) throws -> Void
  ) throws(StateFailure) {
    guard let from = parts.map(\.from).min(), let since = parts.map(\.since).min() else { return }
    let path = path
    let servers = Set(servers)
    try read { db in
      let rows = try PackParts(db, of: path)
      func hand(_ pack: PackOrigin, _ head: FactHead, _ part: Int) throws {
        if let server = pack.server, servers.contains(server) { return }
        if let batch = pack.batch, batches.contains(batch) { return }
        try body(try rows.records(of: head), pack.program)
      }
      try forEachHead(
        in: db, where: "last >= ? AND until >= ?", [from, since], of: AskedParts(parts), hand)
      let seeing = parts.filter(\.withSightings)
        .map { KeptPart(subject: $0.subject, from: .min, since: .min) }
      try forEachHead(in: db, where: "last IS NULL", of: AskedParts(seeing), hand)
    }
  }

  /// Hands out what rules can count of the events that are asked for: the place of the part that asks,
  /// the time of the latest event, the program whose numbers stand in the tallies, and these; `nil`
  /// where they are not known.
  ///
  /// - Throws: ``StateFailure``.
  /// - Complexity: O(*n*) in the heads of rows that reach into the times asked for.
  package func forEachTallies(
    _ parts: [KeptPart], _ body: (_ part: Int, Int64, _ program: Int64, [UInt8]?) -> Void
  ) throws(StateFailure) {
    guard let from = parts.map(\.from).min(), let since = parts.map(\.since).min() else { return }
    try read { db in
      try forEachHead(
        in: db, where: "last >= ? AND until >= ?", [from, since], of: AskedParts(parts)
      ) { pack, head, part in body(part, head.last, pack.program, head.tallies) }
    }
  }

  /// Hands out the facts of records that some runs have joined.
  ///
  /// - Throws: ``StateFailure``.
  package func forEachKept(
    ofBatches batches: some Sequence<Int64>, _ body: (KeptRecords) throws -> Void
  ) throws(StateFailure) {
    let path = path
    try read { db in
      let rows = try PackParts(db, of: path)
      for batch in batches {
        try forEachHead(in: db, where: "batch = ?", [batch]) { _, head in
          try body(try rows.records(of: head))
        }
      }
    }
  }

  /// Reads whose opens were taken for reads on servers that log transfers after all.
  package func subjects(withOpensOn servers: [[UInt8]]) throws(StateFailure) -> Set<[UInt8]> {
    try read { db in
      var subjects: Set<[UInt8]> = []
      for server in servers {
        try forEachHead(in: db, where: "server = ?", [Data(server)]) { _, head in
          subjects.insert(head.subject)
        }
      }
      return subjects
    }
  }
}

extension StateStore {
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
