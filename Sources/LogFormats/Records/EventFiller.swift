internal import ByteScan
internal import EventModel

/// Makes events of records whose values were found.
///
/// Empty values, `-` and `N/A` are missing, in every column. Nothing is allocated per record.
struct EventFiller: Sendable {
  /// Time and host of the syslog line around a record.
  struct Envelope {
    var time: Result<Timestamp, RecordFault>
    var host: Range<Int>
  }

  /// What is asked of a kind for every record, without anything that must be owned.
  private struct Shape: Sendable {
    var kind: EventKind
    /// Its steps among those of all kinds: the first, those of the first half, all.
    var first: Int
    var firstEnd: Int
    var end: Int
    var derivesOutcome: Bool
    var derivesTarget: Bool
    var hasRequired: Bool
  }

  private let shapes: [Shape]
  private let kindSlot: Int
  private let kindMap: Int
  private let parts: [RecordDeclaration.Part]
  private let hasVariants: Bool
  private let lacksSchemes: Bool
  private let kinds: [RecordPlan.Kind]
  /// The steps of all kinds, one after the other.
  private let steps: [RecordPlan.Step]
  /// The index in ``kinds`` by the raw value of a kind; 255 for none.
  private let indexOfKind: [UInt8]
  private let source: [UInt8]
  private let texts: [[UInt8]]
  private var maps: WordMaps
  private let clockSlots: [[Int]]
  /// Values that are missing in this source alone.
  private let missingWords: [[UInt8]]
  /// Which variant or kind the record at hand is.
  private var number = 0
  /// The value that is the user of an event of any kind, as it stands; −1 if there is none such.
  let userSlot: Int
  private var clocks: [RecordTime]
  private var scratch: [UInt8] = []
  private var decoded: [UInt8] = []

  init(_ plan: RecordPlan, named name: String, zone: CivilZone?, wanted: FieldSet) {
    kindSlot = plan.kindSlot ?? -1
    kindMap = plan.kindMap ?? -1
    parts = plan.parts
    hasVariants = !plan.declaration.variants.isEmpty
    lacksSchemes = plan.declaration.lacksSchemes
    var indexOfKind = [UInt8](repeating: 255, count: EventKind.allCases.count)
    kinds = plan.kinds.enumerated().map { index, kind in
      indexOfKind[Int(kind.kind.rawValue)] = UInt8(index)
      return kind.reduced(to: wanted)
    }
    self.indexOfKind = indexOfKind
    steps = kinds.flatMap(\.steps)
    var shapes: [Shape] = []
    for kind in kinds {
      let first = shapes.last?.end ?? 0
      shapes.append(
        Shape(
          kind: kind.kind, first: first, firstEnd: first + kind.firstCount,
          end: first + kind.steps.count, derivesOutcome: kind.derivesOutcome,
          derivesTarget: kind.derivesTarget,
          hasRequired: !kind.requiredSlots.isEmpty || !kind.requiredWords.isEmpty))
    }
    self.shapes = shapes
    source = wanted.contains(.source) ? Array(name.utf8) : []
    texts = plan.texts
    maps = plan.maps
    clockSlots = plan.clocks.map(\.slots)
    clocks = plan.clocks.map { RecordTime($0.form, zone: zone) }
    missingWords = plan.declaration.missingWords.map { Array($0.utf8) }
    let users = kinds.map { kind in
      kind.steps.first { $0.field == .user && $0.action == .text }?.slot ?? -1
    }
    userSlot = Set(users).count == 1 ? users[0] : -1
  }

