package import Detection
internal import Foundation
internal import GRDB

/// Writes the facts that a run has made of one sort of lines: many records to a row, and for many
/// subjects a row with their heads.
///
/// Events that matter for a short time, those that matter for a long time, and what was seen stand in
/// rows apart, so that a run reads the heads of those alone that can matter to it.
package struct FactWriter: ~Copyable {
  private let db: Database
  private let run: Int64
  private let program: Int64
  private let server: [UInt8]?
  private let batch: Int64?
  private var packs = [FactPack?](repeating: nil, count: 3)
  private var nextPack: Int64

  init(_ db: Database, run: Int64, program: Int64, server: [UInt8]?, batch: Int64?) throws {
    self.db = db
    self.run = run
    self.program = program
    self.server = server
    self.batch = batch
    nextPack = try Int64.fetchOne(db, sql: "SELECT max(id) FROM pack").map { $0 + 1 } ?? 1
  }

  /// Adds records of one subject, all of them events or none, with what must be known of them; where they
  /// stand is told here.
  ///
  /// - Throws: What the database throws.
  package mutating func add(_ kept: KeptRecords, as head: FactHead) throws {
    let sort = kept.times == nil ? 0 : head.reach <= KeptRecords.nearMicroseconds ? 1 : 2
    var pack = packs[sort] ?? FactPack(id: nextPack)
    if packs[sort] == nil { nextPack += 1 }
    packs[sort] = nil
    pack.add(kept, as: head)
    if pack.isFull { try write(pack) } else { packs[sort] = pack }
  }

  /// Writes what is left to write.
  ///
  /// - Throws: What the database throws.
  package consuming func finish() throws {
    for pack in packs { if let pack { try write(pack) } }
  }

  private func write(_ pack: FactPack) throws {
    let part = try db.cachedStatement(sql: "INSERT INTO pack_part(id, bytes) VALUES (?, ?)")
    for (number, bytes) in pack.parts.enumerated() where !bytes.isEmpty {
      try part.execute(arguments: [FactPack.partID(number, of: pack.id), Data(bytes)])
    }
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO pack(id, run, program, server, batch, records, bytes, first, last, until,
          last_day, first_subject, last_subject, heads)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      pack.id, run, program, server.map { Data($0) }, batch, pack.recordCount, pack.byteCount,
      pack.times?.lowerBound, pack.times?.upperBound, pack.until, pack.lastDay,
      Int64(bitPattern: pack.subjects.lowerBound), Int64(bitPattern: pack.subjects.upperBound),
      Data(pack.heads.kept),
    ])
  }
}

/// Rows of facts that are being put together.
struct FactPack {
  let id: Int64
  private(set) var heads = FactHeads()
  private(set) var parts: [[UInt8]] = []
  private(set) var recordCount = 0
  private(set) var byteCount = 0
  /// The times of the earliest and the latest event, in microseconds; `nil` without events.
  private(set) var times: ClosedRange<Int64>?
  private(set) var until: Int64?
  /// The last civil day of a sighting; `nil` with events.
  private(set) var lastDay: Int?
  /// The least and the largest number of a subject.
  private(set) var subjects: ClosedRange<UInt64> = 0...0

  init(id: Int64) { self.id = id }

  /// A row with its front matter fills one page of the database, and no more, unless the records of one
  /// subject are more.
  private static let partByteCount = 16_320
  private static let partBitCount: Int64 = 16
  private static let mostByteCount = 4 << 20
  private static let mostHeadByteCount = 128 << 10

  /// The rows with the bytes of a pack have numbers from its own on.
  static func partID(_ number: Int, of pack: Int64) -> Int64 {
    pack << partBitCount | Int64(number)
  }

  /// Whether it should be written before more is added.
  var isFull: Bool {
    byteCount >= Self.mostByteCount || heads.byteCount >= Self.mostHeadByteCount
  }

  mutating func add(_ kept: KeptRecords, as head: FactHead) {
    var head = head
    let isRoom = parts.last.map { $0.isEmpty || $0.count + kept.bytes.count <= Self.partByteCount }
    if isRoom != true { parts.append([]) }
    let last = parts.count - 1
    head.part = Self.partID(last, of: id)
    head.offset = parts[last].count
    let number = head.subjectHash
    subjects =
      heads.count == 0
      ? number...number
      : min(subjects.lowerBound, number)...max(subjects.upperBound, number)
    heads.append(head)
    parts[last] += kept.bytes
    recordCount += kept.count
    byteCount += kept.bytes.count
    if let own = kept.times {
      let known = times ?? own
      times = min(known.lowerBound, own.lowerBound)...max(known.upperBound, own.upperBound)
      until = max(until ?? head.until, head.until)
    } else {
      lastDay = max(lastDay ?? Int(head.last), Int(head.last))
    }
  }
}
