internal import ByteScan
internal import EventModel

/// Some lines whose records were taken apart one by one, of which those that concern nobody are found
/// together.
struct RecordChunk: Sendable {
  private var sift: RecordSift
  /// Where the values of each record stand, what cutting its line came to, and where that is.
  private var records: [RecordCells]
  private var outcomes: [LineOutcome] = []
  private var places: [LinePlace] = []
  /// What stands around each record, if that is a syslog line.
  private var envelopes: [EventFiller.Envelope] = []
  private var passed: UInt64 = 0
  /// How many lines of the block were sifted, and how many of them did not pass.
  private var siftedCount = 0
  private var missedCount = 0

  init(_ filler: EventFiller, slotCount: Int) {
    sift = RecordSift(RecordSkim(filler), filler, comment: 0)
    records = [RecordCells](
      repeating: RecordCells(count: slotCount), count: sift.isPossible ? ColumnRows.limit : 0)
  }

  /// Begins another block: what was learnt of the one before counts no more, so that blocks can be read in
  /// any order with the same work.
  mutating func begin() {
    siftedCount = 0
    missedCount = 0
    forget()
  }

  private mutating func forget() {
    outcomes.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    envelopes.removeAll(keepingCapacity: true)
  }

  /// Whether it is worth the while: not if most records concern somebody.
  ///
  /// Looking at a record together with others takes a third of what reading it alone does.
  var pays: Bool { !records.isEmpty && missedCount * 2 <= siftedCount + ColumnRows.limit }

  /// How many lines there are.
  var count: Int { places.count }

  /// Whether no more lines go into it.
  var isFull: Bool { places.count == ColumnRows.limit }

  /// Takes a line that is not to be taken apart.
  mutating func add(_ outcome: LineOutcome, at place: LinePlace) {
    outcomes.append(outcome)
    places.append(place)
  }

  /// Takes a line and takes it apart.
  @inline(__always)
  mutating func cut(
    _ place: LinePlace, of block: Span<UInt8>, with cutter: inout some RecordCutter
  ) {
    switch cutter.cut(block, line: place.range, into: &records[places.count]) {
    case .record: outcomes.append(.event)
    case .ignored(let reason): outcomes.append(.ignored(reason))
    case .rejected(let reason): outcomes.append(.rejected(reason))
    }
    places.append(place)
  }

  /// Takes a record of a syslog line that was taken apart; `cells` become other ones.
  @inline(__always)
  mutating func add(
    _ outcome: LineOutcome, _ cells: inout RecordCells, _ envelope: EventFiller.Envelope,
    at place: LinePlace
  ) {
    swap(&records[places.count], &cells)
    outcomes.append(outcome)
    places.append(place)
    envelopes.append(envelope)
  }

  /// Hands on what became of the lines, in their order, and forgets them.
  mutating func report<Sink: LineSink & ~Copyable>(
    in block: Span<UInt8>, with filler: inout EventFiller, _ event: inout Event,
    to sink: inout Sink
  ) {
    var areRecords: UInt64 = 0
    for row in outcomes.indices where outcomes[row] == .event { areRecords |= 1 << UInt64(row) }
    let isSifted = sift.read(
      records, areRecords: areRecords, count: count, envelopes, in: block, with: &filler)
    passed = isSifted ? sink.sift(sift.batch, in: block) : 0
    siftedCount += count
    missedCount += count - passed.nonzeroBitCount
    var row = 0
    while row < count {
      let run = (~(passed >> UInt64(row))).trailingZeroBitCount
      if run > 0 {
        sink.pass(row..<(row + run), of: sift.batch)
        row += run
        continue
      }
      var outcome = outcomes[row]
      let envelope = envelopes.isEmpty ? nil : envelopes[row]
      if outcome == .event {
        outcome = filler.begin(&event, from: records[row], in: block, envelope: envelope)
        if outcome == .event, isSifted, sift.batch.doubts[row] == 0 {
          event.setAnnouncedUser(row, at: sift.userPlace(row))
        }
      }
      if case .rejected = outcome, envelope == nil, block.isNulRun(places[row].range) {
        outcome = .rejected(.nulRun)
      }
      filler.report(
        outcome, &event, from: records[row], envelope: envelope, in: block, at: places[row],
        to: &sink)
      row += 1
    }
    forget()
  }
}