  /// Begins an event from a record: its early fields, and all that may show that it is none.
  ///
  /// `cells` tell where the values stand in `block`, `envelope` what the syslog line around the record
  /// says, if there is one.
  ///
  /// - Complexity: O(*n*) in the fields, and in the bytes of those that are compared or decoded.
  mutating func begin(
    _ event: inout Event, from cells: borrowing RecordCells, in block: Span<UInt8>,
    envelope: Envelope? = nil
  ) -> LineOutcome {
    var number = 0
    if kindSlot >= 0 {
      // What does not tell its kind is no record of this format.
      if hasVariants, cells[kindSlot].range.isEmpty { return .rejected(.missingValue) }
      switch meaning(of: cells[kindSlot], kindMap, in: block) {
      case .ignored: return .ignored(.irrelevant)
      case .unknown, .missing: return .rejected(.unknownValue)
      case .value(let value):
        number = hasVariants ? Int(value) : Int(indexOfKind[Int(value)])
      }
    }
    self.number = number
    let time: Timestamp
    switch self.time(cells, block, envelope) {
    case .success(let read): time = read
    case .failure(let fault):
      // A row that a map leaves out needs no time.
      return isIgnored(number, cells, block)
        ? .ignored(.irrelevant) : .rejected(fault.reason)
    }
    let shape = shapes[number]
    event.begin(shape.kind, at: time)
    for index in shape.first..<shape.firstEnd {
      do throws(RecordFault) {
        guard try run(steps[index], &event, cells, block, envelope) else {
          return .ignored(.irrelevant)
        }
      } catch {
        return .rejected(error.reason)
      }
    }
    if shape.derivesOutcome { setOutcome(&event) }
    // The size of a file that left the machine is an early field too.
    if shape.kind == .file { event.completeFileSize() }
    guard shape.hasRequired else { return .event }
    for slot in kinds[number].requiredSlots where !isPresent(cells[slot], block) {
      return .rejected(.missingValue)
    }
    for field in kinds[number].requiredWords where !event.has(field) {
      return .rejected(.missingValue)
    }
    return .event
  }

  /// Whether a sink may be asked after the first half of an event whether anybody is concerned: its
  /// early fields are all there, and what names its user.
  @inline(__always)
  func asksFirst(_ event: borrowing Event) -> Bool { event.kind != .mail }

  /// Fills the rest of an event that was begun from the same record.
  ///
  /// - Complexity: O(*n*) in the fields, and in the bytes of those that are decoded.
  mutating func complete(
    _ event: inout Event, from cells: borrowing RecordCells, in block: Span<UInt8>,
    envelope: Envelope? = nil
  ) {
    let shape = shapes[number]
    for index in shape.firstEnd..<shape.end {
      _ = try? run(steps[index], &event, cells, block, envelope)
    }
    if shape.derivesTarget { setTarget(&event, block) }
    if !source.isEmpty { event.set(.source, copying: source.span) }
  }

  /// Whether a map of the kind says that the record is irrelevant.
  private mutating func isIgnored(
    _ number: Int, _ cells: borrowing RecordCells, _ block: Span<UInt8>
  ) -> Bool {
    for step in kinds[number].steps where step.action == .word || step.action == .condition {
      if step.action == .condition, step.factor == 0, !isPresent(cells[step.slot], block) {
        return true
      }
      if isPresent(cells[step.slot], block),
        meaning(of: cells[step.slot], step.index, in: block) == .ignored
      {
        return true
      }
    }
    return false
  }

  private mutating func time(
    _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ envelope: Envelope?
  ) -> Result<Timestamp, RecordFault> {
    // Nearly every format has one clock.
    var chosen = 0
    while chosen < clockSlots.count, !isPresent(cells[clockSlots[chosen][0]], block) { chosen += 1 }
    if chosen == clockSlots.count {
      return envelope?.time ?? .failure(.badTime)
    }
    if clockSlots[chosen].count == 1 {
      let cell = cells[clockSlots[chosen][0]]
      if cell.form == .plain { return clocks[chosen].time(block.extracting(cell.range)) }
    }
    // Date and clock that stand side by side are one text already.
    if clockSlots[chosen].count == 2 {
      let (date, hours) = (cells[clockSlots[chosen][0]], cells[clockSlots[chosen][1]])
      let middle = date.range.upperBound
      if date.form == .plain, hours.form == .plain, hours.range.lowerBound == middle + 1,
        block[middle] == 0x20
      {
        return clocks[chosen].time(
          block.extracting(date.range.lowerBound..<hours.range.upperBound))
      }
    }
    // Buffers are taken out of `self` while others of its parts are at work, and put back after.
    var text: [UInt8] = []
    swap(&text, &decoded)
    defer { swap(&text, &decoded) }
    text.removeAll(keepingCapacity: true)
    for (index, slot) in clockSlots[chosen].enumerated() {
      if index > 0 { text.append(0x20) }
      let cell = cells[slot]
      cell.form.append(block, cell.range, to: &text)
    }
    return clocks[chosen].time(text.span)
  }

  /// Whether a value is none of those that mean nothing.
  @inline(__always)
  private func isPresent(_ cell: RecordCells.Cell, _ block: Span<UInt8>) -> Bool {
    let range = cell.range
    if range.count > 3 { return missingWords.isEmpty || !isMissingWord(block.extracting(range)) }
    if range.isEmpty { return false }
    let text = block.extracting(range)
    return !(text.equals("-") || text.equals("N/A") || isMissingWord(text))
  }

