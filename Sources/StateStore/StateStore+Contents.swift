internal import Digests
internal import Foundation
internal import GRDB
internal import SystemBoundary

extension StateStore {
  /// Reads which texts earlier runs have read.
  ///
  /// - Complexity: O(*n*) in the texts.
  package func knownContents() throws(StateFailure) -> KnownContents {
    let run = run
    return try read { db in
      var known = KnownContents()
      for row in try Row.fetchAll(db, sql: "SELECT * FROM content") {
        guard let sha256 = SHA256Digest(row: row["sha256"]),
          let head = SHA256Digest(row: row["head_sha256"])
        else { continue }
        let content = KnownContent(
          id: row["id"], byteCount: UInt64(row["bytes"] as Int64), lineCount: row["lines"],
          sha256: sha256, headByteCount: row["head_bytes"], headSHA256: head)
        known.contents[content.id] = content
      }
      for row in try Row.fetchAll(db, sql: "SELECT * FROM beginning") {
        guard let sha256 = SHA256Digest(row: row["sha256"]) else { continue }
        known.beginnings[row["content"], default: [:]][UInt64(row["bytes"] as Int64)] = sha256
      }
      for row in try Row.fetchAll(db, sql: "SELECT * FROM copy") {
        let path = RawPath(Array(row["path"] as Data))
        known.copies[path] = KnownCopy(
          path: path, content: row["content"],
          storedByteCount: UInt64(row["stored_bytes"] as Int64),
          storedSHA256: (row["stored_sha256"] as Data?).flatMap { SHA256Digest(row: $0) },
          openByteCount: UInt64(row["open_bytes"] as Int64),
          modifiedMicroseconds: row["modified"], changedMicroseconds: row["changed"])
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
      while let row = try rows.next() { names[UInt32(row["id"] as Int64)] = row["path"] }
      return names
    }
  }
}

extension StateStore {
  /// Reads what the sources of earlier inputs are called, by their numbers; see ``KeptReading/sources``.
  package func sourceNames() throws(StateFailure) -> [UInt32: String] {
    try read { db in
      var names: [UInt32: String] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT id, sources FROM reading")
      while let row = try rows.next() { names[UInt32(row["id"] as Int64)] = row["sources"] }
      return names
    }
  }
}

extension SHA256Digest {
  /// A digest as a row of the database has it.
  init?(row: Data) { self.init(bytes: Array(row)) }

  /// The digest as a row of the database has it.
  var row: Data { Data(bytes) }
}
