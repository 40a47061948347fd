internal import Detection
internal import Foundation
internal import GRDB
internal import SystemBoundary

/// What the facts of one row of heads have in common.
struct PackOrigin {
  /// The program whose numbers stand in them.
  var program: Int64
  /// The file server, if they hold only if it logs no transfers.
  var server: [UInt8]?
  /// The run that joined them, if they are made of several lines.
  var batch: Int64?
}

/// Which heads are asked for, so that the others are passed over quickly.
struct AskedParts {
  let parts: [KeptPart]
  private var places: [UInt64: [Int]] = [:]
  private let hashes: [UInt64]
  /// By the front of a hash: whether anybody is asked for whose hash begins so.
  private var isAsked = [Bool](repeating: false, count: 1 << Self.frontBitCount)

  private static let frontBitCount = 14

  private static func front(of hash: UInt64) -> Int { Int(hash >> UInt64(64 - frontBitCount)) }

  init(_ parts: [KeptPart]) {
    self.parts = parts
    for (place, part) in parts.enumerated() {
      let hash = FactHead.hash(of: part.subject)
      places[hash, default: []].append(place)
      isAsked[Self.front(of: hash)] = true
    }
    hashes = places.keys.sorted()
  }

  /// Whether anybody is asked for whose number is within two others.
  func meets(_ first: UInt64, _ last: UInt64) -> Bool {
    var (low, high) = (0, hashes.count)
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < first { low = middle + 1 } else { high = middle }
    }
    return low < hashes.count && hashes[low] <= last
  }

  /// Whether a head may be asked for.
  func asks(for front: FactFront) -> Bool {
    // Almost all are passed over here.
    guard isAsked[Self.front(of: front.subjectHash)], let own = places[front.subjectHash] else {
      return false
    }
    return own.contains { parts[$0].from <= front.last && parts[$0].since <= front.until }
  }

  /// The parts that ask for a head.
  func places(of head: FactHead) -> [Int] {
    (places[head.subjectHash] ?? []).filter {
      let part = parts[$0]
      return part.subject == head.subject && part.from <= head.last && part.since <= head.until
    }
  }
}

extension StateStore {
  /// Hands out heads of kept facts, with the places of the parts that ask for them.
  ///
  /// - Parameters:
  ///   - db: The database.
  ///   - condition: Which rows of heads can hold any.
  ///   - arguments: Those of the condition.
  ///   - asked: Which heads.
  ///   - body: Takes them.
  /// - Throws: What the database throws, and ``StateFailure/damaged(_:reason:)`` if heads are not what was
  ///   written.
  /// - Complexity: O(*n*) in the heads of the rows.
  func forEachHead(
    in db: Database, where condition: String, _ arguments: StatementArguments = [],
    of asked: AskedParts, _ body: (PackOrigin, FactHead, _ part: Int) throws -> Void
  ) throws {
    if asked.parts.isEmpty { return }
    try forEachHead(
      in: db, where: condition, arguments, ifMeeting: { asked.meets($0, $1) },
      and: { asked.asks(for: $0) }
    ) { origin, head in
      for part in asked.places(of: head) { try body(origin, head, part) }
    }
  }

  /// Hands out heads of kept facts, of whomever they are.
  func forEachHead(
    in db: Database, where condition: String = "TRUE", _ arguments: StatementArguments = [],
    ifMeeting isMet: (UInt64, UInt64) -> Bool = { _, _ in true },
    and isWanted: (FactFront) -> Bool = { _ in true },
    _ body: (PackOrigin, FactHead) throws -> Void
  ) throws {
    let limit = try FactsLimit(db)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT first_subject, last_subject, last IS NULL, program, server, batch, id FROM pack
        WHERE \(condition) ORDER BY id
        """, arguments: arguments)
    let statement = try db.makeStatement(sql: "SELECT heads FROM pack WHERE id = ?")
    while let row = try rows.next() {
      let subjects = (UInt64(bitPattern: row[0] as Int64), UInt64(bitPattern: row[1] as Int64))
      guard isMet(subjects.0, subjects.1) else { continue }
      // What is older than anything that is kept stands there as long as others of its row are not.
      let first = row[2] as Bool ? limit.day : limit.time
      let origin = PackOrigin(
        program: row[3], server: (row[4] as Data?).map { Array($0) }, batch: row[5])
      let heads = try headRows.heads(ofPack: row[6]) { pack in
        try Data.fetchOne(statement, arguments: [pack]).map { Array($0) } ?? []
      }
      let isWhole = try FactHeads.forEach(
        in: heads, where: { $0.last >= first && isWanted($0) }
      ) { try body(origin, $0) }
      guard isWhole else {
        throw StateFailure.damaged(path, reason: "heads of facts are not what was written")
      }
    }
  }
}

/// The rows with the records of facts.
struct PackParts {
  private let statement: Statement
  private let path: RawPath

  init(_ db: Database, of path: RawPath) throws {
    statement = try db.makeStatement(sql: "SELECT substr(bytes, ?, ?) FROM pack_part WHERE id = ?")
    self.path = path
  }

  /// Reads the records of a head.
  ///
  /// - Throws: What the database throws, and ``StateFailure/damaged(_:reason:)`` if records are not what was
  ///   written.
  func records(of head: FactHead) throws -> KeptRecords {
    let bytes = try Data.fetchOne(
      statement, arguments: [head.offset + 1, head.byteCount, head.part])
    guard let kept = head.records(of: bytes.map { Array($0) } ?? []) else {
      throw StateFailure.damaged(path, reason: "facts are not what was written")
    }
    return kept
  }
}
