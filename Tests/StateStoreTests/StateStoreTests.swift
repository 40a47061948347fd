import Detection
import EventModel
import Foundation
import GRDB
import RuleProgram
import SystemBoundary
import Testing

@testable import StateStore

/// A folder for one test, taken away with what is in it.
struct StateFixture {
  let path: RawPath

  init() throws {
    path = RawPath("/tmp/exfil-state-test-\(UInt64.random(in: .min ... .max))")
    try PrivateDirectory.create(path)
  }

  func open() throws -> StateStore {
    try StateStore(StateFolder(locking: path, as: "a test"))
  }

  func remove() { RemovedFile.remove(path) }
}

@Suite("The state of a folder") struct StateStoreTests {
  @Test("A second run is told at once who holds it") func locking() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    let store = try fixture.open()
    #expect(throws: StateFailure.held(by: "a test")) {
      _ = try StateFolder(locking: fixture.path, as: "another")
    }
    #expect(try store.setting("program") == nil)
  }

  @Test("A finding comes back as it was") func findings() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    var finding = Finding()
    finding.id = "id"
    finding.subject = Subject(kind: .host, value: "PC\u{1}7 顧客")
    finding.phase = .lastWeek
    finding.first = Timestamp(microseconds: -1)
    finding.last = Timestamp(microseconds: .max)
    finding.bytesOut = .max
    finding.evidence = [EvidenceLine(file: "a", line: 1, offset: 0, sha256: "00")]
    var shown = ShownEvent(
      time: finding.first, kind: .web, bytesOut: nil, evidence: 0..<1)
    shown.texts = [[0, 255, 10], Array("顧客\"\u{0}".utf8)]
    finding.shown = [shown]
    finding.limits = [
      FindingLimit(total: "sum", comparison: .greater, value: 1, limit: nil, unit: .size)
    ]
    var store = try fixture.open()
    try store.beginRun(version: "test")
    let kept = finding
    try store.commit { try $0.keep(kept, ofSubject: kept.subject.keptName) }
    let standing = try store.standingFindings()
    #expect(try store.findings(standing) == [finding])
    finding.shown = []
    #expect(standing[0].says(finding))
    finding.score += 1
    #expect(!standing[0].says(finding))
    #expect(try store.standingFindings()[0].isTold == false)
    try store.markTold()
    #expect(try store.standingFindings()[0].isTold)
    #expect(try store.verify() == 1)
  }

  @Test("A run that died while it made the database leaves no journal that stops the next one")
  func tornDatabase() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    let draft = fixture.path.display + "/draft"
    try DatabaseQueue(path: draft).writeWithoutTransaction { db in
      // More than is held in memory, so that some of it stands in the file.
      try db.execute(sql: "PRAGMA cache_size = 5")
      try db.execute(sql: "BEGIN")
      try db.execute(sql: "CREATE TABLE half(bytes BLOB)")
      try db.execute(sql: "INSERT INTO half VALUES (zeroblob(1000000))")
      for ending in ["", "-journal"] {
        try FileManager.default.copyItem(
          atPath: draft + ending, toPath: fixture.path.display + "/state.sqlite" + ending)
      }
      try db.execute(sql: "ROLLBACK")
    }
    let store = try fixture.open()
    #expect(try store.verify() == 0)
    #expect(!FileManager.default.fileExists(atPath: fixture.path.display + "/state.sqlite-journal"))
  }

  @Test("A run that died before the first table of the state leaves no other program's database")
  func bareDatabase() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    let queue = try DatabaseQueue(path: fixture.path.display + "/state.sqlite")
    try queue.write { db in
      try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    }
    try queue.close()
    #expect(try fixture.open().verify() == 0)
  }

  @Test("What fails in a commit leaves the state as it was") func commit() throws {
    struct Stop: Error {}
    let fixture = try StateFixture()
    defer { fixture.remove() }
    var store = try fixture.open()
    try store.beginRun(version: "test")
    #expect(throws: StateFailure.self) {
      try store.commit { commit in
        try commit.set("newest_event", to: "1")
        throw Stop()
      }
    }
    #expect(try store.setting("newest_event") == nil)
  }

  @Test("A database that lost its bytes is not taken for a new one") func emptied() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    _ = try fixture.open()
    RemovedFile.remove(fixture.path.appending("state.sqlite"))
    try PrivateDirectory.createFile(fixture.path.appending("state.sqlite"))
    #expect(throws: StateFailure.self) { _ = try fixture.open() }
    let aside = try StateFolder(locking: fixture.path, as: "a test").keepAside()
    #expect(aside != nil)
    _ = try fixture.open()
  }

  @Test("That the database is whole is known after a clean end alone") func cleanEnd() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    let database = fixture.path.appending("state.sqlite")
    let end = CleanEnd(database: database)
    #expect(!end.holds)
    do {
      let store = try fixture.open()
      #expect(!end.holds)
      #expect(try store.setting("program") == nil)
    }
    #expect(end.holds)
    try PrivateDirectory.write([0, 1, 2], to: database)
    #expect(!end.holds)
    #expect(throws: StateFailure.self) { _ = try fixture.open() }
  }

  @Test("Rows are handed out as far as they can matter") func parts() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    var store = try fixture.open()
    try store.beginRun(version: "test")
    try store.commit { commit in
      for (last, reach) in [(Int64(100), Int64(10)), (100, 1000), (200, 10)] {
        var kept = KeptRecords(subject: [0, 65])
        kept.count = 1
        kept.times = 0...last
        var writer = try commit.factWriter(program: 1, batch: last == 200 ? 7 : nil)
        try writer.add(kept, as: FactHead(of: kept, reach: reach, tallies: []))
        try writer.finish()
      }
      var seen = KeptRecords(subject: [0, 65])
      seen.sightingDays = 1...1
      var writer = try commit.factWriter(program: 1)
      try writer.add(seen, as: FactHead(of: seen, reach: 0, tallies: []))
      try writer.finish()
    }
    func count(_ part: KeptPart, exceptOf batches: Set<Int64> = []) throws -> Int {
      var count = 0
      try store.forEachKept([part], exceptOn: [], exceptOf: batches) { _, _ in count += 1 }
      return count
    }
    #expect(try count(KeptPart(subject: [0, 65])) == 4)
    #expect(try count(KeptPart(subject: [0, 65], withSightings: false)) == 3)
    #expect(try count(KeptPart(subject: [0, 65], since: 150, withSightings: false)) == 2)
    #expect(try count(KeptPart(subject: [0, 65], from: 150, withSightings: false)) == 1)
    #expect(try count(KeptPart(subject: [0, 65]), exceptOf: [7]) == 3)
    #expect(try count(KeptPart(subject: [0, 66])) == 0)
    #expect(try store.latestEvents(from: [[0, 65]: 200, [0, 66]: 0]) == [[0, 65]: 200])
    #expect(try store.latestEvents(from: [[0, 65]: 201]) == [:])
    #expect(try store.keptSubjects() == [[0, 65]])
    try store.commit { try $0.dropFacts(before: 150) }
    #expect(try count(KeptPart(subject: [0, 65])) == 1 + 1)
    try store.commit { try $0.dropFacts(before: 2 * 86_400_000_000) }
    #expect(try store.keptSubjects() == [])
  }

  @Test("Tallies are handed out without the records") func tallies() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    var store = try fixture.open()
    try store.beginRun(version: "test")
    var kept = KeptRecords(subject: [0, 65])
    kept.times = 0...100
    try store.commit { commit in
      var writer = try commit.factWriter(program: 3)
      try writer.add(kept, as: FactHead(of: kept, reach: 50, tallies: []))
      try writer.finish()
    }
    var rows: [[Int64]] = []
    let parts = [KeptPart(subject: [0, 66]), KeptPart(subject: [0, 65], from: 100, since: 150)]
    try store.forEachTallies(parts) { part, last, program, bytes in
      #expect(bytes == [])
      rows.append([Int64(part), last, program])
    }
    #expect(rows == [[1, 100, 3]])
  }

  @Test("Lines of records are read by their names, and a batch goes when it is old")
  func batches() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    var store = try fixture.open()
    try store.beginRun(version: "test")
    try store.commit { commit in
      var writer = try commit.batchWriter(BatchNumber.number(ofRun: 1, sort: 1))
      for (key, last) in [(UInt8(1), Int64(10)), (2, 20)] {
        var kept = KeptRecords(subject: [key])
        kept.times = 0...last
        try writer.add(kept, messages: [UInt64.max, UInt64(key)])
      }
      try writer.finish()
    }
    let fragments = try store.fragments()
    #expect(fragments.all.map(\.key) == [[1], [2]])
    #expect(fragments.all.map(\.messages) == [[1, .max], [2, .max]])
    #expect(try fragments.records(of: fragments.all).map(\.subject) == [[1], [2]])
    #expect(fragments.remaining(without: [], closing: 20, upToRun: 1).closed == [])
    #expect(fragments.remaining(without: [], closing: 21, upToRun: 0).closed == [])
    #expect(fragments.remaining(without: fragments.all, closing: 0, upToRun: 0).closed.count == 1)
    let rest = fragments.remaining(
      without: Array(fragments.all.prefix(1)), closing: 15, upToRun: 1)
    #expect(rest.closed == [])
    try store.commit { try $0.keepRest(of: rest.changed) }
    #expect(try store.fragments().all.map(\.key) == [[2]])
    let old = try store.fragments().remaining(without: [], closing: 21, upToRun: 1).closed
    try store.commit { try $0.close(old) }
    #expect(try store.fragments().all.isEmpty)
  }

  @Test("A state of the first version keeps its lines") func firstVersion() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    let queue = try DatabaseQueue()
    try StateSchema.migrator.migrate(queue, upTo: "1")
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO fragment(key, batch, records, last, messages, fingerprint, bytes)
          VALUES (x'0141', 7, 0, 30, x'0500000000000000', 0, x'')
          """)
    }
    try StateSchema.migrator.migrate(queue)
    let heads = try queue.read { db in
      try Data.fetchOne(db, sql: "SELECT heads FROM batch WHERE id = 7").map { Array($0) }
    }
    let head = try #require([FragmentHead](kept: heads ?? [])?.first)
    #expect(head.key == [1, 65])
    #expect(head.last == 30)
    #expect(head.messages == [5])
  }

  @Test("Facts of a subject are found among those of many, in rows that hold many")
  func packs() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    var store = try fixture.open()
    try store.beginRun(version: "test")
    // Records of 100 bytes that are nothing but long: enough for several rows of bytes and of heads.
    let subjects = (0..<2_000).map { [UInt8(0)] + Array("person \($0)".utf8) }
    func records(_ subject: [UInt8]) -> KeptRecords {
      var bytes = [UInt8](repeating: subject[subject.count - 1], count: 100)
      bytes.replaceSubrange(0..<4, with: [100, 0, 0, 0])
      var kept = KeptRecords(subject: subject, bytes: bytes)
      kept.count = 1
      kept.times = 5...10
      return kept
    }
    try store.commit { commit in
      var writer = try commit.factWriter(program: 1)
      for subject in subjects.sorted(by: { FactHead.hash(of: $0) < FactHead.hash(of: $1) }) {
        let kept = records(subject)
        try writer.add(kept, as: FactHead(of: kept, reach: 0, tallies: []))
      }
      try writer.finish()
    }
    let asked = [subjects[3], subjects[1_999], [0, 1]]
    var found: [[UInt8]: [UInt8]] = [:]
    try store.forEachKept(
      asked.map { KeptPart(subject: $0) }, exceptOn: [], exceptOf: []
    ) { records, _ in found[records.subject] = records.bytes }
    #expect(found == [asked[0]: records(asked[0]).bytes, asked[1]: records(asked[1]).bytes])
    #expect(try store.verify() == 2_000)
    #expect(try store.figures().subjects == 2_000)
    #expect(try store.figures().factByteCount == 200_000)
  }

  @Test("A state of the second version keeps its facts") func secondVersion() throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    let queue = try DatabaseQueue()
    try StateSchema.migrator.migrate(queue, upTo: "2")
    let print = Int64(bitPattern: KeptRecords(subject: [0, 65]).fingerprint)
    try queue.write { db in
      // Two runs, a server, a batch, what was seen, and a row of the first version without tallies.
      for values in [
        "x'0041', 1, 1, NULL, NULL, 3, 0, 100, 110, NULL, NULL, \(print), x'', x'07'",
        "x'0042', 1, 1, NULL, NULL, 1, 0, 100, 9223372036854775807, NULL, NULL, \(print), x'', NULL",
        "x'0041', 1, 1, x'61', NULL, 1, 0, 50, 60, NULL, NULL, \(print), x'', x''",
        "x'0041', 2, 1, NULL, 7, 1, 0, 300, 310, NULL, NULL, \(print), x'', x''",
        "x'0041', 2, 1, NULL, NULL, 2, NULL, NULL, NULL, 4, 5, \(print), x'', x''",
      ] {
        try db.execute(
          sql: """
            INSERT INTO fact(subject, run, program, server, batch, records, first, last, until,
              first_day, last_day, fingerprint, bytes, tallies) VALUES (\(values))
            """)
      }
    }
    try StateSchema.migrator.migrate(queue)
    let path = fixture.path.display + "/state.sqlite"
    try queue.backup(to: try DatabaseQueue(path: path))
    let store = try fixture.open()
    #expect(try store.verify() == 5)
    #expect(try store.keptSubjects() == [[0, 65], [0, 66]])
    #expect(try store.subjects(withOpensOn: [[0x61]]) == [[0, 65]])
    var rows: [[Int64]] = []
    var tallies: [[UInt8]?] = []
    let parts = [KeptPart(subject: [0, 65], from: 100, since: 105), KeptPart(subject: [0, 66])]
    try store.forEachTallies(parts) { part, last, program, bytes in
      rows.append([Int64(part), last, program])
      tallies.append(bytes)
    }
    #expect(
      rows == [[0, 100, 1], [1, 100, 1], [0, 300, 1]]
        || rows == [[0, 100, 1], [0, 300, 1], [1, 100, 1]])
    #expect(tallies.contains([7]) && tallies.contains(nil))
    var batched = 0
    try store.forEachKept(ofBatches: [7]) { _ in batched += 1 }
    #expect(batched == 1)
    #expect(try store.figures().factRecords == 8)
  }

  @Test("A finding has the print of its parts, and those of the third version get it") func prints()
    throws
  {
    var finding = Finding()
    finding.id = "id"
    finding.message = "顧客"
    finding.evidence = [EvidenceLine(file: "a", line: 1, offset: 0, sha256: "00")]
    let print = try FindingText.print(of: finding)
    // The number outlives the program: parts in another order would tell of every finding anew.
    let bytes = try PrintEncoder.bytes(of: finding)
    var rest = bytes[...]
    for name in [
      "id", "rule", "title", "category", "severity", "score", "scoreTerms", "subject", "kind",
      "value",
      "first", "last", "count", "destinations", "message", "why", "next", "owner", "attack",
      "isTrial",
      "grounds", "evidence", "file", "line", "offset", "sha256", "evidenceTotal", "shown", "limits",
    ] {
      let key = [1, UInt8(name.utf8.count)] + Array(name.utf8)
      let place = try #require(
        rest.indices.first { rest[$0...].starts(with: key) }, "\(name) stands elsewhere")
      rest = rest[(place + key.count)...]
    }
    let queue = try DatabaseQueue()
    try StateSchema.migrator.migrate(queue, upTo: "3")
    let text = try FindingText.text(of: finding)
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO finding VALUES ('id', x'00', 'rule', 1, 1, 0, 0, 1, 'now', 1, 1, 1, NULL, 0, ?)
          """, arguments: [text])
    }
    try StateSchema.migrator.migrate(queue)
    let migrated = try queue.read { db in try Int64.fetchOne(db, sql: "SELECT print FROM finding") }
    #expect(migrated == Int64(bitPattern: print))
    finding.evidence[0].line = 2
    #expect(try FindingText.print(of: finding) != print)
  }

  @Test("No two values of a type have the same bytes in a print") func printedValues() throws {
    struct Value: Encodable {
      struct Part: Encodable { var number: Int? }
      var texts: [String] = []
      var part = Part()
      var number: Int?
      var truth = false
      var fraction = 0.5
    }
    var values = [Value()]
    values.append(Value(texts: [""]))
    values.append(Value(texts: ["a", "b"]))
    values.append(Value(texts: ["ab"]))
    values.append(Value(part: Value.Part(number: 1)))
    values.append(Value(number: 1))
    values.append(Value(number: -1))
    values.append(Value(truth: true))
    values.append(Value(fraction: -0.5))
    let prints = try values.map { try PrintEncoder.bytes(of: $0) }
    #expect(Set(prints).count == values.count)
    #expect(try PrintEncoder.bytes(of: values[2]) == prints[2])
  }
}
