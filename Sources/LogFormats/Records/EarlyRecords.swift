internal import ByteScan
internal import EventModel

/// Finds out early which records of an indexed block concern nobody: many at a time, else one by one.
struct EarlyRecords: Sendable {
  private var sift: RecordSift
  private let canSift: Bool
  private var skim: RecordSkim
  private var users = AnnouncedUsers()
  /// The lines that were looked at last, and a bit for each that is known to concern nobody.
  private var lines = 0..<0
  private var passed: UInt64 = 0
  private var isSifted = false
  /// How many lines of the block were sifted, and how many of them did not pass.
  private var siftedCount = 0
  private var missedCount = 0

  /// - Parameters:
  ///   - filler: What reads values.
  ///   - comment: A byte that no record begins with; 0 for none.
  init(_ filler: EventFiller, comment: UInt8 = 0) {
    skim = RecordSkim(filler)
    sift = RecordSift(skim, filler, comment: comment)
    canSift = sift.isPossible && sift.hasClock
  }

  /// Begins another block: what was learnt of the one before counts no more, so that blocks can be read in
  /// any order with the same work.
  mutating func begin() {
    skim.begin()
    users.begin()
    siftedCount = 0
    missedCount = 0
    forget()
  }

  /// Forgets what is known of the lines to come, because their columns are others than was thought.
  mutating func forget() {
    lines = 0..<0
    passed = 0
    isSifted = false
  }

  /// Passes the records of lines that concern nobody.
  ///
  /// - Parameters:
  ///   - line: The first of them.
  ///   - layout: Which columns the records have; `nil` if that is not known.
  ///   - index: The cells of the block.
  ///   - block: The block.
  ///   - filler: What reads values.
  ///   - sink: What takes them.
  /// - Returns: How many there are from the line on; 0 if it must be read.
  @inline(__always)
  mutating func pass<Sink: LineSink & ~Copyable>(
    from line: Int, _ layout: RecordLayout?, _ index: borrowing CellIndex, in block: Span<UInt8>,
    with filler: inout EventFiller, to sink: inout Sink
  ) -> Int {
    if line >= lines.upperBound {
      look(from: line, layout, index, in: block, with: &filler, to: &sink)
    }
    let row = line - lines.lowerBound
    let count = (~(passed >> UInt64(truncatingIfNeeded: row))).trailingZeroBitCount
    if count > 0 { sink.pass(row..<(row + count), of: sift.batch) }
    return count
  }

  /// Looks at the next lines, and announces their users.
  private mutating func look<Sink: LineSink & ~Copyable>(
    from line: Int, _ layout: RecordLayout?, _ index: borrowing CellIndex,
    in block: Span<UInt8>, with filler: inout EventFiller, to sink: inout Sink
  ) {
    lines = line..<min(line + ColumnRows.limit, index.lineCount)
    passed = 0
    isSifted = false
    guard let layout else { return users.announce(lines, -1, index, in: block, to: &sink) }
    // It is not worth the while where most records concern somebody.
    if canSift, missedCount * 4 <= siftedCount + ColumnRows.limit {
      siftedCount += lines.count
      if sift.read(lines, index, layout, in: block, with: &filler),
        sift.doubtCount * 4 <= lines.count
      {
        passed = sink.sift(sift.batch, in: block)
        isSifted = true
        let missed = lines.count - passed.nonzeroBitCount
        missedCount += missed
        if missed > 0 { users.take(lines, of: sift) }
        return
      }
      missedCount += lines.count
    }
    let column =
      filler.userSlot < 0 || layout.isAligned ? -1 : layout.columns[filler.userSlot]
    users.announce(lines, column, index, in: block, to: &sink)
  }

  /// Passes the record of a line if its early fields tell that it concerns nobody.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - cells: Where its values stand.
  ///   - block: The block.
  ///   - filler: What reads values.
  ///   - sink: What takes it.
  /// - Returns: Whether it is done with.
  @inline(__always)
  mutating func pass<Sink: LineSink & ~Copyable>(
    _ line: Int, _ cells: borrowing RecordCells, in block: Span<UInt8>,
    with filler: inout EventFiller, to sink: inout Sink
  ) -> Bool {
    // What was sifted and did not pass is in doubt, or somebody is concerned.
    guard !isSifted, skim.pays,
      let early = skim.read(cells, in: block, with: &filler, announced: users.number(of: line))
    else { return false }
    if sink.passes(early) { return true }
    skim.missed()
    return false
  }

  /// Gives an event the number under which its user was announced.
  @inline(__always)
  func number(_ event: inout Event, line: Int) { users.number(&event, line: line) }
}
