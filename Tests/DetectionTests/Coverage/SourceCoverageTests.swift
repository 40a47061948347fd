internal import ByteScan
internal import EventModel
internal import Testing

@testable internal import Detection

@Suite struct SourceCoverageTests {
  private func office(_ weeks: Int = 5, _ change: (inout OfficeLog) -> Void = { _ in }) -> OfficeLog
  {
    var log = OfficeLog(weeks: weeks)
    change(&log)
    return log
  }

  @Test func `nights and week-ends are no holes`() { #expect(office().judged() == []) }

  @Test func `a working day without events is missing`() {
    #expect(
      office { $0.remove(week: 3, day: 2) }.judged() == [
        "missing 2026-01-21 2026-01-21",
        "hole 2026-01-20T17:59 2026-01-22T09:00 usually 540",
      ])
  }

  @Test func `an empty afternoon makes a day partial`() {
    #expect(
      office { $0.remove(week: 2, day: 0, minutes: 13 * 60..<16 * 60) }.judged() == [
        "partial 2026-01-12 2026-01-12", "hole 2026-01-12T12:59 2026-01-12T16:00 usually 180",
      ])
  }

  @Test func `a hole that reaches over a night marks both days`() {
    #expect(
      office {
        $0.remove(week: 3, day: 1, minutes: 15 * 60..<1440)
        $0.remove(week: 3, day: 2, minutes: 0..<11 * 60)
      }.judged() == [
        "partial 2026-01-20 2026-01-21", "hole 2026-01-20T14:59 2026-01-21T11:00 usually 300",
      ])
  }

  @Test func `people who come at half past leave no hole every morning`() {
    let log = office { log in
      for week in 1...5 {
        for day in 0..<5 { log.remove(week: week, day: day, minutes: 0..<9 * 60 + 30) }
      }
      log.double()
    }
    // The hour from 09:00 has the 60 events it always has, and its first half none.
    #expect(log.judged() == [])
  }

  @Test func `less than an hour is no hole`() {
    #expect(office { $0.remove(week: 2, day: 0, minutes: 600..<659) }.judged().count == 2)
    #expect(office { $0.remove(week: 2, day: 0, minutes: 600..<658) }.judged() == [])
  }

  @Test func `what is lacking at the end may still arrive`() {
    let end = OfficeLog.time(5, 4, 17 * 60)
    #expect(
      office {
        $0.remove(week: 5, day: 3)
        $0.remove(week: 5, day: 4)
      }.judged(until: end) == [
        "late 2026-02-05 2026-02-06", "tail 2026-02-04T17:59 2026-02-06T17:00 usually 1020",
      ])
  }

  @Test func `a tenth of the usual events is a drop`() {
    #expect(
      office { $0.thin(week: 3, day: 3) }.judged() == [
        "volume_drop 2026-01-22 2026-01-22", "drop 2026-01-22 54 usually 540",
      ])
  }

  @Test func `a day that is not over is thin if its hours so far are`() {
    func thinEnd(_ log: OfficeLog) -> SourceCoverage.Drop? {
      SourceCoverage(
        of: "proxy", hours: log.counts, until: Timestamp(microseconds: log.times.max() ?? 0),
        in: OfficeLog.zone)?.thinEnd
    }
    let friday = CivilDate(year: 2026, month: 2, day: 6).daysSince1970
    #expect(thinEnd(office()) == nil)
    #expect(
      thinEnd(office { $0.thin(week: 5, day: 4) })
        == SourceCoverage.Drop(day: friday, events: 48, usual: 480))
    // What stops early is late, and not thin.
    #expect(thinEnd(office { $0.remove(week: 5, day: 4, minutes: 11 * 60..<1440) }) == nil)
    // Too few hours to tell.
    #expect(
      thinEnd(
        office {
          $0.thin(week: 5, day: 4)
          $0.remove(week: 5, day: 4, minutes: 10 * 60 + 1..<1440)
        }) == nil)
  }

  @Test func `a day on which a calendar is closed is compared with such days only`() {
    let day = CivilDate(year: 2026, month: 1, day: 12).daysSince1970
    let log = office { $0.remove(week: 2, day: 0) }
    #expect(log.judged(closed: [day]) == [])
    #expect(log.judged().first == "missing 2026-01-12 2026-01-12")
  }

  @Test func `nothing is said of a log that is too short`() {
    // An hour must be known from three other days of its sort.
    #expect(office(3) { $0.remove(week: 2, day: 2) }.judged() == ["not judged"])
    #expect(
      office(4) { $0.remove(week: 2, day: 2) }.judged() == [
        "missing 2026-01-14 2026-01-14",
        "hole 2026-01-13T17:59 2026-01-15T09:00 usually 540",
      ])
  }

  @Test func `a log with little in it is never missed`() {
    #expect(
      office {
        $0.keep(every: 30)
        $0.remove(week: 3, day: 2)
      }.judged() == [])
  }

  @Test func `one odd week teaches nothing`() {
    // Of four other days the lower quartile is the second lowest.
    #expect(
      office {
        $0.remove(week: 2, day: 2)
        $0.remove(week: 4, day: 2)
      }.judged().filter { $0.hasPrefix("missing") } == [
        "missing 2026-01-14 2026-01-14", "missing 2026-01-28 2026-01-28",
      ])
  }

  @Test func `holes, drops and what is late are events for rules`() {
    let log = office {
      $0.remove(week: 2, day: 0, minutes: 13 * 60..<16 * 60)
      $0.thin(week: 3, day: 3)
      $0.remove(week: 5, day: 4)
    }
    let coverage = SourceCoverage(
      of: "proxy", hours: log.counts,
      until: Timestamp(microseconds: OfficeLog.time(5, 4, 17 * 60)), in: OfficeLog.zone)
    let faults = coverage?.faults(in: OfficeLog.zone).map { fault in
      "\(fault.action.text) \(fault.time.text(in: OfficeLog.zone).prefix(16))"
        + " \((fault.duration ?? 0) / 60_000_000)"
    }
    #expect(
      faults == [
        "gap 2026-01-12T12:59 181", "missing 2026-02-05T17:59 1381",
        "volume_drop 2026-01-22T00:00 0",
      ])
  }
}
