import ByteScan
import Foundation
import Testing

@testable import EventModel

/// Reads a zone, or fails the test.
func testZone(_ name: String) throws -> CivilZone { try CivilZone(named: name) }

/// Creates a moment from an RFC 3339 text, or fails the test.
func moment(_ text: String) throws -> Timestamp {
  try #require(CivilZone.utc.time(parsing: text), "\(text)")
}

struct CivilZoneTests {
  @Test(arguments: zoneOffsets)
  func `knows the offset`(zone: String, seconds: Int64, offset: Int) throws {
    let time = Timestamp(microseconds: seconds * 1_000_000)
    #expect(try testZone(zone).offsetInSeconds(at: time) == offset)
  }

  @Test(arguments: zoneReadings)
  func `finds the moment of a clock reading`(
    zone: String, local: String, seconds: Int64, isAmbiguous: Bool, isInGap: Bool
  ) throws {
    let civil = try Array(local.utf8).span.scanInternetTime().civil
    let moment = try testZone(zone).moment(of: civil)
    #expect(moment.time == Timestamp(microseconds: seconds * 1_000_000))
    #expect(moment.isAmbiguous == isAmbiguous)
    #expect(moment.isInGap == isInGap)
  }

  @Test(arguments: [
    "Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo",
    "Pacific/Apia", "Europe/Dublin",
  ])
  func `agrees with Foundation, and readings lead back, at random moments`(name: String) throws {
    let zone = try testZone(name)
    let peer = try #require(TimeZone(identifier: name))
    var random = SeededRandom(state: 42)
    for _ in 0..<2000 {
      let seconds = Int64.random(in: 0..<2_145_000_000, using: &random)
      let time = Timestamp(microseconds: seconds * 1_000_000)
      let offset = peer.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
      #expect(zone.offsetInSeconds(at: time) == offset, "\(seconds)")
      let back = zone.moment(of: zone.civil(at: time))
      #expect(!back.isInGap && (back.time == time || back.isAmbiguous && back.time < time))
      let span = zone.offsetSpan(at: seconds)
      #expect(span.start <= seconds && seconds < span.end)
      if span.end < 2_145_000_000 {
        #expect(zone.offsetSpan(at: span.end).offsetInSeconds != span.offsetInSeconds)
      }
    }
  }

  @Test(arguments: [
    ("Europe/Berlin", "2026-03-29", 23), ("Europe/Berlin", "2026-10-25", 25),
    ("Europe/Berlin", "2026-10-26", 24), ("America/New_York", "2026-03-08", 23),
    ("America/New_York", "2026-11-01", 25), ("Asia/Tokyo", "2026-12-31", 24),
    ("America/Sao_Paulo", "2018-11-04", 23), ("Asia/Tokyo", "2024-02-29", 24),
  ])
  func `a civil day has its hours, one after the other`(
    name: String, day: String, hours: Int
  ) throws {
    let zone = try testZone(name)
    let date = try #require(CivilDate(parsing: day))
    let start = zone.startOfDay(date)
    let end = zone.startOfDay(CivilDate(daysSince1970: date.daysSince1970 + 1))
    #expect(end.microseconds - start.microseconds == Int64(hours) * 3_600_000_000)
    var starts: [Timestamp] = []
    for minute in stride(from: start.microseconds, to: end.microseconds, by: 600_000_000) {
      let time = Timestamp(microseconds: minute)
      #expect(zone.startOfDay(at: time) == start)
      #expect(zone.date(at: time) == date)
      let hour = zone.startOfHour(at: time)
      #expect(hour <= time)
      if starts.last != hour { starts.append(hour) }
    }
    #expect(starts.count == hours)
    #expect(starts.first == start)
    let before = Timestamp(microseconds: start.microseconds - 1)
    #expect(zone.date(at: before).daysSince1970 == date.daysSince1970 - 1)
  }

  @Test(arguments: [
    // An hour of which the clocks show half twice is cut at the change.
    ("Australia/Lord_Howe", "2026-04-04T14:40:00Z", "2026-04-04T14:00:00Z"),
    ("Australia/Lord_Howe", "2026-04-04T15:10:00Z", "2026-04-04T15:00:00Z"),
    ("Asia/Kolkata", "2026-04-04T15:10:00Z", "2026-04-04T14:30:00Z"),
  ])
  func `an hour begins where the clock says so`(
    name: String, time: String, start: String
  ) throws {
    #expect(try testZone(name).startOfHour(at: moment(time)) == moment(start))
  }

  @Test(arguments: [
    ("Asia/Tokyo", "2026-10-11T15:00:00Z", "2026-10-11T15:00:00Z"),  // Monday 00:00
    ("Asia/Tokyo", "2026-10-11T14:59:59.999999Z", "2026-10-04T15:00:00Z"),
    ("Asia/Tokyo", "2027-01-01T00:00:00Z", "2026-12-27T15:00:00Z"),
    ("Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-22T23:00:00Z"),
    ("Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-29T22:00:00Z"),
    ("UTC", "1970-01-01T00:00:00Z", "1969-12-29T00:00:00Z"),
  ])
  func `a week begins on Monday`(name: String, time: String, start: String) throws {
    let zone = name == "UTC" ? CivilZone.utc : try testZone(name)
    let time = try moment(time)
    #expect(try zone.startOfWeek(at: time) == moment(start))
    let week: Int64 = 7 * 86_400_000_000
    #expect(try zone.startOfPiece(at: time, lengthInMicroseconds: week) == moment(start))
  }

