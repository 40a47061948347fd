internal import Digests
internal import Foundation
internal import GRDB
internal import SystemBoundary

extension StateStore {
  /// Reads which texts earlier runs have read.
  ///
  /// - Complexity: O(*n*) in the texts.
  package func knownContents() throws(StateFailure) -> KnownContents {
    // Before a run has begun there are earlier ones only.
    let run = run == 0 ? Int64.max : run
    return try read { db in
      var known = KnownContents()
      let contents = try Row.fetchCursor(
        db, sql: "SELECT id, bytes, lines, sha256, head_bytes, head_sha256 FROM content")
      while let row = try contents.next() {
        guard let sha256 = SHA256Digest(row: row[3]), let head = SHA256Digest(row: row[5])
        else { continue }
        let content = KnownContent(
          id: row[0], byteCount: UInt64(row[1] as Int64), lineCount: row[2],
          sha256: sha256, headByteCount: row[4], headSHA256: head)
        known.contents[content.id] = content
      }
      let beginnings = try Row.fetchCursor(
        db, sql: "SELECT content, bytes, sha256 FROM beginning")
      while let row = try beginnings.next() {
        guard let sha256 = SHA256Digest(row: row[2]) else { continue }
        known.beginnings[row[0], default: [:]][UInt64(row[1] as Int64)] = sha256
      }
      let copies = try Row.fetchCursor(
        db,
        sql: """
          SELECT path, content, stored_bytes, stored_sha256, open_bytes, modified, changed FROM copy
          """)
      while let row = try copies.next() {
        let path = RawPath(Array(row[0] as Data))
        known.copies[path] = KnownCopy(
          path: path, content: row[1], storedByteCount: UInt64(row[2] as Int64),
          storedSHA256: (row[3] as Data?).flatMap { SHA256Digest(row: $0) },
          openByteCount: UInt64(row[4] as Int64), modifiedMicroseconds: row[5],
          changedMicroseconds: row[6])
      }
      known.nextReading =
        UInt32(try Int64.fetchOne(db, sql: "SELECT max(id) FROM reading") ?? 0) + 1
      let started = try String.fetchOne(
        db, sql: "SELECT max(started) FROM run WHERE id < ?", arguments: [run])
      if let started, let date = try? Date(started, strategy: .iso8601) {
        known.lastRunMicroseconds = Int64(date.timeIntervalSince1970) * 1_000_000
      }
      return known
    }
  }
}

extension StateStore {
  /// Reads the names of the inputs of earlier runs, by their numbers in places of facts.
  package func readingNames() throws(StateFailure) -> [UInt32: String] {
    try read { db in
      var names: [UInt32: String] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT id, path FROM reading")
      while let row = try rows.next() { names[UInt32(row[0] as Int64)] = row[1] }
      return names
    }
  }
}

/// What the sources of earlier inputs are called; it is read when it is asked for.
package struct KeptSources: Sendable {
  fileprivate let queue: DatabaseQueue
  fileprivate let path: RawPath

  /// Reads the names of those of some inputs, by their numbers; see ``KeptReading/sources``.
  ///
  /// - Complexity: O(*n* log *m*) in these inputs and those that were ever read.
  package func names(of inputs: some Sequence<UInt32>) throws(StateFailure) -> [UInt32: String] {
    let queue = queue
    return try StateFailure.guarding(path) {
      try queue.read { db in
        var names: [UInt32: String] = [:]
        let statement = try db.makeStatement(sql: "SELECT sources FROM reading WHERE id = ?")
        for input in inputs {
          names[input] = try String.fetchOne(statement, arguments: [Int64(input)])
        }
        return names
      }
    }
  }
}

extension StateStore {
  /// What the sources of earlier inputs are called.
  package var sources: KeptSources { KeptSources(queue: readingQueue, path: path) }
}

extension SHA256Digest {
  /// A digest as a row of the database has it.
  init?(row: Data) { self.init(bytes: Array(row)) }

  /// The digest as a row of the database has it.
  var row: Data { Data(bytes) }
}
