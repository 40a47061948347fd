package import Detection
internal import Foundation
internal import GRDB
internal import SystemBoundary

/// Lines of one record that may yet find the rest of it, before they are read.
package struct KeptFragment: Hashable, Sendable {
  package var id: Int64
  /// What names the record.
  package var key: [UInt8]
  /// The run that joined them, with others, last.
  package var batch: Int64
  /// The time of the last of them, in microseconds.
  package var last: Int64
  /// Numbers for the messages that the record belongs to.
  package var messages: [UInt64]
}

/// All lines that may yet find the rest of their record; they are read when they are asked for.
package struct KeptFragments: Sendable {
  package let all: [KeptFragment]
  private let queue: DatabaseQueue
  private let path: RawPath

  fileprivate init(_ all: [KeptFragment], _ queue: DatabaseQueue, _ path: RawPath) {
    self.all = all
    self.queue = queue
    self.path = path
  }

  /// Reads lines.
  ///
  /// - Throws: ``StateFailure/damaged(_:reason:)`` if they are not what was written.
  /// - Complexity: O(*n*) in their bytes.
  package func records(of fragments: [KeptFragment]) throws(StateFailure) -> [KeptRecords] {
    if fragments.isEmpty { return [] }
    let (queue, path) = (queue, path)
    return try StateFailure.guarding(path) {
      try queue.read { db in
        let statement = try db.makeStatement(
          sql: "SELECT fingerprint, bytes FROM fragment WHERE id = ?")
        return try fragments.map { fragment in
          guard let row = try Row.fetchOne(statement, arguments: [fragment.id]) else {
            throw StateFailure.damaged(path, reason: "lines of records are missing")
          }
          let kept = KeptRecords(subject: fragment.key, bytes: Array(row[1] as Data))
          guard kept.isSound, Int64(bitPattern: kept.fingerprint) == row[0] else {
            throw StateFailure.damaged(path, reason: "lines of records are not what was written")
          }
          return kept
        }
      }
    }
  }
}

extension StateStore {
  /// Reads which lines may yet find the rest of their record.
  ///
  /// - Complexity: O(*n*) in the records.
  package func fragments() throws(StateFailure) -> KeptFragments {
    let all = try read { db in
      var all: [KeptFragment] = []
      let rows = try Row.fetchCursor(
        db, sql: "SELECT id, key, batch, last, messages FROM fragment")
      while let row = try rows.next() {
        all.append(
          KeptFragment(
            id: row[0], key: Array(row[1] as Data), batch: row[2], last: row[3],
            messages: numbers(of: Array(row[4] as Data))))
      }
      return all
    }
    return KeptFragments(all, queue, path)
  }
}

/// Reads numbers of eight bytes, the lowest byte first.
private func numbers(of bytes: [UInt8]) -> [UInt64] {
  var numbers: [UInt64] = []
  for (index, byte) in bytes.enumerated() {
    if index % 8 == 0 { numbers.append(0) }
    numbers[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
  }
  return numbers
}

extension RunCommit {
  /// Writes the lines of a record that may yet find the rest of it, as joined by this run.
  ///
  /// - Parameters:
  ///   - kept: The lines.
  ///   - messages: Numbers for the messages that the record belongs to.
  /// - Throws: What the database throws.
  package func keep(fragment kept: KeptRecords, messages: Set<UInt64>) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO fragment(key, batch, records, last, messages, fingerprint, bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    let bytes = messages.sorted().flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    try statement.execute(arguments: [
      Data(kept.subject), run, kept.count, kept.times?.upperBound ?? 0, Data(bytes),
      Int64(bitPattern: kept.fingerprint), Data(kept.bytes),
    ])
  }

  /// Forgets lines that now stand with others in the batch of this run.
  package func drop(_ fragments: some Sequence<KeptFragment>) throws {
    let statement = try db.cachedStatement(sql: "DELETE FROM fragment WHERE id = ?")
    for fragment in fragments { try statement.execute(arguments: [fragment.id]) }
  }

  /// Forgets what batches came to, which is no longer what they come to.
  package func dropResults(of batches: some Sequence<Int64>) throws {
    for batch in batches {
      try db.execute(sql: "DELETE FROM fact WHERE batch = ?", arguments: [batch])
      try db.execute(sql: "DELETE FROM hour WHERE batch = ?", arguments: [batch])
    }
  }

  /// Forgets the lines of batches of which nothing can be added to any record any more; what they
  /// came to stays.
  ///
  /// - Parameters:
  ///   - time: All lines of such a batch are earlier, in microseconds.
  ///   - runCount: Its records had no further line for so many runs.
  /// - Throws: What the database throws.
  package func closeBatches(before time: Int64, unchangedFor runCount: Int64) throws {
    try db.execute(
      sql: """
        DELETE FROM fragment WHERE batch IN
          (SELECT batch FROM fragment WHERE batch <= ? GROUP BY batch HAVING max(last) < ?)
        """,
      arguments: [run - runCount, time])
  }
}
