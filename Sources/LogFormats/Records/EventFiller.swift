internal import ByteScan
internal import EventModel

/// Makes events of records whose values were found.
///
/// Empty values, `-` and `N/A` are missing, in every column. Nothing is allocated per record.
struct EventFiller: Sendable {
  /// Time and host of the syslog line around a record.
  struct Envelope {
    var time: Result<Timestamp, RecordFault>
    /// What is doubtful about the time.
    var doubt: ClockDoubt?
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
  let kindSlot: Int
  private let kindMap: Int
  private let parts: [RecordDeclaration.Part]
  private let hasVariants: Bool
  let lacksSchemes: Bool
  let takesArrays: Bool
  let kinds: [RecordPlan.Kind]
  /// The steps of all kinds, one after the other.
  private let steps: [RecordPlan.Step]
  /// The index in ``kinds`` by the raw value of a kind; 255 for none.
  private let indexOfKind: [UInt8]
  private let source: [UInt8]
  private let texts: [[UInt8]]
  private var maps: WordMaps
  let clockSlots: [[Int]]
  /// The value that tells the time of every record; −1 if there are several, or words for a missing one.
  private let onlyClockSlot: Int
  /// Values that are missing in this source alone.
  let missingWords: [[UInt8]]
  /// A bit for each of their lengths, so that hardly any value is held against them.
  private let missingLengths: UInt64
  /// Which variant or kind the record at hand is.
  private var number = 0
  /// The value that is the user of an event of any kind that has one, as it stands; −1 if there is none such.
  let userSlot: Int
  /// The values of which the first that is there is the user of an event of any kind that has one; none if that
  /// differs from kind to kind.
  let userSlots: [Int]
  var clocks: [RecordTime]
  /// Which of them told the time of the record at hand; their number if none did.
  var chosenClock = 0
  /// What is doubtful about the time of the record at hand, where a clock of its own told it.
  var doubt: ClockDoubt? { chosenClock < clocks.count ? clocks[chosenClock].doubt : nil }
  /// The same, or what is doubtful about the time of the line around it where that tells the time.
  func doubt(besides envelope: Envelope?) -> ClockDoubt? {
    chosenClock < clocks.count ? doubt : envelope?.doubt
  }

  var scratch: [UInt8] = []
  var decoded: [UInt8] = []

  init(_ plan: RecordPlan, named name: String, zone: CivilZone?, wanted: FieldSet) {
    kindSlot = plan.kindSlot ?? -1
    kindMap = plan.kindMap ?? -1
    parts = plan.parts
    hasVariants = !plan.declaration.variants.isEmpty
    lacksSchemes = plan.declaration.lacksSchemes
    takesArrays = plan.declaration.takesArrays
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
    let slots = plan.clocks.flatMap(\.slots)
    let hasOnlyOne = plan.clocks.count == 1 && slots.count == 1
    onlyClockSlot = hasOnlyOne && plan.declaration.missingWords.isEmpty ? slots[0] : -1
    missingWords = plan.declaration.missingWords.map { Array($0.utf8) }
    missingLengths = missingWords.reduce(0) { $0 | Self.lengthBit(of: $1.count) }
    let users = kinds.compactMap { kind in
      kind.steps.first { $0.field == .user }.map {
        $0.action == .text && $0.part < 0 ? $0.slot : -1
      }
    }
    userSlot = Set(users).count == 1 ? users[0] : -1
    let lists = kinds.map { kind in kind.steps.filter { $0.field == .user } }.filter { !$0.isEmpty }
    let areTexts = lists.joined().allSatisfy { $0.action == .text && $0.part < 0 }
    userSlots = areTexts && Set(lists.map { $0.map(\.slot) }).count == 1 ? lists[0].map(\.slot) : []
  }

  private static let irrelevantKind = -2

  /// Which of ``kinds`` a record is of; negative if none.
  @inline(__always)
  mutating func kindNumber(of cells: borrowing RecordCells, in block: Span<UInt8>) -> Int {
    guard kindSlot >= 0 else { return 0 }
    return kindNumber(of: cells[kindSlot], in: block)
  }