  private func isMissingWord(_ text: Span<UInt8>) -> Bool {
    for word in missingWords where word.span.hasSameBytes(as: text) { return true }
    return false
  }

  private mutating func meaning(
    of cell: RecordCells.Cell, _ map: Int, in block: Span<UInt8>
  ) -> WordMaps.Meaning {
    guard cell.form == .plain else {
      decoded.removeAll(keepingCapacity: true)
      cell.form.append(block, cell.range, to: &decoded)
      return maps.look(for: decoded.span, in: map)
    }
    return maps.meaning(of: block.extracting(cell.range), in: map)
  }

  /// Sets one field; returns `false` if the record is irrelevant.
  private mutating func run(
    _ step: RecordPlan.Step, _ event: inout Event, _ cells: borrowing RecordCells,
    _ block: Span<UInt8>, _ envelope: Envelope?
  ) throws(RecordFault) -> Bool {
    if step.isFallback, event.has(step.field) { return true }
    switch step.action {
    case .constantText:
      let text = texts[step.index]
      event.set(step.field, copying: text.span)
      return true
    case .constantNumber:
      event.set(step.field, to: step.factor)
      return true
    case .envelopeHost:
      if let envelope { event.set(step.field, toBlockRange: envelope.host) }
      return true
    case .text, .domain, .url, .word, .number, .size, .list, .condition: break
    }
    var cell = cells[step.slot]
    if step.part >= 0 { cell.range = Self.range(of: parts[step.part], cell.range, block) }
    guard isPresent(cell, block) else { return step.action != .condition || step.factor != 0 }
    switch step.action {
    case .condition: return meaning(of: cell, step.index, in: block) != .ignored
    case .word:
      switch meaning(of: cell, step.index, in: block) {
      case .value(let word): event.set(step.field, to: Int64(word))
      case .ignored: return false
      case .unknown: throw .unknownValue
      case .missing: break
      }
    case .number, .size:
      let number = try RecordNumber.read(block, cell.range, factor: step.factor)
      event.set(step.field, to: number)
    case .domain:
      setDomain(step.field, cell, &event, block)
    case .list:
      setList(step, cell, &event, block)
    default:
      if cell.form == .plain {
        event.set(step.field, toBlockRange: cell.range)
      } else {
        decode(cell, block)
        event.set(step.field, copying: decoded.span)
      }
    }
    return true
  }

  private static func range(
    of part: RecordDeclaration.Part, _ range: Range<Int>, _ block: Span<UInt8>
  ) -> Range<Int> {
    switch part {
    case .first(let count):
      return range.lowerBound..<min(range.upperBound, range.lowerBound + count)
    case .before(let byte):
      for offset in range where block[offset] == byte { return range.lowerBound..<offset }
      return range
    case .after(let byte):
      for offset in range where block[offset] == byte { return (offset + 1)..<range.upperBound }
      return range.upperBound..<range.upperBound
    }
  }

  private mutating func decode(_ cell: RecordCells.Cell, _ block: Span<UInt8>) {
    decoded.removeAll(keepingCapacity: true)
    cell.form.append(block, cell.range, to: &decoded)
  }

  private mutating func setList(
    _ step: RecordPlan.Step, _ cell: RecordCells.Cell, _ event: inout Event, _ block: Span<UInt8>
  ) {
    decode(cell, block)
    var start = 0
    while start <= decoded.count {
      var end = start
      while end < decoded.count, step.separator == 0 || decoded[end] != step.separator { end += 1 }
      var first = start
      var last = end
      while first < last, decoded[first].isBlank { first += 1 }
      while last > first, decoded[last - 1].isBlank { last -= 1 }
      if first < last { event.append(step.field, copying: decoded.span.extracting(first..<last)) }
      start = end + 1
    }
  }

  private func colonCount(_ block: Span<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for offset in range where block[offset] == UInt8(ascii: ":") { count += 1 }
    return count
  }

  private mutating func setDomain(
    _ field: Field, _ cell: RecordCells.Cell, _ event: inout Event, _ block: Span<UInt8>
  ) {
    // An IPv6 address stands in a column of its own without brackets.
    if cell.form == .plain, colonCount(block, cell.range) > 1, block[cell.range.lowerBound] != 0x5B
    {
      event.set(field, toBlockRange: cell.range)
      return
    }
    if cell.form == .plain, SquidText.isPlainHost(block, cell.range) {
      let parts = UrlParts(block, target: cell.range, isAuthority: true, wantsPath: false)
      if let host = parts.host { event.set(field, toBlockRange: host) }
      return
    }
    decode(cell, block)
    var text: [UInt8] = []
    swap(&text, &decoded)
    Domain.normalise(text.span, into: &scratch)
    swap(&text, &decoded)
    event.set(field, copying: scratch.span)
  }

