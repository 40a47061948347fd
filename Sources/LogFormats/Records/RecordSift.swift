internal import ByteScan
internal import EventModel

/// Reads the early fields of many ordinary records at once, as ``RecordSkim`` reads those of one.
///
/// A record that is not as nearly all are gets a doubt: numbers of more than 12 digits, another kind than the rest.
/// It is read in another way.
struct RecordSift: Sendable {
  let skim: RecordSkim
  /// The values that are looked at, by their places among those of a record, and where the time stands
  /// among them.
  let slots: [Int]
  /// The bits of the form of each, where it is read and not only looked at whether it is there.
  private let masks: [UInt64]
  private var clock: BatchClock
  let userCell: Int
  /// What tells the user where that is missing; −1 for nothing.
  let otherUserCell: Int
  /// A bit for each record whose user it tells.
  var hasOtherUser: UInt64 = 0
  private let kindCell: Int
  /// The cell of each step of the skim; −1 for a constant.
  private let stepCells: [Int]
  /// What the values of a step meant lately; the last one is for the kind.
  private var memories: [ValueMemory]
  /// The first words of values that mean nothing in this source, those of all sources among them.
  let absent: [UInt64]
  let absentWords: [[UInt8]]
  /// The same without those that a number of a record may be instead of.
  private let absentHere: [UInt64]
  /// The kinds whose records can be read in this way.
  private let possibleShapes: [Bool]
  var shape = -1

  private var wanted = WantedCells()
  var places: [UInt32] = []
  private var firsts = [UInt32](repeating: 0, count: ColumnRows.limit)
  var columns = RecordColumns()
  var batch = EarlyBatch(.web)

  /// - Parameters:
  ///   - skim: What the records are asked for.
  ///   - filler: What reads values.
  ///   - comment: A byte that no record begins with; 0 for none.
  init(_ skim: RecordSkim, _ filler: EventFiller, comment: UInt8) {
    // A record that the first of several clocks does not tell is no ordinary one.
    let clockSlots = filler.clockSlots.first ?? []
    var slots = clockSlots
    func cell(_ slot: Int) -> Int {
      if let known = slots.dropFirst(clockSlots.count).firstIndex(of: slot) { return known }
      slots.append(slot)
      return slots.count - 1
    }
    userCell = filler.userSlot < 0 ? -1 : cell(filler.userSlot)
    otherUserCell = filler.userSlots.count == 2 ? cell(filler.userSlots[1]) : -1
    kindCell = filler.kindSlot < 0 ? -1 : cell(filler.kindSlot)
    stepCells = skim.steps.map { $0.action == .constant ? -1 : cell(Int($0.slot)) }
    var areRead = [Bool](repeating: false, count: slots.count)
    for cell in 0..<clockSlots.count { areRead[cell] = true }
    for cell in [userCell, otherUserCell, kindCell] where cell >= 0 { areRead[cell] = true }
    for (step, cell) in zip(skim.steps, stepCells) where cell >= 0 && step.action != .present {
      areRead[cell] = true
    }
    masks = areRead.map { $0 ? CellForm.bits : 0 }
    let hasUsers = userCell >= 0
    possibleShapes = skim.shapes.map { shape in
      clockSlots.count <= 2 && shape.canBeSifted
        && (shape.hasUser ? hasUsers : shape.isWithoutHost)
        && skim.steps[shape.steps].allSatisfy { $0.action != .number || Self.factors ~= $0.factor }
    }
    memories = [ValueMemory](repeating: ValueMemory(), count: skim.steps.count + 1)
    self.slots = slots
    self.skim = skim
    clock = BatchClock(
      0..<clockSlots.count, filler.clocks.first, missingWords: filler.missingWords)
    absentHere = filler.missingWords.map(Self.firstWord)
    absentWords = ["", "-", "N/A"].map { Array($0.utf8) } + filler.missingWords
    absent = absentWords.map(Self.firstWord)
    wanted.comment = comment
  }

  /// Whether records tell their time themselves; others must stand in syslog lines.
  var hasClock: Bool { !clock.cells.isEmpty }

  /// Whether the format has records that are ordinary.
  var isPossible: Bool { possibleShapes.contains(true) }

  /// With numbers of 12 digits no product of them overflows.
  private static let factors: ClosedRange<Int64> = 0...1_048_576

