/// Which columns the values of the records at hand stand in.
struct RecordLayout: Sendable {
  /// The column of each value, from 0; −1 for one that no record has.
  var columns: [Int]
  /// How many columns a record has.
  var columnCount: Int
  /// Whether it may have more.
  var mayHaveMore = false
  /// Whether empty cells are no columns.
  var isAligned = false
}