  /// 407 is the proxy's refusal; from 400 on, or without a reply, the request failed.
  private func setOutcome(_ event: inout Event) {
    guard let status = event.number(.status) else { return }
    if let outcome = event.word(.outcome), outcome != .allowed { return }
    event.set(
      .outcome, to: status == 407 ? .blocked : status >= 400 || status == 0 ? .failed : .allowed)
  }

  /// Host and path of the URL, where no column tells them, and the tenant that the host names.
  private mutating func setTarget(_ event: inout Event, _ block: Span<UInt8>) {
    if event.has(.url) { readURL(&event, block) }
    guard event.has(.domain), !event.has(.tenant) else { return }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(copying: event.text(.domain, in: block))
    if let tenant = TenantHost.tenant(inHost: scratch.span) {
      event.set(.tenant, toPart: tenant, of: .domain)
    }
  }

  private static let schemeMark = Array("://".utf8)

  private mutating func readURL(_ event: inout Event, _ block: Span<UInt8>) {
    var text: [UInt8] = []
    swap(&text, &decoded)
    defer { swap(&text, &decoded) }
    text.removeAll(keepingCapacity: true)
    text.append(copying: event.text(.url, in: block))
    let url = text.span
    let isPath = url.count > 0 && url[0] == UInt8(ascii: "/")
    let mayLack = lacksSchemes || event.word(.method) == .connect
    let isAuthority =
      mayLack && !isPath && url.firstOffset(of: Self.schemeMark.span) == nil
    let parts = UrlParts(url, target: 0..<url.count, isAuthority: isAuthority)
    if !event.has(.path) {
      if isPath {
        var end = 0
        while end < url.count, url[end] != UInt8(ascii: "?"), url[end] != UInt8(ascii: "#") {
          end += 1
        }
        event.set(.path, toPart: 0..<end, of: .url)
      } else if let path = parts.path {
        event.set(.path, toPart: path, of: .url)
      }
    }
    guard !event.has(.domain), !isPath, let host = parts.host else { return }
    if SquidText.isPlainHost(url, host) {
      event.set(.domain, toPart: host, of: .url)
    } else {
      Domain.normalise(url.extracting(host), into: &scratch)
      event.set(.domain, copying: scratch.span)
    }
  }
}

extension RecordPlan.Kind {
  /// The same without what nobody looks at; whether a record is an event never depends on it.
  func reduced(to wanted: FieldSet) -> RecordPlan.Kind {
    var needed = wanted
    for field: Field in [.time, .user, .host, .srcIP, .outcome] { needed.insert(field) }
    if !wanted.isDisjoint(with: [FieldSet(.bytesOut), FieldSet(.name), FieldSet(.fileExtension)]) {
      for field: Field in [.path, .name, .size, .volume, .action] { needed.insert(field) }
    }
    if derivesOutcome { needed.insert(.status) }
    if derivesTarget,
      !wanted.isDisjoint(with: [FieldSet(.domain), FieldSet(.path), FieldSet(.tenant)])
    {
      for field: Field in [.url, .method, .domain] { needed.insert(field) }
    }
    if kind == .mail {
      for field: Field in [.sender, .to, .cc, .bcc, .size] { needed.insert(field) }
    }
    var kind = self
    // Words, numbers and sizes may reject a record, so they are always read, and first.
    let kept = steps.filter { $0.mayReject || needed.contains($0.field) }
    func isFirst(_ step: RecordPlan.Step) -> Bool {
      step.mayReject || FieldSet.early.contains(step.field)
    }
    kind.steps = kept.filter(isFirst) + kept.filter { !isFirst($0) }
    kind.firstCount = kept.count(where: isFirst)
    kind.derivesTarget =
      derivesTarget && kept.contains { $0.field == .url || $0.field == .domain }
    return kind
  }
}

extension RecordPlan.Step {
  /// Whether its value may show that a record is no event.
  var mayReject: Bool {
    switch action {
    case .word, .number, .size, .condition: true
    case .text, .domain, .url, .list, .constantText, .constantNumber, .envelopeHost: false
    }
  }
}
