internal import ByteScan
internal import EventModel

/// Reads the early fields of ordinary records before there is an event.
///
/// Most records concern nobody, and few values tell it. Every value that may show that a record is none is
/// read here as ``EventFiller`` reads it; whatever is unusual (a value that a map leaves out, a clock that
/// needs several columns) is left to the filler, which defines what a record
/// means.
struct RecordSkim: Sendable {
  enum Action: Sendable {
    case word, number, condition, present, constant
  }

  /// How one value is read; less than a step of the plan holds.
  struct Step: Sendable {
    var slot: Int32
    var map: Int32
    var action: Action
    var field: Field
    var isRequired = false
    /// Whether it only counts where no step before it has set the field.
    var isFallback = false
    var factor: Int64
  }

  /// What is asked of the records of one kind.
  struct Shape: Sendable {
    var kind: EventKind
    var steps: Range<Int>
    var derivesOutcome: Bool
    /// Whether a step sets these fields.
    var hasOutcome: Bool
    var hasBytesOut: Bool
    var addressSlot: Int
    /// Whether a step sets the user, and whether at most an address tells whose a record is where none does.
    var hasUser: Bool
    var isWithoutHost: Bool
    /// Whether records of the kind can be ordinary ones, when they are read alone and many at a time.
    var isPossible: Bool
    var canBeSifted: Bool
  }

  let steps: [Step]
  let shapes: [Shape]
  private let userSlot: Int
  /// Whether records of any kind can be ordinary ones.
  private let isPossible: Bool
  /// How many records were read, and how many of them somebody was concerned by.
  private var readCount = 0
  private var missCount = 0

  init(_ filler: EventFiller) {
    userSlot = filler.userSlot
    var steps: [Step] = []
    var shapes: [Shape] = []
    for kind in filler.kinds {
      let first = steps.count
      let (isPossible, canBeSifted) = Self.append(kind, to: &steps)
      let userCount = kind.steps.count { $0.field == .user }
      let address = kind.steps.first { $0.field == .srcIP && $0.action == .text }
      shapes.append(
        Shape(
          kind: kind.kind, steps: first..<steps.count, derivesOutcome: kind.derivesOutcome,
          hasOutcome: steps[first...].contains { $0.field == .outcome },
          hasBytesOut: steps[first...].contains { $0.field == .bytesOut },
          addressSlot: address?.slot ?? -1, hasUser: userCount > 0,
          isWithoutHost: (userCount <= 1 || userCount == 2 && filler.userSlots.count == 2)
            && !kind.steps.contains { $0.field == .host },
          isPossible: isPossible, canBeSifted: canBeSifted))
    }
    self.steps = steps
    self.shapes = shapes
    let isPossible = shapes.contains(where: \.isPossible)
    self.isPossible = isPossible && filler.userSlot >= 0 && filler.clockSlots.map(\.count) == [1]
  }

  /// Adds the steps of a kind; returns whether its records can be ordinary ones, alone and many at a time.
  private static func append(
    _ kind: RecordPlan.Kind, to steps: inout [Step]
  ) -> (isPossible: Bool, canBeSifted: Bool) {
    var canBeSifted = kind.kind != .mail
    var isPossible = canBeSifted && kind.steps.contains { $0.field == .user }
    for step in kind.steps.prefix(kind.firstCount) {
      // A field that several columns may tell, or a part of one.
      if step.isFallback || step.part >= 0 { isPossible = false }
      if step.part >= 0, step.action != .text { canBeSifted = false }
      let action: Action
      switch step.action {
      case .word: action = .word
      case .number, .size: action = .number
      case .condition: action = .condition
      case .constantNumber: action = .constant
      case .text: continue
      case .encodedText, .domain, .url, .list, .constantText, .envelopeHost:
        if FieldSet.early.contains(step.field) { isPossible = false }
        continue
      }
      steps.append(
        Step(
          slot: Int32(step.slot), map: Int32(step.index), action: action, field: step.field,
          isRequired: kind.requiredWords.contains(step.field), isFallback: step.isFallback,
          factor: step.factor))
    }
    for slot in Set(kind.requiredSlots).sorted() {
      steps.append(Step(slot: Int32(slot), map: 0, action: .present, field: .time, factor: 0))
    }
    return (isPossible, canBeSifted)
  }

