import ByteScan
import EventModel
import Testing

@testable import LogFormats

struct YearResolverTests {
  /// Stamps of a log without years, one a line, and the years they get.
  static let rows: [(stamps: [String], years: [Int])] = [
    (["Dec 31 23:59:59", "Jan  1 00:00:00", "Jan  2 00:00:00"], [2026, 2027, 2027]),
    (
      ["Dec 31 23:59:59", "Jan  1 00:00:00", "Dec 31 23:59:58", "Jan  1 00:00:01"],
      [2026, 2027, 2026, 2027]
    ),
    (["Aug 11 03:30:58", "Aug 10 03:44:46", "Aug 11 10:35:20"], [2026, 2026, 2026]),
    (
      ["Mar  1 00:00:00", "Nov  1 00:00:00", "Mar  1 00:00:00", "Nov  1 00:00:00"],
      [2026, 2026, 2027, 2027]
    ),
    (["Jan  1 00:00:00", "Dec 31 00:00:00"], [2026, 2025]),
    (["Dec 20 00:00:00", "Feb 28 00:00:00", "Mar  1 00:00:00"], [2026, 2027, 2027]),
  ]

  @Test(arguments: rows)
  func `lets the calendar run from the year of the first line`(
    stamps: [String], years: [Int]
  ) throws {
    var resolver = YearResolver(year: 2026, newestPossible: nil)
    let resolved = try stamps.map { stamp in
      let bytes = Array(stamp.utf8)
      return try resolver.resolve(bytes.span.scanSyslogTime().civil).year
    }
    #expect(resolved == years)
  }

  /// The first stamp, the date no line can be later than, and the year that follows.
  static let hints: [(stamp: String, newest: String, year: Int?)] = [
    ("Dec 30 10:00:00", "2027-01-05T00:00:00Z", 2026),
    ("Jan  3 10:00:00", "2027-01-05T00:00:00Z", 2027),
    ("Jan  5 18:00:00", "2027-01-05T12:00:00Z", 2027),
    ("Jan  1 03:00:00", "2026-12-31T18:00:00Z", 2027),
    ("Feb 29 10:00:00", "2029-01-05T00:00:00Z", 2028),
    ("Feb 29 10:00:00", "2031-01-05T00:00:00Z", nil),
  ]

  @Test(arguments: hints)
  func `takes the latest year that a date allows`(
    stamp: String, newest: String, year: Int?
  ) throws {
    let bytes = Array(newest.utf8)
    let limit = try bytes.span.scanInternetTime().microsecondsSince1970
    var resolver = YearResolver(
      year: nil, newestPossible: limit.map { Timestamp(microseconds: $0) })
    let stampBytes = Array(stamp.utf8)
    let resolved = try? resolver.resolve(stampBytes.span.scanSyslogTime().civil).year
    #expect(resolved == year)
  }

  @Test func `guesses nothing, and rejects only the lines that need the year`() throws {
    let tokyo = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")
    let text = """
      Nov 21 15:47:40 srv01 postfix/qmgr[1]: ABCDE: removed
      Nov 21 15:47:40 srv01 cron[1]: x
      2026-11-21T15:47:40+09:00 srv01 postfix/qmgr[1]: ABCDE: removed
      """
    let sink = LogReader.record(
      text, as: try .syslog(), options: LogReaderOptions(timezone: tokyo))
    #expect(
      sink.calls == [
        "rejected year_ambiguous", "ignored other_program cron",
        "fragment postfixQueue srv01/ABCDE",
      ])
  }

  @Test func `rejects only the line of a day that its year does not have`() throws {
    let lines = ["Feb 28", "Feb 29", "Mar  1"].map {
      "\($0) 15:47:40 srv01 postfix/qmgr[1]: ABCDE: removed"
    }
    let sink = LogReader.record(
      lines.joined(separator: "\n"), as: try .syslog(), options: .tokyo2026)
    let fragment = "fragment postfixQueue srv01/ABCDE"
    #expect(sink.calls == [fragment, "rejected bad_time", fragment])
  }

  @Test func `does not let a log of several years pass for one`() throws {
    let lines = ["Mar  1", "Nov  1", "Mar  1", "Nov  1"].map {
      "\($0) 15:47:40 srv01 postfix/qmgr[1]: ABCDE: removed"
    }
    var options = LogReaderOptions.tokyo2026
    options.year = nil
    options.newestPossible = Timestamp(microseconds: 1_793_800_000_000_000)
    let sink = LogReader.record(lines.joined(separator: "\n"), as: try .syslog(), options: options)
    #expect(sink.calls.suffix(2) == ["rejected year_ambiguous", "rejected year_ambiguous"])
  }
}

struct FileNameDateTests {
  static let names: [(String, String?)] = [
    ("maillog-20261122", "2026-11-24T00:00:00.000000Z"),
    ("messages.2026-11-22.gz", "2026-11-24T00:00:00.000000Z"),
    ("20250101-maillog-20261122.gz", "2026-11-24T00:00:00.000000Z"),
    ("maillog-2026112211", nil), ("maillog-20261322", nil), ("maillog-20260230", nil),
    ("maillog.1", nil), ("", nil), ("x2026", nil), ("host12345678", nil),
  ]

  @Test(arguments: names)
  func `finds the date that rotation put into a name`(name: String, newest: String?) {
    let bytes = Array(name.utf8)
    #expect(FileNameDate.newestPossible(inFileName: bytes.span)?.textInUTC == newest)
  }
}
