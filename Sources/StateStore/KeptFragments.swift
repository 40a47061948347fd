package import Detection
internal import Foundation
internal import GRDB
internal import SystemBoundary

/// What one run has joined of records of one sort, as a number.
package enum BatchNumber {
  private static let runBitCount: Int64 = 40

  /// The number of a batch.
  package static func number(ofRun run: Int64, sort: Int) -> Int64 {
    run | Int64(sort) << runBitCount
  }

  /// The sort of the records of a batch.
  package static func sort(of number: Int64) -> Int { Int(number >> runBitCount) }

  /// The run that joined a batch.
  package static func run(of number: Int64) -> Int64 { number & ((1 << runBitCount) - 1) }
}

/// Lines of one record that may yet find the rest of it, before they are read.
package struct KeptFragment: Hashable, Sendable {
  /// The place among all of them.
  package var id: Int
  /// What was joined together with them last; see ``BatchNumber``.
  package var batch: Int64
  package var head: FragmentHead

  /// What names the record.
  package var key: [UInt8] { head.key }
  /// The time of the last of them, in microseconds.
  package var last: Int64 { head.last }
  /// Numbers for the messages that the record belongs to.
  package var messages: [UInt64] { head.messages }
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
  /// - Complexity: O(*n*) in the bytes of the rows that hold them.
  package func records(of fragments: [KeptFragment]) throws(StateFailure) -> [KeptRecords] {
    if fragments.isEmpty { return [] }
    let (queue, path) = (queue, path)
    return try StateFailure.guarding(path) {
      try queue.read { db in
        let statement = try db.makeStatement(sql: "SELECT bytes FROM batch_part WHERE id = ?")
        var part: (id: Int64, bytes: [UInt8])?
        return try fragments.map { fragment in
          let head = fragment.head
          if part?.id != head.part {
            let bytes = try Data.fetchOne(statement, arguments: [head.part])
            part = (head.part, bytes.map { Array($0) } ?? [])
          }
          guard let kept = head.records(in: part?.bytes ?? []) else {
            throw StateFailure.damaged(path, reason: "lines of records are not what was written")
          }
          return kept
        }
      }
    }
  }

  /// Tells what is left of batches, and which can be closed.
  ///
  /// - Parameters:
  ///   - renewed: The lines that now stand in another batch.
  ///   - time: All lines of a batch that is closed are earlier, in microseconds.
  ///   - run: Its run is no later.
  /// - Returns: Of batches that some lines have left, the others; and the batches to no record of which
  ///   anything can be added any more.
  /// - Complexity: O(*n*) in all lines.
  package func remaining(
    without renewed: [KeptFragment], closing time: Int64, upToRun run: Int64
  ) -> (changed: [Int64: [FragmentHead]], closed: [Int64]) {
    let gone = Set(renewed.map(\.id))
    let touched = Set(renewed.map(\.batch))
    var left: [Int64: [FragmentHead]] = [:]
    var closed: Set<Int64> = []
    var open: Set<Int64> = []
    for fragment in all where !open.contains(fragment.batch) || touched.contains(fragment.batch) {
      if gone.contains(fragment.id) {
        closed.insert(fragment.batch)
        continue
      }
      if touched.contains(fragment.batch) {
        left[fragment.batch, default: []].append(fragment.head)
      }
      let isOpen = BatchNumber.run(of: fragment.batch) > run || fragment.last >= time
      if isOpen { open.insert(fragment.batch) } else { closed.insert(fragment.batch) }
    }
    closed.subtract(open)
    return (left.filter { open.contains($0.key) }, closed.sorted())
  }
}

extension FragmentHead {
  /// The lines, out of the bytes of their row; `nil` if they are not what was written.
  func records(in bytes: [UInt8]) -> KeptRecords? {
    guard offset <= bytes.count, byteCount <= bytes.count - offset else { return nil }
    let kept = KeptRecords(subject: key, bytes: Array(bytes[offset..<(offset + byteCount)]))
    guard kept.isSound, kept.fingerprint == fingerprint else { return nil }
    return kept
  }
}

