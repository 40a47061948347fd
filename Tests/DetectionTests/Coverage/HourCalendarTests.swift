internal import EventModel
internal import Testing

@testable internal import Detection

@Suite struct HourCalendarTests {
  /// Hours around the changes of the clocks, and beyond those that were worked out before.
  @Test(arguments: ["UTC", "Asia/Tokyo", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"])
  func `every hour has the day and the slot that the zone tells`(_ name: String) throws {
    let zone = try CivilZone(named: name)
    let closedDays: Set<Int> = [20_180, 20_182]
    let first = 20_175 * 24 + 5
    let known = HourCalendar(of: first...(first + 400 * 24), in: zone, closedDays: closedDays)
    let none = HourCalendar(of: 0...0, in: zone, closedDays: closedDays)
    for hour in (first - 30)...(first + 400 * 24 + 30) {
      #expect(known.day(of: hour) == none.day(of: hour), "\(hour)")
      #expect(known.slot(of: hour) == none.slot(of: hour), "\(hour)")
    }
  }
}
