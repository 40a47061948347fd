import ByteScan
import Testing

@testable import EventModel

struct TimestampTextTests {
  @Test(
    arguments: [
      (1_791_764_267_000_000, "2026-10-12T00:17:47.000000Z", "2026-10-12T09:17:47.000+09:00"),
      (1_791_764_267_123_999, "2026-10-12T00:17:47.123999Z", "2026-10-12T09:17:47.123+09:00"),
      (-1, "1969-12-31T23:59:59.999999Z", "1970-01-01T08:59:59.999+09:00"),
      (1_709_164_799_000_000, "2024-02-28T23:59:59.000000Z", "2024-02-29T08:59:59.000+09:00"),
      (1_798_729_200_000_000, "2026-12-31T15:00:00.000000Z", "2027-01-01T00:00:00.000+09:00"),
    ] as [(Int64, String, String)])
  func `prints a moment in UTC and in a zone`(
    microseconds: Int64, utc: String, tokyo: String
  ) throws {
    let time = Timestamp(microseconds: microseconds)
    #expect(time.textInUTC == utc)
    #expect(try time.text(in: testZone("Asia/Tokyo")) == tokyo)
    #expect(CivilZone.utc.time(parsing: utc) == time)
  }

  @Test func `prints west of Greenwich and half hours`() throws {
    let time = try moment("2026-07-01T00:00:00Z")
    #expect(try time.text(in: testZone("America/St_Johns")) == "2026-06-30T21:30:00.000-02:30")
    #expect(time.text(in: .utc) == "2026-07-01T00:00:00.000Z")
  }

  @Test(arguments: [
    ("2026-10-12", "2026-10-11T15:00:00Z"), ("2026/10/12", "2026-10-11T15:00:00Z"),
    ("2026/4/1", "2026-03-31T15:00:00Z"), ("2024-02-29", "2024-02-28T15:00:00Z"),
    ("2026-10-12T09:31:07Z", "2026-10-12T09:31:07Z"),
    ("2026-10-12T09:31:07+01:00", "2026-10-12T08:31:07Z"),
    ("2026-10-12T09:31:07.5", "2026-10-12T00:31:07.5Z"),
    ("2026-10-12 09:31", "2026-10-12T00:31:00Z"),
    ("2026-10-12T09:31+00:00", "2026-10-12T09:31:00Z"),
  ])
  func `reads dates and times as people write them`(text: String, expected: String) throws {
    #expect(try testZone("Asia/Tokyo").time(parsing: text) == moment(expected))
  }

  @Test(arguments: [
    "", "2026", "2026-02-29", "2026-13-01", "2026/0/1", "2026-4-1", "26-04-01", "2026-10-12T",
    "2026-10-12T25:00:00", "2026-10-12T09:31:07 JST", "2026-10-12T09:31:07+24:00", "60d",
    "2026/10-1",
    "2026-10-12x", "２０２６-10-12", "0000-01-01",
  ])
  func `refuses what is neither date nor time`(text: String) {
    #expect(CivilZone.utc.time(parsing: text) == nil)
  }

  @Test func `dates print as they are read`() throws {
    #expect(try #require(CivilDate(parsing: "2026/4/1")).text == "2026-04-01")
    #expect(CivilDate(year: 33, month: 1, day: 2).text == "0033-01-02")
  }
}
