internal import ByteScan
internal import EventModel

extension SquidSkim {
  /// Reads the early fields of many lines; doubts those that ``read(_:_:)`` would not
  /// read, and some more.
  ///
  /// - Parameters:
  ///   - rows: Lines of ``columnCount`` columns.
  ///   - memory: What earlier lines of the input told.
  ///   - scratch: Storage for what stands in the columns at hand.
  ///   - block: The block they stand in.
  ///   - batch: Where the fields are written; ``EarlyBatch/count`` and ``EarlyBatch/doubts`` are those of
  ///     the rows.
  func read(
    _ rows: borrowing ColumnRows, _ memory: borrowing SquidMemory, _ scratch: inout SquidScratch,
    in block: Span<UInt8>, into batch: inout EarlyBatch
  ) {
    rows.time(time, into: &batch.times, &batch.doubts)
    if elapsed >= 0 { rows.decimal(elapsed, into: &scratch.numbers, &batch.doubts) }
    if reply >= 0 {
      if wantsReply {
        rows.decimal(reply, into: &batch.bytesIn, &batch.doubts)
      } else {
        rows.decimal(reply, into: &scratch.numbers, &batch.doubts)
      }
    }
    if request >= 0 { rows.decimal(request, into: &batch.bytesOut, &batch.doubts) }
    let missing = UInt8(ascii: "-")
    if address >= 0 { rows.notBeginning(with: missing, or: missing, address, &batch.doubts) }
    if url >= 0 {
      // `error:` in its place is no event.
      rows.notBeginning(with: missing, or: UInt8(ascii: "e"), url, &batch.doubts)
    }
    if otherPair.column >= 0 {
      rows.containing(otherPair.separator, otherPair.column, &batch.doubts)
    }
    rows.text(
      result, into: &scratch.first, &scratch.second, &scratch.third,
      byteCounts: &scratch.byteCounts, &batch.doubts)
    memory.findOutcomes(
      scratch, count: batch.count, into: &batch.outcomes, &batch.statuses, &batch.doubts)
    rows.text(method, into: &scratch.first, byteCounts: &scratch.byteCounts, &batch.doubts)
    SquidMethod.find(scratch, count: batch.count, into: &batch.methods, &batch.doubts)
    readUsers(rows, in: block, into: &batch)
  }

  /// Reads the users of many lines; none for a line with `-`, as those are that a
  /// proxy turns away until it knows who asks.
  private func readUsers(
    _ rows: borrowing ColumnRows, in block: Span<UInt8>, into batch: inout EarlyBatch
  ) {
    rows.text(
      user, into: &batch.userLows, &batch.userHighs, byteCounts: &batch.userCounts,
      &batch.doubts)
    if hasOtherUsers {
      rows.present(in: batch.userLows, &batch.doubts)
    } else {
      batch.forgetUsers(named: UInt64(UInt8(ascii: "-")), byteCount: 1)
    }
    for escape in [UInt8(ascii: "%"), UInt8(ascii: "\\")] {
      rows.without(escape, in: batch.userLows, &batch.doubts)
      rows.without(escape, in: batch.userHighs, &batch.doubts)
    }
    batch.hasLongUsers = false
    for row in 0..<batch.count
    where batch.userCounts[row] > UInt64(ShortKey.maximumByteCount) && batch.doubts[row] == 0 {
      let place = rows.range(user, row)
      batch.hasLongUsers = true
      batch.longUsers[row] = TextPlace(
        start: place.lowerBound, count: place.count, isOwned: false)
      let end = block.nearOffset(
        of: UInt8(ascii: "%"), or: UInt8(ascii: "\\"), from: place.lowerBound,
        to: place.upperBound)
      if end < place.upperBound { batch.doubts[row] = 1 }
    }
  }

  /// The early fields of a line of a batch that is not doubted.
  ///
  /// - Parameters:
  ///   - row: Its number in the batch.
  ///   - batch: The batch.
  ///   - ends: The ends of its columns.
  /// - Returns: What ``read(_:_:)`` returns.
  func early(
    _ row: Int, of batch: borrowing EarlyBatch, _ ends: Span<UInt32>
  ) -> EarlyEvent? {
    guard let outcome = Word(rawValue: batch.outcomes[row]),
      let method = Word(rawValue: batch.methods[row])
    else { return nil }
    return EarlyEvent(
      batch.kind, at: Timestamp(microseconds: batch.times[row]),
      user: batch.userCounts[row] == 0 ? 0..<0 : Self.range(of: user, ends), announcedUser: row,
      srcIP: address >= 0 ? Self.range(of: address, ends) : 0..<0,
      numbers: EarlyNumbers(
        outcome: outcome, method: method, status: batch.statuses[row],
        bytesOut: batch.bytesOut[row], bytesIn: batch.bytesIn[row]))
  }

  /// Where a column stands that has no blanks to skip and is not the first one.
  private static func range(of column: Int, _ ends: Span<UInt32>) -> Range<Int> {
    Int(ends[column - 1]) + 1..<Int(ends[column])
  }
}
