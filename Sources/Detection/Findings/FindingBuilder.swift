internal import Digests
internal import EventModel
internal import People
internal import RuleProgram

/// Turns the episodes and partials of one subject into findings.
struct FindingBuilder {
  let context: EvaluationContext
  let values: FactValues
  let destinations: DestinationValues
  private let messages: MessageText
  /// For facts that are alerts: the findings they stand for.
  let grounds: [RaisedFinding?]
  /// How many findings began with the same rule, time and raw line before.
  private var equalBeginnings: [String: Int] = [:]
  /// For how many findings of each rule events were shown.
  private var shownCounts: [String: Int]

  var timeline: Timeline { values.timeline }

  /// Begins to make findings.
  ///
  /// - Parameters:
  ///   - context: The rules.
  ///   - values: The facts of the subject.
  ///   - grounds: For facts that are alerts: the findings they stand for.
  ///   - shownCounts: For how many findings of each rule events were shown before.
  init(
    context: EvaluationContext, values: FactValues, grounds: [RaisedFinding?] = [],
    after shownCounts: [String: Int] = [:]
  ) {
    self.shownCounts = shownCounts
    self.context = context
    self.values = values
    self.grounds = grounds
    destinations = DestinationValues(values: values, companyDomains: context.companyDomains)
    messages = MessageText(values: values, context: context)
  }

  /// Makes the finding of an episode.
  ///
  /// - Complexity: O(*n* log *n*) in the contributing events; hashes at most 100 lines.
  mutating func finding(of episode: Episode, rule: CompiledRule) -> RaisedFinding {
    let totals = RunningTotals(of: rule.aggregates, values: values)
    for row in episode.rows { totals.add(row) }
    let rows = episode.rows
    let score = FindingScore(
      of: rows.lazy.map(\.match.eventConditions), rule: rule, totals: totals.value,
      habits: episode.habits)
    var finding = finding(
      of: rule, score: score, at: rows[score.position].time, cap: cap(of: episode))
    finding.first = Timestamp(microseconds: rows[0].time)
    finding.last = Timestamp(microseconds: rows[rows.count - 1].time)
    finding.count = rows.count
    finding.bytesOut = bytesOut(of: episode)
    var sums = Destinations()
    for row in rows {
      let byteCount = Int128(timeline.number(.bytesOut, of: row.fact) ?? 0)
      for destination in destinations.destinations(of: row.fact) {
        sums.add(destination, byteCount: byteCount)
      }
    }
    finding.destinations = sums.sorted
    finding.message = messages.render(
      rule.message, episode: episode, rule: rule, totals: totals.value)
    identify(&finding, beginningWith: .fact(rows[0].fact))
    var places: [EvidencePlace] = []
    if grounds.isEmpty {
      finding.evidenceTotal = rows.reduce(0) { $0 + timeline.facts[$1.fact].lines.count }
      let chosen = EvidenceChoice.positions(
        among: rows.count, opening: episode.opening,
        byteCount: { timeline.number(.bytesOut, of: rows[$0].fact) ?? 0 },
        lineCount: { timeline.facts[rows[$0].fact].lines.count })
      let shows = showsEvents(of: rule)
      var shown: [(position: Int, evidence: Range<Int>)] = []
      for position in chosen {
        let fact = rows[position].fact
        let start = finding.evidence.count
        add(.fact(fact), of: timeline.facts[fact].order, to: &finding, &places)
        if shows, shown.count < ShownEvent.limit {
          shown.append((position, start..<finding.evidence.count))
        }
      }
      if shows { show(shown, of: episode, rule: rule, totals: totals, in: &finding) }
      if finding.evidence.isEmpty { finding.evidenceTotal = 0 }
    } else {
      rest(&finding, on: episode)
    }
    return RaisedFinding(
      finding: finding, time: alertTime(of: episode, rule: rule), places: places)
  }