  /// Begins another block: what was learnt of the one before counts no more, so that blocks can be read in
  /// any order with the same work.
  mutating func begin() {
    readCount = 0
    missCount = 0
  }

  /// Whether it is worth the while: not if most records concern somebody.
  @inline(__always)
  var pays: Bool { isPossible && missCount &* 4 <= readCount &+ 64 }

  /// The record read last concerns somebody, as far as that can be told.
  mutating func missed() { missCount += 1 }

  /// Reads the early fields of a record, or returns `nil` if it is not an ordinary one.
  ///
  /// - Parameters:
  ///   - cells: Where its values stand.
  ///   - block: The block they stand in.
  ///   - filler: What reads values.
  ///   - announced: Which user of the record was announced, and its number.
  /// - Returns: The fields.
  @inline(__always)
  mutating func read(
    _ cells: borrowing RecordCells, in block: Span<UInt8>, with filler: inout EventFiller,
    announced: (place: TextPlace, number: Int)
  ) -> EarlyEvent? {
    readCount &+= 1
    let user = cells[userSlot]
    // Only the users of announced records are known at once.
    guard announced.number >= 0, user.range == announced.place.range,
      filler.isPresent(user, block)
    else { return nil }
    let number = filler.kindNumber(of: cells, in: block)
    guard number >= 0 else { return nil }
    let shape = shapes[number]
    guard shape.isPossible, let time = filler.quickTime(cells, block), filler.doubt == nil else {
      return nil
    }
    var outcome: Int64 = -1
    var method: Int64 = -1
    var status: Int64 = -1
    var bytesOut: Int64 = -1
    var bytesIn: Int64 = -1
    var size: Int64 = -1
    var action: Int64 = -1
    var volume: Int64 = -1
    for index in shape.steps {
      let step = steps[index]
      var number = step.factor
      if step.action != .constant {
        let cell = cells[Int(step.slot)]
        guard filler.isPresent(cell, block) else {
          let isEnough =
            step.action == .condition
            ? step.factor != 0 : step.action != .present && !step.isRequired
          if isEnough { continue }
          return nil
        }
        switch step.action {
        case .present, .constant: continue
        case .condition:
          if filler.meaning(of: cell, Int(step.map), in: block) == .ignored { return nil }
          continue
        case .word:
          switch filler.meaning(of: cell, Int(step.map), in: block) {
          case .value(let word): number = Int64(word)
          case .missing where !step.isRequired: continue
          case .missing, .ignored, .unknown: return nil
          }
        case .number:
          guard let digits = RecordNumber.plain(block.extracting(cell.range)) else { return nil }
          let (read, overflows) = digits.multipliedReportingOverflow(by: step.factor)
          if overflows { return nil }
          number = read
        }
      }
      switch step.field {
      case .outcome: outcome = number
      case .method: method = number
      case .status: status = number
      case .bytesOut: bytesOut = number
      case .bytesIn: bytesIn = number
      case .size: size = number
      case .action: action = number
      case .volume: volume = number
      default: break
      }
    }
    if shape.derivesOutcome, status >= 0 {
      outcome = EventFiller.outcome(ofStatus: status, besides: outcome)
    }
    if shape.kind == .file, bytesOut < 0, size >= 0,
      Event.carriesFileOut(action: Self.word(action), volume: Self.word(volume))
    {
      bytesOut = size
    }
    var address = 0..<0
    if shape.addressSlot >= 0, filler.isPresent(cells[shape.addressSlot], block) {
      address = cells[shape.addressSlot].range
    }
    return EarlyEvent(
      shape.kind, at: time, user: user.range, announcedUser: announced.number,
      srcIP: address,
      numbers: EarlyNumbers(
        outcome: Self.word(outcome), method: Self.word(method), status: status,
        bytesOut: bytesOut, bytesIn: bytesIn))
  }

  @inline(__always)
  private static func word(_ number: Int64) -> Word? {
    number < 0 ? nil : Word(rawValue: UInt8(truncatingIfNeeded: number))
  }
}
