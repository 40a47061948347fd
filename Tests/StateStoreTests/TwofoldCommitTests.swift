import Detection
import SystemBoundary
import Testing

@testable import StateStore

/// What is written while somebody still judges comes to the same as what is written afterwards.
@Suite("A transaction in two parts") struct TwofoldCommitTests {
  struct Stop: Error {}

  /// A state that takes both parts beside one another, or one after the other.
  static func open(_ fixture: borrowing StateFixture, isBeside: Bool) throws -> StateStore {
    var store = try StateStore(
      StateFolder(locking: fixture.path, as: "a test"), readsBeside: isBeside)
    try store.beginRun(version: "test")
    return store
  }

  @Test("Both parts are written, or none", arguments: [true, false])
  func parts(isBeside: Bool) throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    let store = try Self.open(fixture, isBeside: isBeside)
    #expect(store.readsBeside == isBeside)
    let commit = TwofoldCommit(store, isBeside: true) { commit in
      try commit.set("first", to: "1")
      return 7
    }
    // What is being written is not there yet, and keeps nobody waiting.
    #expect(try store.setting("first") == nil)
    try commit.finish { commit, left in try commit.set("second", to: String(left)) }
    #expect(try store.setting("first") == "1")
    #expect(try store.setting("second") == "7")
  }

  @Test(
    "Who gives up leaves the state as it was, and can write something else",
    arguments: [true, false])
  func givenUp(isBeside: Bool) throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    let store = try Self.open(fixture, isBeside: isBeside)
    let commit = TwofoldCommit(store, isBeside: true) { try $0.set("first", to: "1") }
    commit.giveUp()
    try store.endRun(as: "interrupted")
    #expect(try store.setting("first") == nil)
  }

  @Test("What nobody finishes did not happen", arguments: [true, false])
  func forgotten(isBeside: Bool) throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    let store = try Self.open(fixture, isBeside: isBeside)
    do { _ = TwofoldCommit(store, isBeside: true) { try $0.set("first", to: "1") } }
    try store.commit { try $0.set("second", to: "2") }
    #expect(try store.setting("first") == nil)
    #expect(try store.setting("second") == "2")
  }

  @Test("A failure of either part is told at the end", arguments: [true, false])
  func failures(isBeside: Bool) throws {
    let fixture = try StateFixture()
    defer { fixture.remove() }
    let store = try Self.open(fixture, isBeside: isBeside)
    for fails in [0, 1] {
      let commit = TwofoldCommit(store, isBeside: true) { commit in
        try commit.set("first", to: "1")
        if fails == 0 { throw Stop() }
      }
      #expect(throws: StateFailure.self) {
        try commit.finish { commit, _ in
          try commit.set("second", to: "2")
          throw Stop()
        }
      }
      #expect(try store.setting("first") == nil)
      #expect(try store.setting("second") == nil)
    }
  }
}