  /// Whether the events of a further finding of a rule are shown.
  private mutating func showsEvents(of rule: CompiledRule) -> Bool {
    guard context.showsEvents else { return false }
    shownCounts[rule.id, default: 0] += 1
    return shownCounts[rule.id, default: 0] <= ShownEvent.findingLimit
  }

  /// Shows events of an episode, with the totals that were reached with each.
  private func show(
    _ chosen: [(position: Int, evidence: Range<Int>)], of episode: Episode, rule: CompiledRule,
    totals: RunningTotals, in finding: inout Finding
  ) {
    finding.limits = limits(of: rule, totals: totals.value, habits: episode.habits)
    let compared = rule.condition?.comparisons() ?? []
    totals.removeAll()
    var next = 0
    for (position, row) in episode.rows.enumerated() where next < chosen.count {
      totals.add(row)
      guard chosen[next].position == position else { continue }
      finding.shown.append(
        shown(
          row.fact, at: chosen[next].evidence,
          destinations: destinations.destinations(of: row.fact),
          totals: compared.map { comparison in
            comparison.left.value(totals: totals.value, habits: { episode.habits[$0] })?.truncated
          }))
      next += 1
    }
  }

  /// The moment at which the condition first held; for a civil period the last of its events.
  private func alertTime(of episode: Episode, rule: CompiledRule) -> Int64 {
    switch rule.window {
    case .none, .sliding: episode.rows[episode.opening].time
    case .calendar, .pieces: episode.rows[episode.rows.count - 1].time
    }
  }

  /// Makes the finding of a period from what its partial has kept.
  ///
  /// - Complexity: O(*k* log *k*) in the size of the partial; hashes at most 100 lines.
  mutating func finding(
    of partial: Partial, rule: CompiledRule, habits: [ScaledTotal?] = []
  ) -> RaisedFinding {
    let firsts = partial.firsts.sorted { $0.order < $1.order }
    let score = FindingScore(
      of: firsts.lazy.map(\.value), rule: rule, totals: { partial.totals[$0].value },
      habits: habits)
    var finding = finding(
      of: rule, score: score, at: firsts[score.position].order.time, cap: partial.cap)
    let events = partial.contributions.entries.sorted { $0.order < $1.order }
    finding.first = Timestamp(microseconds: events[0].order.time)
    finding.last = Timestamp(microseconds: events[events.count - 1].order.time)
    finding.count = partial.count
    finding.bytesOut = partial.bytesOut.map { Int64(clamping: $0) }
    finding.destinations = partial.destinations.sorted
    finding.message = messages.render(rule.message, partial: partial, rule: rule)
    finding.evidenceTotal = partial.lineCount
    identify(&finding, beginningWith: events[0].lines)
    var places: [EvidencePlace] = []
    let chosen = EvidenceChoice.positions(
      among: events.count, opening: 0, byteCount: { events[$0].byteCount },
      lineCount: { timeline.lineCount(of: events[$0].lines) })
    let shows = showsEvents(of: rule)
    for position in chosen {
      let start = finding.evidence.count
      add(events[position].lines, of: events[position].order, to: &finding, &places)
      if shows, finding.shown.count < ShownEvent.limit, let kind = rule.kinds.kinds.first {
        // Which events still have their lines at hand depends on memory, so none of them is shown.
        finding.shown.append(
          ShownEvent(
            time: Timestamp(microseconds: events[position].order.time), kind: kind,
            bytesOut: events[position].byteCount > 0 ? events[position].byteCount : nil,
            evidence: start..<finding.evidence.count))
      }
    }
    if context.showsEvents {
      finding.limits = limits(of: rule, totals: { partial.totals[$0].value }, habits: habits)
    }
    if finding.evidence.isEmpty { finding.evidenceTotal = 0 }
    return RaisedFinding(
      finding: finding, time: events[events.count - 1].order.time, places: places)
  }

