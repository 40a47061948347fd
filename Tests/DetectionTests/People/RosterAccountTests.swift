internal import Detection
internal import EventModel
internal import People
internal import Testing

@Suite struct RosterAccountTests {
  private static let newest = Timestamp(microseconds: 1_791_765_000_000_000)

  /// So many who stay, are departing and have departed; the newest event is of 2026-10-12.
  private func account(staying: Int, departing: Int, departed: Int) throws -> RosterAccount {
    let days =
      [String?](repeating: nil, count: staying)
      + [String?](repeating: "2026-10-12", count: departing)
      + [String?](repeating: "2026-10-11", count: departed)
    let roster = try Roster(
      given: days.enumerated().map { index, day in
        ("u\(index)", day.map { ["last_day": $0] } ?? [:])
      }, place: TablePlace(file: "", line: 1, column: 1))
    let people = PeopleDirectory(roster: roster, zone: try CivilZone(named: "Asia/Tokyo"))
    return RosterAccount(of: people, written: nil, newestEvent: Self.newest)
  }

  @Test(
    arguments: [
      (85, 15, 0, false), (84, 16, 0, true), (84, 8, 8, true), (85, 8, 7, false),
      (17, 3, 0, false), (16, 4, 0, true), (17, 0, 3, false), (16, 0, 4, true),
      // In a handful of people one or two leavers are nothing odd.
      (0, 2, 0, false), (0, 1, 1, false), (0, 3, 0, true), (3, 2, 0, false), (3, 2, 1, true),
      (0, 0, 0, false),
    ])
  func `more than 15 % and more than two people are many leavers`(
    staying: Int, departing: Int, departed: Int, isMany: Bool
  ) throws {
    let account = try account(staying: staying, departing: departing, departed: departed)
    #expect(account.departingCount == departing && account.departedCount == departed)
    #expect(account.hasManyLeavers == isMany)
    #expect(account.concerns == (isMany ? [.manyLeavers] : []))
  }

  @Test(
    arguments: [(0, false), (604_800_000_000, false), (604_800_000_001, true)] as [(Int64, Bool)])
  func `a roster is old from the first microsecond after seven days`(age: Int64, isOld: Bool) throws
  {
    var account = try account(staying: 1, departing: 0, departed: 0)
    account.written = Timestamp(microseconds: Self.newest.microseconds - age)
    #expect(account.isOld == isOld)
    account.newestEvent = nil
    #expect(!account.isOld)
  }

  @Test func `without an event nobody is judged`() throws {
    let roster = try Roster(
      given: [("u1", ["last_day": "2020-01-01"])],
      place: TablePlace(file: "", line: 1, column: 1))
    let account = RosterAccount(
      of: PeopleDirectory(roster: roster), written: Self.newest, newestEvent: nil)
    #expect(account.peopleCount == 1 && account.departedCount == 0 && account.concerns.isEmpty)
  }
}
