package import EventModel

extension SourceCoverage {
  /// The least length of a hole, in microseconds: events are counted by the hour.
  package static let leastHole = HourTally.microseconds
  /// How many events must be missing before anything is said.
  package static let leastExpected = 20
  /// The least usual events of a day of which a drop is told.
  package static let leastDaily = 100

  /// Judges a source by its own habit; `nil` if there is no event.
  ///
  /// - Parameters:
  ///   - source: Its name.
  ///   - hours: Its events; there must be one.
  ///   - end: The last event of the run.
  ///   - zone: The civil zone, whose days are judged.
  ///   - closedDays: Days on which the company does not work, as days since 1970-01-01.
  /// - Complexity: O(*n* log *n*) in the hours from the first event of the source to the end.
  package init?(
    of source: String, hours: HourCounts, until end: Timestamp, in zone: CivilZone,
    closedDays: Set<Int> = []
  ) {
    guard let span = hours.span else { return nil }
    self.init(source: source, span: span, events: hours.count)
    guard !hours.isTooMany else { return }
    let habit = CoverageHabit(
      of: hours, until: end, in: zone, closedDays: closedDays)
    let judge = CoverageJudge(habit: habit, span: span, end: max(end, span.last))
    isJudged = judge.knowsAnything
    for (earlier, later) in zip(hours.hours, hours.hours.dropFirst()) {
      if let hole = judge.hole(from: earlier.last, to: later.first) { holes.append(hole) }
    }
    tail = judge.hole(from: span.last, to: judge.end)
    drops = judge.drops
    thinEnd = judge.thinEnd
    days = judge.days(holes: holes, tail: tail, drops: Set(drops.map(\.day)))
  }
}

/// Looks at one source with its habit.
private struct CoverageJudge {
  let habit: CoverageHabit
  let span: EventSpan
  /// The last event of the run, not before the last one of the source.
  let end: Timestamp
  private let firstHour: Int
  private let lastHour: Int
  /// By day from the first one: events, and what the habit expects of its known hours.
  private let firstDay: Int
  private var events: [Int] = []
  private var expected: [Int] = []
  private(set) var knowsAnything = false

  init(habit: CoverageHabit, span: EventSpan, end: Timestamp) {
    self.habit = habit
    self.span = span
    self.end = end
    firstHour = Self.hour(of: span.first)
    lastHour = Self.hour(of: end)
    firstDay = habit.day(of: firstHour)
    for hour in firstHour...lastHour {
      let place = habit.day(of: hour) - firstDay
      while events.count <= place {
        events.append(0)
        expected.append(0)
      }
      events[place] += habit.count(in: hour)
      guard let usual = habit.expected(in: hour) else { continue }
      knowsAnything = knowsAnything || usual > 0
      expected[place] += usual
    }
  }

  /// The stretch between two events as a hole, if it is none of the source's habits.
  func hole(from first: Timestamp, to last: Timestamp) -> SourceCoverage.Hole? {
    guard last.microseconds - first.microseconds >= SourceCoverage.leastHole else { return nil }
    let missing = expected(from: first, to: last).values.reduce(0, +)
    guard missing >= Int128(SourceCoverage.leastExpected) * Int128(HourTally.microseconds) else {
      return nil
    }
    return SourceCoverage.Hole(
      from: first, to: last, expected: Int(missing / Int128(HourTally.microseconds)))
  }

  /// What a stretch should have had on each day, as events times microseconds of an hour.
  ///
  /// An hour lacks no more than what it has less than usual: where people come at a quarter past
  /// eight, the hour has all its events, and a quarter without any.
  private func expected(from first: Timestamp, to last: Timestamp) -> [Int: Int128] {
    var missing: [Int: Int128] = [:]
    for hour in Self.hour(of: first)...Self.hour(of: last) {
      guard let usual = habit.expected(in: hour), usual > 0 else { continue }
      let start = CoverageHabit.start(of: hour).microseconds
      let overlap =
        min(last.microseconds, start + HourTally.microseconds) - max(first.microseconds, start)
      let lack = Int128(max(0, usual - habit.count(in: hour))) * Int128(HourTally.microseconds)
      missing[habit.day(of: hour), default: 0] += min(Int128(usual) * Int128(overlap), lack)
    }
    return missing
  }

  /// Days with a tenth of the usual events or less; the first and the last day are cut.
  var drops: [SourceCoverage.Drop] {
    let lastDay = habit.day(of: Self.hour(of: span.last))
    let inner = (firstDay + 1..<max(lastDay, firstDay + 1)).map { $0 }
    var bySort: [Int: [Int]] = [:]
    for day in inner { bySort[habit.sort(ofDay: day), default: []].append(events[day - firstDay]) }
    for sort in bySort.keys { bySort[sort]?.sort() }
    return inner.compactMap { day in
      let own = events[day - firstDay]
      let others = bySort[habit.sort(ofDay: day)] ?? []
      guard own > 0, let usual = CoverageHabit.quartile(others, without: own, of: 2),
        usual >= SourceCoverage.leastDaily, own <= usual / 10
      else { return nil }
      return SourceCoverage.Drop(day: day, events: own, usual: usual)
    }
  }

  /// The day of the last event, if it is thin so far; see ``SourceCoverage/thinEnd``.
  var thinEnd: SourceCoverage.Drop? {
    let lastHour = Self.hour(of: span.last)
    let day = habit.day(of: lastHour)
    var (own, usual) = (0, 0)
    var hour = lastHour - 1
    while habit.day(of: hour) == day {
      if let known = habit.median(in: hour) {
        own += habit.count(in: hour)
        usual += known
      }
      hour -= 1
    }
    guard usual >= SourceCoverage.leastDaily, own <= usual / 10 else { return nil }
    return SourceCoverage.Drop(day: day, events: own, usual: usual)
  }

  /// The state of each day.
  func days(
    holes: [SourceCoverage.Hole], tail: SourceCoverage.Hole?, drops: Set<Int>
  ) -> [SourceCoverage.DayState: CivilDays] {
    var torn: Set<Int> = []
    for hole in holes { torn.formUnion(missingDays(of: hole)) }
    let late = tail.map(missingDays) ?? []
    var stretches: [SourceCoverage.DayState: [ClosedRange<Int>]] = [:]
    for place in events.indices {
      let day = firstDay + place
      let state: SourceCoverage.DayState =
        if late.contains(day) {
          .late
        } else if torn.contains(day) {
          events[place] == 0 ? .missing : .partial
        } else if drops.contains(day) {
          .volumeDrop
        } else {
          events[place] == 0 ? .quiet : .present
        }
      stretches[state, default: []].append(day...day)
    }
    return stretches.mapValues { CivilDays($0) }
  }

  /// The days on which a hole misses many events; where it misses so many on none, the day on which
  /// it misses most.
  private func missingDays(of hole: SourceCoverage.Hole) -> Set<Int> {
    let missing = expected(from: hole.from, to: hole.to)
    let many = Int128(SourceCoverage.leastExpected) * Int128(HourTally.microseconds)
    let limit = min(missing.values.max() ?? many, many)
    return Set(missing.filter { $0.value >= limit }.keys)
  }

  private static func hour(of time: Timestamp) -> Int {
    Int(time.microseconds / HourTally.microseconds)
  }
}
