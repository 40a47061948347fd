/// What a reader has noted of a line that waits for the other lines of its record, so that whoever puts the
/// record together need not read the line again.
///
/// What the two words mean is the format's; both are zero where nothing was noted.
package struct LineNote: Hashable, Sendable {
  package var first: UInt64
  package var second: UInt64

  package init(first: UInt64 = 0, second: UInt64 = 0) {
    self.first = first
    self.second = second
  }

  /// Whether anything was noted.
  package var isEmpty: Bool { first == 0 && second == 0 }
}
