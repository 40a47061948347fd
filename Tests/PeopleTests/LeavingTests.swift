import ByteScan
import EventModel
import Testing

@testable import People

struct LeavingTests {
  private func directory(
    _ columns: [String: String], zone: String = "Asia/Tokyo", beforeNoticeDays: Int64 = 90
  ) throws -> PeopleDirectory {
    let people = try Roster(
      given: [("e1", columns)], place: TablePlace(file: "test", line: 1, column: 1))
    return PeopleDirectory(
      roster: people, zone: try CivilZone(named: zone),
      beforeNoticeMicroseconds: beforeNoticeDays * 86_400_000_000)
  }

  private static let leaver = [
    "notice_date": "2026-08-15", "last_office_day": "2026-10-16", "last_day": "2026-10-31",
  ]
  private static let withoutOfficeDay = ["notice_date": "2026-08-15", "last_day": "2026-10-31"]
  private static let lastDayOnly = ["last_day": "2026-10-31"]
  private static let shortNotice = ["notice_date": "2026-10-20", "last_day": "2026-10-31"]

  @Test(arguments: [
    (leaver, "2026-05-16T23:59:59+09:00", DeparturePhase.none),
    (leaver, "2026-05-17T00:00:00+09:00", .beforeNotice),
    (leaver, "2026-08-14T23:59:59.999999+09:00", .beforeNotice),
    (leaver, "2026-08-15T00:00:00+09:00", .notice),
    (leaver, "2026-10-01T23:59:59+09:00", .notice),
    (leaver, "2026-10-02T00:00:00+09:00", .last30Days),
    (leaver, "2026-10-16T23:59:59+09:00", .last30Days),
    (leaver, "2026-10-17T00:00:00+09:00", .finalLeave),
    (leaver, "2026-10-31T23:59:59.999999+09:00", .finalLeave),
    (leaver, "2026-11-01T00:00:00+09:00", .departed),
    (withoutOfficeDay, "2026-10-24T23:59:59+09:00", .last30Days),
    (withoutOfficeDay, "2026-10-25T00:00:00+09:00", .lastWeek),
    (withoutOfficeDay, "2026-10-31T23:59:59+09:00", .lastWeek),
    (withoutOfficeDay, "2026-11-01T00:00:00+09:00", .departed),
    (lastDayOnly, "2026-10-01T23:59:59+09:00", .none),
    (lastDayOnly, "2026-10-02T00:00:00+09:00", .last30Days),
    (lastDayOnly, "2026-10-25T00:00:00+09:00", .lastWeek),
    (shortNotice, "2026-10-01T23:59:59+09:00", .beforeNotice),
    (shortNotice, "2026-10-02T00:00:00+09:00", .last30Days),
    (["notice_date": "2026-08-15"], "2027-08-15T00:00:00+09:00", .notice),
    (["last_office_day": "2026-10-16"], "2026-10-17T00:00:00+09:00", .finalLeave),
    (
      ["last_office_day": "2026-10-31", "last_day": "2026-10-31"], "2026-10-31T23:59:59+09:00",
      .lastWeek
    ),
    ([:], "2026-10-16T00:00:00+09:00", .none),
    // Over New Year and a leap day.
    (["last_day": "2027-01-03"], "2026-12-27T23:59:59+09:00", .last30Days),
    (["last_day": "2027-01-03"], "2026-12-28T00:00:00+09:00", .lastWeek),
    (["last_day": "2028-03-01"], "2028-02-23T23:59:59+09:00", .last30Days),
    (["last_day": "2028-03-01"], "2028-02-24T00:00:00+09:00", .lastWeek),
  ])
  func `one phase follows the other`(
    columns: [String: String], time: String, expected: DeparturePhase
  ) throws {
    let directory = try directory(columns)
    let time = try moment(time)
    #expect(directory.phase(of: 0, at: time) == expected)
    let departing: Set<DeparturePhase> = [
      .beforeNotice, .notice, .last30Days, .lastWeek, .finalLeave,
    ]
    let user = ResolvedIdentity.person(0)
    #expect(directory.has(.departing, user, at: time) == departing.contains(expected))
    #expect(directory.has(.departed, user, at: time) == (expected == .departed))
    #expect(directory.has(.onFinalLeave, user, at: time) == (expected == .finalLeave))
  }

