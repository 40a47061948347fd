internal import CByteMask

/// Which cells of the lines of an indexed block are read, and what such a line is like.
package struct WantedCells: Sendable {
  /// Their columns, from 0; one that a line lacks, such as −1, reads as empty.
  package var columns: [Int32] = []
  /// How many columns a line has.
  package var columnCount = 0
  /// Whether it may have more.
  package var mayHaveMore = false
  /// Whether cells are aligned: an empty one is no column.
  package var isAligned = false
  /// A byte that no line begins with; 0 for none but NUL.
  package var comment: UInt8 = 0

  /// Creates a list of no cells.
  package init() {}
}

extension ColumnRows {
  /// How many columns a line of aligned cells may have.
  package static let alignedColumnLimit = Int(BYTE_ROWS_COLUMNS) - 1

  /// Finds lines of a block whose cells were indexed, and doubts the others; `nil` if all of them are
  /// doubted.
  ///
  /// The columns of the rows are the wanted cells, in their order; quotes around a cell and the line end
  /// are no part of it. Doubted are loose lines, those of another number of columns, those that begin with
  /// NUL, and those at the very ends of the block.
  ///
  /// - Parameters:
  ///   - block: The block that was indexed.
  ///   - index: Its index.
  ///   - lines: Which of its lines; at least one and at most ``limit``.
  ///   - wanted: Which cells of them.
  ///   - places: Storage of the places of cells; it grows to two for each of them.
  ///   - firsts: Storage of the rows.
  ///   - doubts: What is doubted so far; replaced.
  ///   - form: Which form of the arithmetic, from 1 to ``fastestForm``; all find the same.
  @_lifetime(copy block, &places, &firsts)
  package init?(
    _ block: Span<UInt8>, _ index: borrowing CellIndex, lines: Range<Int>,
    wanted: borrowing WantedCells, places: inout [UInt32], firsts: inout [UInt32],
    doubts: inout [UInt64], form: Int = fastestForm
  ) {
    precondition(!lines.isEmpty && lines.count <= Self.limit)
    precondition(firsts.count >= Self.limit && doubts.count >= Self.limit)
    let placeCount = 2 * wanted.columns.count * lines.count
    if places.count < placeCount { places = [UInt32](repeating: 0, count: placeCount) }
    let first = lines.lowerBound == 0 ? 0 : index[line: lines.lowerBound - 1].endCount
    let ends = index.ends
    let lineEnds = index.lines.extracting(lines)
    let (columnCount, mayHaveMore) = (wanted.columnCount, wanted.mayHaveMore)
    let (isAligned, comment) = (wanted.isAligned, wanted.comment)
    // Of more columns not all would be found.
    precondition(!isAligned || columnCount <= Self.alignedColumnLimit)
    // SAFETY: the C function reads the block at its cell ends only, the lines and columns that it is told,
    // and writes two places a cell and a place and a word a line.
    let soundCount = unsafe block.withUnsafeBufferPointer { bytes in
      unsafe ends.withUnsafeBufferPointer { ends in
        unsafe lineEnds.withUnsafeBufferPointer { lineEnds in
          unsafe wanted.columns.withUnsafeBufferPointer { columns in
            unsafe byte_rows_begin_cells(
              bytes.baseAddress, bytes.count, ends.baseAddress, lineEnds.baseAddress, first,
              lineEnds.count,
              byte_rows_wanted(
                columns: columns.baseAddress, count: columns.count, line_columns: columnCount,
                may_have_more: mayHaveMore ? 1 : 0, is_aligned: isAligned ? 1 : 0,
                comment: comment),
              &places, &firsts, &doubts)
          }
        }
      }
    }
    guard soundCount > 0 else { return nil }
    self.block = block
    self.ends = places.span.extracting(0..<placeCount)
    self.firsts = firsts.span.extracting(0..<lines.count)
    self.form = Int32(form)
    step = 2
  }
}