  private static func firstWord(_ text: [UInt8]) -> UInt64 {
    text.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads records.
  ///
  /// - Parameters:
  ///   - lines: Which lines of the block; at most ``ColumnRows/limit``.
  ///   - index: The cells of the block.
  ///   - layout: Which columns the values stand in.
  ///   - block: The block.
  ///   - filler: What reads values.
  /// - Returns: False if none of them is an ordinary one, and the batch means nothing.
  mutating func read(
    _ lines: Range<Int>, _ index: borrowing CellIndex, _ layout: RecordLayout,
    in block: Span<UInt8>, with filler: inout EventFiller
  ) -> Bool {
    wanted.columns.removeAll(keepingCapacity: true)
    for slot in slots { wanted.columns.append(Int32(layout.columns[slot])) }
    wanted.columnCount = layout.columnCount
    wanted.mayHaveMore = layout.mayHaveMore
    wanted.isAligned = layout.isAligned
    // What looks at the rows is apart from where their places stand.
    var (places, firsts) = ([UInt32](), [UInt32]())
    swap(&places, &self.places)
    swap(&firsts, &self.firsts)
    defer {
      swap(&places, &self.places)
      swap(&firsts, &self.firsts)
    }
    guard
      let rows = ColumnRows(
        block, index, lines: lines, wanted: wanted, places: &places, firsts: &firsts,
        doubts: &batch.doubts)
    else { return false }
    batch.count = lines.count
    return read(rows, in: block, with: &filler) { _, _ in nil }
  }

  /// Reads records that were taken apart one by one.
  ///
  /// - Parameters:
  ///   - records: Where their values stand.
  ///   - areRecords: A bit for each of them that is one.
  ///   - count: How many there are; at most ``ColumnRows/limit``.
  ///   - envelopes: What stands around each of them; none if they are lines of their own.
  ///   - block: The block.
  ///   - filler: What reads values.
  /// - Returns: False if none of them is an ordinary one, and the batch means nothing.
  mutating func read(
    _ records: borrowing [RecordCells], areRecords: UInt64, count: Int,
    _ envelopes: [EventFiller.Envelope], in block: Span<UInt8>, with filler: inout EventFiller
  ) -> Bool {
    guard hasClock || envelopes.count == count else { return false }
    wanted.columns.removeAll(keepingCapacity: true)
    for slot in slots { wanted.columns.append(Int32(slot)) }
    var (places, firsts) = ([UInt32](), [UInt32]())
    swap(&places, &self.places)
    swap(&firsts, &self.firsts)
    defer {
      swap(&places, &self.places)
      swap(&firsts, &self.firsts)
    }
    let cellCount = slots.count
    if places.count < 2 * cellCount * count {
      places = [UInt32](repeating: 0, count: 2 * cellCount * ColumnRows.limit)
    }
    var cells = places.mutableSpan
    for row in 0..<count {
      batch.doubts[row] = ~(areRecords >> UInt64(row)) & 1
      guard batch.doubts[row] == 0 else { continue }
      let forms = records[row].put(
        wanted.columns.span, masks: masks.span, into: &cells, at: 2 * cellCount * row)
      // What has to be decoded is read in another way.
      if forms != UInt64(CellForm.plain.rawValue) { batch.doubts[row] = 1 }
    }
    batch.count = count
    guard
      let rows = ColumnRows(
        block, cellCount: cellCount, count: count, places: &places, firsts: &firsts,
        doubts: &batch.doubts)
    else { return false }
    let records = copy records
    return read(rows, in: block, with: &filler) { row, filler in
      let envelope = envelopes.isEmpty ? nil : envelopes[row]
      guard case .success(let time) = filler.time(records[row], block, envelope),
        filler.doubt(besides: envelope) == nil
      else { return nil }
      return time
    }
  }

  /// Reads the early fields of the rows; `timeOf` tells the time of a record that its first clock does not tell.
  @inline(__always)
  private mutating func read(
    _ rows: borrowing ColumnRows, in block: Span<UInt8>, with filler: inout EventFiller,
    timeOf: (Int, inout EventFiller) -> Timestamp?
  ) -> Bool {
    guard choose(rows, in: block, with: &filler) else { return false }
    var unknown: UInt64 = 0
    if hasClock {
      unknown = clock.read(
        rows, in: block, with: &filler, count: batch.count, into: &batch.times, &batch.doubts)
    } else {
      for row in 0..<batch.count where batch.doubts[row] == 0 { unknown |= 1 << UInt64(row) }
    }
    if unknown != 0 { takeOtherTimes(unknown, rows, with: &filler, timeOf: timeOf) }
    readUsers(rows)
    for number in skim.shapes[shape].steps {
      guard read(number, rows, in: block, with: &filler) else { return false }
    }
    batch.derive(skim.shapes[shape], columns)
    return true
  }

  /// Takes the times of some records if the first clock does not tell them; those of which nothing does are doubted.
  private mutating func takeOtherTimes(
    _ unknown: UInt64, _ rows: borrowing ColumnRows, with filler: inout EventFiller,
    timeOf: (Int, inout EventFiller) -> Timestamp?
  ) {
    for row in 0..<batch.count where unknown >> UInt64(row) & 1 != 0 {
      batch.doubts[row] = 1
      guard !hasClock || rows.range(clock.cells.lowerBound, row).isEmpty,
        let time = timeOf(row, &filler)
      else { continue }
      batch.times[row] = time.microseconds
      batch.doubts[row] = 0
    }
  }

  /// Reads what one step of the skim asks for; returns false if no record can have it.
  @inline(__always)
  private mutating func read(
    _ number: Int, _ rows: borrowing ColumnRows, in block: Span<UInt8>,
    with filler: inout EventFiller
  ) -> Bool {
    let step = skim.steps[number]
    let cell = stepCells[number]
    if cell >= 0, wanted.columns[cell] < 0 {
      if step.isFallback { return true }
      if step.action == .present || step.isRequired { return false }
      if step.action == .condition { return step.factor != 0 }
      columns.set(ValueMemory.missing, count: batch.count)
      keep(step)
      return true
    }
    switch step.action {
    case .constant: columns.set(step.factor, count: batch.count)
    case .present:
      rows.notBeginning(withWords: absent, cell, &batch.doubts)
      return true
    case .number:
      rows.number(cell, into: &columns.numbers, &batch.doubts)
      if !absentHere.isEmpty { rows.notBeginning(withWords: absentHere, cell, &batch.doubts) }
      columns.scale(by: step, count: batch.count, &batch.doubts)
    case .word, .condition:
      rows.words(cell, into: &columns.first, &columns.second, byteCounts: &columns.byteCounts)
      memories[number].find(
        columns.first, columns.second, columns.byteCounts, count: batch.count,
        into: &columns.numbers, &batch.doubts
      ) { row in
        filler.code(
          of: RecordCells.Cell(range: rows.range(cell, row), form: .plain), step, in: block)
      }
    }
    if step.action != .condition { keep(step) }
    return true
  }

  /// Finds the kind of the records, and doubts those of another one than the first.
  private mutating func choose(
    _ rows: borrowing ColumnRows, in block: Span<UInt8>, with filler: inout EventFiller
  ) -> Bool {
    guard kindCell >= 0 else { return begin(0) }
    rows.words(
      kindCell, into: &columns.first, &columns.second, byteCounts: &columns.byteCounts)
    let cell = kindCell
    memories[memories.count - 1].find(
      columns.first, columns.second, columns.byteCounts, count: batch.count,
      into: &columns.numbers, &batch.doubts
    ) { row in
      let value = RecordCells.Cell(range: rows.range(cell, row), form: .plain)
      let number = filler.kindNumber(of: value, in: block)
      return number < 0 ? ValueMemory.doubted : Int64(number)
    }
    guard let first = (0..<batch.count).first(where: { batch.doubts[$0] == 0 }) else {
      return false
    }
    let kind = columns.numbers[first]
    for row in 0..<batch.count where columns.numbers[row] != kind { batch.doubts[row] |= 1 }
    return begin(Int(kind))
  }

  /// Makes the batch one of records of a kind.
  private mutating func begin(_ number: Int) -> Bool {
    guard possibleShapes[number] else { return false }
    if number == shape { return true }
    shape = number
    batch.begin(skim.shapes[number].kind)
    columns.clear()
    return true
  }

  /// Puts the numbers of the column at hand where those of the field of a step belong.
  private mutating func keep(_ step: RecordSkim.Step) {
    let besides = step.isFallback
    switch step.field {
    case .bytesOut: RecordColumns.move(&columns.numbers, to: &batch.bytesOut, besides: besides)
    case .bytesIn: RecordColumns.move(&columns.numbers, to: &batch.bytesIn, besides: besides)
    case .status: RecordColumns.move(&columns.numbers, to: &batch.statuses, besides: besides)
    case .size: RecordColumns.move(&columns.numbers, to: &columns.sizes, besides: besides)
    case .action: RecordColumns.move(&columns.numbers, to: &columns.actions, besides: besides)
    case .volume: RecordColumns.move(&columns.numbers, to: &columns.volumes, besides: besides)
    case .outcome: batch.setOutcomes(columns.numbers, besides: besides)
    case .method: batch.setMethods(columns.numbers, besides: besides)
    default: break
    }
  }

  /// How many records are doubted.
  var doubtCount: Int {
    let doubts = batch.doubts.span
    var count = 0
    for row in 0..<batch.count where doubts[row] != 0 { count += 1 }
    return count
  }
}
