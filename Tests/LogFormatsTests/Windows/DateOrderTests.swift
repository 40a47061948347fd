import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Dates as cultures of Windows write them; one that does not tell its order is read in no other.
struct DateOrderTests {
  struct Row: Sendable {
    var text: String
    var order: DateOrder
    /// In UTC; `nil` if the text is no date in this order.
    var time: String?
  }

  static let rows: [Row] = [
    Row(text: "2026/11/21 10:15:32", order: .evident, time: "2026-11-21T10:15:32.000000Z"),
    Row(text: "2026/11/21 9:05:07", order: .evident, time: "2026-11-21T09:05:07.000000Z"),
    Row(text: "21.11.2026 10:15:32", order: .evident, time: "2026-11-21T10:15:32.000000Z"),
    Row(text: "2026/11/21 午後 1:05:07", order: .evident, time: "2026-11-21T13:05:07.000000Z"),
    Row(
      text: "2026-11-21T10:15:32.1234567", order: .evident, time: "2026-11-21T10:15:32.123456Z"),
    Row(text: "11/21/2026 10:15:32 AM", order: .evident, time: nil),
    Row(text: "11/21/2026 12:00:01 AM", order: .monthFirst, time: "2026-11-21T00:00:01.000000Z"),
    Row(text: "11/21/2026 12:00:01 PM", order: .monthFirst, time: "2026-11-21T12:00:01.000000Z"),
    Row(
      text: "11/21/2026 1:06:09\u{202F}PM", order: .monthFirst,
      time: "2026-11-21T13:06:09.000000Z"),
    Row(text: "11/12/2026 10:15:32", order: .monthFirst, time: "2026-11-12T10:15:32.000000Z"),
    Row(text: "11/12/2026 10:15:32", order: .dayFirst, time: "2026-12-11T10:15:32.000000Z"),
    Row(text: "21/11/2026 10:15:32", order: .monthFirst, time: nil),
    Row(text: "11/21/2026 10:15:32", order: .dayFirst, time: nil),
    Row(text: "2026/11/21 10:15:32", order: .dayFirst, time: nil),
    Row(text: "2026/02/30 10:15:32", order: .evident, time: nil),
    Row(text: "11/21/2026 13:00:01 PM", order: .monthFirst, time: nil),
    Row(text: "11/21/2026", order: .monthFirst, time: nil),
    Row(text: "11/21-2026 10:15:32", order: .monthFirst, time: nil),
  ]

  @Test(arguments: rows) func `reads a date in its own order only`(_ row: Row) {
    let scanned = row.order.time(in: Array(row.text.utf8).span)
    let time = scanned.map {
      Timestamp(microseconds: $0.civil.microsecondsSince1970(offsetInSeconds: 0)).textInUTC
    }
    #expect(time == row.time, "\(row.text)")
  }
}
