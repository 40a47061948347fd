internal import ByteScan
internal import EventModel
internal import People
internal import RuleProgram

/// The second layer: asks the rules over `alert` about the findings of one subject after another.
///
/// The final findings of a subject become events of kind `alert` of the same subject, in order of time
/// and id, so nothing depends on how they were found. Those of rules on trial do not, nor do those
/// of this layer. From there on everything goes the way of other events: steps, windows, totals,
/// score. One layer belongs to one worker.
final class AlertLayer {
  private let context: EvaluationContext
  private let matcher: RuleMatcher
  /// The rules over `alert`, by their indices.
  private let rules: Set<UInt16>
  /// Made when the first finding is asked about: most partitions have none.
  private lazy var asked = AskedAlert(matcher)
  private var event = Event()
  private var encoder = FactEncoder()
  private var satisfied: [RuleMatcher.Attempt] = []
  private var matches: [RuleMatch] = []

  /// Creates the layer; `nil` if the program has no rule over `alert`, or no conditions to ask.
  init?(_ context: EvaluationContext) {
    guard let matcher = context.matcher, !matcher.attempts(for: .alert).isEmpty else { return nil }
    self.context = context
    self.matcher = matcher
    rules = Set(matcher.attempts(for: .alert).map { UInt16($0.rule) })
  }

  /// Evaluates the rules over `alert` for one subject.
  ///
  /// - Parameters:
  ///   - raised: What the first layer has found.
  ///   - values: The subject's facts; alerts that a test makes up are among them.
  ///   - notes: Takes what disabled rules did not count.
  /// - Returns: The findings, by rule, group and time.
  /// - Complexity: O(*n* log *n*) in the findings for each rule that selects one.
  func findings(
    on raised: [RaisedFinding], of values: FactValues, notes: inout ReductionNotes
  ) -> [Finding] {
    guard let layer = timeline(on: raised, of: values, notes: &notes) else { return [] }
    var builder = FindingBuilder(
      context: context, values: layer.values, grounds: layer.grounds)
    return layer.values.timeline.findings(
      values: layer.values, builder: &builder, context: context
    ).map(\.finding)
  }

  /// Puts the alerts of one subject into a timeline of their own.
  ///
  /// - Parameters: as of ``findings(on:of:notes:)``.
  /// - Returns: The values of the timeline, and for each fact in it the finding it stands for; `nil`
  ///   if no rule over `alert` selects any.
  func timeline(
    on raised: [RaisedFinding], of values: FactValues, notes: inout ReductionNotes
  ) -> (values: FactValues, grounds: [RaisedFinding?])? {
    let alerts = alerts(on: raised, of: values, notes: &notes)
    guard !alerts.isEmpty else { return nil }
    var records = SubjectRecords()
    for alert in alerts { records.append(alert.record.span) }
    let values = FactValues(
      timeline: Timeline(records), people: context.people, person: values.person)
    return (values, alerts.map(\.ground))
  }

  /// An event of the second layer.
  private struct Alert {
    /// The event in the form of facts.
    var record: [UInt8]
    var order: EventOrder
    /// The finding it stands for; `nil` if a test has made it up.
    var ground: RaisedFinding?
  }

  private func alerts(
    on raised: [RaisedFinding], of values: FactValues, notes: inout ReductionNotes
  ) -> [Alert] {
    let timeline = values.timeline
    var alerts: [Alert] = []
    // Only inline tests make up any.
    if timeline.rows.keys.contains(where: rules.contains) {
      alerts = timeline.records.alerts.map { record in
        Alert(record: record, order: FactKey(recordAt: 0, of: record.span).event)
      }
    }
    let heard = raised.filter { !$0.finding.isTrial }
    guard !heard.isEmpty, let first = timeline.records.offsets.first else { return alerts }
    let bytes = timeline.records.bytes
    let subject = Array(bytes[subjectRange(recordAt: first, of: bytes.span)])
    let isUser = timeline.subject.kind == .user
    if isUser { asked.context.add(ResolvedUser(identity: subject, person: values.person)) }
    for ground in heard {
      if isUser {
        asked.context.begin(userNumber: asked.context.userCount - 1)
      } else {
        asked.context.beginWithoutUser()
      }
      fill(with: ground, of: timeline.subject.kind, subject)
      if let alert = alert(on: ground, timeline.subject, subject, &notes) { alerts.append(alert) }
    }
    return alerts.sorted { $0.order < $1.order }
  }

