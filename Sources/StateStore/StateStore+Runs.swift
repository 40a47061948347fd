internal import GRDB

extension StateStore {
  /// Writes down that a run has begun; one that began before and never ended was broken off.
  ///
  /// - Throws: ``StateFailure``, so that a state that takes no writing is known before anything is read.
  package mutating func beginRun(version: String) throws(StateFailure) {
    let started = started
    run = try write { db in
      try db.execute(sql: "UPDATE run SET status = 'broken off' WHERE status = 'running'")
      try db.execute(
        sql: "INSERT INTO run(started, status, version) VALUES (?, 'running', ?)",
        arguments: [started, version])
      return db.lastInsertedRowID
    }
  }

  /// Writes down that the run ended without having come to anything.
  package func endRun(as status: String) throws(StateFailure) {
    let (run, now) = (run, StateClock.now)
    try write { db in
      try db.execute(
        sql: "UPDATE run SET ended = ?, status = ? WHERE id = ?", arguments: [now, status, run])
    }
  }

  /// Reads a setting.
  package func setting(_ name: String) throws(StateFailure) -> String? {
    try read { db in
      try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    }
  }
}

extension Database {
  /// Writes a setting.
  func set(_ name: String, to value: String) throws {
    try execute(
      sql: "INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)", arguments: [name, value])
  }
}