extension StateStore {
  /// Reads which lines may yet find the rest of their record.
  ///
  /// - Throws: ``StateFailure/damaged(_:reason:)`` if that is not what was written.
  /// - Complexity: O(*n*) in the records.
  package func fragments() throws(StateFailure) -> KeptFragments {
    let path = path
    let all = try read { db in
      var all: [KeptFragment] = []
      let rows = try Row.fetchCursor(db, sql: "SELECT id, heads FROM batch ORDER BY id")
      while let row = try rows.next() {
        guard let heads = [FragmentHead](kept: Array(row[1] as Data)) else {
          throw StateFailure.damaged(path, reason: "names of records are not what was written")
        }
        for head in heads {
          all.append(KeptFragment(id: all.count, batch: row[0], head: head))
        }
      }
      return all
    }
    return KeptFragments(all, readingQueue, path)
  }
}

/// Writes the lines of one batch, many records to a row.
package struct BatchWriter: ~Copyable {
  private let db: Database
  private let number: Int64
  private var heads: [FragmentHead] = []
  private var bytes: [UInt8] = []
  private var part: Int64

  /// A row is no longer than this and one record.
  private static let partByteCount = 64 << 10

  init(_ db: Database, number: Int64) throws {
    self.db = db
    self.number = number
    part = try Int64.fetchOne(db, sql: "SELECT max(id) FROM batch_part").map { $0 + 1 } ?? 1
  }

  /// Adds the lines of one record.
  ///
  /// - Throws: What the database throws.
  package mutating func add(_ kept: KeptRecords, messages: Set<UInt64>) throws {
    heads.append(
      FragmentHead(of: kept, messages: messages.sorted(), part: part, offset: bytes.count))
    bytes += kept.bytes
    if bytes.count >= Self.partByteCount { try endPart() }
  }

  private mutating func endPart() throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO batch_part(id, batch, bytes) VALUES (?, ?, ?)")
    try statement.execute(arguments: [part, number, Data(bytes)])
    part += 1
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes what is left to write; a batch without lines leaves nothing.
  ///
  /// - Throws: What the database throws.
  package consuming func finish() throws {
    if !bytes.isEmpty { try endPart() }
    if !heads.isEmpty { try Self.write(heads, of: number, to: db) }
  }

  fileprivate static func write(_ heads: [FragmentHead], of number: Int64, to db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO batch(id, records, bytes, heads) VALUES (?, ?, ?, ?)",
      arguments: [
        number, heads.reduce(0) { $0 + $1.count }, heads.reduce(0) { $0 + $1.byteCount },
        Data(heads.kept),
      ])
  }
}

extension RunCommit {
  /// Begins to write the lines of a batch.
  package func batchWriter(_ number: Int64) throws -> BatchWriter {
    try BatchWriter(db, number: number)
  }

  /// Writes which lines are left of batches, the others being in another one now.
  package func keepRest(of batches: [Int64: [FragmentHead]]) throws {
    for (number, heads) in batches { try BatchWriter.write(heads, of: number, to: db) }
  }

  /// Forgets what batches came to, which is no longer what they come to.
  package func dropResults(of batches: some Sequence<Int64>) throws {
    for batch in batches {
      try db.dropPacks(where: "batch = ?", [batch])
      try db.execute(sql: "DELETE FROM day WHERE batch = ?", arguments: [batch])
    }
  }

  /// Forgets the lines of batches; what they came to stays.
  package func close(_ batches: [Int64]) throws {
    for batch in batches {
      try db.execute(sql: "DELETE FROM batch WHERE id = ?", arguments: [batch])
      try db.execute(sql: "DELETE FROM batch_part WHERE batch = ?", arguments: [batch])
    }
  }
}

/// Puts the lines of records that stood in rows of their own into rows of many.
enum FragmentMigration {
  static func run(_ db: Database) throws {
    let batches = try Int64.fetchAll(db, sql: "SELECT DISTINCT batch FROM fragment ORDER BY 1")
    for batch in batches {
      var writer = try BatchWriter(db, number: batch)
      let rows = try Row.fetchCursor(
        db, sql: "SELECT key, messages, bytes, records, last FROM fragment WHERE batch = ?",
        arguments: [batch])
      while let row = try rows.next() {
        let key = Array(row[0] as Data)
        let messages = Array(row[1] as Data)
        var kept = KeptRecords(subject: key, bytes: Array(row[2] as Data))
        kept.count = row[3]
        let last: Int64 = row[4]
        kept.times = last...last
        let numbers = stride(from: 0, to: messages.count / 8 * 8, by: 8).map { start in
          messages[start..<(start + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        try writer.add(kept, messages: Set(numbers))
      }
      try writer.finish()
    }
    try db.execute(sql: "DROP TABLE fragment")
  }
}
