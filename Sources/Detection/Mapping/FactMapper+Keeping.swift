internal import ByteScan
internal import EventModel
internal import RuleProgram
internal import SystemBoundary

extension FactMapper {
  /// Writes the fact of the event under its subject for one root.
  mutating func keep(
    _ event: borrowing Event, in block: Span<UInt8>, owner: SubjectResolver.Owner, root: Field
  ) throws(SystemError) {
    guard let kind = owner.subjectKind(of: event, root: root) else {
      eventsWithoutSubject += 1
      return
    }
    switch kind {
    case .user:
      guard case .identity(let index) = owner else { return }
      begin(
        event, in: block, kind, resolver.subjectHash(index), resolver.nameByteCount(index),
        owner, root)
      resolver.appendName(index, to: &encoder)
      for match in matches where roots[Int(match.rule)] == root {
        subjectTallies?.add(match, of: event, identity: index)
      }
    case .address: begin(event, in: block, kind, event.text(.srcIP, in: block), owner, root)
    case .host:
      folded.removeAll(keepingCapacity: true)
      TextFolding.fold(event.text(.host, in: block), into: &folded)
      let subject = folded
      begin(event, in: block, kind, subject.span, owner, root)
    case .source: begin(event, in: block, kind, event.text(.source, in: block), owner, root)
    }
    appendContents(of: event, in: block, owner, root)
    encoder.finish()
    try encoder.append(to: &stores)
  }

  /// Begins a fact and writes its subject.
  private mutating func begin(
    _ event: borrowing Event, in block: Span<UInt8>, _ kind: Subject.Kind,
    _ subject: Span<UInt8>, _ owner: SubjectResolver.Owner, _ root: Field
  ) {
    let hash = stableHash64(subject, seed: UInt64(SubjectCode.code(kind)))
    begin(event, in: block, kind, hash, subject.count, owner, root)
    encoder.append(subject: subject)
  }

  /// Begins a fact whose subject is written next.
  private mutating func begin(
    _ event: borrowing Event, in block: Span<UInt8>, _ kind: Subject.Kind,
    _ subjectHash: UInt64, _ subjectByteCount: Int, _ owner: SubjectResolver.Owner,
    _ root: Field
  ) {
    let kept = plan.fields(of: event.kind)
    var present = event.present
    if case .identity = owner { present.insert(.user) }
    let first = lines[0]
    encoder.begin(
      subjectKind: SubjectCode.code(kind), subjectByteCount: subjectByteCount,
      subjectHash: subjectHash, eventKind: event.kind.rawValue, time: event.time,
      lineHash: stableHash64(block.extracting(first.range)), place: first.place,
      matchCount: matches.count { roots[Int($0.rule)] == root },
      numberCount: plan.numbers(of: event.kind).intersection(present).count,
      textCount: plan.texts(of: event.kind).intersection(present).count,
      elementCount: event.elements.count { kept.keeps($0.field) }, lineCount: lines.count)
  }

  /// Writes what comes after the subject.
  private mutating func appendContents(
    of event: borrowing Event, in block: Span<UInt8>, _ owner: SubjectResolver.Owner, _ root: Field
  ) {
    for match in matches where roots[Int(match.rule)] == root { encoder.append(match) }
    let kept = plan.fields(of: event.kind)
    var numbers = plan.numbers(of: event.kind).intersection(event.present)
    while let field = numbers.popFirst() {
      if let number = event.number(field) { encoder.append(field, number: number) }
    }
    var present = event.present
    if case .identity = owner { present.insert(.user) }
    var texts = plan.texts(of: event.kind).intersection(present)
    while let field = texts.popFirst() {
      if field == .user, case .identity(let index) = owner {
        // Whose login it is, not how it was written.
        resolver.appendName(index, as: field, to: &encoder)
      } else {
        encoder.append(field, text: event.text(field, in: block))
      }
    }
    for element in event.elements where kept.keeps(element.field) {
      encoder.append(
        element: element.field, text: event.text(at: element.text, in: block),
        byteCount: element.byteCount)
    }
    for line in lines { encoder.append(line: block.extracting(line.range), at: line.place) }
  }
}

extension SubjectResolver.Owner {
  /// Under which kind of subject an event counts: a person, else its address, else its host.
  func subjectKind(of event: borrowing Event, root: Field) -> Subject.Kind? {
    switch root {
    case .srcIP: event.has(.srcIP) ? .address : nil
    case .host: event.has(.host) ? .host : nil
    case .source: event.has(.source) ? .source : nil
    default:
      if case .identity = self {
        .user
      } else if event.has(.srcIP) {
        .address
      } else if event.has(.host) {
        .host
      } else {
        nil
      }
    }
  }
}

extension FieldSet {
  /// Whether facts keep the elements of a list field; recipients are to, cc and bcc.
  fileprivate func keeps(_ field: Field) -> Bool {
    contains(field) || (contains(.recipient) && field.belongs(to: .recipient))
  }
}

extension Field {
  /// Whether an event holds the field's value as a number: counts, sizes, times and words.
  var isNumeric: Bool {
    switch self {
    case .time, .bytesOut, .bytesIn, .status, .attachmentCount, .size, .rows, .pages, .duration,
      .score:
      true
    default: holdsWord
    }
  }
}
