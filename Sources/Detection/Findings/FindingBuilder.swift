internal import ByteScan
internal import Digests
internal import EventModel
internal import People
internal import RuleProgram

/// Turns an episode of a rule into a finding.
struct FindingBuilder {
  let context: EvaluationContext
  let timeline: Timeline
  let values: FactValues

  /// Makes the finding of an episode.
  ///
  /// - Complexity: O(*n* log *n*) in the contributing events; hashes at most 100 lines.
  func finding(of episode: Episode, rule: CompiledRule) -> Finding {
    let totals = RunningTotals(of: rule.aggregates, values: values)
    for row in episode.rows { totals.add(row) }
    let score = FindingScore(of: episode, rule: rule, totals: totals.value)
    var finding = Finding()
    finding.rule = rule.id
    finding.title = rule.title
    finding.category = rule.category
    finding.why = rule.why
    finding.next = rule.next
    finding.isTrial = rule.isTrial
    finding.attack = rule.tags.compactMap { tag in
      tag.hasPrefix("attack.") ? String(tag.dropFirst("attack.".count)) : nil
    }
    finding.score = score.score
    finding.scoreTerms = score.terms
    finding.severity = max(rule.severity, Severity.band(of: score.score))
    if let cap = capField(of: episode) {
      finding.cappedBy = cap.name
      finding.severity = min(finding.severity, .medium)
    }
    describeSubject(&finding, at: episode.rows[score.row].time)
    finding.first = Timestamp(microseconds: episode.rows[0].time)
    finding.last = Timestamp(microseconds: episode.rows[episode.rows.count - 1].time)
    finding.count = episode.rows.count
    finding.bytesOut = bytesOut(of: episode)
    finding.destinations = destinations(of: episode)
    finding.message = MessageText(values: values, context: context)
      .render(rule.message, episode: episode, rule: rule, totals: totals.value)
    gatherEvidence(&finding, episode)
    finding.id = identifier(of: episode, rule: rule)
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

  /// The field that caps the severity, if every contributing event comes from a source that lacks it.
  private func capField(of episode: Episode) -> Field? {
    let first = episode.rows[0].match.cap
    guard episode.rows.allSatisfy({ $0.match.cap != 0 }), first > 0 else { return nil }
    return Field(rawValue: first - 1)
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

  private func destinations(of episode: Episode) -> [String] {
    var destinations = Destinations()
    for row in episode.rows {
      let byteCount = timeline.number(.bytesOut, of: row.fact) ?? 0
      if let domain = timeline.text(.domain, of: row.fact) {
        destinations.add(Array(domain), byteCount: byteCount)
        continue
      }
      let domains = externalDomains(of: row.fact)
      if !domains.isEmpty {
        for domain in domains { destinations.add(domain, byteCount: byteCount) }
        continue
      }
      if let serial = timeline.text(.deviceSerial, of: row.fact) {
        destinations.add(Array(serial), byteCount: byteCount)
      } else if let volume = timeline.number(.volume, of: row.fact)
        .flatMap({ Word(rawValue: UInt8(truncatingIfNeeded: $0)) }), volume.isOutside
      {
        destinations.add(Array(volume.text.utf8), byteCount: byteCount)
      }
    }
    return destinations.sorted
  }

  private func externalDomains(of fact: Int) -> [[UInt8]] {
    values.rawTexts(of: Operand(.field(.recipient)), of: fact).compactMap { address in
      guard context.companyDomains.containsAddress(address.span) == false,
        let parts = EmailAddress(address.span)
      else { return nil }
      return Array(address[parts.domain])
    }
  }

  private func gatherEvidence(_ finding: inout Finding, _ episode: Episode) {
    finding.evidenceTotal = episode.rows.reduce(0) { $0 + timeline.facts[$1.fact].lines.count }
    let chosen = EvidenceChoice.rows(
      of: episode,
      byteCount: { timeline.number(.bytesOut, of: $0.fact) ?? 0 },
      lineCount: { timeline.facts[$0.fact].lines.count })
    finding.evidence = chosen.flatMap { index in
      timeline.lines(of: episode.rows[index].fact).map(evidenceLine)
    }
  }

  private func evidenceLine(_ line: Timeline.Line) -> EvidenceLine {
    EvidenceLine(
      file: context.files[Int(line.place.source)], line: Int(line.place.line),
      offset: Int(line.place.offset),
      sha256: SHA256Digest.digest(of: Array(timeline.bytes(line.range)).span).hex)
  }

  /// The id that the same lines give in any run: rule, subject, and the first contributing event.
  private func identifier(of episode: Episode, rule: CompiledRule) -> String {
    let first = episode.rows[0]
    let line = timeline.lines(of: first.fact)[0]
    let raw = Array(timeline.bytes(line.range))
    // Lines that are equal in time and bytes are told apart by their number among equals only.
    var ordinal = 0
    var earlier = first.fact - 1
    while earlier >= 0, timeline.facts[earlier].time == first.time {
      let other = timeline.lines(of: earlier)[0]
      if timeline.bytes(other.range).elementsEqual(raw) { ordinal += 1 }
      earlier -= 1
    }
    let parts = [
      rule.id, timeline.subject.kind.rawValue, timeline.subject.value, String(first.time),
      SHA256Digest.digest(of: raw.span).hex, String(ordinal),
    ]
    let text = Array(parts.joined(separator: "\u{0}").utf8)
    return String(SHA256Digest.digest(of: text.span).hex.prefix(32))
  }
}

extension Word {
  /// Whether data on such a volume has left: a share or a local disk is no destination.
  fileprivate var isOutside: Bool {
    switch self {
    case .removable, .phone, .optical, .cloudSync, .cloud: true
    default: false
    }
  }
}