  @Test(arguments: [
    ("Asia/Tokyo", "2026-10-12T05:59:59+09:00", 6, "2026-10-12T00:00:00+09:00"),
    ("Asia/Tokyo", "2026-10-12T06:00:00+09:00", 6, "2026-10-12T06:00:00+09:00"),
    ("Asia/Tokyo", "2026-10-12T23:30:00+09:00", 5, "2026-10-12T20:00:00+09:00"),
    ("Asia/Tokyo", "2026-10-13T00:30:00+09:00", 5, "2026-10-13T00:00:00+09:00"),
    ("Europe/Berlin", "2026-03-29T06:59:59+02:00", 6, "2026-03-29T00:00:00+01:00"),
    ("Europe/Berlin", "2026-03-29T07:00:00+02:00", 6, "2026-03-29T07:00:00+02:00"),
    ("Europe/Berlin", "2026-10-25T23:30:00+01:00", 6, "2026-10-25T23:00:00+01:00"),
    ("Europe/Berlin", "2026-10-26T00:00:00+01:00", 6, "2026-10-26T00:00:00+01:00"),
    ("Asia/Tokyo", "1970-01-01T12:00:00+09:00", 48, "1969-12-31T00:00:00+09:00"),
  ])
  func `pieces are counted from midnight`(
    name: String, time: String, hours: Int64, start: String
  ) throws {
    let piece = try testZone(name).startOfPiece(
      at: moment(time), lengthInMicroseconds: hours * 3_600_000_000)
    #expect(try piece == moment(start))
  }

  @Test func `the furthest times do not trap`() throws {
    for name in ["Asia/Tokyo", "America/New_York"] {
      let zone = try testZone(name)
      for time in [Timestamp(microseconds: .min), Timestamp(microseconds: .max)] {
        _ = zone.civil(at: time)
        _ = zone.startOfHour(at: time)
        _ = time.text(in: zone)
      }
    }
  }

  @Test(arguments: ["", "/etc/passwd", "../etc/passwd", "Asia/../x", "Asia Tokyo", "Asia/", "東京"])
  func `refuses names that are none`(name: String) {
    #expect(!CivilZone.isValidName(name))
    #expect(throws: ZoneError.invalidName(name)) { try CivilZone(named: name) }
  }

  @Test func `names the zone that is not there, and the file that is none`() throws {
    #expect(throws: ZoneError.unknownZone("Asia/Tokio")) { try CivilZone(named: "Asia/Tokio") }
    #expect(throws: (any Error).self) { try CivilZone(named: "Asia") }
    #expect(throws: (any Error).self) { try CivilZone(named: "posixrules/x") }
    #expect(try CivilZone(named: "UTC") == .utc)
  }

  @Test(arguments: ["Asia/Tokyo", "Etc/GMT+9", "America/Argentina/Buenos_Aires", "UTC", "EST5EDT"])
  func `accepts names of tzdata`(name: String) {
    #expect(CivilZone.isValidName(name))
  }

  @Test func `refuses every damaged file, and never traps`() throws {
    let whole = [UInt8](try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin")))
    for length in 0..<whole.count {
      #expect(throws: ZoneError.damagedZone("x")) {
        try CivilZone(name: "x", contents: Array(whole.prefix(length)).span)
      }
    }
    var random = SeededRandom(state: 7)
    for _ in 0..<3000 {
      var bytes = whole
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      bytes[Int.random(in: 0..<60, using: &random)] = .random(in: 0...255, using: &random)
      if let zone = try? CivilZone(name: "x", contents: bytes.span) {
        _ = zone.moment(of: CivilTime(year: 2026, month: 3, day: 29, hour: 2, minute: 30))
      }
    }
  }

  @Test(arguments: [
    ("EST5EDT,M3.2.0,M11.1.0", "2026-07-01T00:00:00Z", -14_400),
    ("EST5EDT,M3.2.0,M11.1.0", "2026-01-01T00:00:00Z", -18_000),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-01T00:00:00Z", 0),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z", 3600),
    ("<+03>-3<+05>-5:00,J60/0,J300/25", "2028-02-29T20:59:59Z", 10_800),
    ("<+03>-3<+05>-5:00,J60/0,J300/25", "2028-02-29T21:00:00Z", 18_000),
    ("XXX0YYY,0/0,J365/25", "2026-12-31T23:59:59Z", 3600),
    ("XXX3EDT4,0/0,J365/23", "2027-01-01T02:30:00Z", -14_400),
  ])
  func `follows the rule of a footer`(rule: String, time: String, offset: Int) throws {
    guard let rule = ZoneRule(Array(rule.utf8).span) else {
      Issue.record("not a rule")
      return
    }
    #expect(try rule.span(at: moment(time).secondsRoundedDown).offsetInSeconds == offset)
  }

  @Test(arguments: [
    "", "J", "JST", "JST-9X", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,J0,J1", "<+09-9", "CET-168", "CET-1CEST,M3.5.0,M10.5.0,",
  ])
  func `refuses a footer that is no rule`(rule: String) {
    let isRule = ZoneRule(Array(rule.utf8).span) != nil
    #expect(!isRule)
  }
}

/// A small seeded generator, so that a failure can be repeated.
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
