internal import ByteScan
internal import EventModel

@testable internal import Detection

/// The log of a made-up office: 60 events an hour from 09:00 to 18:00, Monday to Friday, in Tokyo.
///
/// Week 1 begins on Monday 2026-01-05. Events stand at every full minute.
struct OfficeLog {
  static let zone = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")
  private(set) var times: [Int64] = []

  init(weeks: Int) {
    for week in 0..<weeks {
      for day in 0..<5 {
        for minute in 9 * 60..<18 * 60 { times.append(Self.time(week + 1, day, minute)) }
      }
    }
  }

  /// Microseconds of a minute of a day, Monday being 0.
  static func time(_ week: Int, _ day: Int, _ minute: Int) -> Int64 {
    let monday = CivilDate(year: 2026, month: 1, day: 5).daysSince1970
    let minutes = (monday + (week - 1) * 7 + day) * 1440 + minute - 9 * 60
    return Int64(minutes) * 60_000_000
  }

  /// Takes the events of a stretch of one day out.
  mutating func remove(week: Int, day: Int, minutes: Range<Int> = 0..<1440) {
    let range = Self.time(week, day, minutes.lowerBound)..<Self.time(week, day, minutes.upperBound)
    times.removeAll { range.contains($0) }
  }

  /// Leaves every tenth event of a day.
  mutating func thin(week: Int, day: Int) {
    let range = Self.time(week, day, 0)..<Self.time(week, day, 1440)
    times.removeAll { range.contains($0) && $0 / 60_000_000 % 10 != 0 }
  }

  /// Adds another event half a minute after each.
  mutating func double() { times += times.map { $0 + 30_000_000 } }

  /// Leaves every so-manieth event.
  mutating func keep(every step: Int) {
    times = times.enumerated().filter { $0.offset % step == 0 }.map(\.element)
  }

  var counts: HourCounts {
    HourCounts(
      Dictionary(grouping: times) { Int($0 / HourTally.microseconds) }.map { hour, own in
        HourTally(
          hour: hour, count: own.count, first: Timestamp(microseconds: own.min() ?? 0),
          last: Timestamp(microseconds: own.max() ?? 0))
      })
  }

  /// What is said of it, a line each: states of days but present and quiet, holes, the tail, drops.
  func judged(until end: Int64? = nil, closed: Set<Int> = []) -> [String] {
    let last = Timestamp(microseconds: end ?? times.max() ?? 0)
    guard
      let coverage = SourceCoverage(
        of: "proxy", hours: counts, until: last, in: Self.zone, closedDays: closed)
    else { return ["nothing"] }
    var lines: [String] = []
    for state in SourceCoverage.DayState.allCases where state != .present && state != .quiet {
      for dates in coverage.days[state]?.dates ?? [] {
        lines.append("\(state.rawValue) \(dates.first.text) \(dates.last.text)")
      }
    }
    for (name, hole) in coverage.holes.map({ ("hole", $0) })
      + [coverage.tail].compactMap(\.self)
      .map({ ("tail", $0) })
    {
      let (from, to) = (hole.from.text(in: Self.zone), hole.to.text(in: Self.zone))
      lines.append("\(name) \(from.prefix(16)) \(to.prefix(16)) usually \(hole.expected)")
    }
    for drop in coverage.drops {
      let day = CivilDate(daysSince1970: drop.day).text
      lines.append("drop \(day) \(drop.events) usually \(drop.usual)")
    }
    return coverage.isJudged ? lines : lines + ["not judged"]
  }
}
