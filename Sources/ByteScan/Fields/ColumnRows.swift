internal import CByteMask

/// Up to 64 lines of an indexed block, of which the same column is read of all at once.
///
/// ``LineColumns`` reads the columns of one line; here several lines go through one register. A line
/// that is not as a function wants it gets a doubt, a word that is not zero: what else is found of it
/// means nothing, and it must be read in another way.
///
///     1790521200.000  21100 10.1.6.85 …      time(0), decimal(1), …
///     1790521200.720    329 10.1.14.245 …
///     1790521201.441      - 10.1.11.22 …     doubted by decimal(1)
@usableFromInline
package struct ColumnRows: ~Escapable {
  /// How many lines are looked at together at most, and how long each array of results must be.
  package static let limit = Int(BYTE_ROWS_LIMIT)
  /// The fastest form of the arithmetic that this processor has.
  package static let fastestForm = Int(byte_column_forms())

  let block: Span<UInt8>
  @usableFromInline let ends: Span<UInt32>
  @usableFromInline let firsts: Span<UInt32>
  let form: Int32
  /// How many places of ``ends`` a column has: two where its start is told apart from the end before it.
  @usableFromInline let step: Int

  /// Finds lines of one number of columns, and doubts the others; `nil` if all of them are doubted.
  ///
  /// Doubted are also lines that begin with NUL or end with a blank or a control character, and those
  /// at the very ends of the block, because words are loaded over the ends of a line.
  ///
  /// - Parameters:
  ///   - block: The block that was indexed.
  ///   - index: Its index.
  ///   - lines: Which of its lines; at least one and at most ``limit``.
  ///   - columnCount: How many columns a line has; at least one.
  ///   - firsts: Storage of the rows.
  ///   - doubts: What is doubted so far; replaced.
  ///   - form: Which form of the arithmetic, from 1 to ``fastestForm``; all find the same.
  @_lifetime(copy block, borrow index, &firsts)
  package init?(
    _ block: Span<UInt8>, _ index: borrowing ColumnIndex, lines: Range<Int>, columnCount: Int,
    firsts: inout [UInt32], doubts: inout [UInt64], form: Int = fastestForm
  ) {
    precondition(!lines.isEmpty && lines.count <= Self.limit && columnCount > 0)
    precondition(firsts.count >= Self.limit && doubts.count >= Self.limit)
    let first = lines.lowerBound == 0 ? 0 : Int(index.lineEnds[lines.lowerBound - 1])
    let ends = index.ends
    let lineEnds = index.lineEnds.extracting(lines)
    // SAFETY: the C function reads the block at its column ends only, the lines that it is told, and
    // writes a place and a word a line.
    let soundCount = unsafe block.withUnsafeBufferPointer { bytes in
      unsafe ends.withUnsafeBufferPointer { ends in
        unsafe lineEnds.withUnsafeBufferPointer { lineEnds in
          unsafe byte_rows_begin(
            bytes.baseAddress, bytes.count, ends.baseAddress, lineEnds.baseAddress, first,
            lineEnds.count, columnCount, &firsts, &doubts)
        }
      }
    }
    guard soundCount > 0 else { return nil }
    self.block = block
    self.ends = ends
    self.firsts = firsts.span.extracting(0..<lines.count)
    self.form = Int32(form)
    step = 1
  }

  /// Reads numbers of 1 to 8 digits; blanks before them are counted among the eight.
  package func decimal(_ column: Int, into values: inout [Int64], _ doubts: inout [UInt64]) {
    precondition(values.count >= Self.limit && doubts.count >= Self.limit)
    // SAFETY: see ``withRows(_:)``; the arrays have a place for each line.
    unsafe withRows { unsafe byte_rows_decimal(form, $0, column &* step, &values, &doubts) }
  }

  /// Reads numbers of 1 to 12 digits; −1 for a column that is empty or `-`.
  package func number(_ column: Int, into values: inout [Int64], _ doubts: inout [UInt64]) {
    precondition(values.count >= Self.limit && doubts.count >= Self.limit)
    // SAFETY: see ``withRows(_:)``; the arrays have a place for each line.
    unsafe withRows { unsafe byte_rows_number(form, $0, column &* step, &values, &doubts) }
  }

  /// Reads times of ten digits, a point and three digits, in microseconds.
  package func time(_ column: Int, into values: inout [Int64], _ doubts: inout [UInt64]) {
    precondition(values.count >= Self.limit && doubts.count >= Self.limit)
    // SAFETY: see ``withRows(_:)``; the arrays have a place for each line.
    unsafe withRows { unsafe byte_rows_time(form, $0, column &* step, &values, &doubts) }
  }

  /// Reads the first eight bytes of a column, the first one lowest, with zeros behind its end, and how
  /// many bytes the column has; doubts columns that are empty or have blanks to skip.
  package func text(
    _ column: Int, into first: inout [UInt64], byteCounts: inout [UInt64],
    _ doubts: inout [UInt64]
  ) {
    precondition(min(first.count, byteCounts.count, doubts.count) >= Self.limit)
    // SAFETY: see ``withRows(_:)``; the arrays have a place for each line.
    unsafe withRows {
      unsafe byte_rows_text(form, $0, column &* step, &first, nil, nil, &byteCounts, &doubts)
    }
  }

  /// Reads the first sixteen bytes of a column in the same way, as two words.
  package func text(
    _ column: Int, into first: inout [UInt64], _ second: inout [UInt64],
    byteCounts: inout [UInt64], _ doubts: inout [UInt64]
  ) {
    precondition(min(first.count, second.count) >= Self.limit)
    precondition(min(byteCounts.count, doubts.count) >= Self.limit)
    // SAFETY: see ``withRows(_:)``; the arrays have a place for each line.
    unsafe withRows {
      unsafe byte_rows_text(form, $0, column &* step, &first, &second, nil, &byteCounts, &doubts)
    }
  }

  /// Reads the first 24 bytes of a column in the same way, as three words.
  package func text(
    _ column: Int, into first: inout [UInt64], _ second: inout [UInt64],
    _ third: inout [UInt64], byteCounts: inout [UInt64], _ doubts: inout [UInt64]
  ) {
    precondition(min(first.count, second.count, third.count) >= Self.limit)
    precondition(min(byteCounts.count, doubts.count) >= Self.limit)
    // SAFETY: see ``withRows(_:)``; the arrays have a place for each line.
    unsafe withRows {
      unsafe byte_rows_text(form, $0, column &* step, &first, &second, &third, &byteCounts, &doubts)
    }
  }

  /// Reads the first sixteen bytes of a column in the same way, and doubts none.
  package func words(
    _ column: Int, into first: inout [UInt64], _ second: inout [UInt64],
    byteCounts: inout [UInt64]
  ) {
    precondition(min(first.count, second.count, byteCounts.count) >= Self.limit)
    // SAFETY: see ``withRows(_:)``; the arrays have a place for each line.
    unsafe withRows {
      unsafe byte_rows_text(form, $0, column &* step, &first, &second, nil, &byteCounts, nil)
    }
  }

  /// Doubts the lines whose column begins with one of some words: its first eight bytes, with zeros behind
  /// its end.
  package func notBeginning(
    withWords words: [UInt64], _ column: Int, _ doubts: inout [UInt64]
  ) {
    precondition(doubts.count >= Self.limit)
    // SAFETY: see ``withRows(_:)``; all of the words are read.
    unsafe withRows {
      unsafe byte_rows_doubt_words(form, $0, column &* step, words, words.count, &doubts)
    }
  }

  /// Where a column of a line stands in the block; of a doubted line it means nothing.
  @inlinable
  package func range(_ column: Int, _ line: Int) -> Range<Int> {
    let place = Int(firsts[line]) &+ column &* step
    return Int(ends[place &- 1]) &+ 1..<Int(ends[place])
  }

  /// Doubts the lines whose column is empty, or begins with a blank, with `one` or with `other`.
  package func notBeginning(
    with one: UInt8, or other: UInt8, _ column: Int, _ doubts: inout [UInt64]
  ) {
    precondition(doubts.count >= Self.limit)
    // SAFETY: see ``withRows(_:)``; the arrays have a place for each line.
    unsafe withRows { unsafe byte_rows_doubt_first($0, column &* step, one, other, &doubts) }
  }

  /// Doubts the lines in the first 32 bytes of whose column `byte` does not stand.
  package func containing(_ byte: UInt8, _ column: Int, _ doubts: inout [UInt64]) {
    precondition(doubts.count >= Self.limit)
    // SAFETY: see ``withRows(_:)``; the arrays have a place for each line.
    unsafe withRows { unsafe byte_rows_doubt_lack(form, $0, column &* step, byte, &doubts) }
  }

  /// Doubts the lines in whose words `byte`, which is not zero, stands.
  package func without(_ byte: UInt8, in words: [UInt64], _ doubts: inout [UInt64]) {
    precondition(words.count >= Self.limit && doubts.count >= Self.limit)
    // SAFETY: as many words as there are lines are read and written, and both arrays have them.
    unsafe byte_rows_doubt_byte(form, words, firsts.count, byte, &doubts)
  }

  /// Doubts the lines whose word is `-`, the mark of a missing value.
  package func present(in words: [UInt64], _ doubts: inout [UInt64]) {
    precondition(words.count >= Self.limit && doubts.count >= Self.limit)
    // SAFETY: as above.
    unsafe byte_rows_doubt_value(form, words, firsts.count, 0x2D, &doubts)
  }

  /// Hands out the lines as the C functions take them; they last as long as the call.
  private func withRows(_ body: (byte_rows) -> Void) {
    // SAFETY: every place in `firsts` was found by `byte_rows_begin` in this block and index: 16 bytes
    // stand before its line and 32 after it, and no column reaches over its line.
    unsafe block.withUnsafeBufferPointer { bytes in
      unsafe ends.withUnsafeBufferPointer { ends in
        unsafe firsts.withUnsafeBufferPointer { firsts in
          unsafe body(
            byte_rows(
              bytes: bytes.baseAddress, ends: ends.baseAddress, firsts: firsts.baseAddress,
              count: firsts.count))
        }
      }
    }
  }
}
