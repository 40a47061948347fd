internal import CByteMask

extension ColumnRows {
  /// Takes lines whose cells were found one by one; `nil` if all of them are doubted.
  ///
  /// Doubted are also lines with a cell at the very ends of the block.
  ///
  /// - Parameters:
  ///   - block: The block that the cells stand in.
  ///   - cellCount: How many cells a line has.
  ///   - count: How many lines there are, at most ``limit``.
  ///   - places: Of each cell, line by line, one less than its start, and its end.
  ///   - firsts: Storage of the rows.
  ///   - doubts: What is doubted so far; the cells of such lines mean nothing.
  ///   - form: Which form of the arithmetic, from 1 to ``fastestForm``; all find the same.
  @_lifetime(copy block, &places, &firsts)
  package init?(
    _ block: Span<UInt8>, cellCount: Int, count: Int, places: inout [UInt32],
    firsts: inout [UInt32], doubts: inout [UInt64], form: Int = fastestForm
  ) {
    precondition(count <= Self.limit && places.count >= 2 * cellCount * count)
    precondition(firsts.count >= Self.limit && doubts.count >= Self.limit)
    var sound = -1
    for row in 0..<count where doubts[row] == 0 {
      let own = 2 * cellCount * row
      var isInside = true
      for cell in 0..<cellCount {
        let (before, end) = (Int(places[own + 2 * cell]), Int(places[own + 2 * cell + 1]))
        // What the C functions want of a row holds of each of its cells.
        if before + 1 < Int(BYTE_ROWS_LEAD) || end <= before
          || end + Int(BYTE_ROWS_SPARE) > block.count
        {
          isInside = false
        }
      }
      if isInside { sound = own + 1 } else { doubts[row] = 1 }
    }
    guard sound >= 0 else { return nil }
    for row in 0..<count {
      firsts[row] = UInt32(doubts[row] == 0 ? 2 * cellCount * row + 1 : sound)
    }
    self.block = block
    ends = places.span.extracting(0..<2 * cellCount * count)
    self.firsts = firsts.span.extracting(0..<count)
    self.form = Int32(form)
    step = 2
  }
}
