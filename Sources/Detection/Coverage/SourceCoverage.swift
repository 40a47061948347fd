package import EventModel

/// How far the log of one source tells what happened, day by day.
///
/// A source is what events name in `source`: a format, or a declared name for one. It is judged by
/// its own habit: the same hours of other days, see ``CoverageHabit``. Where too little is known
/// nothing is said, and days without events are ``DayState/quiet``.
package struct SourceCoverage: Hashable, Sendable {
  /// What a day of a source is.
  package enum DayState: String, CaseIterable, Hashable, Sendable {
    /// There are events, as far as the habit can tell all of them.
    case present
    /// No event, and none to be expected: a night, a week-end, a day of which too little is known.
    case quiet
    /// There are events, but hours are empty that never are.
    case partial
    /// A tenth of the usual events or less.
    case volumeDrop = "volume_drop"
    /// No event where there should be many, and there are events later.
    case missing
    /// The source has nothing more up to the end of the run, though it should: perhaps the rest of
    /// the log has not arrived yet.
    case late
  }

  /// A stretch without any event, where there usually are many.
  package struct Hole: Hashable, Sendable {
    /// The time of the last event before, and of the first one after.
    package var from: Timestamp
    package var to: Timestamp
    /// How many events the habit would have had, cautiously.
    package var expected: Int
    package init(from: Timestamp, to: Timestamp, expected: Int) {
      self.from = from
      self.to = to
      self.expected = expected
    }
  }

  /// A day with far fewer events than usual.
  package struct Drop: Hashable, Sendable {
    /// The civil day, as days since 1970-01-01.
    package var day: Int
    package var events: Int
    /// The median of the other days of its sort.
    package var usual: Int
    package init(day: Int, events: Int, usual: Int) {
      self.day = day
      self.events = events
      self.usual = usual
    }
  }

  package var source: String
  package var span: EventSpan
  package var events: Int
  /// Whether some hour is known well enough to miss it.
  package var isJudged = false
  /// The days of the source in each state, from its first event to the last one of the run.
  package var days: [DayState: CivilDays] = [:]
  /// The holes between events of the source, in order of time.
  package var holes: [Hole] = []
  /// The stretch from the last event of the source to the end of the run, if it should not be empty.
  package var tail: Hole?
  package var drops: [Drop] = []
  /// The day of the last event, if up to the hour of that event it has a tenth of the usual events or
  /// less: it is not over, so that it is no drop yet.
  package var thinEnd: Drop?
  /// How often times run backwards in the files with its events; a step back between two files is
  /// none.
  package var timesBackwards = 0

  package init(source: String, span: EventSpan, events: Int) {
    self.source = source
    self.span = span
    self.events = events
  }

  /// Whether there is anything to say about it.
  package var isWhole: Bool {
    holes.isEmpty && tail == nil && drops.isEmpty && days.keys.allSatisfy(Self.isFine)
  }

  private static func isFine(_ state: DayState) -> Bool { state == .present || state == .quiet }
}