  /// Begins a finding with all that rule, score and subject say.
  private func finding(
    of rule: CompiledRule, score: FindingScore, at time: Int64, cap: UInt8
  ) -> Finding {
    var finding = Finding()
    finding.rule = rule.id
    finding.title = rule.title
    finding.category = rule.category
    finding.why = rule.why
    finding.next = rule.next
    finding.owner = rule.owner
    finding.isTrial = rule.isTrial
    finding.attack = rule.tags.compactMap { tag in
      tag.hasPrefix("attack.") ? String(tag.dropFirst("attack.".count)) : nil
    }
    finding.score = score.score
    finding.scoreTerms = score.terms
    finding.severity = max(rule.severity, Severity.band(of: score.score))
    if cap > 0, let field = Field(rawValue: cap - 1) {
      finding.cappedBy = field.name
      finding.severity = min(finding.severity, .medium)
    }
    describeSubject(&finding, at: time)
    return finding
  }

  private func describeSubject(_ finding: inout Finding, at time: Int64) {
    finding.subject = timeline.subject
    guard timeline.subject.kind == .user else { return }
    finding.user = timeline.subject.value
    guard let person = values.person else { return }
    let people = context.people
    finding.name = people.people[person].name
    finding.department = people.people[person].department
    finding.phase = people.phase(of: person, at: Timestamp(microseconds: time))
    finding.lastDay = people.people[person].lastDay?.text
  }

  /// One more than the field that caps the severity; 0 unless every contributing event comes from a
  /// source that lacks one.
  private func cap(of episode: Episode) -> UInt8 {
    episode.rows.allSatisfy { $0.match.cap != 0 } ? episode.rows[0].match.cap : 0
  }

  private func bytesOut(of episode: Episode) -> Int64? {
    let rows =
      if let lastStep = episode.steps.last { lastStep.map { episode.rows[$0] } } else {
        episode.rows
      }
    let counts = rows.compactMap { timeline.number(.bytesOut, of: $0.fact) }
    guard !counts.isEmpty else { return nil }
    return Int64(clamping: counts.reduce(Int128(0)) { $0 + Int128($1) })
  }

  /// Adds the lines of an event to the evidence of a finding.
  private func add(
    _ lines: Contribution.Lines, of event: EventOrder, to finding: inout Finding,
    _ places: inout [EvidencePlace]
  ) {
    // A fault of a source, such as a hole, stands in no line of a log.
    for (place, line) in evidence(of: lines, event) where line.line > 0 {
      finding.evidence.append(line)
      places.append(place)
    }
  }

  /// The lines of an event as evidence, the first one first.
  func evidence(
    of lines: Contribution.Lines, _ event: EventOrder
  ) -> [(place: EvidencePlace, line: EvidenceLine)] {
    timeline.digests(of: lines).enumerated().map { position, line in
      (
        EvidencePlace(event: event, position: position, line: line.place),
        EvidenceLine(
          file: context.files[line.place.source], line: Int(line.place.line),
          offset: Int(line.place.offset), sha256: line.digest.hex)
      )
    }
  }

  /// Gives the finding the id that the same lines give in any run: of rule, subject, and the first
  /// contributing event.
  ///
  /// Events of one time belong to one episode, so two findings of a rule begin with equal lines
  /// only when the lines were read differently and fell into two groups. They are told apart by
  /// their number in the order of the groups, which no file name and no other rule can change.
  private mutating func identify(
    _ finding: inout Finding, beginningWith lines: Contribution.Lines
  ) {
    let digest = timeline.digests(of: lines)[0].digest.hex
    let parts = [
      finding.rule, finding.subject.kind.rawValue, finding.subject.value,
      String(finding.first.microseconds), digest,
    ]
    let beginning = parts.joined(separator: "\u{0}")
    let ordinal = equalBeginnings[beginning, default: 0]
    equalBeginnings[beginning] = ordinal + 1
    let text = Array("\(beginning)\u{0}\(ordinal)".utf8)
    finding.id = String(SHA256Digest.digest(of: text.span).hex.prefix(32))
  }
}
