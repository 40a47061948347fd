/// The columns of one line of an indexed block, read by the word instead of by the byte.
///
/// Answers are those of the checked forms (``DecimalError`` and the searches) for the values that
/// nearly every line has; for anything else they say that they do not know, and the caller reads
/// the line the slow way.
///
///     line      1790521200.000  21100 10.1.6.85 TCP_TUNNEL/200 …
///     columns   0               1     2         3
@usableFromInline
package struct LineColumns: ~Escapable {
  /// Bytes that must follow a line in its block, because words are loaded over its end.
  @usableFromInline static var spareByteCount: Int { 32 }
  /// Where a line begins at the earliest, because words are loaded that end within it.
  @usableFromInline static var leadByteCount: Int { 16 }

  @usableFromInline let block: Span<UInt8>
  /// The ends of the columns of the line; the last one is its line feed.
  @usableFromInline let ends: Span<UInt32>
  /// Where the line begins in the block.
  @usableFromInline let lineStart: Int

  /// Creates the columns of a line; `nil` if it stands too close to an end of its block.
  ///
  /// - Parameters:
  ///   - block: The block that was indexed.
  ///   - ends: The ends of the line's columns, as a ``ColumnIndex`` of that block gives them.
  ///   - lineStart: Where the line begins, at most the first end.
  @inlinable
  @inline(__always)
  @_lifetime(copy block, copy ends)
  package init?(_ block: Span<UInt8>, ends: Span<UInt32>, lineStart: Int) {
    self.block = block
    self.ends = ends
    self.lineStart = lineStart
    // Ends rise, so the last one bounds them all.
    guard ends.count > 0, lineStart >= LineColumns.leadByteCount,
      Int(ends[ends.count &- 1]) &+ LineColumns.spareByteCount <= block.count
    else { return nil }
  }

  /// How many columns the line has.
  @inlinable
  @inline(__always)
  package var count: Int { ends.count }

  /// The first byte of the line, and the last one before its line feed (of an empty line, the one
  /// before it).
  @inlinable
  @inline(__always)
  package var outerBytes: (first: UInt8, last: UInt8) {
    // SAFETY: the initialiser has checked that both lie within the block.
    unsafe (block[unchecked: lineStart], block[unchecked: Int(ends[ends.count &- 1]) &- 1])
  }

  /// Where a column stands in its block; only ``LineColumns`` makes one.
  @usableFromInline
  package struct Column {
    @usableFromInline package let start, end: Int

    @inlinable
    @inline(__always)
    init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }

    /// The length of the column in bytes.
    @inlinable
    @inline(__always)
    package var count: Int { end &- start }

    /// The bytes of the column in its block.
    @inlinable
    @inline(__always)
    package var range: Range<Int> { unsafe Range(uncheckedBounds: (start, end)) }
  }

  /// A column, without the blanks before it; empty only where blanks end the line.
  ///
  /// - Complexity: O(*n*) in the blanks.
  @inlinable
  @inline(__always)
  package subscript(number: Int) -> Column {
    let end = Int(ends[number])
    var start = number == 0 ? lineStart : Int(ends[number &- 1]) &+ 1
    // SAFETY: `start < end`, and the initialiser has checked that every end lies within the block.
    while start < end, unsafe block[unchecked: start] == 0x20 { start &+= 1 }
    return Column(start: start < end ? start : end, end: end)
  }

  /// Loads eight bytes; `offset` is at most 16 before the start or after the end of a column.
  @inlinable
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    // SAFETY: the initialiser has checked that 16 bytes stand before the line and 32 after it, and
    // no column reaches over its line.
    unsafe UInt64(
      littleEndian: block.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// The eight bytes from the front of a column on, whatever they are if it is shorter.
  @inlinable
  @inline(__always)
  package func firstWord(of column: Column) -> UInt64 { word(at: column.start) }

  /// The eight bytes before the end of a column, whatever they are if it is shorter.
  @inlinable
  @inline(__always)
  package func lastWord(of column: Column) -> UInt64 { word(at: column.end &- 8) }

  /// The first 24 bytes of a column as three words, the first byte lowest, with zeros behind its end.
  @inlinable
  @inline(__always)
  package func firstThreeWords(of column: Column) -> (UInt64, UInt64, UInt64) {
    (
      firstWord(of: column) & DecimalWord.lowBytes(column.count),
      word(at: column.start &+ 8) & DecimalWord.lowBytes(column.count &- 8),
      word(at: column.start &+ 16) & DecimalWord.lowBytes(column.count &- 16)
    )
  }

  /// The eight bytes before those of ``lastWord(of:)``.
  @inlinable
  @inline(__always)
  package func secondLastWord(of column: Column) -> UInt64 { word(at: column.end &- 16) }

  /// The bytes of a column of at most eight, as a little-endian word with zeros behind them.
  @inlinable
  @inline(__always)
  package func wholeWord(of column: Column) -> UInt64 {
    firstWord(of: column) & DecimalWord.lowBytes(column.count)
  }

  /// Returns the number that a column's 1 to 16 digits stand for; −1 for anything else.
  ///
  /// - Complexity: O(1).
  @inlinable
  @inline(__always)
  package func decimal(_ column: Column) -> Int64 {
    let ones = DecimalWord.value(ofLast: column.count, in: lastWord(of: column))
    if column.count <= 8 { return ones }
    guard column.count <= 16 else { return -1 }
    let tens = DecimalWord.value(ofLast: column.count &- 8, in: secondLastWord(of: column))
    return tens < 0 || ones < 0 ? -1 : tens &* 100_000_000 &+ ones
  }

  /// Returns whether a column is 1 to 8 digits.
  ///
  /// - Complexity: O(1).
  @inlinable
  @inline(__always)
  package func isShortDecimal(_ column: Column) -> Bool {
    column.count > 0 && column.count <= 8
      && DecimalWord.digits(ofLast: column.count, in: lastWord(of: column)) != nil
  }

  /// Returns whether a column is 1 to 8 digits, with or without blanks before them, and less than
  /// eight of both; false may also mean that it is longer.
  ///
  /// Programs pad numbers to a width. Where their blanks end is not looked for, because how many
  /// there are is different in every line and no processor guesses it.
  ///
  /// - Complexity: O(1).
  @inlinable
  @inline(__always)
  package func isPaddedShortDecimal(_ number: Int) -> Bool {
    let end = Int(ends[number])
    let start = number == 0 ? lineStart : Int(ends[number &- 1]) &+ 1
    guard start < end, end &- start <= 8 else { return false }
    return DecimalWord.isPadded(ofLast: end &- start, in: word(at: end &- 8))
  }

  /// Returns whether one of the bytes of a column is one of two, neither of which is zero.
  ///
  /// - Complexity: O(*n*) in the bytes; 8 of them in one step.
  @inlinable
  @inline(__always)
  package func has(_ byte: UInt8, or other: UInt8, in column: Column) -> Bool {
    var at = column.start
    while true {
      // Bytes past the end are made zero, hence neither of the two.
      let word = word(at: at) & DecimalWord.lowBytes(column.end &- at)
      if WordMask.has(byte, in: word) || WordMask.has(other, in: word) { return true }
      at &+= 8
      if at >= column.end { return false }
    }
  }
}

