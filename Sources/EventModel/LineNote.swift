/// What a reader has noted of a line that waits for the other lines of its record, so that whoever puts the
/// record together need not read the line again.
///
/// What the two words mean is the format's; both are zero where nothing was noted.
package struct LineNote: Hashable, BitwiseCopyable, Sendable {
  package var first: UInt64
  package var second: UInt64

  package init(first: UInt64 = 0, second: UInt64 = 0) {
    self.first = first
    self.second = second
  }

  /// Whether anything was noted.
  package var isEmpty: Bool { first == 0 && second == 0 }
}

/// One line of a record that is joined across files, as it stands in the block that it was read from.
package struct FragmentLine: Hashable, Sendable {
  package var time: Timestamp
  /// Offsets in it count from the front of the line.
  package var note: LineNote
  /// The 1-based number of the line within the block.
  package var number: Int
  /// The bytes of the line in the block, without its line end.
  package var range: Range<Int>
  package init(time: Timestamp, note: LineNote, number: Int, range: Range<Int>) {
    self.time = time
    self.note = note
    self.number = number
    self.range = range
  }
}
