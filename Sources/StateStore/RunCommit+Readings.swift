package import Digests
internal import EventModel
internal import Foundation
internal import GRDB
internal import SystemBoundary

extension RunCommit {
  /// Writes what was read of one input.
  ///
  /// - Returns: The number of the text.
  @discardableResult
  package func keep(_ reading: KeptReading) throws -> Int64 {
    let content = try contentID(of: reading)
    try db.execute(
      sql: "INSERT OR IGNORE INTO beginning(content, bytes, sha256) VALUES (?, ?, ?)",
      arguments: [content, Int64(reading.byteCount), reading.sha256.row])
    try db.execute(
      sql: """
        INSERT INTO reading(id, run, content, path, first_byte, bytes, lines, events, ignored, rejected,
          status, format, sources, encoding, zone, first_event, last_event)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        Int64(reading.id), run, content, reading.name, Int64(reading.firstByte),
        Int64(reading.byteCount - reading.firstByte), reading.lines, reading.events,
        reading.ignored, reading.rejected, reading.status, reading.format, reading.sources,
        reading.encoding,
        reading.zone, reading.firstEvent?.microseconds, reading.lastEvent?.microseconds,
      ])
    if var copy = reading.copy {
      copy.content = content
      try keep(copy)
    }
    return content
  }

  /// Writes that a file holds a known text.
  package func keep(_ copy: KnownCopy) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO copy(path, content, stored_bytes, stored_sha256, open_bytes, modified,
          changed, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        Data(copy.path.bytes), copy.content, Int64(copy.storedByteCount),
        copy.storedSHA256?.row, Int64(copy.openByteCount), copy.modifiedMicroseconds,
        copy.changedMicroseconds, run,
      ])
  }

  /// Writes that a known text was as long as this when it was copied.
  package func keep(beginning byteCount: UInt64, _ sha256: SHA256Digest, of content: Int64) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO beginning(content, bytes, sha256) VALUES (?, ?, ?)",
      arguments: [content, Int64(byteCount), sha256.row])
  }

  private func contentID(of reading: KeptReading) throws -> Int64 {
    if let content = reading.content {
      try db.execute(
        sql: """
          UPDATE content SET bytes = ?, lines = ?, sha256 = ?, head_bytes = ?, head_sha256 = ?
          WHERE id = ?
          """,
        arguments: [
          Int64(reading.byteCount), reading.lineCount, reading.sha256.row, reading.headByteCount,
          reading.headSHA256.row, content,
        ])
      return content
    }
    try db.execute(
      sql: """
        INSERT INTO content(bytes, lines, sha256, head_bytes, head_sha256) VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        Int64(reading.byteCount), reading.lineCount, reading.sha256.row, reading.headByteCount,
        reading.headSHA256.row,
      ])
    return db.lastInsertedRowID
  }
}
