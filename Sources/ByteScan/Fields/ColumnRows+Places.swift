internal import CByteMask

extension ColumnRows {
  /// Writes where some cells of a line stand that was taken apart by itself.
  ///
  /// - Parameters:
  ///   - values: A place for each slot: `start << 32 | end << 3 | form` of a value, or 0.
  ///   - slots: The slots of the cells; one that does not exist reads as empty.
  ///   - masks: Which bits of the form of each cell matter.
  ///   - places: Two numbers for each cell: one less than its start, and its end.
  ///   - place: Where the first one goes.
  /// - Returns: The bits that matter of all forms.
  package static func put(
    _ values: Span<UInt64>, _ slots: Span<Int32>, masks: Span<UInt64>,
    into places: inout MutableSpan<UInt32>, at place: Int
  ) -> UInt64 {
    precondition(masks.count == slots.count)
    precondition(place >= 0 && place + 2 * slots.count <= places.count)
    // SAFETY: the C function reads the values that there are, a slot and a mask a cell, and writes two places
    // a cell.
    return unsafe values.withUnsafeBufferPointer { values in
      unsafe slots.withUnsafeBufferPointer { slots in
        unsafe masks.withUnsafeBufferPointer { masks in
          unsafe places.withUnsafeMutableBufferPointer { places in
            guard let base = places.baseAddress else { return 0 }
            return unsafe byte_rows_put(
              values.baseAddress, values.count, slots.baseAddress, masks.baseAddress, slots.count,
              base + place)
          }
        }
      }
    }
  }

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
    // SAFETY: the C function reads two places a cell, and writes a place and a word a line.
    let soundCount = unsafe byte_rows_begin_places(
      block.count, places, cellCount, count, &firsts, &doubts)
    guard soundCount > 0 else { return nil }
    self.block = block
    ends = places.span.extracting(0..<2 * cellCount * count)
    self.firsts = firsts.span.extracting(0..<count)
    self.form = Int32(form)
    step = 2
  }
}
