internal import ByteScan
internal import EventModel

/// A finding by all that both sides can say of it.
struct TimelineFinding: Hashable {
  var rule: String
  var subject: String
  var first: Int64
  var last: Int64
  var count: Int
  var bytesOut: Int64?
  var score: Int
  /// The points that were added or subtracted; of rules over `alert` none, because the order among
  /// alerts of one time is that of their ids.
  var points: [Int]
  var severity: String
  var cappedBy: String?
  var evidenceTotal: Int
  /// The contributing events, by their numbers.
  var events: [Int]
  /// Of a rule over `alert`: the rules whose findings it rests on, once for each finding.
  var rest: [String] = []

  /// Holds the severity down, because nobody can know what exempts the events.
  mutating func cap(by field: String?) {
    cappedBy = field
    if ["high", "critical"].contains(severity) { severity = "medium" }
  }
}

/// The events of a finding-to-be, as brute force finds them.
struct NaiveEvents {
  /// In the order of the timeline.
  var events: [TimelineEvent]
  /// When the condition first held; of a civil period the time of its last event.
  var opening: Int64
  /// Those of the last step; all of them where there is but one.
  var ofLastStep: [TimelineEvent]
}

/// What the rule language says that rules find: every window is gathered anew, every chain is tried.
///
/// Written from the description of the language and not from the engine, to be read and believed:
/// nothing in it is clever, and nothing in it is fast.
struct NaiveTimeline {
  var rules: [TimelineRule]
  var exceptions: [TimelineException]
  var zone: TimelineZone

  /// All findings of both layers.
  func findings(of events: [TimelineEvent]) -> [TimelineFinding] {
    let events = Self.inOrder(events)
    var found: [TimelineFinding] = []
    var alerts: [(event: TimelineEvent, finding: TimelineFinding)] = []
    for rule in rules where !rule.isOverAlerts {
      for (subject, episode) in episodes(of: rule, in: events) {
        let finding = finding(of: rule, subject, episode)
        found.append(finding)
        if !rule.isTrial {
          let alert = alert(of: rule, finding, at: episode.opening, number: alerts.count)
          alerts.append((alert, finding))
        }
      }
    }
    for rule in rules where rule.isOverAlerts {
      for (subject, episode) in episodes(of: rule, in: Self.inOrder(alerts.map(\.event))) {
        var finding = finding(of: rule, subject, episode)
        let grounds = episode.events.map { alerts[$0.number].finding }
        finding.rest = grounds.map(\.rule).sorted()
        finding.events = Set(grounds.flatMap(\.events)).sorted()
        finding.evidenceTotal = grounds.reduce(0) { $0 + $1.evidenceTotal }
        finding.points = []
        // Where all that it rests on is capped, so is it.
        if grounds.allSatisfy({ $0.cappedBy != nil }) { finding.cap(by: grounds[0].cappedBy) }
        found.append(finding)
      }
    }
    return found
  }

  /// The episodes of a rule, each with its subject.
  private func episodes(
    of rule: TimelineRule, in events: [TimelineEvent]
  ) -> [(String, NaiveEvents)] {
    let selected = events.filter { event in
      rule.steps.contains { $0.pattern.selects(event, in: zone) }
        && !exceptions.contains { $0.rule == rule.id && $0.removes(event, in: zone) }
    }
    var groups: [[String]: [TimelineEvent]] = [:]
    for event in selected {
      guard let subject = event.subject(rule.root) else { continue }
      // An event that lacks a further key of `per` counts nowhere.
      let values = rule.keys.dropFirst().map { event.value($0) }
      guard !values.contains(nil) else { continue }
      groups[[subject] + values.compactMap(\.self), default: []].append(event)
    }
    return groups.flatMap { key, events in
      episodes(of: rule, inGroup: events).map { (key[0], $0) }
    }
  }

  /// The order of a timeline: by time, then by hash of the raw line, then by place.
  static func inOrder(_ events: [TimelineEvent]) -> [TimelineEvent] {
    events.map { (event: $0, hash: stableHash64(Array($0.lines[0].utf8).span)) }
      .sorted { a, b in
        (a.event.time, a.hash, a.event.number) < (b.event.time, b.hash, b.event.number)
      }
      .map(\.event)
  }

  private func finding(
    of rule: TimelineRule, _ subject: String, _ episode: NaiveEvents
  ) -> TimelineFinding {
    let events = episode.events
    // The highest score over the events, with the totals at their final value.
    let scores = events.map { event in
      let terms = rule.terms.filter { $0.test.holds(for: event, among: events, in: zone) }
      let sum = terms.reduce(rule.start) { $0 + $1.points }
      return (score: min(max(sum, 0), 100), points: terms.map(\.points))
    }
    let score = scores.map(\.score).max() ?? 0
    let bytes = episode.ofLastStep.compactMap { $0.number(.bytesOut) }
    var finding = TimelineFinding(
      rule: rule.id, subject: subject, first: events[0].time, last: events[events.count - 1].time,
      count: events.count,
      bytesOut: bytes.isEmpty
        ? nil : Int64(clamping: bytes.reduce(Int128(0)) { $0 + Int128($1) }),
      score: score, points: scores.first { $0.score == score }?.points ?? [],
      severity: rule.severity(ofScore: score),
      evidenceTotal: events.reduce(0) { $0 + $1.lineCount }, events: events.map(\.number).sorted())
    // The second file tells no tenants: what was exempted by tenant there is not known.
    let asks = rule.steps.contains { $0.pattern.exemption?.asksForTenant ?? false }
    if asks, events.allSatisfy({ $0.source == 1 }) {
      finding.cap(by: Field.tenant.name)
    }
    return finding
  }

  /// The event of the second layer that a finding is.
  private func alert(
    of rule: TimelineRule, _ finding: TimelineFinding, at time: Int64, number: Int
  ) -> TimelineEvent {
    var event = TimelineEvent(number: number, kind: .alert, time: time)
    event.texts = [.rule: rule.id, .category: rule.category]
    event.words = [.severity: Word.severity(named: finding.severity)]
    event.numbers = [.score: Int64(finding.score)]
    let subject = finding.subject.split(separator: " ", maxSplits: 1).map(String.init)
    let fields: [String: Field] = ["user": .user, "address": .srcIP, "host": .host]
    if let field = fields[subject[0]] { event.texts[field] = subject[1] }
    return event
  }
}

extension Word {
  static func severity(named name: String) -> Word {
    [.info, .low, .medium, .high, .critical].first { $0.text == name } ?? .info
  }
}
