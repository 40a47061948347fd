package import EventModel

/// From when to when an input has events.
package struct EventSpan: Hashable, Sendable {
  package var first: Timestamp
  package var last: Timestamp

  package init(first: Timestamp, last: Timestamp) {
    self.first = first
    self.last = last
  }

  /// The shortest span that holds both.
  package func union(_ other: EventSpan) -> EventSpan {
    EventSpan(first: min(first, other.first), last: max(last, other.last))
  }
}

/// What became of every line of one input; the sums must balance.
package struct LineAccount: Hashable, Sendable {
  /// One rejected line, as a sample for people.
  package struct Reject: Hashable, Sendable {
    package var reason: String
    package var line: Int
    package var offset: Int
    /// The first bytes of the raw line.
    package var sample: [UInt8]
    package init(reason: String, line: Int, offset: Int, sample: [UInt8]) {
      self.reason = reason
      self.line = line
      self.offset = offset
      self.sample = sample
    }
  }

  /// All lines read, counted by the reader of the input.
  package var lines = 0
  /// Lines that belong to events: one a line, or all lines of a joined record.
  package var eventLines = 0
  package var events: [EventKind: Int] = [:]
  package var ignored: [String: Int] = [:]
  /// Lines ignored as `other_program`, by program name.
  package var otherPrograms: [String: Int] = [:]
  package var rejected: [String: Int] = [:]
  package var rejectedByteCount = 0
  package var firstRejects: [Reject] = []
  /// When the events of each kind happened, hour by hour, implausible times left aside.
  package private(set) var hours: [EventKind: HourCounts] = [:]
  /// When the first and the last of them happened.
  package var spans: [EventKind: EventSpan] { hours.compactMapValues(\.span) }
  /// The same of all kinds.
  package var firstEvent: Timestamp?
  package var lastEvent: Timestamp?
  /// The times of the first and the last event in the order of the lines, or of lines that might
  /// have become one.
  package var openingEvent: Timestamp?
  package var closingEvent: Timestamp?
  /// Events whose time is implausible; they are counted and kept out of windows.
  package var implausibleTimes = 0
  /// Lines whose time a clock told that is set forth and back: one that it showed twice, and one that it
  /// skipped.
  package var ambiguousTimes = 0
  package var skippedTimes = 0
  /// How often the time of an event is earlier than that of the event before it; lines that might
  /// have become one count too.
  package var timesBackwards = 0
  package init() {}

  /// Notes a line whose time is in doubt.
  package mutating func note(_ doubt: ClockDoubt) {
    switch doubt {
    case .ambiguous: ambiguousTimes += 1
    case .skipped: skippedTimes += 1
    }
  }

  /// Notes when there were events of a kind.
  package mutating func add(_ counts: HourCounts, of kind: EventKind) {
    guard let span = counts.span else { return }
    hours[kind, default: HourCounts()].add(counts)
    firstEvent = min(firstEvent ?? span.first, span.first)
    lastEvent = max(lastEvent ?? span.last, span.last)
  }

  /// Whether every line read is an event's, ignored or rejected.
  package var balances: Bool { lines == eventLines + ignoredCount + rejectedCount }
  package var ignoredCount: Int { ignored.values.reduce(0, +) }
  package var rejectedCount: Int { rejected.values.reduce(0, +) }
}

/// One input of a run, with all that is known of it at the end.
package struct InputAccount: Hashable, Sendable {
  /// The path as the run names it, made printable.
  package var name: String
  /// `complete`, `complete_warn`, `incomplete`, `skipped`, `duplicate_of` or `contained_in`.
  package var status: String
  /// Codes such as `gzip_truncated`, each with what a person should know.
  package var notes: [(code: String, detail: String)] { zip(codes, details).map { ($0, $1) } }
  package var codes: [String] = []
  package var details: [String] = []
  /// The name of the format, or of several joined by `+` in an envelope.
  package var format: String
  package var encoding = "utf-8"
  package var isGzip = false
  /// How the zone was known: `in the log`, `declared`, `--timezone`.
  package var zone: String
  package var storedByteCount = 0
  package var byteCount = 0
  package var sha256Stored: String?
  package var sha256: String?
  package var lines = LineAccount()
  package init(name: String, status: String, format: String, zone: String) {
    self.name = name
    self.status = status
    self.format = format
    self.zone = zone
  }
}

/// Everything a run says beside its findings.
package struct RunSummary: Hashable, Sendable {
  package var inputs: [InputAccount] = []
  package var notEvaluable: [NotEvaluable] = []
  /// Rules that no input of this run concerns.
  package var notApplicable: [String] = []
  /// Rules that no input concerns on some days of the run.
  package var silentDays: [SilentDays] = []
  /// Rules that were not judged for subjects whose events need more than `--memory`.
  package var unjudged: [UnjudgedRule] = []
  /// How far each source covers the run, in the order of their names.
  package var coverage: [SourceCoverage] = []
  /// Whether the run was stopped before everybody was judged.
  package var isStopped = false
  /// Rules over `alert` that can be evaluated, but not on all that they should count.
  package var weakened: [WeakenedRule] = []
  /// What each `allow` has left out, in the order of the rule files.
  package var allowed: [ExceptionAccount] = []
  /// What each disabled rule has left out, in the order of the rule files.
  package var disabled: [ExceptionAccount] = []
  /// Identities in the logs that the roster does not know, with their event counts.
  package var unknownIdentities: [String: Int] = [:]
  /// Identities that fit two people of the roster.
  package var ambiguousIdentities: [String: Int] = [:]
  /// People of the roster that no log names.
  package var silentPeople: [String] = []
  /// Subjects that some rule asks about, and that are known for too short a time to tell what is
  /// new to them.
  package var stillLearning: [String] = []
  /// Events that could not be given a subject.
  package var eventsWithoutSubject = 0
  package var ruleCount = 0
  package var peopleCount = 0
  package var factCount = 0
  package var spilledByteCount = 0
  package var warnings: [Wording] = []
  /// How far the roster can be relied on; `nil` for a run without one.
  package var roster: RosterAccount?
  package init() {}
}
