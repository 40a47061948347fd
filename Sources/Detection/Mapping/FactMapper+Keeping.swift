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
      resolver.copyName(index, into: &folded)
      let subject = folded
      encode(event, in: block, owner: owner, kind: .user, subject: subject.span, root: root)
    case .address:
      encode(
        event, in: block, owner: owner, kind: .address, subject: event.text(.srcIP, in: block),
        root: root)
    case .host:
      folded.removeAll(keepingCapacity: true)
      TextFolding.fold(event.text(.host, in: block), into: &folded)
      let subject = folded
      encode(event, in: block, owner: owner, kind: .host, subject: subject.span, root: root)
    case .source:
      encode(
        event, in: block, owner: owner, kind: .source, subject: event.text(.source, in: block),
        root: root)
    }
    try encoder.append(to: &stores)
  }

  private mutating func encode(
    _ event: borrowing Event, in block: Span<UInt8>, owner: SubjectResolver.Owner,
    kind: Subject.Kind, subject: Span<UInt8>, root: Field
  ) {
    let kept = plan.fields(of: event.kind)
    var present = event.present
    if case .identity = owner { present.insert(.user) }
    var numbers = plan.numbers(of: event.kind).intersection(present)
    var texts = plan.texts(of: event.kind).intersection(present)
    let elementCount = event.elements.count { kept.keeps($0.field) }
    let matchCount = matches.count { roots[Int($0.rule)] == root }
    let first = lines[0]
    let code = SubjectCode.code(kind)
    encoder.begin(
      subjectKind: code, subject: subject,
      subjectHash: stableHash64(subject, seed: UInt64(code)), eventKind: event.kind.rawValue,
      time: event.time, lineHash: stableHash64(block.extracting(first.range)), place: first.place,
      matchCount: matchCount, numberCount: numbers.count, textCount: texts.count,
      elementCount: elementCount, lineCount: lines.count)
    for match in matches where roots[Int(match.rule)] == root { encoder.append(match) }
    while let field = numbers.popFirst() {
      if let number = event.number(field) { encoder.append(field, number: number) }
    }
    while let field = texts.popFirst() {
      if field == .user, kind == .user {
        // Whose login it is, not how it was written.
        encoder.append(field, text: subject)
      } else if field == .user, case .identity(let index) = owner {
        let user = resolver.user(index).identity
        encoder.append(field, text: user.span)
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
    encoder.finish()
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