  /// Makes the event of a finding.
  private func fill(
    with ground: RaisedFinding, of kind: Subject.Kind, _ subject: [UInt8]
  ) {
    let finding = ground.finding
    event.begin(.alert, at: Timestamp(microseconds: ground.time))
    switch kind {
    case .user: event.set(.user, copying: subject.span)
    case .address: event.set(.srcIP, copying: subject.span)
    case .host: event.set(.host, copying: subject.span)
    case .source: break
    }
    event.set(.source, copying: "exfil")
    event.set(.rule, copying: finding.rule)
    event.set(.score, to: Int64(finding.score))
    event.set(.severity, to: finding.severity.word)
    event.set(.category, copying: finding.category)
  }

  /// Asks the rules about the event at hand; `nil` if none selects it.
  private func alert(
    on ground: RaisedFinding, _ subject: Subject, _ name: [UInt8], _ notes: inout ReductionNotes
  ) -> Alert? {
    let (event, block) = (event, [UInt8]())
    asked.context.findSteps(satisfiedBy: event, in: block.span, into: &satisfied)
    satisfied.removeAll { !context.program.rules[$0.rule].root.fits(subject.kind) }
    leaveOut(ground.time, of: subject, &notes)
    guard !satisfied.isEmpty else { return nil }
    asked.context.findMatches(of: satisfied, event, in: block.span, into: &matches)
    // What could not be known of all the events of a finding is not known of what rests on it.
    let cap = ground.finding.cappedBy.flatMap(Field.init(name:)).map { $0.rawValue + 1 } ?? 0
    for index in matches.indices { matches[index].cap = cap }
    let id = Array(ground.finding.id.utf8)
    let order = EventOrder(
      time: ground.time, lineHash: stableHash64(id.span),
      place: SourcePlace(source: .max, line: 0, offset: 0))
    encode(event, subject, name, line: id, order)
    return Alert(record: encoder.copiedRecord, order: order, ground: ground)
  }

  /// Takes the alert from rules that are disabled.
  private func leaveOut(_ time: Int64, of subject: Subject, _ notes: inout ReductionNotes) {
    let plan = matcher.exceptions
    guard !plan.isEmpty else { return }
    var last = -1
    var left: [RuleMatcher.Attempt] = []
    for attempt in satisfied {
      guard let disabling = plan.disablings[attempt.rule], time < disabling.end else {
        left.append(attempt)
        continue
      }
      guard attempt.rule != last else { continue }
      last = attempt.rule
      if notes.leftOut.isEmpty {
        notes.leftOut = plan.ruleCounts.map { LeftOutEvents(ruleCount: $0) }
      }
      notes.leftOut[disabling.exception].note(
        time: Timestamp(microseconds: time), bytesOut: nil)
      notes.leftOut[disabling.exception].eventsByRule[0] += 1
      if subject.kind == .user {
        notes.leftOut[disabling.exception].users[subject.value, default: 0] += 1
      }
    }
    satisfied = left
  }

  private func encode(
    _ event: borrowing Event, _ subject: Subject, _ name: [UInt8], line: [UInt8],
    _ order: EventOrder
  ) {
    let texts: [Field] = [.user, .srcIP, .host, .source, .rule, .category].filter(event.has)
    let numbers: [Field] = [.score, .severity]
    let code = SubjectCode.code(subject.kind)
    encoder.begin(
      subjectKind: code, subjectByteCount: name.count,
      subjectHash: stableHash64(name.span, seed: UInt64(code)),
      eventKind: EventKind.alert.rawValue, time: event.time, lineHash: order.lineHash,
      place: order.place, matchCount: matches.count, numberCount: numbers.count,
      textCount: texts.count, elementCount: 0, lineCount: 1)
    encoder.append(subject: name.span)
    for match in matches { encoder.append(match) }
    for field in numbers {
      if let number = event.number(field) { encoder.append(field, number: number) }
    }
    let block: [UInt8] = []
    for field in texts { encoder.append(field, text: event.text(field, in: block.span)) }
    encoder.append(line: line.span, at: order.place)
    encoder.finish()
  }
}

extension Field {
  /// Whether a rule with this root counts alerts of a kind of subject: one without a user goes by its
  /// address, else its host.
  fileprivate func fits(_ kind: Subject.Kind) -> Bool {
    switch self {
    case .user: kind != .source
    case .srcIP: kind == .address
    case .host: kind == .host
    default: false
    }
  }
}

extension SubjectRecords {
  /// The records of alerts.
  fileprivate var alerts: [[UInt8]] {
    offsets.filter { bytes[$0 + FactRecord.eventKindOffset] == EventKind.alert.rawValue }
      .map { offset in
        var record: [UInt8] = []
        record.append(copying: bytes.span.record(at: offset))
        return record
      }
  }
}

/// What is known of the alert at hand.
private final class AskedAlert {
  var context: MatchContext

  init(_ matcher: RuleMatcher) { context = MatchContext(matcher) }
}
