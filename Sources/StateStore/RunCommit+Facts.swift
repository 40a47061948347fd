package import Detection
internal import Foundation
internal import GRDB

extension RunCommit {
  /// Begins to write facts.
  ///
  /// - Parameters:
  ///   - program: The program whose numbers stand in them.
  ///   - server: The file server, if the records hold only if it logs no transfers.
  ///   - batch: The run that joined them, if they are made of several lines.
  /// - Returns: What takes them; its end must be told.
  /// - Throws: What the database throws.
  package func factWriter(
    program: Int64, server: [UInt8]? = nil, batch: Int64? = nil
  ) throws -> FactWriter {
    try FactWriter(db, run: run, program: program, server: server, batch: batch)
  }

  /// Forgets opens that turned out to be no reads.
  package func dropOpens(on servers: [[UInt8]]) throws {
    for server in servers {
      try db.dropPacks(where: "server = ?", [Data(server)])
      try db.execute(sql: "DELETE FROM day WHERE server = ?", arguments: [Data(server)])
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

  /// Forgets facts that are older than any window reaches; rows go when all of theirs are, and what
  /// is left of older ones is handed out no more.
  ///
  /// - Parameter time: In microseconds.
  /// - Throws: What the database throws.
  package func dropFacts(before time: Int64) throws {
    let limit = FactsLimit(time)
    try db.dropPacks(
      where: "last < ? OR (last IS NULL AND last_day < ?)", [limit.time, limit.day])
    try set("facts_from", to: String(time))
  }
}

/// The time from which on facts are kept.
struct FactsLimit {
  /// In microseconds.
  let time: Int64
  /// The first day of sightings, as days since 1970-01-01.
  var day: Int64 { time / 86_400_000_000 }

  init(_ time: Int64) { self.time = time }

  /// The limit that stands.
  init(_ db: Database) throws {
    let text = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'facts_from'")
    time = text.flatMap { Int64($0) } ?? .min
  }
}

extension Database {
  /// Forgets rows of facts with what stands in them.
  func dropPacks(where condition: String, _ arguments: StatementArguments) throws {
    let packs = try Int64.fetchAll(
      self, sql: "SELECT id FROM pack WHERE \(condition)", arguments: arguments)
    for pack in packs {
      try execute(
        sql: "DELETE FROM pack_part WHERE id >= ? AND id < ?",
        arguments: [FactPack.partID(0, of: pack), FactPack.partID(0, of: pack + 1)])
      try execute(sql: "DELETE FROM pack WHERE id = ?", arguments: [pack])
    }
  }
}
