import ByteScan
import EventModel
import RuleProgram

extension MatchContext {
  /// Works out the text of a slot and returns whether the event has it.
  ///
  /// A text of which folding leaves nothing is missing.
  mutating func hasText(
    _ slot: Int, of event: borrowing Event, in block: Span<UInt8>, element: Int
  ) -> Bool {
    let source = matcher.sources[slot]
    let stamp = stamp(element: source.origin == .element ? element : -1)
    if textStamps[slot] == stamp { return !textRanges[slot].isEmpty }
    draft.removeAll(keepingCapacity: true)
    write(source, of: event, in: block, element: element)
    let start = arena.count
    arena.append(contentsOf: draft)
    textStamps[slot] = stamp
    textRanges[slot] = start..<arena.count
    return !draft.isEmpty
  }

  /// Returns the text of a slot that ``hasText(_:of:in:element:)`` has worked out.
  @_lifetime(borrow self)
  func text(_ slot: Int) -> Span<UInt8> { arena.span.extracting(textRanges[slot]) }

  /// Puts the text of a source into the draft; nothing if it is missing.
  private mutating func write(
    _ source: TextSource, of event: borrowing Event, in block: Span<UInt8>, element: Int
  ) {
    switch source.origin {
    case .field(let field):
      if event.has(field) { write(event.text(field, in: block), source) }
    case .firstElement(let field):
      if let place = event.elements.first(where: { $0.field.belongs(to: field) })?.text {
        write(event.text(at: place, in: block), source)
      }
    case .element:
      if element >= 0 { write(event.text(at: event.elements[element].text, in: block), source) }
    case .user: writeUser(source, of: event, in: block)
    }
  }

  private mutating func write(_ text: Span<UInt8>, _ source: TextSource) {
    guard let range = source.part.range(in: text) else { return }
    source.form.write(text.extracting(range), into: &draft)
  }

  private mutating func writeUser(
    _ source: TextSource, of event: borrowing Event, in block: Span<UInt8>
  ) {
    switch source.part {
    case .department:
      guard let person else { return }
      let department = matcher.people.department(ofPerson: person)
      write(department.span, source)
    case .phase:
      guard let person else { return }
      let phase = matcher.people.phase(ofPerson: person, at: event.time)
      write(Array(phase.rawValue.utf8).span, source)
    case .whole, .addressDomain, .addressLocal, .nameExtension:
      guard let user else { return }
      if source.form == .raw, event.has(.user) {
        write(event.text(.user, in: block), source)
      } else {
        write(user.identity.span, source)
      }
    }
  }

  /// Puts the set of lists that a probe finds into ``listBits``, or returns false without a text.
  mutating func hasLists(
    _ number: Int, of event: borrowing Event, in block: Span<UInt8>, element: Int
  ) -> Bool {
    let probe = probes[number]
    let memory = memoryPlaces[number]
    if memory >= 0 { return recallLists(number, from: memory, of: event, in: block) }
    guard hasText(probe.slot, of: event, in: block, element: element) else { return false }
    // The text's stamp tells for which event and element it stands.
    let stamp = textStamps[probe.slot]
    if probeStamps[number] == stamp { return true }
    probeStamps[number] = stamp
    findLists(number, at: event.time)
    return true
  }

  /// The same for a probe that looks at the event's domain, which is mostly known already.
  private mutating func recallLists(
    _ number: Int, from memory: Int, of event: borrowing Event, in block: Span<UInt8>
  ) -> Bool {
    let stamp = stamp(element: -1)
    if probeStamps[number] == stamp { return true }
    let start = probeStarts[number]
    let host = event.text(.domain, in: block)
    // Taken out, so that the memory is looked at where it stands.
    var bits: [UInt64] = []
    swap(&bits, &listBits)
    let isKnown = listMemories[memory].recall(host, into: &bits, from: start)
    swap(&bits, &listBits)
    if isKnown {
      probeStamps[number] = stamp
      return true
    }
    guard hasText(probes[number].slot, of: event, in: block, element: -1) else { return false }
    probeStamps[number] = stamp
    findLists(number, at: event.time)
    listMemories[memory].keep(host, listBits, from: start)
    return true
  }

  /// Puts the lists of the text of a probe's slot into ``listBits``.
  private mutating func findLists(_ number: Int, at time: Timestamp) {
    let start = probeStarts[number]
    for word in start..<(start + probeWordCounts[number]) { listBits[word] = 0 }
    // The set is part of this context like the text, so it is taken out while the text is read.
    var bits: [UInt64] = []
    swap(&bits, &listBits)
    mark(probes[number], at: time, in: &bits, from: start)
    swap(&bits, &listBits)
  }

  /// Marks the lists of a probe's family that the text of its slot belongs to.
  private func mark(
    _ probe: ListProbe, at time: Timestamp, in bits: inout [UInt64], from start: Int
  ) {
    let text = arena.span.extracting(textRanges[probe.slot])
    switch probe.family {
    case .domains: lists.domains.mark(text, at: time, in: &bits, from: start)
    case .wholeValues: lists.wholeValues.mark(text, at: time, in: &bits, from: start)
    case .words: lists.words.mark(text, at: time, in: &bits, from: start)
    case .folders: lists.folders.mark(text, at: time, in: &bits, from: start)
    case .addresses:
      guard let address = IPAddress(text) else { return }
      lists.addresses.mark(address, at: time, in: &bits, from: start)
    }
  }

  /// Returns the number that a source stands for, or `nil` if it is missing.
  mutating func number(
    _ source: NumberSource, of event: borrowing Event, element: Int
  ) -> Int64? {
    switch source {
    case .field(let field): event.number(field)
    case .elementByteCount: element < 0 ? nil : event.elements[element].byteCount
    case .firstByteCount(let field):
      event.elements.first { $0.field.belongs(to: field) }?.byteCount
    case .daysLeft:
      user?.person.flatMap { matcher.people.daysLeft(ofPerson: $0, at: event.time) }
    }
  }
}

extension Field {
  /// Whether an element of this field is one of a list field: `recipient` is all three.
  func belongs(to list: Field) -> Bool {
    self == list || list == .recipient && (self == .to || self == .cc || self == .bcc)
  }
}
