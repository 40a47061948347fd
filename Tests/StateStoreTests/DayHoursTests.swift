import Testing

@testable import StateStore

@Suite("The hours of a day") struct DayHoursTests {
  @Test("A day of any hour", arguments: [(0, 0), (23, 0), (24, 1), (-1, -1), (-24, -1), (-25, -2)])
  func days(hour: Int, day: Int) { #expect(DayHours.day(of: hour) == day) }

  @Test("Hours are added in any order, and come back") func adding() {
    var hours = DayHours()
    hours.add([(hour: 5, events: 2, first: 50, last: 60)])
    hours.add([
      (hour: 3, events: 1, first: 30, last: 30), (hour: 5, events: 1, first: 40, last: 55),
    ])
    let again = DayHours(kept: hours.kept)
    #expect(again.rows.map(\.hour) == [3, 5])
    #expect(again.rows.map(\.events) == [1, 3])
    #expect(again.rows.map(\.first) == [30, 40])
    #expect(again.rows.map(\.last) == [30, 60])
    #expect(again.events == 4)
  }
}
