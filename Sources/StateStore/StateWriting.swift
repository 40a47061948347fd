internal import GRDB
internal import SystemBoundary

/// What writes to a state for one of its runs, on whatever thread.
package struct StateWriting: Sendable {
  private let queue: DatabaseQueue
  private let path: RawPath
  private let run: Int64
  private let started: String
  private let headRows: HeadRows

  fileprivate init(
    _ queue: DatabaseQueue, _ path: RawPath, run: Int64, started: String, _ headRows: HeadRows
  ) {
    self.headRows = headRows
    self.queue = queue
    self.path = path
    self.run = run
    self.started = started
  }

  /// Runs a body in one transaction that is durable when it returns, or did not happen.
  func write<Result>(_ body: (Database) throws -> Result) throws(StateFailure) -> Result {
    defer { headRows.removeAll() }
    return try StateFailure.guarding(path) {
      // The body runs before `write` returns, whatever its type says.
      try withoutActuallyEscaping(body) { body in try queue.write { db in try body(db) } }
    }
  }

  /// Brings the log of changes into the one file, as far as nobody reads in it.
  ///
  /// Where that fails it is done when the state is closed, which tells of it.
  func settle() {
    try? queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
    }
  }

  /// Writes down all that the run came to, or nothing.
  func commit<Result>(_ body: (RunCommit) throws -> Result) throws(StateFailure) -> Result {
    let (run, started) = (run, started)
    return try write { db in try body(RunCommit(db: db, run: run, started: started)) }
  }
}

extension StateStore {
  /// What writes to this state.
  var writing: StateWriting { StateWriting(queue, path, run: run, started: started, headRows) }
}
