internal import EventModel
internal import RuleProgram

@testable internal import Detection

/// One random trial: rules, a timeline, and how the engine is to go about it.
struct TimelineCase {
  let seed: UInt64
  var rules: [TimelineRule]
  var exceptions: [TimelineException]
  var events: [TimelineEvent]
  let zone: TimelineZone
  /// How the engine is run.
  let workerCount: Int
  let budgetByteCount: Int
  let combines: Bool

  init(seed: UInt64) {
    self.seed = seed
    var maker = RuleMaker(random: SeededRandom(seed: seed))
    zone = maker.random.pick(TimelineZone.all)
    let count = maker.random.pick([1, 1, 2, 3])
    var rules = (0..<count).map { maker.rule("r\($0 + 1)") }
    if maker.random.oneIn(3) { rules.append(maker.ruleOverAlerts("x1", of: rules)) }
    let sequences = rules.filter(\.isSequence)
    let lengths = (sequences.isEmpty ? rules : sequences).flatMap(\.lengths)
    let timeline = TimelineMaker(
      zone: zone, lengths: lengths,
      kinds: rules.filter { !$0.isOverAlerts }
        .flatMap { $0.steps.flatMap { $0.pattern.sources.map(\.kind) } },
      isSmall: rules.contains(where: \.isSequence))
    events = timeline.events(using: &maker.random)
    exceptions = []
    // An exception ends on the day of some event, or on the day before.
    if maker.random.oneIn(5), let event = events.randomElement(using: &maker.random) {
      let isDisabled = maker.random.oneIn(3)
      exceptions.append(
        TimelineException(
          rule: isDisabled ? maker.random.pick(rules).id : rules[0].id,
          pattern: isDisabled ? nil : maker.pattern(allowsTenant: false),
          lastDay: zone.day(event.time) - maker.random.pick([0, 0, 1])))
    }
    self.rules = rules
    workerCount = Int(1 + maker.random.next() % 4)
    budgetByteCount = maker.random.pick([300, 1_000, 10_000, .max, .max])
    combines = !maker.random.oneIn(3)
  }

  /// The rule file.
  var text: String {
    let patterns = rules.flatMap { $0.steps.map(\.pattern) } + exceptions.compactMap(\.pattern)
    let defines = patterns.flatMap { $0.sources.compactMap(\.declaration) }
    return """
      exfil 1
      let civil_timezone = "\(zone.name)"
      list company_domains of domain = ("example.co.jp")

      """ + (defines + rules.map(\.description) + exceptions.map(\.text)).joined(separator: "\n")
  }

  /// What brute force finds.
  var expected: [TimelineFinding] {
    NaiveTimeline(rules: rules, exceptions: exceptions, zone: zone).findings(of: events)
  }

  /// What the engine finds.
  func actual() throws -> [TimelineFinding] {
    var shares = [[TimelineEvent]](repeating: [], count: workerCount)
    // By the number of the event alone, so that others may be left out.
    for event in events.sorted(by: { lot($0, 1) < lot($1, 1) }) {
      shares[Int(lot(event, 2) % UInt64(workerCount))].append(event)
    }
    let run = TimelineRun(
      rules: text, shares: shares, budgetByteCount: budgetByteCount, combines: combines)
    return try run.findings().map { finding in
      let isOverAlerts = rules.contains { $0.id == finding.rule && $0.isOverAlerts }
      return TimelineFinding(finding, showsPoints: !isOverAlerts)
    }
  }

  private func lot(_ event: TimelineEvent, _ round: UInt64) -> UInt64 {
    var random = SeededRandom(seed: seed &+ UInt64(event.number) &* 977 &+ round &* 7919)
    return random.next()
  }
}

extension TimelineRule {
  /// The lengths that decide something: times are made to lie just so far apart.
  fileprivate var lengths: [Int64] {
    switch window {
    case .none: [lengthOfCooldown]
    case .within(let length): [length, lengthOfCooldown]
    case .each(let period): [period == .hour ? TimelineWindow.hour : TimelineWindow.day]
    case .pieces(let length): [length]
    }
  }
}

extension TimelineFinding {
  /// What both sides can say of a finding of the engine.
  init(_ finding: Finding, showsPoints: Bool) {
    self.init(
      rule: finding.rule, subject: "\(finding.subject.kind.rawValue) \(finding.subject.value)",
      first: finding.first.microseconds, last: finding.last.microseconds, count: finding.count,
      bytesOut: finding.bytesOut, score: finding.score,
      points: showsPoints ? finding.scoreTerms.map(\.points) : [], severity: finding.severity.name,
      cappedBy: finding.cappedBy, evidenceTotal: finding.evidenceTotal,
      events: Set(finding.evidence.map { $0.line / TimelineMaker.linesApart }).sorted()
        .map { $0 * TimelineMaker.linesApart },
      rest: finding.grounds.map(\.rule).sorted())
  }
}