  @Test(arguments: [
    ("Europe/Berlin", "2026-10-31T23:00:00Z", DeparturePhase.departed),
    ("Europe/Berlin", "2026-10-31T22:59:59Z", .lastWeek),
    // The last week begins on the day on which the clocks go back: at 22:00 UTC, not 23:00.
    ("Europe/Berlin", "2026-10-24T22:00:00Z", .lastWeek),
    ("Europe/Berlin", "2026-10-24T21:59:59Z", .last30Days),
    ("America/New_York", "2026-11-01T04:00:00Z", .departed),
    ("America/New_York", "2026-11-01T03:59:59Z", .lastWeek),
    ("UTC", "2026-11-01T00:00:00Z", .departed),
  ])
  func `days are those of the civil zone`(
    zone: String, time: String, expected: DeparturePhase
  ) throws {
    let directory = try directory(Self.lastDayOnly, zone: zone)
    #expect(try directory.phase(of: 0, at: moment(time)) == expected)
  }

  @Test func `the look-back before notice can be set`() throws {
    let directory = try directory(["notice_date": "2026-08-15"], beforeNoticeDays: 14)
    #expect(try directory.phase(of: 0, at: moment("2026-07-31T23:59:59+09:00")) == .none)
    #expect(try directory.phase(of: 0, at: moment("2026-08-01T00:00:00+09:00")) == .beforeNotice)
  }

  @Test(arguments: [
    ("2026-10-31T00:00:00+09:00", 0), ("2026-10-31T23:59:59+09:00", 0),
    ("2026-10-30T23:59:59+09:00", 1), ("2026-11-01T00:00:00+09:00", -1),
    ("2025-10-31T12:00:00+09:00", 365),
  ])
  func `days left are counted on the calendar`(time: String, expected: Int) throws {
    #expect(try directory(Self.lastDayOnly).daysLeft(of: 0, at: moment(time)) == expected)
    #expect(try directory([:]).daysLeft(of: 0, at: moment(time)) == nil)
  }

  @Test func `phases agree with a naive reading of the definitions`() throws {
    var random = RandomLetters(state: 21)
    let origin = CivilDate(year: 2026, month: 6, day: 1).daysSince1970
    for _ in 0..<300 {
      func day(_ chance: Int) -> Int? {
        Int.random(in: 0..<4, using: &random) < chance
          ? origin + Int.random(in: 0..<150, using: &random) : nil
      }
      let (notice, last) = (day(3), day(3))
      let office = day(2).map { min($0, last ?? $0) }
      var columns: [String: String] = [:]
      for (name, day) in [("notice_date", notice), ("last_day", last), ("last_office_day", office)]
      {
        columns[name] = day.map { CivilDate(daysSince1970: $0).text }
      }
      let directory = try directory(columns, zone: "Europe/Berlin")
      for today in stride(from: origin - 120, to: origin + 200, by: 1) {
        let expected: DeparturePhase =
          if let last, today > last { .departed } else if let office, today > office {
            .finalLeave
          } else if let last, last - today < 7 { .lastWeek } else if let last, last - today < 30 {
            .last30Days
          } else if let notice, today >= notice { .notice } else if let notice, notice - today <= 90
          { .beforeNotice } else { .none }
        let noon =
          directory.zone.startOfDay(CivilDate(daysSince1970: today)).microseconds
          + 43_200_000_000
        let phase = directory.phase(of: 0, at: Timestamp(microseconds: noon))
        #expect(phase == expected, "\(columns) \(CivilDate(daysSince1970: today).text)")
      }
    }
  }

  @Test func `flags come from the roster and the lists`() throws {
    let people = try roster("id,login,employment\ne1,a,contractor\ne2,b,temp\ne3,c,")
    let end = try moment("2026-10-12T00:00:00Z")
    let directory = PeopleDirectory(
      roster: people,
      watchlist: [.init("CORP\\A"), .init("b", endsAt: end), .init("Ghost")],
      privilegedUsers: [.init("e3", endsAt: end), .init("c")])
    let before = Timestamp(microseconds: end.microseconds - 1)
    let ghost = directory.resolve(Array("ghost".utf8).span)
    let expected: [(ResolvedIdentity, Timestamp, Set<UserFlag>)] = [
      (.person(0), end, [.known, .contractor, .watched]), (.person(1), end, [.known, .temp]),
      (.person(1), before, [.known, .temp, .watched]), (.person(2), end, [.known, .privileged]),
      (ghost, end, [.watched]), (.ambiguous(Array("ghost".utf8)), end, [.watched]),
      (.unknown(Array("x".utf8)), end, []),
    ]
    for (identity, time, flags) in expected {
      for flag in UserFlag.allCases {
        #expect(
          directory.has(flag, identity, at: time) == flags.contains(flag), "\(identity) \(flag)")
      }
    }
    #expect(directory.userText(of: .person(0)) == Array("e1".utf8))
    #expect(directory.userText(of: ghost) == Array("ghost".utf8))
  }
}
