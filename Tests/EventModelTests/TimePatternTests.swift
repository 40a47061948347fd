import ByteScan
import Testing

@testable import EventModel

struct TimePatternTests {
  /// A pattern, a text, and the time it stands for; `nil` if it is none.
  static let rows: [(pattern: String, text: String, time: String?)] = [
    ("yyyy/MM/dd HH:mm:ss", "2026/10/12 09:31:07", "2026-10-12T09:31:07.0"),
    ("yyyy/MM/dd HH:mm:ss", "2026/10/12 9:31:07", nil),
    ("yyyy/MM/dd HH:mm:ss", "2026/10/12 09:31:07 ", nil),
    ("yyyy/MM/dd HH:mm:ss", "2026/02/29 09:31:07", nil),
    ("yyyy/MM/dd HH:mm:ss", "2026/10/12 09:31:60", nil),
    ("yyyy/M/d H:mm:ss", "2026/1/2 9:31:07", "2026-1-2T9:31:07.0"),
    ("yyyy/M/d H:mm:ss", "2026/10/12 19:31:07", "2026-10-12T19:31:07.0"),
    ("yyyy年M月d日 HH時mm分", "2026年1月2日 09時31分", "2026-1-2T9:31:0.0"),
    ("yyyy/MM/dd ah:mm", "2026/10/12 午後0:05", "2026-10-12T12:05:0.0"),
    ("yyyy/MM/dd ah:mm", "2026/10/12 午前12:05", "2026-10-12T0:05:0.0"),
    ("M/d/yyyy hh:mm:ss a", "10/2/2026 01:05:00 PM", "2026-10-2T13:05:0.0"),
    ("M/d/yyyy hh:mm:ss a", "10/2/2026 13:05:00 PM", nil),
    ("dd/MMM/yyyy:HH:mm:ss Z", "12/Oct/2026:09:31:07 +0900", "2026-10-12T9:31:07.0+32400"),
    ("dd/MMM/yyyy:HH:mm:ss Z", "12/Okt/2026:09:31:07 +0900", nil),
    ("yyyy-MM-ddTHH:mm:ss.S", "2026-10-12T09:31:07.25", "2026-10-12T9:31:07.250000"),
    ("yyyyMMddHHmmss", "20261012093107", "2026-10-12T9:31:07.0"),
    ("yy/MM/dd", "69/10/12", "2069-10-12T0:0:0.0"),
    ("yy/MM/dd", "70/10/12", "1970-10-12T0:0:0.0"),
    ("yyyy/MM/dd", "0000/10/12", nil),
    ("yyyy/MM/dd", "", nil),
    ("EEE MMM dd HH:mm:ss yyyy", "Fri Dec 31 07:07:07 2021", "2021-12-31T7:07:07.0"),
    ("EEE MMM dd HH:mm:ss yyyy", "Fr7 Dec 31 07:07:07 2021", nil),
    ("EEE MMM dd HH:mm:ss yyyy", "Fr", nil),
    ("MMM dd yyyy HH:mm:ss Z", "Oct 02 2022 17:06:18 GMT", "2022-10-2T17:06:18.0+0"),
    ("MMM dd yyyy HH:mm:ss Z", "Oct 02 2022 17:06:18 UTC", "2022-10-2T17:06:18.0+0"),
    ("MMM dd yyyy HH:mm:ss Z", "Oct 02 2022 17:06:18 Z", "2022-10-2T17:06:18.0+0"),
    ("MMM dd yyyy HH:mm:ss Z", "Oct 02 2022 17:06:18 JST", nil),
    ("MMM dd yyyy HH:mm:ss Z", "Oct 02 2022 17:06:18 ", nil),
  ]

  @Test(arguments: rows) func `reads what the pattern says, and nothing else`(
    _ row: (pattern: String, text: String, time: String?)
  ) throws {
    let pattern = try TimePattern(row.pattern)
    let bytes = Array(row.text.utf8)
    let found = pattern.time(in: bytes.span).map { scanned in
      let civil = scanned.civil
      return "\(civil.year)-\(civil.month)-\(civil.day)T\(civil.hour):"
        + "\(civil.minute):\(civil.second).\(civil.microsecond)"
        + (scanned.offsetInSeconds.map { "+\($0)" } ?? "")
    }
    let expected = row.time.map { time in
      time.replacing("T0", with: "T").replacing(":0", with: ":").replacing("::", with: ":0:")
    }
    let actual = found.map { time in
      time.replacing("T0", with: "T").replacing(":0", with: ":").replacing("::", with: ":0:")
    }
    #expect(actual == expected, "\(row.pattern): \(row.text)")
    #expect(pattern.hasZone == row.pattern.contains("Z"))
  }

  @Test(arguments: [
    ("YYYY/MM/dd", TimePattern.Failure.unknown("YYYY")), ("yyyy/MM/dd x", .unknown("x")),
    ("HH:mm:ss", .noDate), ("yyyy/MM", .noDate), ("yyyy/MM/dd hh:mm", .halfDay),
    ("yyyy/MM/dd HH:mm a", .halfDay), ("", .noDate),
  ])
  func `refuses what cannot be read back`(_ text: String, _ failure: TimePattern.Failure) {
    #expect(throws: failure) { try TimePattern(text) }
  }

  @Test func `knows where seconds stand that alone change within a minute`() throws {
    #expect(try TimePattern("yyyy/MM/dd HH:mm:ss").secondsOffset == 17)
    #expect(try TimePattern("yyyy/M/d HH:mm:ss").secondsOffset == nil)
    #expect(try TimePattern("yyyy/MM/dd HH:mm:ss.S").secondsOffset == nil)
    #expect(try TimePattern("yyyy/MM/dd HH:mm:ss.S").secondsPlace == 17)
    #expect(try TimePattern("dd/MMM/yyyy:HH:mm:ss Z").secondsPlace == 18)
    #expect(try TimePattern("d/MMM/yyyy:HH:mm:ss Z").secondsPlace == nil)
    #expect(try TimePattern("yyyy/MM/dd HH:mm:ss ss").secondsPlace == nil)
    #expect(try TimePattern("yyyy/MM/dd HH:mm").secondsPlace == nil)
  }
}