/// Looks at the eight bytes of a word at once.
@usableFromInline
package enum WordMask {
  /// Returns whether one of the bytes of a word is `byte`.
  @inlinable
  @inline(__always)
  package static func has(_ byte: UInt8, in word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let rest = word ^ (ones &* UInt64(byte))
    return (rest &- ones) & ~rest & 0x8080_8080_8080_8080 != 0
  }
}

/// The arithmetic of eight digits at once.
@usableFromInline
package enum DecimalWord {
  /// Ones in the lowest `count` bytes; all of them from 8 on, none from 0 down.
  @inlinable
  @inline(__always)
  static func lowBytes(_ count: Int) -> UInt64 {
    // A shift by 64 and more gives zero.
    count <= 0 ? 0 : .max >> UInt64(truncatingIfNeeded: 64 &- 8 &* min(count, 8))
  }

  /// Returns whether the last `count` (1 to 8) bytes of a word are blanks and digits, the last one a
  /// digit; in a column blanks stand in front only.
  @inlinable
  @inline(__always)
  static func isPadded(ofLast count: Int, in word: UInt64) -> Bool {
    let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* count) & 63
    let zeros: UInt64 = 0x3030_3030_3030_3030
    // Digits become 0 to 9, a blank becomes 0x10; what stands before them is made zero.
    let values = ((word >> unused) << unused) ^ ((zeros >> unused) << unused)
    let blanks = (values >> 4) & 0x0101_0101_0101_0101
    let low = values & 0x0F0F_0F0F_0F0F_0F0F
    let isOther =
      values & 0xE0E0_E0E0_E0E0_E0E0 | low & (blanks &* 15)
      | (low &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
    return isOther == 0 && blanks >> 56 == 0
  }

  /// Returns the values of the last `count` (1 to 8) bytes of a word, zeros before them; `nil` if
  /// one is no digit.
  @inlinable
  @inline(__always)
  static func digits(ofLast count: Int, in word: UInt64) -> UInt64? {
    // What stands before the digits is made zero.
    let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* count) & 63
    let digits = ((word >> unused) << unused) ^ ((0x3030_3030_3030_3030 >> unused) << unused)
    // Not below `0`, and with six added not past `9`.
    let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    return (digits | (digits &+ 0x0606_0606_0606_0606)) & high == 0 ? digits : nil
  }

  /// Returns the number in the last `count` bytes of a word, of more than 8 in all of them; −1 if one
  /// is no digit or there is none.
  @inlinable
  @inline(__always)
  package static func value(ofLast count: Int, in word: UInt64) -> Int64 {
    guard count > 0, var value = digits(ofLast: count > 8 ? 8 : count, in: word) else {
      return -1
    }
    // Neighbours are put together: digits to pairs, pairs to fours, fours to the eight.
    value = (value &* (10 << 8 | 1)) >> 8 & 0x00FF_00FF_00FF_00FF
    value = (value &* (100 << 16 | 1)) >> 16 & 0x0000_FFFF_0000_FFFF
    return Int64(truncatingIfNeeded: (value &* (10_000 << 32 | 1)) >> 32)
  }
}
