internal import GRDB
package import SystemBoundary

/// What is kept from run to run: a database in a folder that one run holds at a time.
///
/// A run writes twice: that it has begun, before it reads anything, so that a disk that takes nothing
/// is found out at once; and all that it came to, in one transaction. What happens in between leaves
/// the state as it was. A third, small write marks the findings as told when the reports stand.
package struct StateStore: ~Copyable, Sendable {
  let folder: StateFolder
  let queue: DatabaseQueue
  /// The same database for reading, whatever is being written; `nil` where that waits for its turn.
  private let reader: DatabaseQueue?
  /// Heads of facts that were read.
  let headRows = HeadRows()
  /// What reads from the database.
  var readingQueue: DatabaseQueue { reader ?? queue }
  /// The number of this run.
  package internal(set) var run: Int64 = 0
  /// When this run began, as UTC: `2026-11-22T01:02:03Z`.
  let started: String

  /// How many pages are held at most, in KiB.
  ///
  /// A run reads most of its rows once, and writes most of its pages once: more would be memory that is
  /// filled for nothing.
  private static let cacheKibibytes = 8 << 10

  /// Opens the state of a folder, checks it, and brings it up to this version.
  ///
  /// - Parameters:
  ///   - folder: The folder, locked.
  ///   - creates: Whether to make the database if there is none.
  ///   - readsBeside: Whether somebody will read while somebody else writes.
  /// - Throws: ``StateFailure``.
  /// - Complexity: O(*n*) in the bytes of the database, which are checked unless the last run ended well.
  package init(
    _ folder: consuming StateFolder, creates: Bool = true, readsBeside: Bool = false
  ) throws(StateFailure) {
    let path = folder.database
    let end = CleanEnd(database: path)
    started = StateClock.now
    (queue, reader) = try StateFailure.guarding(path) {
      if creates { try PrivateDirectory.createFile(path) }
      if try Self.holdsAnything(path) { try Self.undoTornWriting(path) }
      if try Self.holdsAnything(path) {
        // A file that is none of ours stays as it is.
        var looking = Configuration()
        looking.readonly = true
        let queue = try DatabaseQueue(
          path: String(decoding: path.bytes, as: UTF8.self), configuration: looking)
        try queue.read { db in try Self.check(db, path, isWhole: end.holds) }
        try queue.close()
      }
      var configuration = Configuration()
      configuration.label = "exfil state"
      configuration.prepareDatabase { db in
        // Rows are of some KB, and a run writes most of the database's indexes: larger pages are fewer
        // calls. It is a choice for new databases alone.
        try db.execute(sql: "PRAGMA page_size = 16384")
        try db.execute(sql: "PRAGMA journal_mode = WAL")
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA trusted_schema = OFF")
        try db.execute(sql: "PRAGMA temp_store = MEMORY")
        try db.execute(sql: "PRAGMA cache_size = -\(Self.cacheKibibytes)")
        // Pages that become free are not written for that.
        try db.execute(sql: "PRAGMA secure_delete = FAST")
      }
      let queue = try DatabaseQueue(
        path: String(decoding: path.bytes, as: UTF8.self), configuration: configuration)
      try StateSchema.migrator.migrate(queue)
      try end.take()
      return (queue, readsBeside ? try Self.reader(of: path, beside: queue) : nil)
    }
    self.folder = folder
  }

  /// Opens the database once more, for reading alone; `nil` where who writes would keep it waiting.
  private static func reader(
    of path: RawPath, beside queue: DatabaseQueue
  ) throws -> DatabaseQueue? {
    let mode = try queue.read { db in try String.fetchOne(db, sql: "PRAGMA journal_mode") }
    // Some file systems cannot have a log of changes beside the database.
    guard mode == "wal" else { return nil }
    var configuration = Configuration()
    configuration.label = "exfil state, reading"
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      try db.execute(sql: "PRAGMA cache_size = -\(Self.cacheKibibytes)")
    }
    return try DatabaseQueue(
      path: String(decoding: path.bytes, as: UTF8.self), configuration: configuration)
  }

  /// Whether reading need not wait for writing.
  package var readsBeside: Bool { reader != nil }

  /// The database.
  package var path: RawPath { folder.database }

  /// Looks whether the tables are whole and of a version that is known here.
  private static func check(_ db: Database, _ path: RawPath, isWhole: Bool) throws {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard version <= StateSchema.version else {
      throw StateFailure.newer(path, version: version)
    }
    let owner = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    // The table of migrations is made before the first of them says whose database it is.
    let hasTables =
      try Bool.fetchOne(
        db,
        sql: "SELECT EXISTS(SELECT 1 FROM sqlite_master WHERE tbl_name <> 'grdb_migrations')")
      ?? false
    guard owner == StateSchema.applicationID || !hasTables else {
      throw StateFailure.damaged(path, reason: "it belongs to another program")
    }
    if isWhole { return }
    let complaints = try String.fetchAll(db, sql: "PRAGMA quick_check(3)")
    guard complaints == ["ok"] else {
      throw StateFailure.damaged(path, reason: complaints.joined(separator: "; "))
    }
  }

  /// Whether there is anything in the file; one that has lost all its bytes would look like a new one.
  private static func holdsAnything(_ path: RawPath) throws -> Bool {
    let status = try FileStatus.ofLink(path)
    guard status.kind == .regular else {
      throw StateFailure.damaged(path, reason: "is no regular file")
    }
    if status.byteCount == 0, CleanEnd(database: path).isThere {
      throw StateFailure.damaged(path, reason: "the file is empty, and was not")
    }
    return status.byteCount > 0
  }

  /// Takes back what a run has written that died while it made the database.
  ///
  /// Until the log of changes lies beside the file, old pages stand in a journal; with one that is not
  /// played back nobody may read the file who may not write it.
  private static func undoTornWriting(_ path: RawPath) throws {
    do throws(SystemError) {
      _ = try FileStatus.ofLink(RawPath(path.bytes + Array("-journal".utf8)))
    } catch {
      if error.isNotFound { return }
      throw error
    }
    let queue = try DatabaseQueue(path: String(decoding: path.bytes, as: UTF8.self))
    try queue.read { db in _ = try Row.fetchOne(db, sql: "SELECT 1 FROM sqlite_master") }
    try queue.close()
  }

  deinit {
    // Who closes last must be able to write.
    try? reader?.close()
    // Closing brings everything into the one file.
    if (try? queue.close()) != nil { CleanEnd(database: folder.database).leave() }
  }

  /// Runs a body in one transaction that is durable when it returns, or did not happen.
  func write<Result>(_ body: (Database) throws -> Result) throws(StateFailure) -> Result {
    try writing.write(body)
  }

  /// Runs a body that only reads.
  func read<Result>(_ body: (Database) throws -> Result) throws(StateFailure) -> Result {
    try StateFailure.guarding(path) {
      try withoutActuallyEscaping(body) { body in
        try readingQueue.read { db in try body(db) }
      }
    }
  }
}
