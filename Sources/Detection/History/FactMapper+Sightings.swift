internal import ByteScan
internal import EventModel
internal import RuleProgram
internal import SystemBoundary

/// What a mapper must note of every event because some rule asks for the past.
struct SightingPlan: Sendable {
  /// A value to note, with its number among ``RuleProgram/historyKeys``.
  struct Noted: Sendable {
    var key: Int
    var root: Field
    var value: ValueID
  }

  /// The roots whose subjects have a history.
  let roots: [Field]
  /// By the raw value of the kind: what its events have to be noted.
  let noted: [[Noted]]

  init(_ program: RuleProgram, _ matcher: RuleMatcher) {
    let keys = program.historyKeys
    var roots: [Field] = []
    for key in keys where !roots.contains(key.root) { roots.append(key.root) }
    self.roots = roots
    noted = EventKind.allCases.map { kind in
      keys.enumerated().compactMap { number, key in
        guard case .field(let field) = key.operand.origin,
          Schema.declaration(of: field, in: kind) != nil,
          let value = matcher.value(of: key.operand)
        else { return nil }
        return Noted(key: number, root: key.root, value: value)
      }
    }
  }

  /// Whether no rule asks for the past.
  var isEmpty: Bool { roots.isEmpty }

  /// Whether the events of a kind must be read whole: they have values to be noted, or a root that
  /// may be missing among the early fields.
  func needsWhole(_ kind: EventKind) -> Bool {
    !noted[Int(kind.rawValue)].isEmpty || roots.contains { $0 != .user }
  }
}

extension FactMapper {
  /// Whether an event must be read whole for what rules ask about the past, its subject included.
  func mustBeWhole(_ event: borrowing Event, of owner: SubjectResolver.Owner) -> Bool {
    guard case .identity = owner else { return true }
    return sightingPlan.needsWhole(event.kind)
  }

  /// Notes on which day the event was, and what values it had that some rule looks up later.
  ///
  /// - Throws: ``SystemError`` when what was noted must be spilled and the disk refuses.
  mutating func noteSightings(
    of event: borrowing Event, in block: Span<UInt8>, owner: SubjectResolver.Owner
  ) throws(SystemError) {
    guard !sightingPlan.isEmpty else { return }
    let day = context.civilDay(at: event.time)
    for root in sightingPlan.roots {
      guard let subject = noteSubject(of: event, in: block, owner: owner, root: root, on: day)
      else { continue }
      for noted in sightingPlan.noted[Int(event.kind.rawValue)] where noted.root == root {
        note(noted, of: event, in: block, subject: subject, on: day)
      }
    }
    if let sightings, sightings.byteCount > sightingLimit { try keepSightings() }
  }

  /// Notes the day for a person whose event goes no further than its early fields.
  mutating func noteDay(of owner: SubjectResolver.Owner, at time: Timestamp) {
    guard case .identity(let index) = owner else { return }
    _ = noteSubject(ofIdentity: index, on: context.civilDay(at: time))
  }

  private mutating func noteSubject(ofIdentity index: Int, on day: Int) -> Int? {
    if let known = sightings?.note(identity: index, on: day) { return known }
    let subject = resolver.user(index).identity
    let number = sightings?.note(
      subject: subject.span, kind: SubjectCode.code(.user), root: .user, on: day)
    if let number { sightings?.remember(subject: number, ofIdentity: index) }
    return number
  }

  private mutating func noteSubject(
    of event: borrowing Event, in block: Span<UInt8>, owner: SubjectResolver.Owner, root: Field,
    on day: Int
  ) -> Int? {
    guard let kind = owner.subjectKind(of: event, root: root) else { return nil }
    let code = SubjectCode.code(kind)
    switch kind {
    case .user:
      guard case .identity(let index) = owner else { return nil }
      return noteSubject(ofIdentity: index, on: day)
    case .address:
      return sightings?.note(
        subject: event.text(.srcIP, in: block), kind: code, root: root, on: day)
    case .host:
      folded.removeAll(keepingCapacity: true)
      TextFolding.fold(event.text(.host, in: block), into: &folded)
      let subject = folded
      return sightings?.note(subject: subject.span, kind: code, root: root, on: day)
    case .source:
      return sightings?.note(
        subject: event.text(.source, in: block), kind: code, root: root, on: day)
    }
  }

  private mutating func note(
    _ noted: SightingPlan.Noted, of event: borrowing Event, in block: Span<UInt8>, subject: Int,
    on day: Int
  ) {
    if noted.value.isNumber {
      guard let number = context.number(noted.value, of: event) else { return }
      let text = Array(String(number).utf8)
      sightings?.note(text.span, ofKey: noted.key, subject: subject, on: day)
    } else {
      // Taken out while the context writes into its texts.
      guard var table = sightings.take() else { return }
      context.forEachText(noted.value, of: event, in: block) { text in
        table.note(text, ofKey: noted.key, subject: subject, on: day)
      }
      sightings = table
    }
  }

  /// Puts everything that was noted among the facts.
  ///
  /// - Throws: ``SystemError`` when facts must be spilled and the disk refuses.
  mutating func keepSightings() throws(SystemError) {
    guard var table = sightings.take() else { return }
    defer { sightings = table }
    try table.empty { (record) throws(SystemError) in try stores.append(sighting: record.span) }
  }
}
