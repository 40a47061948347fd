import Detection
import EventModel
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
}