  /// The same, of the value that tells it.
  @inline(__always)
  mutating func kindNumber(of value: RecordCells.Cell, in block: Span<UInt8>) -> Int {
    if hasVariants, value.range.isEmpty { return -1 }
    switch meaning(of: value, kindMap, in: block) {
    case .ignored: return Self.irrelevantKind
    case .unknown, .missing: return -1
    case .value(let value): return hasVariants ? Int(value) : Int(indexOfKind[Int(value)])
    }
  }

  /// The time of a record that the only clock of the format tells, where it differs from that of the record
  /// before in its seconds alone.
  @inline(__always)
  mutating func quickTime(_ cells: borrowing RecordCells, _ block: Span<UInt8>) -> Timestamp? {
    guard onlyClockSlot >= 0 else { return nil }
    let cell = cells[onlyClockSlot]
    guard cell.form == .plain, let time = clocks[0].remembered(block.extracting(cell.range)) else {
      return nil
    }
    chosenClock = 0
    return time
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
    let number = kindNumber(of: cells, in: block)
    if number < 0 {
      if number == Self.irrelevantKind { return .ignored(.irrelevant) }
      // What does not tell its kind is no record of this format.
      let lacksKind = hasVariants && cells[kindSlot].range.isEmpty
      return .rejected(lacksKind ? .missingValue : .unknownValue)
    }
    self.number = number
    let time: Timestamp
    if let quick = quickTime(cells, block) {
      time = quick
    } else {
      switch self.time(cells, block, envelope) {
      case .success(let read): time = read
      case .failure(let fault):
        // A row that a map leaves out needs no time.
        return isIgnored(number, cells, block)
          ? .ignored(.irrelevant) : .rejected(fault.reason)
      }
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

  /// Hands on what became of a record of one or more lines; an event that was begun is filled if anybody
  /// is concerned by it.
  @inline(__always)
  mutating func report<Sink: LineSink & ~Copyable>(
    _ outcome: LineOutcome, _ event: inout Event, from cells: borrowing RecordCells,
    envelope: Envelope? = nil, in block: Span<UInt8>, at line: LinePlace, lineCount: Int = 1,
    to sink: inout Sink
  ) {
    guard outcome == .event else {
      return sink.leaveOut(outcome, in: block, at: line, lineCount: lineCount)
    }
    if let doubt = doubt(besides: envelope) { sink.noteDoubt(doubt) }
    finish(&event, from: cells, in: block, envelope: envelope, at: line, to: &sink)
    if lineCount > 1 { sink.addLines(lineCount - 1) }
  }

  /// Hands on an event that was begun, which is filled if anybody is concerned by it.
  @inline(__always)
  private mutating func finish<Sink: LineSink & ~Copyable>(
    _ event: inout Event, from cells: borrowing RecordCells, in block: Span<UInt8>,
    envelope: Envelope?, at line: LinePlace, to sink: inout Sink
  ) {
    if asksFirst(event), !sink.isConcerned(by: event, in: block) {
      sink.pass(event, at: line)
    } else {
      complete(&event, from: cells, in: block, envelope: envelope)
      sink.accept(&event, in: block, at: line)
    }
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

  /// Whether a value is none of those that mean nothing.
  ///
  /// It changes nothing; were it not `mutating`, a copy of all of this would be made to ask it.
  @inline(__always)
  mutating func isPresent(_ cell: RecordCells.Cell, _ block: Span<UInt8>) -> Bool {
    let range = cell.range
    if range.count > 3 { return missingWords.isEmpty || !isMissingWord(block.extracting(range)) }
    if range.isEmpty { return false }
    let text = block.extracting(range)
    return !(text.equals("-") || text.equals("N/A") || isMissingWord(text))
  }

  private mutating func isMissingWord(_ text: Span<UInt8>) -> Bool {
    guard missingLengths & Self.lengthBit(of: text.count) != 0 else { return false }
    for word in missingWords where word.span.hasSameBytes(as: text) { return true }
    return false
  }

  /// Lengths from 63 on share a bit.
  private static func lengthBit(of byteCount: Int) -> UInt64 { 1 << UInt64(min(byteCount, 63)) }

  /// What a value means in a map.
  mutating func meaning(
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
    case .text, .encodedText, .domain, .url, .word, .number, .size, .list, .condition: break
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
    case .encodedText:
      decode(cell, block)
      PercentEncoding.undo(in: &decoded)
      event.set(step.field, copying: decoded.span)
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
}
